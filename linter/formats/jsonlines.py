"""JSON lines: one record per line, UTF-8."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from linter.errors import DecodeError
from linter.files.writer import replacing
from linter.formats.data import DataDocument, DataFile
from linter.formats.json import find_records, text_of, value_at
from linter.records.names import renamed
from linter.spans import NEWLINE, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from linter.document import Document
    from linter.formats import Row as Written
    from linter.formats.instances import Instance
    from linter.formats.json import JsonReader
    from linter.formats.page import Row
    from linter.records.names import FieldNames


def read(data: bytes, path: str, names: FieldNames) -> Document:
    """The records of a file of JSON lines; empty lines are skipped.

    Raises:
        DecodeError: it is not UTF-8, or no line is a record.
    """
    return DataDocument.whole(DataFile.decoded(data, path, names, _records))


def parts(data: bytes, path: str, names: FieldNames) -> Iterator[Document]:
    """The records of a file of JSON lines, some at a time; see `read`."""
    yield from DataDocument.parts(DataFile.decoded(data, path, names, _records))


def _records(file: DataFile) -> Iterator[Row | DecodeError]:
    return find_records(file, _rows)


def _rows(reader: JsonReader) -> Iterator[Row | DecodeError]:
    """The rows; a line that is not one costs only itself."""
    at = reader.first()
    while at < len(reader.text):
        try:
            row = reader.row(at)
            reader.on_one_line(at, reader.end)
            following = reader.next_line(reader.end)
        except DecodeError as error:
            yield reader.in_line(error, at)
            end = NEWLINE.search(reader.text, at)
            following = reader.skip(end.end()) if end is not None else len(reader.text)
        else:
            yield row
        at = following


def values(data: bytes, path: str, _names: FieldNames, _schema: Mapping[str, Any]) -> Iterator[Instance]:
    """The value of each line; see `instances`."""
    reader = text_of(data, path)
    at, number = reader.first(), 0
    while at < len(reader.text):
        number += 1
        _, end = reader.value(at)
        reader.on_one_line(at, end)
        yield value_at(reader, Span(at, end), number)
        at = reader.next_line(end)


def write(rows: Iterator[Written], output: Path, names: FieldNames) -> None:
    """Writes each row as one line, in the order of its keys."""
    with replacing(output) as stream:
        for row in rows:
            stream.write(f"{json.dumps(renamed(row, names), ensure_ascii=False)}\n".encode())
