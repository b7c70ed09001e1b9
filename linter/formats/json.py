"""JSON: a list of records, one record, or a map with a list of them under `records`."""

from __future__ import annotations

import itertools
import json
import re
from typing import TYPE_CHECKING, Any

from linter.errors import DecodeError
from linter.formats.data import (
    Cell,
    DataDocument,
    DataFile,
    Row,
    check_fields,
    fields_by_key,
)
from linter.phrases import Phrase, template
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from linter.document import Document
    from linter.formats import Row as Written
    from linter.records.names import FieldNames

_SPACE = re.compile(r"[ \t\r\n]*")
#: One character of a string: an escape, a pair of them for one beyond U+FFFF, or itself.
_CHARACTER = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL
)
_LIST = "records"
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class _Constant(Exception):  # noqa: N818 - it is caught where it is raised
    """A word that JSON has not."""


def _refuse(name: str) -> object:
    raise _Constant(name)


#: Numbers stay as they are written: a long one is no date, and costs nothing.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=_refuse)


def read(data: bytes, path: str, names: FieldNames) -> Document:
    """The records of a JSON file.

    Raises:
        DecodeError: it is not UTF-8, not JSON, or holds no records.
    """
    return DataDocument.whole(DataFile.decoded(data, path, names, _records))


def parts(data: bytes, path: str, names: FieldNames) -> Iterator[Document]:
    """The records of a JSON file, some at a time; see `read`."""
    yield from DataDocument.parts(DataFile.decoded(data, path, names, _records))


def _records(file: DataFile) -> Iterator[Row]:
    return find_records(file, _rows)


def find_records(file: DataFile, find: Callable[[JsonReader], Iterator[Row]]) -> Iterator[Row]:
    """The records that are found in a text of JSON, which must have the fields of some.

    Raises:
        DecodeError: they have not, or the text cannot be read.
    """
    reader = JsonReader(file)
    yield from find(reader)
    check_fields(reader.keys, file.path, file.names)


def _rows(reader: JsonReader) -> Iterator[Row]:
    at = reader.skip(0)
    if at == len(reader.text):
        raise reader.error(at, Phrase("the file is empty"))
    end = None
    if reader.text.startswith("{", at):
        members = dict(reader.members(at))
        end = reader.end
        reader.finish(end)
        if _LIST not in members or not reader.text.startswith("[", members[_LIST].start):
            yield reader.row(at)
            return
        at = members[_LIST].start
    if not reader.text.startswith("[", at):
        raise reader.error(at, Phrase("records are a list of maps, or one map"))
    yield from reader.items(at)
    if end is None:
        reader.finish(reader.end)


