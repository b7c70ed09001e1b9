"""Converts files, without rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.discovery import read
from linter.document import Document
from linter.errors import display

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from linter.journal import Journal


def convert_bytes(data: bytes, name: str, convert: Callable[[str], str]) -> bytes:
    """A document converted; newlines and a byte-order mark stay.

    Raises:
        DecodeError: it is not UTF-8.
    """
    document = Document.from_bytes(data, name)
    return document.with_text(convert(document.text)).to_bytes()


def convert_file(path: Path, convert: Callable[[str], str], journal: Journal | None = None) -> bool:
    """Converts a file in place, whole or not at all.

    Args:
        path: the file.
        convert: the conversion.
        journal: where what it held is remembered.

    Returns:
        Whether it changed.

    Raises:
        LinterError: it cannot be read or written; it is then as it was.
    """
    from linter.journal import replace_file  # noqa: PLC0415 - a filter writes no file

    data = read(path)
    made = convert_bytes(data, display(path), convert)
    if made != data:
        replace_file(path, made, journal, expected=data)
    return made != data
