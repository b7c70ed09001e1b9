"""What `convert --in-place` does with files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.errors import LinterError
from linter.files.journal import Journal
from linter.files.writer import sweep
from linter.jobs.check import find
from linter.jobs.convert_file import convert_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from linter.cli.console import Console


def convert_in_place(
    paths: Sequence[Path], convert: Callable[[str], str], encoding: str | None, console: Console
) -> list[LinterError]:
    """Converts the files below the paths and prints which of them changed.

    Returns:
        What could not be read or written.
    """
    journal = Journal("convert")
    found = find(paths)
    sweep(found.files)
    errors = list(found.errors)
    for path in found.files:
        try:
            changed = convert_file(path, convert, encoding=encoding, journal=journal)
        except LinterError as error:
            errors.append(error)
            continue
        if changed:
            console.say("{path}: converted", path=path)
    console.close_journal(journal)
    return errors
