"""Records as values of JSON, as an export has them, to be compared with a schema."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linter.document import decode
from linter.errors import DecodeError, UsageError
from linter.formats import format_by_suffix
from linter.formats.csv import table_of, value_at
from linter.formats.data import DataFile
from linter.json_loader import JsonText, whole
from linter.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from linter.records.names import FieldNames


_INTEGER = re.compile(r"-?\d{1,18}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,18}(?:\.\d{1,18})?(?:[eE][-+]?\d{1,2})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Instance:
    """A value of a file.

    `line` tells where the value that a path leads to stands in the file, from 1 on; `number` is the place of
    the value in the file, from 1 on.
    """

    value: Any
    number: int
    line: Callable[[Sequence[str | int]], int]


def instances(data: bytes, path: str, names: FieldNames, schema: Mapping[str, Any]) -> Iterator[Instance]:
    """The values that a file holds: of JSON lines each line, of a list its items, of a table the rows.

    Args:
        data: the file's bytes.
        path: how the user names it; its ending says what it holds.
        names: what the fields of records are called.
        schema: what they are to be compared with: one of a list takes a list as one value, and columns of CSV
            are read as it describes them.

    Raises:
        LinterError: the file cannot be read as what its ending says.
    """
    form = format_by_suffix(Path(path))
    ours = {called: name for name, called in names.items()}
    if form == "jsonl":
        found = _of_lines(data, path)
    elif form == "json":
        found = _of_json(data, path, whole=schema.get("type") == "array")
    elif form == "csv":
        found = _of_csv(data, path, ours, schema)
    elif form == "parquet":
        found = _of_parquet(data, path)
    else:
        raise UsageError("only .jsonl, .json, .csv and .parquet files can be validated", path=path)
    for each in found:
        yield Instance(_renamed(each.value, ours), each.number, each.line)


def _renamed(value: Any, ours: Mapping[str, str]) -> Any:  # noqa: ANN401 - any JSON value
    """A record with our names of its fields."""
    if not ours or not isinstance(value, dict):
        return value
    return {ours.get(key, key): each for key, each in value.items()}


def _reader(data: bytes, path: str) -> JsonText:
    text, _ = decode(data, path)
    return JsonText(text, path, DecodeError)


def _of_lines(data: bytes, path: str) -> Iterator[Instance]:
    reader = _reader(data, path)
    at = reader.first()
    number = 0
    while at < len(reader.text):
        number += 1
        _, end = reader.value(at)
        yield _instance(reader, at, end, number)
        at = reader.next_line(end)


def _of_json(data: bytes, path: str, *, whole: bool) -> Iterator[Instance]:
    reader = _reader(data, path)
    at = reader.first()
    _, end = reader.value(at)
    reader.finish(end)
    if whole or not reader.text.startswith("[", at):
        yield _instance(reader, at, end, 1)
        return
    for number, (_, span) in enumerate(reader.elements(at), 1):
        yield _instance(reader, span.start, span.end, number)


def _instance(reader: JsonText, start: int, end: int, number: int) -> Instance:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            key = next(key for place, (key, _) in enumerate(pairs) if key in dict(pairs[:place]))
            raise reader.error(start, Phrase("the key '{key}' stands twice in one map", key=key))
        return found

    value = json.loads(reader.text[start:end], object_pairs_hook=unique, parse_int=whole)
    return Instance(value, number, lambda steps: reader.line_of(reader.find(start, steps)))


def _of_csv(data: bytes, path: str, ours: Mapping[str, str], schema: Mapping[str, Any]) -> Iterator[Instance]:
    """The rows; `source.path` is the path in `source`, and an empty cell is null where that is allowed."""
    file = DataFile.decoded(data, path, {}, lambda _: ())
    table = table_of(file)
    columns = [value_at(file.text, cell).partition(".") for cell in next(table, [])]
    whole = {outer for outer, dot, _ in columns if not dot}
    twice = next((outer for outer, dot, _ in columns if dot and outer in whole), None)
    if twice is not None:
        message = "the column '{name}' stands beside columns of its parts"
        raise DecodeError(message, path=path, line=1, name=twice)
    properties = _map(schema.get("properties"))
    for number, cells in enumerate(table, 1):
        value: dict[str, Any] = {}
        for (outer, dot, inner), cell in zip(columns, cells, strict=True):
            wanted = _map(properties.get(ours.get(outer, outer)))
            said = value_at(file.text, cell)
            if dot:
                part = _map(_map(wanted.get("properties")).get(inner))
                value.setdefault(outer, {})[inner] = _typed(said, part)
            else:
                value[outer] = _typed(said, wanted)
        yield Instance(value, number, _always(file.lines.position(cells[0].start).line))


def _map(value: Any) -> Mapping[str, Any]:  # noqa: ANN401 - any part of a schema
    """A part of a schema that should be a map, and may be true or missing."""
    return value if isinstance(value, dict) else {}


def _typed(cell: str, wanted: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a value of JSON
    """A cell as the schema wants it, where it can be read so."""
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


def _always(line: int) -> Callable[[Sequence[str | int]], int]:
    """A table has one place for a row: nothing in it is told apart."""
    return lambda _: line


def _of_parquet(data: bytes, path: str) -> Iterator[Instance]:
    from linter.formats.parquet import table  # noqa: PLC0415 - an extra, and large

    for number, value in enumerate(table(data, path), 1):
        yield Instance(value, number, _always(number))
