"""Reads records from pages of `<details>` blocks.

    <details>
    <summary>N. [YYYY-MM-DD] title</summary>
    link, thumbnail, heading, summary
    </details>

A broken block is reported, and ends where the next record starts, so it never hides its neighbours.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from linter.lazy import lazy_re
from linter.messages.phrases import Phrase
from linter.records.parts import Parts, video_of
from linter.records.placeholders import DATE_PLACEHOLDERS
from linter.records.record import BrokenBlock, Field, Gap, Record, Records
from linter.regions import RegionKind
from linter.spans import NEWLINE, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.regions import Regions, Structure


_TAG = lazy_re(r"<(/?)(details|summary)(?=[\s/>])([^>]*)>", re.IGNORECASE)
_NUMBER = lazy_re(r"\s*(\d{1,9})[.、．)]\s*")
#: What may be in place of a date. Other brackets are part of the title: `[ML 2021] Lecture 1`.
_DATE = lazy_re(
    r"\[\s*(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{8}|unknown|none|n/?a|未知|不明"
    rf"|{'|'.join(sorted(DATE_PLACEHOLDERS))})\s*\]\s*",
    re.IGNORECASE,
)
_BLANK_LINE = lazy_re(r"(?:\r\n|\r(?!\n)|\n)[ \t]*(?:\r|\n)")
#: Attributes with values; bare words after the name of a tag are a slot for whoever fills in a template.
_ATTRIBUTES = lazy_re(r"[\w:.-]+\s*=")
_LINE_START = lazy_re(r"[ \t>]*$")


class _Tag(NamedTuple):
    """A `<details>` or `<summary>` tag outside code and comments."""

    name: str
    closing: bool
    attributes: str
    span: Span


class _Block:
    """A `<details>` block being read."""

    __slots__ = ("depth", "opening", "summary", "summary_end")

    def __init__(self, opening: _Tag) -> None:
        self.opening = opening
        self.summary: _Tag | None = None
        self.summary_end: _Tag | None = None
        self.depth = 1


def parse_details(structure: Structure) -> Records:
    """The records of a page.

    A page without a single numbered `<details>` block has no records: its blocks are ordinary HTML, and none
    is broken.
    """
    reader = _Reader(structure)
    reader.read()
    if not any(record.index for record in reader.records):
        return Records((), ())
    return Records(tuple(reader.records), tuple(sorted(reader.broken, key=lambda block: block.span)))


def _tags(text: str, regions: Regions) -> Iterator[_Tag]:
    for region in regions.of(RegionKind.HTML):
        match = _TAG.match(text, region.start, region.end)
        if match is not None:
            yield _Tag(
                match.group(2).lower(), bool(match.group(1)), match.group(3).strip(" \t\r\n/"), region.span
            )


def sections(text: str, regions: Regions) -> list[Span]:
    """The outer `<details>` blocks of a page, in order, without overlap: parts to be judged by themselves.

    If a block is not closed, each block after that ends where the next one begins.
    """
    spans: list[Span] = []
    openings: list[int] = []  # of the blocks that are open
    for tag in _tags(text, regions):
        if tag.name == "summary":
            continue
        if not tag.closing:
            openings.append(tag.span.start)
        elif openings:
            start = openings.pop()
            if not openings:
                spans.append(Span(start, tag.span.end))
    if openings:
        spans = [span for span in spans if span.end <= openings[0]]
        starts = [tag.span.start for tag in _tags(text, regions) if tag.name != "summary" and not tag.closing]
        starts = [start for start in starts if start >= openings[0]]
        spans += [Span(start, end) for start, end in itertools.pairwise((*starts, len(text)))]
    return spans


class _Reader:
    """Walks the tags of a page once."""

    def __init__(self, structure: Structure) -> None:
        self._text = structure.text
        self._lines = structure.lines
        self._parts = Parts(structure)
        self._tags = list(_tags(structure.text, structure.regions))
        self.records: list[Record] = []
        self.broken: list[BrokenBlock] = []

    def read(self) -> None:
        block: _Block | None = None
        for index, tag in enumerate(self._tags):
            if tag.name == "summary":
                if block is not None:
                    self._summary(block, tag)
            elif tag.closing:
                block = self._closing(block, tag)
            elif block is None or self._starts_record(index):
                if block is not None:
                    self._break(
                        block.opening, Phrase("this <details> has no closing tag before the next record")
                    )
                    self._finish(block, tag.span.start, tag.span.start)
                block = self._opening(tag)
            else:
                block.depth += 1
                self._break(tag, Phrase("a <details> inside a record"))
        if block is not None:
            self._break(block.opening, Phrase("this <details> has no closing tag"))
            self._finish(block, len(self._text), len(self._text))

    # -- tags -------------------------------------------------------------------------------

    def _break(self, tag: _Tag, problem: Phrase) -> None:
        self.broken.append(BrokenBlock(tag.span, problem))

    def _opening(self, tag: _Tag) -> _Block:
        if tag.attributes:
            self._break(tag, Phrase("attributes on <details>: {attributes}", attributes=tag.attributes))
        return _Block(tag)

    def _closing(self, block: _Block | None, tag: _Tag) -> _Block | None:
        if block is None:
            self._break(tag, Phrase("a </details> that closes nothing"))
            return None
        block.depth -= 1
        if block.depth:
            return block
        self._finish(block, tag.span.start, tag.span.end)
        return None

    def _summary(self, block: _Block, tag: _Tag) -> None:
        if block.depth > 1:
            return
        if tag.closing and block.summary is None:
            self._break(tag, Phrase("a </summary> that closes nothing"))
        elif tag.closing:
            block.summary_end = block.summary_end or tag
        elif block.summary is None:
            block.summary = tag
            if tag.attributes:
                self._break(tag, Phrase("attributes on <summary>: {attributes}", attributes=tag.attributes))
        elif not tag.attributes or _ATTRIBUTES.search(tag.attributes):
            self._break(tag, Phrase("a second <summary> in one record"))

    def _starts_record(self, index: int) -> bool:
        """Whether the `<details>` inside an open block is the next record.

        It is one if it starts its line and its summary is numbered.
        """
        tag = self._tags[index]
        line = self._lines.line_at(tag.span.start)
        if not _LINE_START.match(self._text, line.start, tag.span.start):
            return False
        following = self._tags[index + 1] if index + 1 < len(self._tags) else None
        if following is None or following.name != "summary" or following.closing:
            return False
        return _NUMBER.match(self._text, following.span.end) is not None

    # -- the finished block -----------------------------------------------------------------

    def _finish(self, block: _Block, inner_end: int, end: int) -> None:
        opening = block.opening
        if block.summary is None:
            self._break(opening, Phrase("this <details> has no <summary>"))
        head = self._head(block, inner_end)
        index, date, title = self._summary_fields(head) if head is not None else (None, None, None)
        if head is not None and index is None:
            self._break(block.summary or opening, Phrase("the <summary> does not start with a number"))
        start = block.summary_end.span.end if block.summary_end else head.end if head else opening.span.end
        first = self._parts.first_heading(start, inner_end)
        link, thumbnail = self._parts.media(start, first.span.start if first is not None else inner_end)
        heading = self._parts.title_heading(start, first, title)
        body_start = (
            first.span.end if first is not None and heading else self._parts.after_tags(start, inner_end)
        )
        anchor = block.summary or opening
        body = self._parts.body(body_start, inner_end).span
        summary = self._parts.summary(body_start, inner_end)
        closed = inner_end < end
        fillable = closed and not summary.value
        self.records.append(
            Record(
                span=Span(opening.span.start, end),
                anchor=anchor.span,
                index=index,
                date=date,
                title=title,
                link=link,
                thumbnail=thumbnail,
                video_id=video_of(link, thumbnail),
                heading=heading,
                body=body,
                summary=summary,
                closed=closed,
                date_gap=self._date_gap(date, title),
                summary_gap=self._parts.paragraph_gap(body.start) if fillable else None,
            )
        )

    @staticmethod
    def _date_gap(date: Field | None, title: Field | None) -> Gap | None:
        """Where a date can be written: between the brackets, or with brackets before the title."""
        if date is not None:
            return Gap(date.span)
        return Gap(Span(title.span.start, title.span.start), "[", "] ") if title is not None else None

    def _head(self, block: _Block, inner_end: int) -> Span | None:
        """What is between `<summary>` and its end."""
        if block.summary is None:
            return None
        start = block.summary.span.end
        if block.summary_end is not None:
            span = Span(start, block.summary_end.span.start)
            if NEWLINE.search(span.text(self._text).strip()):
                self._break(block.summary, Phrase("the <summary> spans several lines"))
            return span
        self._break(block.summary, Phrase("this <summary> has no closing tag"))
        blank = _BLANK_LINE.search(self._text, start, inner_end)
        return Span(start, blank.start() if blank else inner_end)

    def _summary_fields(self, head: Span) -> tuple[Field | None, Field | None, Field | None]:
        number = _NUMBER.match(self._text, head.start, head.end)
        index = None
        at = head.start
        if number is not None:
            index = Field(number.group(1), Span(*number.span(1)))
            at = number.end()
        date = None
        match = _DATE.match(self._text, at, head.end)
        if match is not None:
            date = Field(match.group(1), Span(*match.span(1)))
            at = match.end()
        title = self._parts.trimmed(at, head.end)
        return index, date, Field(" ".join(title.value.split()), title.span) if title.value else None
