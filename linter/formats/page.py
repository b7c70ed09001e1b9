"""A page that shows rows of data to the rules: each row as a record with its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.records.parts import video_of
from linter.records.placeholders import summary_placeholder
from linter.records.record import NUMBER, Field, Gap, Record
from linter.spans import Span
from linter.values import Struct, Value, field

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from linter.records.parts import Parts


class Cell(Value):
    """A field in a file of data.

    `raw` is its whole span in code points of the file, quotes included; `value` is its value, empty for null.
    `offset_in_file` maps an offset in the value to one in the file; `escaped` gives a text as it must be
    written in the cell, or None if all of the cell must be written again, by `whole`, which writes null for
    None.
    """

    raw: Span
    value: str
    offset_in_file: Callable[[int], int]
    escaped: Callable[[str], str | None]
    whole: Callable[[str | None], str]


class Row(Value):
    """A record of a file of data: where it starts, and its cells by our names of the fields."""

    start: int
    cells: Mapping[str, Cell]


class Placed(Value):
    """A field on the page, and the cells of its row; an empty value may be shown as a placeholder."""

    span: Span
    name: str
    cells: Mapping[str, Cell]

    @property
    def cell(self) -> Cell:
        """The field's own cell."""
        return self.cells[self.name]


class Page(Struct):
    """The page being written."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    placed: list[Placed] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    """The offset of each row on the page."""

    def write(self, text: str) -> Span:
        """Adds a text and returns its span."""
        self.parts.append(text)
        self.length += len(text)
        return Span(self.length - len(text), self.length)

    def add_field(self, name: str, cells: Mapping[str, Cell], shown: str | None = None) -> Span:
        """Adds a field's value, or what is shown instead, and returns its span."""
        span = self.write(cells[name].value if shown is None else shown)
        self.placed.append(Placed(span, name, cells))
        return span


class Draft(Value):
    """The spans of the parts of a row on the page."""

    span: Span
    anchor: Span
    index: Span | None
    date: Span | None
    title: Span | None
    heading: Span | None
    summary: Span


def write_row(page: Page, row: Row) -> Draft:
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
        date = page.add_field("date", cells, cells["date"].value or _shown_date(cells))
        page.write("] ")
    title = page.add_field("title", cells) if "title" in cells else None
    page.write("</summary>\n\n")
    heading = None
    if "heading" in cells and "\n" not in cells["heading"].value:
        page.write("# ")
        heading = page.add_field("heading", cells)
        page.write("\n\n")
    shown = _value_of(cells, "summary_markdown")
    shown = shown or shown_instead(cells)
    summary = (
        page.add_field("summary_markdown", cells, shown) if "summary_markdown" in cells else page.write(shown)
    )
    page.write("\n\n</details>\n\n")  # also ends what a summary leaves open
    return Draft(Span(opening.start, page.length), anchor, index, date, title, heading, summary)


def _value_of(cells: Mapping[str, Cell], name: str) -> str:
    return cells[name].value if name in cells else ""


def shown_instead(cells: Mapping[str, Cell]) -> str:
    """What the page shows if the row has no summary; version 2 of records said so by the status alone."""
    written = _value_of(cells, "summary_written")
    if written or _value_of(cells, "summary_status") != "placeholder":
        return written
    return summary_placeholder(_value_of(cells, "language"), _value_of(cells, "variant") or None)


def _shown_date(cells: Mapping[str, Cell]) -> str:
    """What the page shows if the row has no date."""
    return _value_of(cells, "date_written") or "unknown"


def record_of(text: str, parts: Parts, number: int, draft: Draft, cells: Mapping[str, Cell]) -> Record:
    """The record that a row was written as; `number` is the 1-based number of the row."""

    def on_page(span: Span | None) -> Field | None:
        value = span.text(text).strip() if span is not None else ""
        return Field(value, span) if span is not None and value else None

    def off_page(name: str) -> Field | None:
        # Not on the page: its span is that of the row.
        value = _value_of(cells, name).strip()
        return Field(value, Span(draft.anchor.start, draft.anchor.start)) if value else None

    link, thumbnail = off_page("url"), off_page("thumbnail")
    start, end = draft.summary.start, draft.summary.end
    body = parts.body(start, end)
    summary = parts.summary(start, end)
    return Record(
        span=draft.span,
        anchor=draft.anchor,
        index=on_page(draft.index),
        date=on_page(draft.date) if _value_of(cells, "date") or _value_of(cells, "date_written") else None,
        title=_on_one_line(on_page(draft.title)),
        link=link,
        thumbnail=thumbnail,
        video_id=off_page("video_id") or video_of(link, thumbnail),
        heading=on_page(draft.heading) or off_page("heading"),
        body=body.span,
        summary=summary,
        date_gap=Gap(draft.date) if draft.date is not None else None,
        summary_gap=Gap(draft.summary) if "summary_markdown" in cells and not summary.value else None,
        held=body,
        row=number,
    )


def _on_one_line(field: Field | None) -> Field | None:
    """A title without the white space that a browser does not show, like the titles of pages."""
    return Field(" ".join(field.value.split()), field.span) if field is not None else None
