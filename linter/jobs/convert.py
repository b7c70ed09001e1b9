"""Converts a document, without rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.conversion import converter
from linter.document import NOT_LINKED, Document
from linter.fixing.proved import proved_conversion

if TYPE_CHECKING:
    from linter.conversion import Conversion
    from linter.errors import FixError
    from linter.files.encodings import Source


def convert_source(
    source: Source, name: str, convert: Conversion, linked: frozenset[str] = NOT_LINKED
) -> tuple[bytes, list[FixError]]:
    """The bytes of a converted document; newlines and a byte-order mark stay.

    It is proved that only words change; a line for which that cannot be proved stays, with an error.

    Args:
        source: what was read.
        name: the name of the document in errors.
        convert: the conversion.
        linked: what other documents call its headings; see `linter.jobs.linked`.

    Raises:
        DecodeError: it is not text.
        FileError: its encoding lacks some of the characters.
        FixError: there was not enough time for the proof.
    """
    document = Document.from_bytes(source.data, name)
    document.linked = linked
    converted = convert(document)
    if converted == document.text:
        return source.raw, []
    proved, errors = proved_conversion(document, converted)
    return source.encode(proved.to_bytes(), name), errors


def convert_text(text: str, target: str, *, vocabulary: bool) -> str:
    """What `linter.convert` does."""
    document = Document(text)
    converted = converter(target, vocabulary=vocabulary)(document)
    if converted == text:
        return text
    _, errors = proved_conversion(document, converted)
    if errors:
        raise errors[0]
    return converted
