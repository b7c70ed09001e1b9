"""Rows of data as rules see them: on a page of records.

`DataDocument.text` is such a page. The text around the fields is protected; edits within a field are written
back into the file, where nothing else changes. Positions are those of the file.
"""

from __future__ import annotations

import bisect
import functools
import itertools
from typing import TYPE_CHECKING

from linter.chinese.language import language_and_variant
from linter.diagnostics import Edit, apply_edits
from linter.document import Document, decode
from linter.errors import DecodeError, FixError, NoRecordsError
from linter.formats.page import Page, record_of, shown_instead, write_row
from linter.records import DateStatus, SummaryStatus, day_of, is_day
from linter.records.names import READ
from linter.records.parts import Parts
from linter.records.placeholders import DATE_PLACEHOLDERS, SIGNED
from linter.records.record import Records
from linter.regions import RegionKind
from linter.spans import LineIndex, Span
from linter.values import Value, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from linter.formats.page import Placed, Row
    from linter.records.names import FieldNames
    from linter.spans import Position

#: How many rows are in memory together while a file is only read.
_BATCH = 500


class DataFile(Value):
    """A file of data: its text, its path, the names of its fields, and what finds its rows."""

    text: str
    path: str
    marked: bool
    """Whether it starts with a byte-order mark."""
    names: FieldNames
    parse: Callable[[DataFile], Iterable[Row | DecodeError]]
    """Yields the rows one by one, and for each that cannot be read, why.

    Raises:
        DecodeError: the text is not of the format, or has no records.
    """

    @functools.cached_property
    def lines(self) -> LineIndex:
        """Finds lines and columns."""
        return LineIndex(self.text)

    @classmethod
    def decoded(
        cls,
        data: bytes,
        path: str,
        names: FieldNames,
        parse: Callable[[DataFile], Iterable[Row | DecodeError]],
    ) -> DataFile:
        """The file with these bytes.

        Raises:
            DecodeError: they are not UTF-8.
        """
        text, marked = decode(data, path)
        return cls(text, path, marked, names, parse)


class DataDocument(Document):
    """Rows of a file.

    Args:
        file: the file.
        rows: the rows, and errors in the place of those that cannot be read.
        first: the 1-based number of the first of them.

    Raises:
        DecodeError: none can be read.
    """

    def __init__(self, file: DataFile, rows: Iterable[Row | DecodeError], first: int = 1) -> None:
        numbered = list(enumerate(rows, first))
        self.problems = tuple(row for _, row in numbered if isinstance(row, DecodeError))
        #: The rows that can be read, and the number of each in the file.
        self._rows = [row for _, row in numbered if not isinstance(row, DecodeError)]
        self._numbers = [number for number, row in numbered if not isinstance(row, DecodeError)]
        if self.problems and not self._rows:
            raise self.problems[0]
        self._first = first
        page = Page()
        self._drafts = [write_row(page, row) for row in self._rows]
        super().__init__("".join(page.parts), path=file.path, marked=file.marked, names=file.names)
        self._file = file
        self._row_starts = page.starts
        self._placed = page.placed
        self._ends = [placed.span.end for placed in page.placed]

    @classmethod
    def whole(cls, file: DataFile) -> DataDocument:
        """All rows of a file together."""
        return cls(file, file.parse(file))

    @classmethod
    def parts(cls, file: DataFile) -> Iterator[DataDocument]:
        """The rows of a file, some at a time, for reading only."""
        rows = iter(file.parse(file))
        first = 1
        while batch := list(itertools.islice(rows, _BATCH)):
            yield cls(file, batch, first)
            first += len(batch)

    @functools.cached_property
    def records(self) -> Records:
        """The rows as records; none is broken."""
        parts = Parts(self.structure)
        rows = zip(self._numbers, self._drafts, self._rows, strict=True)
        found = (record_of(self.text, parts, n, draft, row.cells) for n, draft, row in rows)
        return Records(tuple(found), ())

    def to_bytes(self) -> bytes:
        """The file's bytes."""
        return Document(self._file.text, marked=self.marked).to_bytes()

    def position(self, offset: int) -> Position:
        """The position in the file of an offset of the page; outside of fields, the start of the row."""
        placed = self._cell_at(offset)
        if placed is not None:
            inside = min(offset - placed.span.start, len(placed.cell.value))
            return self._file.lines.position(placed.cell.offset_in_file(inside))
        return self._file.lines.position(self._rows[self._row_of(offset)].start if self._rows else 0)

    def _row_of(self, offset: int) -> int:
        """The row (0-based) that an offset of the page belongs to."""
        return max(bisect.bisect_right(self._row_starts, offset) - 1, 0)

    def clip_edit(self, edit: Edit) -> Edit | None:
        """The part of the edit within its field; blank lines around fields are not in the file."""
        placed = self._cell_at(edit.span.start) or self._cell_at(edit.span.end)
        if placed is None or placed.span.start > edit.span.end:
            blank = not edit.content and not edit.span.text(self.text).strip()
            return Edit(Span(edit.span.start, edit.span.start), "") if blank else None
        start, end = max(edit.span.start, placed.span.start), min(edit.span.end, placed.span.end)
        around = self.text[edit.span.start : start] + self.text[end : edit.span.end]
        if edit.span.end > end and not edit.content:  # its last lines go with the newline before
            start = max(self._end_of_text(start), placed.span.start)
            end -= len(self.text[start:end]) - len(self.text[start:end].rstrip("\r\n"))
        return None if around.strip() else Edit(Span(start, end), edit.content)

    def _end_of_text(self, offset: int) -> int:
        """The end of the text of prose before an offset, without white space; elsewhere the offset itself."""
        before = self.regions[max(bisect.bisect_left(self.regions.starts, offset) - 1, 0)]
        if before.kind is not RegionKind.PROSE:
            return offset
        return before.span.start + len(self.text[before.span.start : offset].rstrip())

    def in_file(self, edits: Sequence[Edit]) -> list[tuple[Position, Position, str]]:
        """Edits as they are made in the file: escaped, or of whole cells."""
        position = self._file.lines.position
        return [
            (position(edit.span.start), position(edit.span.end), edit.content)
            for edit in self._file_edits(edits)
        ]

    def with_edits(self, edits: Sequence[Edit]) -> Document:
        """The file with its fields edited.

        Raises:
            FixError: the file would not have the fixed fields; this is a bug in seedlint.
        """
        text = apply_edits(self._file.text, self._file_edits(edits))
        edited = type(self).whole(replace(self._file, text=text))
        if edited.text != apply_edits(self.text, edits):
            raise FixError("the fixed fields cannot be written back as they are", path=self.path)
        return edited

    def _file_edits(self, edits: Sequence[Edit]) -> list[Edit]:
        """The edits in offsets of the file."""
        by_cell: dict[int, tuple[Placed, list[Edit]]] = {}
        for edit in edits:
            placed = self._cell_at(edit.span.start)
            if placed is not None:
                by_cell.setdefault(placed.span.start, (placed, []))[1].append(edit)
        return sorted(
            edit for placed, some in by_cell.values() for edit in _cell_edits(placed, some, self.text)
        )

    def _cell_at(self, offset: int) -> Placed | None:
        """The cell that an offset is in, or at the end of."""
        index = bisect.bisect_left(self._ends, offset)
        if index < len(self._placed) and self._placed[index].span.start <= offset:
            return self._placed[index]
        return None


