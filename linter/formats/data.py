"""Rows of data as rules see them: on a page of records, each field in its place.

`DataDocument.text` is such a page. What is written around the fields is protected, and what is edited within
a field is written back into the file, where nothing else changes. Positions are those of the file.
"""

from __future__ import annotations

import bisect
import functools
import itertools
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from linter.chinese.language import language_and_variant
from linter.diagnostics import Edit, apply_edits
from linter.document import Document, decode
from linter.errors import DecodeError, FixError
from linter.records import DateStatus, SummaryStatus, day_of, is_day
from linter.records.names import READ
from linter.records.parts import Parts, video_of
from linter.records.placeholders import DATE_PLACEHOLDERS, SIGNED, summary_placeholder
from linter.records.record import NUMBER, Field, Gap, Record, Records
from linter.regions import RegionKind
from linter.spans import LineIndex, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from linter.records.names import FieldNames
    from linter.spans import Position

#: Rows that lie in memory together where a file is only read.
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Cell:
    """A field in a file of data.

    `raw` is the span of all that stands there, quotes included, in code points of the file; `value` what it
    says, empty for nothing. `place` tells where the code point of a given offset into the value starts in the
    file; `escaped` is a text as it must be written within the cell, or None where the cell must be written
    anew, by `whole`, which writes nothing for None.
    """

    raw: Span
    value: str
    place: Callable[[int], int]
    escaped: Callable[[str], str | None]
    whole: Callable[[str | None], str]


@dataclass(frozen=True, slots=True)
class Row:
    """A record of a file of data: where it starts, and its cells by our names of the fields."""

    start: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A field on the page, and the cells of its row; a sign may stand there for a value that is nothing."""

    span: Span
    name: str
    cells: Mapping[str, Cell]

    @property
    def cell(self) -> Cell:
        """The field's own cell."""
        return self.cells[self.name]


@dataclass(slots=True)
class _Page:
    """The page being written."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    placed: list[_Placed] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    """Where each row starts on the page."""

    def write(self, text: str) -> Span:
        """Adds a text and tells where it stands."""
        self.parts.append(text)
        self.length += len(text)
        return Span(self.length - len(text), self.length)

    def place(self, name: str, cells: Mapping[str, Cell], shown: str | None = None) -> Span:
        """Adds a field's value, or what is shown in its place, and tells where it stands."""
        span = self.write(cells[name].value if shown is None else shown)
        self.placed.append(_Placed(span, name, cells))
        return span


@dataclass(frozen=True)
class DataFile:
    """A file of data as text, how the user names it, what its fields are called, and what finds its rows."""

    text: str
    path: str
    marked: bool
    """Whether it starts with a byte-order mark."""
    names: FieldNames
    parse: Callable[[DataFile], Iterable[Row]]
    """Yields the rows as it finds them.

    Raises:
        DecodeError: the text is not of the format, or has no records.
    """

    @functools.cached_property
    def lines(self) -> LineIndex:
        """Finds lines and columns."""
        return LineIndex(self.text)

    @classmethod
    def decoded(
        cls, data: bytes, path: str, names: FieldNames, parse: Callable[[DataFile], Iterable[Row]]
    ) -> DataFile:
        """A file by its bytes.

        Raises:
            DecodeError: they are not UTF-8.
        """
        text, marked = decode(data, path)
        return cls(text, path, marked, names, parse)


