"""Writes the records of many files to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linter.discovery import read
from linter.document import Document
from linter.errors import ExportError, display
from linter.export import format_of
from linter.export.rows import rows
from linter.jobs.check import find
from linter.writer import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from linter.metadata import Metadata


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
        exported += rows(Document.from_bytes(read(path), display(path)), metadata)
    if not exported:
        raise ExportError("no records found there")
    write_atomically(output, writer.dump(exported))
    return len(exported), len(found.files)