def _cell_edits(placed: Placed, edits: Sequence[Edit], page: str) -> Iterator[Edit]:
    """The edits of one field, in offsets of the file, and those of the fields that depend on it."""
    cell, start, shown = placed.cell, placed.span.start, placed.span.text(page)
    inside = [Edit(Span(e.span.start - start, e.span.end - start), e.content) for e in edits]
    new = apply_edits(shown, inside)
    follows = _following(placed, shown, new)
    for name, value in follows.items():
        other = placed.cells[name]
        if other.value != (value or ""):
            yield Edit(other.raw, other.whole(value))
    if placed.name in follows:
        return
    escaped = [cell.escaped(edit.content) for edit in edits]
    if shown != cell.value or None in escaped:
        yield Edit(cell.raw, cell.whole(new))
        return
    for edit, content in zip(inside, escaped, strict=True):
        yield Edit(
            Span(cell.offset_in_file(edit.span.start), cell.offset_in_file(edit.span.end)), content or ""
        )


def _following(placed: Placed, old: str, new: str) -> Mapping[str, str | None]:
    """The new values of fields of an exported record that depend on a changed one; see record.schema.json."""
    values: dict[str, str | None] = {}
    if placed.name == "date" and "date_status" in placed.cells:
        if is_day(new):
            status = DateStatus.KNOWN if day_of(old) == new else DateStatus.FROM_METADATA
            values = {"date_status": status.value, "date_written": None}
        elif new in DATE_PLACEHOLDERS and "date_written" in placed.cells:
            values = {"date": None, "date_status": DateStatus.PLACEHOLDER.value, "date_written": new}
    elif placed.name == "summary_markdown" and "summary_status" in placed.cells:
        instead = not placed.cell.value and shown_instead(placed.cells) == old != ""
        language, variant = SIGNED.get(new) or language_and_variant("" if instead else new)
        values = {"language": language, "variant": variant}
        if new in SIGNED:
            values |= {"summary_status": SummaryStatus.PLACEHOLDER.value}
        if new in SIGNED or (instead and "summary_written" in placed.cells):
            values |= {"summary_markdown": "", "summary_written": new or None}
    return {name: value for name, value in values.items() if name in placed.cells}


def check_fields(found: Iterable[str], path: str, names: FieldNames) -> None:
    """Refuses data that are not records.

    Args:
        found: the keys or columns that are there.
        path: the file, as the user named it.
        names: what the fields are called.

    Raises:
        NoRecordsError: there is no field for the summary.
    """
    there = set(found)
    wanted = names.get("summary_markdown", "summary_markdown")
    if wanted not in there:
        raise NoRecordsError(
            "no field '{field}', only: {names}; `fields` in the configuration says how fields are called",
            path=path,
            field=wanted,
            names=", ".join(sorted(there)[:20]) or "-",
        )


def fields_by_key(names: FieldNames) -> dict[str, str]:
    """Our name of a field by the key or column that holds it."""
    return {names.get(name, name): name for name in READ}
