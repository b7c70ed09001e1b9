"""Finds the files of a run and checks them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from linter.discovery import find_files, read
from linter.document import Document
from linter.engine import check
from linter.errors import LinterError, display
from linter.reporters.report import FileReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from linter.packs import Rule


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


def check_file(path: Path, rules: Sequence[Rule]) -> FileReport:
    """Checks one file; what goes wrong stands in the report."""
    try:
        document = Document.from_bytes(read(path), display(path))
    except LinterError as error:
        return FileReport(display(path), errors=(error,))
    result = check(document, rules)
    document.release()
    return FileReport(display(path), document, result.diagnostics, errors=result.errors)
