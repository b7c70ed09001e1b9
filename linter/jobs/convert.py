"""Converts files, without rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.document import Document
from linter.files.discovery import read
from linter.messages.phrases import display

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from linter.files.encodings import Source
    from linter.files.journal import Journal


def convert_source(source: Source, name: str, convert: Callable[[str], str]) -> bytes:
    """A document converted, as its file must be written; newlines and a byte-order mark stay.

    Raises:
        DecodeError: it is not text.
        FileError: its encoding has not all of the characters.
    """
    document = Document.from_bytes(source.data, name)
    converted = convert(document.text)
    if converted == document.text:
        return source.raw
    return source.encode(document.with_text(converted).to_bytes(), name)


def convert_file(
    path: Path,
    convert: Callable[[str], str],
    *,
    encoding: str | None = None,
    journal: Journal | None = None,
) -> bool:
    """Converts a file in place, whole or not at all.

    Args:
        path: the file.
        convert: the conversion.
        encoding: what it is written in if not in UTF-8; see `linter.files.encodings`.
        journal: where what it held is remembered.

    Returns:
        Whether it changed.

    Raises:
        LinterError: it cannot be read or written; it is then as it was.
    """
    from linter.files.journal import replace_file  # noqa: PLC0415 - a filter writes no file

    source = read(path, encoding)
    made = convert_source(source, display(path), convert)
    if made != source.raw:
        replace_file(path, made, journal, expected=source.raw)
    return made != source.raw
