"""Converts a file in place, without rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.document import NOT_LINKED
from linter.files.journal import replace_file
from linter.files.reading import read_source
from linter.jobs.convert import convert_source
from linter.messages.phrases import display

if TYPE_CHECKING:
    from pathlib import Path

    from linter.conversion import Conversion
    from linter.errors import FixError
    from linter.files.journal import Journal


def convert_file(
    path: Path,
    convert: Conversion,
    *,
    linked: frozenset[str] = NOT_LINKED,
    encoding: str | None = None,
    journal: Journal | None = None,
) -> tuple[bool, list[FixError]]:
    """Converts a file in place; see `linter.jobs.convert`.

    Args:
        path: the file.
        convert: the conversion.
        linked: what other files call its headings; see `linter.jobs.linked`.
        encoding: its encoding if not UTF-8; see `linter.files.encodings`.
        journal: records its former content.

    Returns:
        Whether it changed, and an error for each line that cannot be converted.

    Raises:
        LinterError: it cannot be read or written; it is then as it was.
    """
    source = read_source(path, encoding)
    converted, errors = convert_source(source, display(path), convert, linked)
    if converted != source.raw:
        replace_file(path, converted, journal, expected=source.raw)
    return converted != source.raw, errors
