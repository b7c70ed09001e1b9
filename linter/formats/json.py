"""JSON: a list of records, one record, or a map with a list of them under `records`."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from linter.data.json_loader import JsonText, whole
from linter.document import decode
from linter.errors import DecodeError, NoRecordsError
from linter.files.writer import replacing
from linter.formats.data import DataDocument, DataFile, check_fields, fields_by_key
from linter.formats.instances import Instance
from linter.formats.page import Cell, Row
from linter.lazy import lazy_re
from linter.messages.phrases import Phrase
from linter.records.names import DERIVED, renamed
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from linter.document import Document
    from linter.formats import Row as Written
    from linter.records.names import FieldNames

#: One character of a string: itself, an escape, or a pair of escapes for a character beyond U+FFFF.
_CHARACTER = lazy_re(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL
)
_LIST = "records"
_LONE_SURROGATE = lazy_re("[\ud800-\udfff]")


def read(data: bytes, path: str, names: FieldNames) -> Document:
    """The records of a JSON file.

    Raises:
        DecodeError: it is not UTF-8, not JSON, or holds no records.
    """
    return DataDocument.whole(DataFile.decoded(data, path, names, _records))


def parts(data: bytes, path: str, names: FieldNames) -> Iterator[Document]:
    """The records of a JSON file, some at a time; see `read`."""
    yield from DataDocument.parts(DataFile.decoded(data, path, names, _records))


def _records(file: DataFile) -> Iterator[Row | DecodeError]:
    return find_records(file, _rows)


def find_records(
    file: DataFile, find: Callable[[JsonReader], Iterator[Row | DecodeError]]
) -> Iterator[Row | DecodeError]:
    """Yields the records found in a text of JSON, which must have the fields of records.

    Raises:
        DecodeError: they do not, or the text cannot be read.
    """
    reader = JsonReader(file)
    is_any = False
    for row in find(reader):
        is_any = is_any or not isinstance(row, DecodeError)
        yield row
    if is_any:
        check_fields(reader.keys, file.path, file.names)


def _rows(reader: JsonReader) -> Iterator[Row | DecodeError]:
    """The rows; one whose fields cannot be read costs only itself."""
    at = reader.first()
    end = None
    if reader.text.startswith("{", at):
        members = {key: span for key, _, span in reader.members(at)}
        end = reader.end
        reader.finish(end)
        if _LIST not in members or not reader.text.startswith("[", members[_LIST].start):
            yield reader.row(at)
            return
        at = members[_LIST].start
    if not reader.text.startswith("[", at):
        raise reader.no_records(at, Phrase("records are a list of maps, or one map"))
    for _, span in reader.elements(at):
        try:
            yield reader.row(span.start)
        except DecodeError as error:
            yield error
    if end is None:
        reader.finish(reader.end)


class JsonReader(JsonText):
    """Finds the records in a text of JSON, and the spans of their fields.

    Args:
        file: the file.
    """

    def __init__(self, file: DataFile) -> None:
        # Numbers stay as they are written.
        super().__init__(file.text, file.path, DecodeError, number=str, lines=file.lines)
        self.keys: set[str] = set()
        """All keys seen in records."""
        self._fields = fields_by_key(file.names)
        self._ascii = file.text.isascii()

    def row(self, at: int) -> Row:
        """The record that starts at an offset."""
        if not self.text.startswith("{", at):
            raise self.no_records(at, Phrase("a record is a map"))
        cells: dict[str, Cell] = {}
        for key, value, span in self.members(at):
            self.keys.add(key)
            if key not in self._fields:
                continue
            if self._fields[key] in cells:
                raise self.error(span.start, Phrase("the key '{key}' occurs twice in one record", key=key))
            if self._fields[key] not in DERIVED or isinstance(value, (str, type(None))):
                cells[self._fields[key]] = self._cell(key, value, span)
        return Row(at, cells)

    def in_line(self, error: DecodeError, at: int) -> DecodeError:
        """The error for the line of JSON that begins at an offset; it may have been found on the next one."""
        if error.line == self.line_of(at):
            return error
        return DecodeError("not valid JSON: the line ends too early", path=self._path, line=self.line_of(at))

    def no_records(self, at: int, reason: Phrase) -> NoRecordsError:
        """The error for JSON of another kind, at an offset."""
        return NoRecordsError("no records: {reason}", path=self._path, line=self.line_of(at), reason=reason)

    def _cell(self, key: str, value: object, span: Span) -> Cell:
        """A cell.

        Raises:
            DecodeError: the value is neither a text, nor a number, nor null.
        """
        raw = span.text(self.text)
        if raw[0] == '"' and isinstance(value, str):
            if "\\u" in raw:
                self._refuse_half_characters(value, key, span.start)
            offset_of = _offsets(raw, span.start)
            return Cell(span, value, offset_of, lambda text: self._quoted(text)[1:-1], self._quoted)
        if raw == "null":
            value = ""
        elif not isinstance(value, str):
            found = {bool: Phrase("true or false"), list: Phrase("a list")}.get(type(value), Phrase("a map"))
            raise DecodeError(
                "'{field}' must be {type}, not {found}",
                path=self._path,
                line=self.line_of(span.start),
                field=key,
                type=Phrase("a text"),
                found=found,
            )
        return Cell(
            span, value, lambda offset: span.start + min(offset, len(raw)), lambda _: None, self._quoted
        )

    def _refuse_half_characters(self, value: str, key: str, at: int) -> None:
        match = _LONE_SURROGATE.search(value)
        if match is not None:
            raise DecodeError(
                "'{field}' contains {character}, which is half a character",
                path=self._path,
                line=self.line_of(at),
                field=key,
                character=f"U+{ord(match.group()):04X}",
            )

    def _quoted(self, text: str | None) -> str:
        return json.dumps(text, ensure_ascii=self._ascii)


def _offsets(raw: str, start: int) -> Callable[[int], int]:
    """Maps the index of a character in a string to its offset; the opening quote is at `start`."""
    if "\\" not in raw:
        return lambda offset: start + 1 + offset
    starts: list[int] = []

    def offset_of(offset: int) -> int:
        if not starts:  # needed for few strings
            starts.extend(match.start() for match in _CHARACTER.finditer(raw, 1, len(raw) - 1))
            starts.append(len(raw) - 1)
        return start + starts[offset]

    return offset_of


def values(data: bytes, path: str, _names: FieldNames, schema: Mapping[str, Any]) -> Iterator[Instance]:
    """The items of a list, or the one value; see `instances`."""
    reader = text_of(data, path)
    at = reader.first()
    value, end = reader.value(at)
    reader.finish(end)
    wrapped = isinstance(value, dict) and isinstance(value.get(_LIST), list)
    if wrapped and _LIST not in schema.get("properties", ()):
        at = reader.find(at, (_LIST,))
    if schema.get("type") == "array" or not reader.text.startswith("[", at):
        yield value_at(reader, Span(at, end), 1)
        return
    for number, (_, span) in enumerate(reader.elements(at), 1):
        yield value_at(reader, span, number)


def text_of(data: bytes, path: str) -> JsonText:
    """A file's bytes as JSON.

    Raises:
        DecodeError: they are not UTF-8.
    """
    text, _ = decode(data, path)
    return JsonText(text, path, DecodeError)


def value_at(reader: JsonText, span: Span, number: int) -> Instance:
    """The value at a span; no key may occur twice in one map."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            counts = Counter(key for key, _ in pairs)
            key = next(key for key, _ in pairs if counts[key] > 1)
            raise reader.error(span.start, Phrase("the key '{key}' occurs twice in one map", key=key))
        return found

    value = json.loads(span.text(reader.text), object_pairs_hook=unique, parse_int=whole)
    return Instance(value, number, _Places(reader, span.start).line)


class _Places:
    """Where the parts of a value are; each map and list is read once, however many of its parts are wrong."""

    def __init__(self, reader: JsonText, start: int) -> None:
        self._reader = reader
        self._start = start
        self._parts: dict[int, dict[str | int, int]] = {}

    def line(self, steps: Sequence[str | int]) -> int:
        """The line of the value to which steps lead, as far as they exist."""
        at = self._start
        for step in steps:
            if at not in self._parts:
                self._parts[at] = self._reader.parts(at)
            if step not in self._parts[at]:
                break
            at = self._parts[at][step]
        return self._reader.line_of(at)


def write(rows: Iterator[Written], output: Path, names: FieldNames) -> None:
    """Writes a list, one record after another."""
    with replacing(output) as stream:
        before = b"[\n"
        for row in rows:
            text = json.dumps(renamed(row, names), ensure_ascii=False, indent=2)
            stream.write(before + text.encode("utf-8"))
            before = b",\n"
        stream.write(b"\n]\n" if before != b"[\n" else b"[]\n")
