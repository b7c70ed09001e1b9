"""Fixes files in place, or into another tree."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from linter.engine import facts_of
from linter.errors import FixError, LinterError, internal_error
from linter.files.journal import replace_file
from linter.files.reading import read_source
from linter.fixing.fixer import fix
from linter.formats import read_document, text_encoding
from linter.jobs.check import check_document
from linter.jobs.remembered import NOTHING
from linter.messages.phrases import display
from linter.reporters.report import FileReport

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from linter.diagnostics import Applicability
    from linter.files.journal import Journal
    from linter.jobs.remembered import Memory
    from linter.packs import Rule
    from linter.records.names import FieldNames


@dataclass(frozen=True, slots=True)
class FixJob:
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
    try:
        return _fix_file(path, rules, job, to)
    except LinterError as error:
        return FileReport(display(path), errors=(error,))
    except Exception as error:  # noqa: BLE001 - one file's failure must not end the run
        return FileReport(display(path), errors=(internal_error(error, display(path)),))


def _fix_file(path: Path, rules: Sequence[Rule], job: FixJob, to: Path | None) -> FileReport:
    source = read_source(path, text_encoding(path, job.encoding))
    document = read_document(source.data, display(path), job.names)
    document.linked = job.linked.get(path, frozenset())
    known = job.memory.find(document, source.data) if to is None else None
    if known is not None and not _fixable(known, job.least):
        return replace(known, original=document)
    try:
        fixed = fix(document, rules, job.least)
    except FixError as error:
        report = check_document(document, rules)
        return replace(report, errors=(error, *report.errors))
    if fixed.left.errors:
        # A rule did not finish, so the file was only partly checked: nothing is written.
        return check_document(document, rules)
    if job.write and (fixed.applied or to is not None):
        data = source.encode(fixed.document.to_bytes(), display(path)) if fixed.applied else source.raw
        if to is not None:
            replace_file(to, data, job.journal, follow=False)
        else:
            replace_file(path, data, job.journal, expected=source.raw)
    facts = facts_of(fixed.document, rules)
    document.release()
    fixed.document.release()
    return FileReport(
        display(path),
        fixed.document,
        fixed.left.diagnostics,
        fixed.left_out,
        original=document,
        applied=fixed.applied,
        facts=facts,
    )


def _fixable(report: FileReport, least: Applicability) -> bool:
    """Whether a fix of at least this applicability can be tried."""
    return any(found.fix is not None and found.fix.applicability >= least for found in report.diagnostics)
