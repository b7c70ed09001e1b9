"""What `convert --in-place` does with files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.document import NOT_LINKED
from linter.errors import LinterError
from linter.files.journal import Journal
from linter.files.writer import sweep
from linter.jobs.check import find
from linter.jobs.convert_file import convert_file
from linter.jobs.linked import linked_keys

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from linter.cli.console import Console
    from linter.conversion import Conversion


def convert_in_place(
    paths: Sequence[Path], convert: Conversion, encoding: str | None, console: Console
) -> list[LinterError]:
    """Converts the files below the paths and prints which of them changed.

    Returns:
        What could not be read or written.
    """
    journal = Journal("convert")
    found = find(paths)
    sweep(found.files)
    errors = list(found.errors)
    linked = linked_keys(found.files, encoding)
    for path in found.files:
        keys = linked.get(path, NOT_LINKED)
        try:
            changed, unproved = convert_file(path, convert, linked=keys, encoding=encoding, journal=journal)
        except LinterError as error:
            errors.append(error)
            continue
        errors += unproved
        if changed:
            console.say("{path}: converted", path=path)
    console.close_journal(journal)
    return errors
