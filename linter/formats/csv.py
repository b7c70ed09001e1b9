"""CSV with a header (RFC 4180): cells between commas, in quotes if they hold a comma, quote or newline."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

from linter.errors import DecodeError
from linter.files.writer import replacing
from linter.formats.data import DataDocument, DataFile, check_fields, fields_by_key
from linter.formats.instances import Instance, always
from linter.formats.page import Cell, Row
from linter.lazy import lazy_re
from linter.records.names import renamed
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from linter.document import Document
    from linter.formats import Row as Written
    from linter.records.names import FieldNames

_CELL = lazy_re(r'"[^"]*(?:""[^"]*)*"|[^",\r\n]*')
_END = lazy_re(r",|\r\n|\r|\n|\Z")
_INTEGER = lazy_re(r"-?\d{1,18}", re.ASCII)
_NUMBER = lazy_re(r"-?\d{1,18}(?:\.\d{1,18})?(?:[eE][-+]?\d{1,2})?", re.ASCII)
_SPECIAL = lazy_re(r'[",\r\n]')


def read(data: bytes, path: str, names: FieldNames) -> Document:
    """The records of a CSV file.

    Raises:
        DecodeError: it is not UTF-8, not CSV, or has no column for the summary.
    """
    return DataDocument.whole(DataFile.decoded(data, path, names, _records))


def parts(data: bytes, path: str, names: FieldNames) -> Iterator[Document]:
    """The records of a CSV file, some at a time; see `read`."""
    yield from DataDocument.parts(DataFile.decoded(data, path, names, _records))


def _records(file: DataFile) -> Iterator[Row | DecodeError]:
    """The rows; one with more or fewer cells than the header costs only itself."""
    header, table = _table(file)
    check_fields(header, file.path, file.names)
    fields = fields_by_key(file.names)
    columns = {index: fields[name] for index, name in enumerate(header) if name in fields}
    twice = next((name for name in header if name in fields and header.count(name) > 1), None)
    if twice is not None:
        raise DecodeError("two columns are called '{name}'", path=file.path, line=1, name=twice)
    for cells in table:
        if isinstance(cells, DecodeError):
            yield cells
        else:
            yield Row(
                cells[0].start, {name: _cell(file.text, cells[index]) for index, name in columns.items()}
            )


def _table(file: DataFile) -> tuple[list[str], Iterator[list[Span] | DecodeError]]:
    """The header, and the spans of the cells of each row; the module `csv` does not give them.

    In the place of a row that has more or fewer cells than the header is an error. Empty lines are skipped.

    Raises:
        DecodeError: a quote is misplaced; perhaps only after some rows.
    """
    lines = _lines(file)
    header = [_value(file.text, span) for span in next(lines, [])]

    def rows() -> Iterator[list[Span] | DecodeError]:
        for row in lines:
            yield row if len(row) == len(header) else _uneven(file, row, len(header))

    return header, rows()


def _uneven(file: DataFile, row: list[Span], wanted: int) -> DecodeError:
    return DecodeError(
        "a row has {count} cells, the header {wanted}",
        path=file.path,
        line=file.lines.position(row[0].start).line,
        count=len(row),
        wanted=wanted,
    )


def _lines(file: DataFile) -> Iterator[list[Span]]:
    text, at, row = file.text, 0, list[Span]()
    while at < len(text):
        cell = _CELL.match(text, at)
        end = _END.match(text, cell.end()) if cell is not None else None
        if cell is None or end is None:
            line = file.lines.position(at).line
            raise DecodeError(
                "not CSV: a quote that does not enclose a whole cell", path=file.path, line=line
            )
        row.append(Span(*cell.span()))
        at = end.end()
        if end.group() == ",":
            if at == len(text):
                row.append(Span(at, at))
            else:
                continue
        if len(row) > 1 or len(row[0]):
            yield row
        row = []
    if row:
        yield row


def _value(text: str, span: Span) -> str:
    """The value of a cell."""
    raw = span.text(text)
    return raw[1:-1].replace('""', '"') if raw.startswith('"') else raw


def _cell(text: str, span: Span) -> Cell:
    raw = span.text(text)
    if raw.startswith('"'):
        offset_of = _offsets(raw, span.start)
        return Cell(span, _value(text, span), offset_of, lambda new: new.replace('"', '""'), _quoted)

    def escaped(new: str) -> str | None:
        return None if _SPECIAL.search(new) else new

    return Cell(span, raw, lambda offset: span.start + offset, escaped, _quoted_if_needed)


def _quoted(value: str | None) -> str:
    return '"' + (value or "").replace('"', '""') + '"'


def _quoted_if_needed(value: str | None) -> str:
    return _quoted(value) if value and _SPECIAL.search(value) else value or ""


def _offsets(raw: str, start: int) -> Callable[[int], int]:
    """Maps the index of a character in a quoted cell to its offset; the opening quote is at `start`."""
    if '""' not in raw[1:-1]:
        return lambda offset: start + 1 + offset
    starts: list[int] = []

    def offset_of(offset: int) -> int:
        if not starts:  # needed for few cells
            starts.extend(match.start() for match in re.finditer('""|.', raw[1:-1], re.DOTALL))
            starts.append(len(raw) - 2)
        return start + 1 + starts[offset]

    return offset_of


def values(data: bytes, path: str, names: FieldNames, schema: Mapping[str, Any]) -> Iterator[Instance]:
    """The rows, see `instances`; `source.path` is `path` in `source`, an empty cell is null where allowed."""
    ours = {called: name for name, called in names.items()}
    file = DataFile.decoded(data, path, {}, lambda _: ())
    header, table = _table(file)
    columns = [name.partition(".") for name in header]
    whole = {outer for outer, dot, _ in columns if not dot}
    twice = next((outer for outer, dot, _ in columns if dot and outer in whole), None)
    if twice is not None:
        raise DecodeError(
            "there is a column '{name}', and there are columns of its parts", path=path, line=1, name=twice
        )
    properties = _map(schema.get("properties"))
    for number, cells in enumerate(table, 1):
        if isinstance(cells, DecodeError):
            raise cells
        value: dict[str, Any] = {}
        for (outer, dot, inner), cell in zip(columns, cells, strict=True):
            wanted = _map(properties.get(ours.get(outer, outer)))
            text = _value(file.text, cell)
            if dot:
                part = _map(_map(wanted.get("properties")).get(inner))
                value.setdefault(outer, {})[inner] = _typed(text, part)
            else:
                value[outer] = _typed(text, wanted)
        yield Instance(value, number, always(file.lines.position(cells[0].start).line))


def _map(value: Any) -> Mapping[str, Any]:  # noqa: ANN401 - any part of a schema
    """A part of a schema that should be a map, and may be true or missing."""
    return value if isinstance(value, dict) else {}


def _typed(cell: str, wanted: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a value of JSON
    """A cell as the type that the schema wants, if it can be read as that type."""
    types = wanted.get("type", ())
    types = (types,) if isinstance(types, str) else types
    if not cell and ("null" in types or None in wanted.get("enum", ())):
        return None
    if _INTEGER.fullmatch(cell) and ("integer" in types or "number" in types):
        return int(cell)
    if _NUMBER.fullmatch(cell) and "number" in types:
        return float(cell)
    if cell in ("true", "false") and "boolean" in types:
        return cell == "true"
    return cell


def write(rows: Iterator[Written], output: Path, names: FieldNames) -> None:
    """Writes a header and a row for each record; the parts of a field have their own columns."""
    with replacing(output) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
        writer: Any = None
        for row in rows:
            flat = dict(flattened(row, names))
            if writer is None:
                writer = csv.DictWriter(text, list(flat), lineterminator="\n")
                writer.writeheader()
            writer.writerow(flat)
        text.flush()
        text.detach()


def flattened(row: Written, names: FieldNames) -> Iterator[tuple[str, object]]:
    """The columns of a row: `source.path` is the path in its source."""
    for called, value in renamed(row, names).items():
        if isinstance(value, dict):
            yield from ((f"{called}.{key}", inner) for key, inner in value.items())
        else:
            yield called, value
