"""Finds the files of a run and checks them."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from linter.document import NOT_LINKED
from linter.engine import check, facts_of
from linter.errors import LinterError, internal_error
from linter.files.discovery import ALL, find_files
from linter.files.encodings import decode_source
from linter.files.reading import read_source
from linter.formats import read_document, text_encoding
from linter.jobs.linked import linked_keys
from linter.jobs.processors import processes
from linter.jobs.remembered import NOTHING
from linter.jobs.rows import dump, load
from linter.messages.phrases import display
from linter.recall import trace
from linter.records.names import OWN_NAMES
from linter.reporters.report import FileReport
from linter.values import Struct, Value, field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from linter.document import Document
    from linter.files.excludes import Exclusion
    from linter.jobs.remembered import Memory
    from linter.packs import Rule
    from linter.records.names import FieldNames


__all__ = [
    "CheckJob",
    "Found",
    "check_document",
    "check_file",
    "check_files",
    "find",
    "linked_keys",
]


class Found(Struct):
    """The files of a run and the errors of paths that lead to none."""

    files: list[Path] = field(default_factory=list)
    errors: list[LinterError] = field(default_factory=list)


def find(paths: Sequence[Path], exclude: Exclusion = ALL, *, forced: bool = False) -> Found:
    """Finds the files below the paths; see `linter.files.discovery.find_files`.

    Finding no file at all is an error, unless every path is one that `exclude` leaves out.
    """
    found = Found()
    for file in find_files(paths, exclude, forced=forced):
        if isinstance(file, LinterError):
            found.errors.append(file)
        else:
            found.files.append(file)
    if not found.files and not found.errors and not (forced and all(map(exclude.covers, paths))):
        found.errors.append(LinterError("no Markdown file (.md, .markdown) found there"))
    return found


class CheckJob(Value):
    """How files are read and checked."""

    rules: Sequence[Rule]
    names: FieldNames = field(default_factory=lambda: OWN_NAMES)
    """The names that data use for the fields of records."""
    encoding: str | None = None
    """The encoding of files that are not in UTF-8; see `linter.files.encodings`."""
    linked: Mapping[Path, frozenset[str]] = field(default_factory=dict)
    """What other files call the headings of a file; see `linter.jobs.linked`."""
    memory: Memory = NOTHING
    """What earlier runs found."""
    held: dict[Path, bytes] = field(default_factory=dict)
    """The bytes of files that were read a moment ago; each is used once."""


def check_file(path: Path, job: CheckJob) -> FileReport:
    """Checks one file; the report contains what goes wrong."""
    try:
        document, data = _read(path, job)
        return job.memory.report(document, data, lambda read: check_document(read, job.rules))
    except LinterError as error:
        return FileReport(display(path), errors=(error,))
    except Exception as error:  # noqa: BLE001 - one file's failure must not end the run
        return FileReport(display(path), errors=(internal_error(error, display(path)),))


def check_files(
    paths: Sequence[Path], job: CheckJob, make: Callable[[], CheckJob], jobs: int
) -> Iterator[FileReport]:
    """Checks files, in several processes where that pays.

    Args:
        paths: the files.
        job: how to check them.
        make: gives the same job in another process; it can be pickled.
        jobs: the most processes to use.
    """
    known = {path: report for path in paths if (report := _known_report(path, job)) is not None}
    new = [path for path in paths if path not in known]
    checked = _spread(new, job, make, several) if (several := processes(new, jobs)) > 1 else None
    for path in paths:
        if path in known:
            yield known[path]
        elif checked is None:
            yield check_file(path, job)
        else:
            yield _from_elsewhere(path, job, next(checked))


def _spread(
    paths: Sequence[Path], job: CheckJob, make: Callable[[], CheckJob], jobs: int
) -> Iterator[_Checked]:
    from linter.jobs.pool import Task, spread  # noqa: PLC0415 - most runs have little to check

    task = Task(functools.partial(_check_elsewhere, job), functools.partial(_checking, make))
    return spread(paths, task, jobs)


class _Checked(NamedTuple):
    """What a process found in a file: rows, or errors."""

    rows: bytes
    errors: tuple[LinterError, ...]
    lasting: bool
    """Whether the findings depend on nothing but files."""


def _checking(make: Callable[[], CheckJob]) -> Callable[[Path], _Checked]:
    return functools.partial(_check_elsewhere, make())


def _check_elsewhere(job: CheckJob, path: Path) -> _Checked:
    """Checks a file in a process of its own."""
    before = trace.moments()
    report = check_file(path, job)
    return _Checked(dump(report), report.errors, trace.moments() == before)


def _from_elsewhere(path: Path, job: CheckJob, checked: _Checked) -> FileReport:
    """The report of a file that another process checked."""
    if not checked.lasting:
        trace.fleeting()
    if checked.errors:
        return check_file(path, job)
    document, data = _read(path, job)
    if not checked.lasting:
        return load(document, checked.rows)
    return job.memory.found(document, data, checked.rows)


def _known_report(path: Path, job: CheckJob) -> FileReport | None:
    """The report of an earlier run about a file; None if there is none."""
    try:
        document, data = _read(path, job)
    except Exception:  # noqa: BLE001 - checking the file reports it
        return None
    return job.memory.find(document, data)


def _read(path: Path, job: CheckJob) -> tuple[Document, bytes]:
    encoding = text_encoding(path, job.encoding)
    held = job.held.pop(path, None)
    source = read_source(path, encoding) if held is None else decode_source(held, str(path), encoding)
    data = source.data
    document = read_document(data, display(path), job.names)
    document.linked = job.linked.get(path, NOT_LINKED)
    return document, data


def check_document(document: Document, rules: Sequence[Rule]) -> FileReport:
    """Checks a document and then drops its computed values."""
    result = check(document, rules)
    facts = facts_of(document, rules)
    document.release()
    errors = (*document.problems, *result.errors)
    return FileReport(document.path, document, result.diagnostics, errors=errors, facts=facts)
