"""What the commands do to files: check, fix, export. One file that fails never stops the others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from linter.discovery import find_files, read
from linter.document import Document
from linter.engine import check
from linter.errors import ExportError, LinterError
from linter.export import format_of
from linter.export.rows import rows
from linter.fixer import fix
from linter.reporters.report import FileReport
from linter.writer import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from linter.diagnostics import Applicability
    from linter.metadata import Metadata
    from linter.packs import Rule


@dataclass(frozen=True, slots=True)
class FixJob:
    """How to fix: the least applicability to apply, and whether files are written."""

    least: Applicability
    write: bool = True


@dataclass(slots=True)
class Found:
    """The files of a run and the paths that are none."""

    files: list[Path] = field(default_factory=list)
    errors: list[LinterError] = field(default_factory=list)


def find(paths: Iterable[Path]) -> Found:
    """Looks the paths up.

    The result has an error, too, where nothing at all was found.
    """
    found = Found()
    for each in find_files(paths):
        if isinstance(each, LinterError):
            found.errors.append(each)
        else:
            found.files.append(each)
    if not found.files and not found.errors:
        found.errors.append(LinterError("no Markdown file (.md, .markdown) found there"))
    return found


def check_files(files: Iterable[Path], rules: Sequence[Rule], job: FixJob | None) -> Iterator[FileReport]:
    """Checks the files one by one, and fixes them where a job says how."""
    for path in files:
        yield check_file(path, rules, job)


def check_file(
    path: Path, rules: Sequence[Rule], job: FixJob | None, *, to: Path | None = None
) -> FileReport:
    """Checks one file, and fixes it if `job` is given.

    Args:
        path: the file to read.
        rules: the rules to run.
        job: how to fix, or None to check only.
        to: where to write; the file itself if None. Another place is written even without a change.
    """
    try:
        data = read(path)
        document = Document.from_bytes(data, str(path))
        if job is None:
            result = check(document, rules)
            return FileReport(str(path), document, result.diagnostics, errors=result.errors)
        fixed = fix(document, rules, job.least)
        # A rule that could not finish leaves a file half judged: nothing of it is written.
        sound = not fixed.left.errors
        if job.write and sound and to is not None:
            write_atomically(to, fixed.document.to_bytes())
        elif job.write and sound and fixed.applied:
            write_atomically(path, fixed.document.to_bytes(), expected=data)
        return FileReport(
            str(path),
            fixed.document,
            fixed.left.diagnostics,
            errors=fixed.left.errors,
            original=document,
            applied=fixed.applied,
        )
    except LinterError as error:
        return FileReport(str(path), errors=(error,))


def export_records(paths: Iterable[Path], output: Path, metadata: Metadata | None) -> tuple[int, int]:
    """Writes the records below the paths to one file, in the format its ending names.

    Returns:
        How many records from how many files.

    Raises:
        LinterError: a path cannot be read, a record is invalid, or the file cannot be written; the file is
            then as it was.
    """
    writer = format_of(output)
    found = find(paths)
    for error in found.errors:
        raise error
    exported: list[dict[str, Any]] = []
    for path in found.files:
        exported += rows(Document.from_bytes(read(path), str(path)), metadata)
    if not exported:
        raise ExportError("no records found there")
    write_atomically(output, writer.dump(exported))
    return len(exported), len(found.files)
