"""JSON lines: one record a line, UTF-8."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from linter.document import decode
from linter.formats.data import DataDocument, Row, check_fields
from linter.formats.json import JsonReader, renamed
from linter.phrases import Phrase
from linter.writer import replacing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from linter.formats import Row as Written
    from linter.records.names import FieldNames


def read(data: bytes, path: str, names: FieldNames) -> DataDocument:
    """The records of a file of JSON lines; empty lines are nothing.

    Raises:
        DecodeError: it is not UTF-8, a line is not JSON, or no line is a record.
    """
    text, marked = decode(data, path)
    return _document(text, path, marked, names)


def _document(text: str, path: str, marked: bool, names: FieldNames) -> DataDocument:  # noqa: FBT001 - of our own
    reader = JsonReader(text, path, names)
    rows = list(_rows(reader))
    check_fields(reader.keys, path, names)

    def again(changed: str) -> DataDocument:
        return _document(changed, path, marked, names)

    return DataDocument(text, rows, again, path=path, marked=marked, names=names)


def _rows(reader: JsonReader) -> Iterator[Row]:
    text, at = reader.text, reader.skip(0)
    while at < len(text):
        yield reader.row(at)
        following = reader.skip(reader.end)
        if following < len(text) and "\n" not in text[reader.end : following]:
            raise reader.error(following, Phrase("there is more on the line after the record"))
        at = following


def write(rows: Iterator[Written], output: Path, names: FieldNames) -> None:
    """Writes each row as one line, in the order of its keys."""
    with replacing(output) as stream:
        for row in rows:
            stream.write(f"{json.dumps(renamed(row, names), ensure_ascii=False)}\n".encode())