class DataDocument(Document):
    """Rows of a file.

    Args:
        file: the file.
        rows: the rows.
        first: the 1-based number of the first of them.
    """

    def __init__(self, file: DataFile, rows: Iterable[Row], first: int = 1) -> None:
        self._rows = list(rows)
        self._first = first
        page = _Page()
        self._drafts = [_write_row(page, row) for row in self._rows]
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
        """The rows of a file, some at a time, to be read and not to be edited."""
        rows = iter(file.parse(file))
        first = 1
        while batch := list(itertools.islice(rows, _BATCH)):
            yield cls(file, batch, first)
            first += len(batch)

    @functools.cached_property
    def records(self) -> Records:
        """The rows as records; nothing about them is broken."""
        parts = Parts(self.structure)
        rows = zip(self._drafts, self._rows, strict=True)
        found = (
            _record(self.text, parts, n, draft, row.cells) for n, (draft, row) in enumerate(rows, self._first)
        )
        return Records(tuple(found), ())

    def to_bytes(self) -> bytes:
        """The file's bytes."""
        return Document(self._file.text, marked=self.marked).to_bytes()

    def position(self, offset: int) -> Position:
        """Where an offset of the page stands in the file; what is in no field stands where its row starts."""
        placed = self._cell_at(offset)
        if placed is not None:
            inside = min(offset - placed.span.start, len(placed.cell.value))
            return self._file.lines.position(placed.cell.place(inside))
        return self._file.lines.position(self._rows[self._row_of(offset)].start if self._rows else 0)

    def _row_of(self, offset: int) -> int:
        """The row (0-based) that an offset of the page belongs to."""
        return max(bisect.bisect_right(self._row_starts, offset) - 1, 0)

    def clip_edit(self, edit: Edit) -> Edit | None:
        """The edit within the field that it is about; blank lines around that are not in the file."""
        placed = self._cell_at(edit.span.start) or self._cell_at(edit.span.end)
        if placed is None or placed.span.start > edit.span.end:
            blank = not edit.content and not edit.span.text(self.text).strip()
            return Edit(Span(edit.span.start, edit.span.start), "") if blank else None
        start, end = max(edit.span.start, placed.span.start), min(edit.span.end, placed.span.end)
        around = self.text[edit.span.start : start] + self.text[end : edit.span.end]
        if edit.span.end > end and not edit.content:  # the last lines of a field go with what parted them
            start = max(self._end_of_text(start), placed.span.start)
            end -= len(self.text[start:end]) - len(self.text[start:end].rstrip("\r\n"))
        return None if around.strip() else Edit(Span(start, end), edit.content)

    def _end_of_text(self, offset: int) -> int:
        """The end of the prose before an offset, or of what is none; what is between is white space."""
        before = self.regions[max(bisect.bisect_left(self.structure.region_starts, offset) - 1, 0)]
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
            FixError: the file would not say what was meant; this is a mistake of ours.
        """
        text = apply_edits(self._file.text, self._file_edits(edits))
        edited = type(self).whole(replace(self._file, text=text))
        if edited.text != apply_edits(self.text, edits):
            raise FixError("the fixed fields cannot be written back as they are", path=self.path)
        return edited

    def _file_edits(self, edits: Sequence[Edit]) -> list[Edit]:
        """The edits in terms of the file."""
        by_cell: dict[int, tuple[_Placed, list[Edit]]] = {}
        for edit in edits:
            placed = self._cell_at(edit.span.start)
            if placed is not None:
                by_cell.setdefault(placed.span.start, (placed, []))[1].append(edit)
        return sorted(
            edit for placed, some in by_cell.values() for edit in _cell_edits(placed, some, self.text)
        )

    def _cell_at(self, offset: int) -> _Placed | None:
        """The cell that an offset lies in, or stands right behind."""
        place = bisect.bisect_left(self._ends, offset)
        if place < len(self._placed) and self._placed[place].span.start <= offset:
            return self._placed[place]
        return None


def _cell_edits(placed: _Placed, edits: Sequence[Edit], page: str) -> Iterator[Edit]:
    """The edits of one field in terms of the file, with those of the fields that follow from it."""
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
    if shown != cell.value or any(each is None for each in escaped):
        yield Edit(cell.raw, cell.whole(new))
        return
    for edit, content in zip(inside, escaped, strict=True):
        yield Edit(Span(cell.place(edit.span.start), cell.place(edit.span.end)), content or "")


def _following(placed: _Placed, old: str, new: str) -> Mapping[str, str | None]:
    """What other fields of an exported record say once one says something else; see record.schema.json."""
    values: dict[str, str | None] = {}
    if placed.name == "date" and "date_status" in placed.cells:
        if is_day(new):
            status = DateStatus.KNOWN if day_of(old) == new else DateStatus.FROM_METADATA
            values = {"date_status": status.value, "date_written": None}
        elif new in DATE_PLACEHOLDERS and "date_written" in placed.cells:
            values = {"date": None, "date_status": DateStatus.PLACEHOLDER.value, "date_written": new}
    elif placed.name == "summary_markdown" and "summary_status" in placed.cells:
        language, variant = SIGNED.get(new) or language_and_variant(new)
        values = {"language": language, "variant": variant}
        if new in SIGNED:
            values |= {"summary_markdown": "", "summary_status": SummaryStatus.PLACEHOLDER.value}
    return {name: value for name, value in values.items() if name in placed.cells}


@dataclass(frozen=True, slots=True)
class _Draft:
    """Where the parts of a row stand on the page."""

    span: Span
    anchor: Span
    index: Span | None
    date: Span | None
    title: Span | None
    heading: Span | None
    summary: Span


def _write_row(page: _Page, row: Row) -> _Draft:
    """Writes a row as a record of a page."""
    cells = row.cells
    page.starts.append(page.length)
    opening = page.write("<details>\n")
    anchor = page.write("<summary>")
    number = cells.get("index")
    index = page.write(number.value) if number is not None and NUMBER.fullmatch(number.value) else None
    page.write(f"{'' if index is not None else '0'}. ")
    date = None
    if "date" in cells:
        page.write("[")
        date = page.place("date", cells, cells["date"].value or _sign_of_date(cells))
        page.write("] ")
    title = page.place("title", cells) if "title" in cells else None
    page.write("</summary>\n\n")
    heading = None
    if "heading" in cells and "\n" not in cells["heading"].value:
        page.write("# ")
        heading = page.place("heading", cells)
        page.write("\n\n")
    shown = _says(cells, "summary_markdown")
    if not shown and _says(cells, "summary_status") == "placeholder":
        shown = summary_placeholder(_says(cells, "language"), _says(cells, "variant") or None)
    summary = (
        page.place("summary_markdown", cells, shown) if "summary_markdown" in cells else page.write(shown)
    )
    page.write("\n\n</details>\n\n")  # this ends what a summary leaves open, too
    return _Draft(Span(opening.start, page.length), anchor, index, date, title, heading, summary)


def _says(cells: Mapping[str, Cell], name: str) -> str:
    return cells[name].value if name in cells else ""


def _sign_of_date(cells: Mapping[str, Cell]) -> str:
    """What stands on the page where the row has no date."""
    return _says(cells, "date_written") or "unknown"


def _record(text: str, parts: Parts, number: int, draft: _Draft, cells: Mapping[str, Cell]) -> Record:
    def on_page(span: Span | None) -> Field | None:
        value = span.text(text).strip() if span is not None else ""
        return Field(value, span) if span is not None and value else None

    def beside(name: str) -> Field | None:
        # Not on the page: its place is that of the row.
        value = _says(cells, name).strip()
        return Field(value, Span(draft.anchor.start, draft.anchor.start)) if value else None

    link, thumbnail = beside("url"), beside("thumbnail")
    start, end = draft.summary.start, draft.summary.end
    summary = parts.summary(start, end)
    return Record(
        span=draft.span,
        anchor=draft.anchor,
        index=on_page(draft.index),
        date=on_page(draft.date) if _says(cells, "date") or _says(cells, "date_written") else None,
        title=_on_one_line(on_page(draft.title)),
        link=link,
        thumbnail=thumbnail,
        video_id=beside("video_id") or video_of(link, thumbnail),
        heading=on_page(draft.heading),
        body=parts.body(start, end),
        summary=summary,
        date_gap=Gap(draft.date) if draft.date is not None else None,
        summary_gap=Gap(draft.summary) if "summary_markdown" in cells and not summary.value else None,
        row=number,
    )


def _on_one_line(field: Field | None) -> Field | None:
    """A title as a page's is read, without the white space that a browser does not show."""
    return Field(" ".join(field.value.split()), field.span) if field is not None else None


def check_fields(found: Iterable[str], path: str, names: FieldNames) -> None:
    """Refuses data that has nothing of a record.

    Args:
        found: the keys or columns that are there.
        path: the file, as the user named it.
        names: what the fields are called.

    Raises:
        DecodeError: there is no summary in it.
    """
    there = set(found)
    wanted = names.get("summary_markdown", "summary_markdown")
    if wanted not in there:
        raise DecodeError(
            "no field '{field}', only: {names}; `fields` in the configuration says how fields are called",
            path=path,
            field=wanted,
            names=", ".join(sorted(there)[:20]) or "-",
        )


def fields_by_key(names: FieldNames) -> dict[str, str]:
    """Our name of a field by the key or column that holds it."""
    return {names.get(name, name): name for name in READ}
