"""Converts a document, without rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.document import NOT_LINKED, Document

if TYPE_CHECKING:
    from linter.conversion import Conversion
    from linter.files.encodings import Source


def convert_source(
    source: Source, name: str, convert: Conversion, linked: frozenset[str] = NOT_LINKED
) -> bytes:
    """The bytes of a converted document; newlines and a byte-order mark stay.

    Args:
        source: what was read.
        name: the name of the document in errors.
        convert: the conversion.
        linked: what other documents call its headings; see `linter.jobs.linked`.

    Raises:
        DecodeError: it is not text.
        FileError: its encoding lacks some of the characters.
    """
    document = Document.from_bytes(source.data, name)
    converted = convert(document.text, linked)
    if converted == document.text:
        return source.raw
    return source.encode(document.with_text(converted).to_bytes(), name)
