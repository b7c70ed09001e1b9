"""Fixes files in place, or into another tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from linter.engine import facts_of
from linter.errors import FixError, LinterError, internal_error
from linter.files.journal import replace_file
from linter.files.reading import read_source
from linter.fixing.fixer import fix
from linter.formats import read_document, text_encoding
from linter.jobs.check import check_document
from linter.jobs.processors import processes
from linter.jobs.remembered import NOTHING
from linter.messages.phrases import display
from linter.recall import trace
from linter.reporters.report import FileReport
from linter.values import Value, field, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from linter.diagnostics import Applicability
    from linter.document import Document
    from linter.files.encodings import Source
    from linter.files.journal import Journal
    from linter.fixing.fixer import FixResult
    from linter.jobs.remembered import Memory
    from linter.packs import Rule
    from linter.records.names import FieldNames


class FixJob(Value):
    """How to fix: the least applicability to apply, whether files are written, and how they are read."""

    least: Applicability
    write: bool = True
    names: FieldNames = field(default_factory=dict)
    """The names that data use for the fields of records."""
    encoding: str | None = None
    """The encoding of files that are not in UTF-8; see `linter.files.encodings`."""
    journal: Journal | None = None
    """Records the former content of files that are written."""
    linked: Mapping[Path, frozenset[str]] = field(default_factory=dict)
    """What other files call the headings of a file; see `linter.jobs.linked`."""
    memory: Memory = NOTHING
    """What earlier runs found."""


def fix_file(path: Path, rules: Sequence[Rule], job: FixJob, *, to: Path | None = None) -> FileReport:
    """Fixes one file; if something goes wrong, the report says so and the file is unchanged.

    Args:
        path: the file to read.
        rules: the rules to run.
        job: how to fix.
        to: where to write; the file itself if None. Another file is written even if nothing changed.
    """
    return _guarded(path, lambda: _finish(path, _compute(path, rules, job), job, to))


def fix_files(
    paths: Sequence[Path], job: FixJob, rules: Sequence[Rule], make: Callable[[], Computing], jobs: int
) -> Iterator[FileReport]:
    """Fixes files in place; several processes work out what to write where that pays, and this one writes.

    Args:
        paths: the files.
        job: how to fix.
        rules: the rules to run.
        make: gives, in another process, what works out a fix; it can be pickled.
        jobs: the most processes to use.
    """
    known = {path: report for path in paths if (report := _settled(path, job)) is not None}
    new = [path for path in paths if path not in known]
    several = processes(new, jobs)
    computed = _spread(new, Computing(rules, job), make, several) if several > 1 else None
    for path in paths:
        if path in known:
            yield known[path]
        elif computed is None:
            yield fix_file(path, rules, job)
        else:
            yield _from_elsewhere(path, next(computed), job)


def _spread(
    paths: Sequence[Path], compute: Computing, make: Callable[[], Computing], jobs: int
) -> Iterator[Computed]:
    from linter.jobs.pool import Task, spread  # noqa: PLC0415 - most runs have little to fix

    return spread(paths, Task(compute, make), jobs)


def _from_elsewhere(path: Path, computed: Computed, job: FixJob) -> FileReport:
    """Writes what another process worked out."""
    if not computed.lasting:
        trace.fleeting()
    return _guarded(path, lambda: _finish(path, computed, job, None))


def _settled(path: Path, job: FixJob) -> FileReport | None:
    """The report of a file in which an earlier run found nothing to fix; None if it must be looked at."""
    try:
        source = read_source(path, text_encoding(path, job.encoding))
        document = read_document(source.data, display(path), job.names)
    except Exception:  # noqa: BLE001 - fixing the file reports it
        return None
    document.linked = job.linked.get(path, frozenset())
    known = job.memory.find(document, source.data)
    return None if known is None or _fixable(known, job.least) else replace(known, original=document)


class Computing:
    """Works out the fix of a file, and writes nothing.

    Args:
        rules: the rules to run.
        job: how to fix.
    """

    def __init__(self, rules: Sequence[Rule], job: FixJob) -> None:
        self._rules = rules
        self._job = job

    def __call__(self, path: Path) -> Computed:
        """What is to be written, or why nothing is."""
        before = trace.moments()
        found: list[Computed] = []

        def compute() -> FileReport:
            found.append(_compute(path, self._rules, self._job))
            return FileReport(display(path))

        report = _guarded(path, compute)
        computed = found[0] if found else Computed(report=report)
        return computed._replace(lasting=trace.moments() == before)


class Computed(NamedTuple):
    """What is known about a file before anything is written."""

    report: FileReport | None = None
    """The report of a file in which nothing is to be changed; None if there is a fix."""
    source: Source | None = None
    document: Document | None = None
    fixed: FixResult | None = None
    facts: Mapping[str, Sequence[Any]] | None = None
    """What rules that compare documents need to know of the fixed one."""
    lasting: bool = True
    """Whether this depends on nothing but files."""


def _compute(path: Path, rules: Sequence[Rule], job: FixJob) -> Computed:
    source = read_source(path, text_encoding(path, job.encoding))
    document = read_document(source.data, display(path), job.names)
    document.linked = job.linked.get(path, frozenset())
    try:
        fixed = fix(document, rules, job.least)
    except FixError as error:
        report = check_document(document, rules)
        return Computed(replace(report, errors=(error, *report.errors)))
    if fixed.left.errors:
        # A rule did not finish, so the file was only partly checked: nothing is written.
        return Computed(check_document(document, rules))
    facts = facts_of(fixed.document, rules)  # before what was computed for checking it is dropped
    document.release()
    fixed.document.release()
    return Computed(None, source, document, fixed, facts)


def _finish(path: Path, computed: Computed, job: FixJob, to: Path | None) -> FileReport:
    """Writes what was worked out."""
    source, document, fixed = computed.source, computed.document, computed.fixed
    if source is None or document is None or fixed is None:
        return computed.report or FileReport(display(path))
    if job.write and (fixed.applied or to is not None):
        data = source.encode(fixed.document.to_bytes(), display(path)) if fixed.applied else source.raw
        if to is not None:
            replace_file(to, data, job.journal, follow=False)
        else:
            replace_file(path, data, job.journal, expected=source.raw)
    return FileReport(
        display(path),
        fixed.document,
        fixed.left.diagnostics,
        (*document.problems, *fixed.left_out),
        original=document,
        applied=fixed.applied,
        facts=computed.facts or {},
    )


def _guarded(path: Path, work: Callable[[], FileReport]) -> FileReport:
    """The report of some work on a file; if something goes wrong, it says so."""
    try:
        return work()
    except LinterError as error:
        return FileReport(display(path), errors=(error,))
    except Exception as error:  # noqa: BLE001 - one file's failure must not end the run
        return FileReport(display(path), errors=(internal_error(error, display(path)),))


def _fixable(report: FileReport, least: Applicability) -> bool:
    """Whether a fix of at least this applicability can be tried."""
    return any(found.fix is not None and found.fix.applicability >= least for found in report.diagnostics)
