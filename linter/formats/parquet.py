"""Parquet, by the package pyarrow (the extra `parquet`). Files are read and written, but not fixed in place.

Values are compressed together: to change one, the file would have to be written again, with different row
groups, encodings and statistics. Positions are rows: the line is the row's 1-based number.
"""

from __future__ import annotations

import datetime as dt
import io
import itertools
from typing import TYPE_CHECKING, Any

from linter.data.schemas import load_schema
from linter.errors import DecodeError, UsageError
from linter.files.writer import replacing
from linter.formats.data import DataDocument, DataFile, check_fields, fields_by_key
from linter.formats.instances import Instance, always
from linter.formats.page import Cell, Row
from linter.messages.phrases import Phrase
from linter.records.names import DERIVED, renamed
from linter.spans import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from linter.diagnostics import Edit
    from linter.document import Document
    from linter.formats import Row as Written
    from linter.records.names import FieldNames

#: How many rows are written together.
_BATCH = 1000
#: The span of each row: Parquet has no text, so rows count as lines.
_NOWHERE = Span(0, 0)


class _ParquetDocument(DataDocument):
    def position(self, offset: int) -> Position:
        """The row that an offset of the page belongs to."""
        return Position(self._first + self._row_of(offset), 1)

    def clip_edit(self, edit: Edit) -> Edit | None:  # noqa: ARG002 - no edit can be made
        return None


def _pyarrow() -> Any:  # noqa: ANN401 - a module without types
    try:
        import pyarrow.parquet  # noqa: PLC0415 - an extra, and large
    except ImportError as error:
        raise UsageError("Parquet needs the package pyarrow: pip install 'seedlint[parquet]'") from error
    return pyarrow


def read(data: bytes, path: str, names: FieldNames) -> Document:
    """The records of a Parquet file.

    Raises:
        DecodeError: it is not Parquet, or has no column for the summary.
        UsageError: pyarrow is not installed.
    """
    return _ParquetDocument.whole(_file(data, path, names))


def parts(data: bytes, path: str, names: FieldNames) -> Iterator[Document]:
    """The records of a Parquet file, some at a time; see `read`."""
    yield from _ParquetDocument.parts(_file(data, path, names))


def _file(data: bytes, path: str, names: FieldNames) -> DataFile:
    def records(_: DataFile) -> Iterator[Row]:
        columns: dict[str, None] = {}
        for number, row in enumerate(_table(data, path), 1):
            columns.update(dict.fromkeys(row))
            known = (
                (key, value)
                for key, value in row.items()
                if key in fields and (fields[key] not in DERIVED or isinstance(value, (str, type(None))))
            )
            yield Row(0, {fields[key]: _cell(value, key, number, path) for key, value in known})
        if columns:
            check_fields(columns, path, names)

    fields = fields_by_key(names)
    return DataFile("", path, marked=False, names=names, parse=records)


def _table(data: bytes, path: str) -> Iterator[Written]:
    """Yields the rows of a Parquet file, by the names of its columns.

    Raises:
        DecodeError: it is not Parquet.
        UsageError: pyarrow is not installed.
    """
    arrow = _pyarrow()
    try:
        for batch in arrow.parquet.ParquetFile(io.BytesIO(data)).iter_batches(_BATCH):
            yield from batch.to_pylist()
    except (arrow.ArrowException, OSError, ValueError) as error:
        reason = str(error).partition("\n")[0]
        raise DecodeError("not Parquet: {reason}", path=path, reason=reason) from error


def _cell(value: object, name: str, row: int, path: str) -> Cell:
    if isinstance(value, float) and value.is_integer():  # a column of whole numbers with gaps
        value = int(value)
    if isinstance(value, dt.datetime):
        value = value.date()
    if not isinstance(value, (str, int, float, dt.date, type(None))):
        found = type(value).__name__
        raise DecodeError(
            "'{field}' must be {type}, not {found}",
            path=path,
            line=row,
            field=name,
            type=Phrase("a text"),
            found=found,
        )
    text = "" if value is None else str(value)
    return Cell(_NOWHERE, text, lambda _: 0, lambda new: new, lambda new: new or "")


def values(data: bytes, path: str, _names: FieldNames, _schema: Mapping[str, Any]) -> Iterator[Instance]:
    """The rows; see `instances`."""
    for number, value in enumerate(_table(data, path), 1):
        yield Instance(value, number, always(number))


def write(rows: Iterator[Written], output: Path, names: FieldNames) -> None:
    """Writes rows that follow schemas/record.schema.json, a thousand at a time."""
    arrow = _pyarrow()
    schema = _schema(arrow, names)
    with replacing(output) as stream, arrow.parquet.ParquetWriter(stream, schema) as writer:
        while batch := list(itertools.islice(rows, _BATCH)):
            called = [dict(renamed(row, names)) for row in batch]
            writer.write_table(arrow.Table.from_pylist(called, schema=schema))


def _schema(arrow: Any, names: FieldNames) -> Any:  # noqa: ANN401 - see _pyarrow
    """The columns, from the record's JSON Schema."""

    def column(schema: dict[str, Any]) -> Any:  # noqa: ANN401
        types: Sequence[str] | str = schema.get("type", "string")
        if "object" in types:
            return arrow.struct([(name, column(inner)) for name, inner in schema["properties"].items()])
        return arrow.int64() if "integer" in types else arrow.string()

    properties = load_schema("record")["properties"]
    return arrow.schema([(names.get(name, name), column(schema)) for name, schema in properties.items()])