class JsonReader:
    """Finds the records in a text, and where their fields stand.

    Args:
        file: the file.
    """

    def __init__(self, file: DataFile) -> None:
        self.text = file.text
        self.keys: set[str] = set()
        """All keys seen in records."""
        self.end = 0
        """The offset behind what was read last."""
        self._file = file
        self._fields = fields_by_key(file.names)
        self._ascii = file.text.isascii()

    def error(self, at: int, reason: Phrase) -> DecodeError:
        """What is wrong at an offset."""
        message = template("not JSON that can be read: {reason}")
        return DecodeError(message, path=self._file.path, line=self.line_of(at), reason=reason)

    def skip(self, at: int) -> int:
        """The offset of the first character from `at` on that is no white space."""
        match = _SPACE.match(self.text, at)
        return match.end() if match is not None else at

    def expect(self, mark: str, at: int) -> int:
        """The offset behind a mark and the white space around it."""
        at = self.skip(at)
        if not self.text.startswith(mark, at):
            raise self.error(at, Phrase("'{mark}' is missing", mark=mark))
        return self.skip(at + len(mark))

    def finish(self, at: int) -> None:
        """Raises where something follows."""
        at = self.skip(at)
        if at < len(self.text):
            raise self.error(at, Phrase("there is more after the value"))

    def next_line(self, at: int) -> int:
        """The offset of what stands on a later line than what was read last, or the end."""
        following = self.skip(at)
        if following < len(self.text) and "\n" not in self.text[at:following]:
            raise self.error(following, Phrase("there is more on the line after the record"))
        return following

    def value(self, at: int) -> tuple[Any, int]:
        """A value, with numbers as they are written, and the offset behind it."""
        try:
            value, end = _DECODER.raw_decode(self.text, at)
        except json.JSONDecodeError as error:
            raise self.error(error.pos, Phrase(error.msg)) from error
        except _Constant as error:
            raise self.error(at, Phrase("{name} is no number in JSON", name=str(error))) from error
        except RecursionError as error:
            raise self.error(at, Phrase("nested too deep to be read")) from error
        return value, end

    def items(self, at: int) -> Iterator[Row]:
        """The records of the list that starts at an offset."""
        for start, end in self.elements(at):
            yield self.row(start)
            self.end = end

    def elements(self, at: int) -> Iterator[tuple[int, int]]:
        """Where the values of the list that starts at an offset start and end."""
        at = self.skip(at + 1)
        while not self.text.startswith("]", at):
            _, end = self.value(at)
            yield at, end
            at = self.skip(end)
            if not self.text.startswith("]", at):
                at = self.expect(",", at)
        self.end = at + 1

    def find(self, at: int, steps: Sequence[str | int]) -> int:
        """The offset of the value that steps lead to from the value at an offset, as far as they lead."""
        for step in steps:
            if isinstance(step, str) and self.text.startswith("{", at):
                inner = next((span.start for key, span in self.members(at) if key == step), None)
            elif isinstance(step, int) and self.text.startswith("[", at):
                inner = next(itertools.islice((start for start, _ in self.elements(at)), step, None), None)
            else:
                inner = None
            if inner is None:
                return at
            at = inner
        return at

    def line_of(self, at: int) -> int:
        """The 1-based line of an offset."""
        return self._file.lines.position(at).line

    def members(self, at: int) -> Iterator[tuple[str, Span]]:
        """The keys of the map that starts at an offset, and where their values stand."""
        at = self.skip(at + 1)
        while not self.text.startswith("}", at):
            if not self.text.startswith('"', at):
                raise self.error(at, Phrase("'{mark}' is missing", mark='"'))
            key, at = self.value(at)
            at = self.expect(":", at)
            _, end = self.value(at)
            yield key, Span(at, end)
            at = self.skip(end)
            if not self.text.startswith("}", at):
                at = self.expect(",", at)
        self.end = at + 1

    def row(self, at: int) -> Row:
        """The record that starts at an offset."""
        if not self.text.startswith("{", at):
            raise self.error(at, Phrase("a record is a map"))
        cells: dict[str, Cell] = {}
        for key, span in self.members(at):
            self.keys.add(key)
            if key not in self._fields:
                continue
            if self._fields[key] in cells:
                raise self.error(span.start, Phrase("the key '{key}' stands twice in one record", key=key))
            cell = self._cell(key, span)
            if cell is not None:
                cells[self._fields[key]] = cell
        return Row(at, cells)

    def _cell(self, key: str, span: Span) -> Cell | None:
        """A cell; None where the value is neither a text, a number nor nothing."""
        raw = span.text(self.text)
        value, _ = self.value(span.start)
        if raw[0] == '"':
            if "\\u" in raw:
                self._refuse_half_characters(value, key, span.start)
            place = _places(raw, span.start)
            return Cell(span, value, place, lambda text: self._quoted(text)[1:-1], self._quoted)
        if raw == "null":
            value = ""
        elif not isinstance(value, str):
            return None
        return Cell(
            span, value, lambda offset: span.start + min(offset, len(raw)), lambda _: None, self._quoted
        )

    def _refuse_half_characters(self, value: str, key: str, at: int) -> None:
        match = _LONE_SURROGATE.search(value)
        if match is not None:
            raise DecodeError(
                "'{field}' holds {character}, which is half a character",
                path=self._file.path,
                line=self.line_of(at),
                field=key,
                character=f"U+{ord(match.group()):04X}",
            )

    def _quoted(self, text: str | None) -> str:
        return json.dumps(text, ensure_ascii=self._ascii)


def _places(raw: str, start: int) -> Callable[[int], int]:
    """Tells where the characters of a string stand, its opening quote being at `start`."""
    if "\\" not in raw:
        return lambda offset: start + 1 + offset
    starts: list[int] = []

    def place(offset: int) -> int:
        if not starts:  # few strings are asked
            starts.extend(match.start() for match in _CHARACTER.finditer(raw, 1, len(raw) - 1))
            starts.append(len(raw) - 1)
        return start + starts[offset]

    return place


def write(rows: Iterator[Written], output: Path, names: FieldNames) -> None:
    """Writes a list, one record after another."""
    from linter.writer import replacing  # noqa: PLC0415 - reading needs none of it

    with replacing(output) as stream:
        before = b"[\n"
        for row in rows:
            text = json.dumps(renamed(row, names), ensure_ascii=False, indent=2)
            stream.write(before + text.encode("utf-8"))
            before = b",\n"
        stream.write(b"\n]\n" if before != b"[\n" else b"[]\n")


def renamed(row: Written, names: FieldNames) -> Written:
    """A row with its fields called as the user wants."""
    return {names.get(name, name): value for name, value in row.items()} if names else row
