"""Reads records from pages of `<details>` blocks.

    <details>
    <summary>N. [YYYY-MM-DD] title</summary>
    link, thumbnail, heading, summary
    </details>

A broken block is reported and ends where the next record starts: it never hides its neighbours.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linter.records.record import BrokenBlock, Field, Record, Records
from linter.regions import Region, RegionKind
from linter.spans import LineIndex, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_TAG = re.compile(r"<(/?)(details|summary)(?=[\s/>])([^>]*)>", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(\d{1,9})[.、．)]\s*")
#: What stands where a date belongs. Other brackets are part of the title: `[ML 2021] Lecture 1`.
_DATE = re.compile(
    r"\[\s*(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{8}|unknown|none|n/?a|未知|不明|日期不詳)\s*\]\s*", re.IGNORECASE
)
_VIDEO = re.compile(
    r"""(?:youtube(?:-nocookie)?\.com/(?:watch\?(?:[^"'\s)]*&(?:amp;)?)?v=|shorts/|embed/|live/)|youtu\.be/)([\w-]{11})(?![\w-])"""
)
_THUMBNAIL = re.compile(r"(?:img\.youtube\.com|i\d?\.ytimg\.com)/vi(?:_webp)?/([\w-]{11})(?![\w-])")
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_SRC = re.compile(r"""\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_TARGET = re.compile(r"\]\(\s*<?([^\s<>)]+)")
_HEADING = re.compile(r"(#{1,6})([^\r\n]*)")
_CLOSING_HASHES = re.compile(r"(?:^|[ \t])#+$")
_BLANK_LINE = re.compile(r"(?:\r\n|\r(?!\n)|\n)[ \t]*(?:\r|\n)")
_BLANK_START = re.compile(r"(?:[ \t]*(?:\r\n|\r(?!\n)|\n))*")
_BLANK_ABOVE = re.compile(r"(?:\r\n|\r(?!\n)|\n)[ \t]*(?:\r\n|\r|\n)[ \t]*\Z")
#: How far above a rule its blank line is looked for; nobody indents it more.
_INDENT_LIMIT = 40
#: Three or more of one mark (CommonMark 4.1).
_RULE = re.compile(r"(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}")
#: What a link with a thumbnail is made of.
_MEDIA_TAG = re.compile(r"<(/?)(a|img|br|p|div|center|span|figure)(?=[\s/>])", re.IGNORECASE)
_LINE_START = re.compile(r"[ \t>]*$")


@dataclass(frozen=True, slots=True)
class _Tag:
    """A `<details>` or `<summary>` tag outside code and comments."""

    name: str
    closing: bool
    attributes: str
    span: Span


@dataclass(slots=True)
class _Block:
    """A `<details>` block being read."""

    opening: _Tag
    summary: _Tag | None = None
    summary_end: _Tag | None = None
    depth: int = 1


@dataclass(frozen=True, slots=True)
class _Heading:
    """An ATX heading: its level, its text without hashes, its line from the hashes on."""

    level: int
    text: Field
    line: Span


def parse_details(text: str, regions: Sequence[Region]) -> Records:
    """The records of a page.

    A page without a single numbered `<details>` block holds no records: its blocks are then ordinary
    HTML and nothing about them is broken.
    """
    reader = _Reader(text, regions)
    reader.read()
    if not any(record.index for record in reader.records):
        return Records((), ())
    return Records(tuple(reader.records), tuple(sorted(reader.broken, key=lambda block: block.span)))


def _tags(text: str, regions: Sequence[Region]) -> Iterator[_Tag]:
    for region in regions:
        if region.kind is not RegionKind.HTML:
            continue
        match = _TAG.match(text, region.span.start, region.span.end)
        if match is not None:
            yield _Tag(
                match.group(2).lower(), bool(match.group(1)), match.group(3).strip(" \t\r\n/"), region.span
            )


class _Reader:
    """Walks the tags of a page once."""

    def __init__(self, text: str, regions: Sequence[Region]) -> None:
        self._text = text
        self._regions = regions
        self._lines = LineIndex(text)
        self._starts = [region.span.start for region in regions]
        self._tags = list(_tags(text, regions))
        self.records: list[Record] = []
        self.broken: list[BrokenBlock] = []

    def read(self) -> None:
        block: _Block | None = None
        for place, tag in enumerate(self._tags):
            if tag.name == "summary":
                if block is not None:
                    self._summary(block, tag)
            elif tag.closing:
                block = self._closing(block, tag)
            elif block is None or self._starts_record(place):
                if block is not None:
                    self._break(block.opening, "this <details> has no closing tag before the next record")
                    self._finish(block, tag.span.start, tag.span.start)
                block = self._opening(tag)
            else:
                block.depth += 1
                self._break(tag, "a <details> inside a record")
        if block is not None:
            self._break(block.opening, "this <details> has no closing tag")
            self._finish(block, len(self._text), len(self._text))

    # -- tags -------------------------------------------------------------------------------

    def _break(self, tag: _Tag, problem: str) -> None:
        self.broken.append(BrokenBlock(tag.span, problem))

    def _opening(self, tag: _Tag) -> _Block:
        if tag.attributes:
            self._break(tag, f"attributes on <details>: {tag.attributes}")
        return _Block(tag)

    def _closing(self, block: _Block | None, tag: _Tag) -> _Block | None:
        if block is None:
            self._break(tag, "a </details> that closes nothing")
            return None
        block.depth -= 1
        if block.depth:
            return block
        self._finish(block, tag.span.start, tag.span.end)
        return None

    def _summary(self, block: _Block, tag: _Tag) -> None:
        if block.depth > 1:
            return
        if tag.closing:
            block.summary_end = block.summary_end or tag
        elif block.summary is None:
            block.summary = tag
            if tag.attributes:
                self._break(tag, f"attributes on <summary>: {tag.attributes}")
        else:
            self._break(tag, "a second <summary> in one record")

    def _starts_record(self, place: int) -> bool:
        """Whether the `<details>` inside an open block is the next record.

        It is if it stands at the start of its line and its summary is numbered.
        """
        tag = self._tags[place]
        line = self._lines.line_span(self._lines.position(tag.span.start).line)
        if not _LINE_START.match(self._text, line.start, tag.span.start):
            return False
        following = self._tags[place + 1] if place + 1 < len(self._tags) else None
        if following is None or following.name != "summary" or following.closing:
            return False
        return _NUMBER.match(self._text, following.span.end) is not None

    # -- the finished block -----------------------------------------------------------------

    def _finish(self, block: _Block, inner_end: int, end: int) -> None:
        opening = block.opening
        if block.summary is None:
            self._break(opening, "this <details> has no <summary>")
        head = self._head(block, inner_end)
        index, date, title = self._summary_fields(head) if head is not None else (None, None, None)
        if head is not None and index is None:
            self._break(block.summary or opening, "the <summary> does not start with a number")
        start = block.summary_end.span.end if block.summary_end else head.end if head else opening.span.end
        first = self._first_heading(start, inner_end)
        link, thumbnail = self._media(start, first.line.start if first is not None else inner_end)
        heading = self._title_heading(start, first, title)
        body_start = first.line.end if first is not None and heading else self._after_tags(start, inner_end)
        anchor = block.summary or opening
        self.records.append(
            Record(
                span=Span(opening.span.start, end),
                anchor=anchor.span,
                index=index,
                date=date,
                title=title,
                link=link,
                thumbnail=thumbnail,
                video_id=self._video(link, thumbnail),
                heading=heading,
                body=self._body(body_start, inner_end),
                summary=self._summary_in(body_start, inner_end),
                closed=inner_end < end,
            )
        )

    def _head(self, block: _Block, inner_end: int) -> Span | None:
        """What stands between `<summary>` and its end."""
        if block.summary is None:
            return None
        start = block.summary.span.end
        if block.summary_end is not None:
            span = Span(start, block.summary_end.span.start)
            if "\n" in span.text(self._text).strip() or "\r" in span.text(self._text).strip():
                self._break(block.summary, "the <summary> goes over several lines")
            return span
        self._break(block.summary, "this <summary> has no closing tag")
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
        title = self._trimmed(at, head.end)
        return index, date, Field(" ".join(title.value.split()), title.span) if title.value else None

    def _media(self, start: int, end: int) -> tuple[Field | None, Field | None]:
        """Link and thumbnail, read from the tags and links before the first heading."""
        link = thumbnail = None
        for region in self._between(start, end):
            if region.kind is RegionKind.HTML:
                link = link or self._attribute(_HREF, region)
                thumbnail = thumbnail or self._attribute(_SRC, region)
            elif region.kind is RegionKind.LINK_TARGET and link is None:
                found = self._attribute(_TARGET, region)
                link = found if found is not None and _VIDEO.search(found.value) else None
        return link, thumbnail

    def _after_tags(self, start: int, end: int) -> int:
        """The offset behind the link, the thumbnail and the tags around them that a block opens with."""
        after, in_link = start, False
        for region in self._between(start, end):
            tag = _MEDIA_TAG.match(self._text, region.span.start) if region.kind is RegionKind.HTML else None
            if tag is not None:
                if tag.group(2).lower() == "a":
                    in_link = not tag.group(1)
                after = after if in_link else region.span.end
            elif region.span.text(self._text).strip():
                break
        return min(after, end)

    def _between(self, start: int, end: int) -> Iterator[Region]:
        """The regions of a range, the first and the last of them cut to it."""
        for place in range(max(bisect.bisect_right(self._starts, start) - 1, 0), len(self._regions)):
            region = self._regions[place]
            left, right = max(region.span.start, start), min(region.span.end, end)
            if region.span.start >= end:
                return
            if left < right:
                yield Region(region.kind, Span(left, right))

    def _attribute(self, pattern: re.Pattern[str], region: Region) -> Field | None:
        match = pattern.search(self._text, region.span.start, region.span.end)
        if match is None or match.lastindex is None:
            return None
        return Field(match.group(match.lastindex), Span(*match.span(match.lastindex)))

    def _video(self, link: Field | None, thumbnail: Field | None) -> Field | None:
        for source, pattern in ((link, _VIDEO), (thumbnail, _THUMBNAIL)):
            if source is None:
                continue
            match = pattern.search(source.value)
            if match is not None:
                offset = source.span.start
                return Field(match.group(1), Span(offset + match.start(1), offset + match.end(1)))
        return None

    def _first_heading(self, start: int, end: int) -> _Heading | None:
        """The first ATX heading; its hashes are markup, so none in code or a comment is meant."""
        for region in self._between(start, end):
            if region.kind is not RegionKind.STRUCTURE or self._text[region.span.start] != "#":
                continue
            match = _HEADING.match(self._text, region.span.start, end)
            if match is not None:
                text = _CLOSING_HASHES.sub("", match.group(2).rstrip()).strip()
                at = self._text.index(text, match.start(2))
                return _Heading(
                    len(match.group(1)), Field(text, Span(at, at + len(text))), Span(*match.span())
                )
        return None

    def _title_heading(self, start: int, first: _Heading | None, title: Field | None) -> Field | None:
        """The heading that repeats the title.

        It is the block's first, if it says the same, or is of level one behind nothing but link and
        thumbnail; any other belongs to the summary.
        """
        if first is None:
            return None
        if title is not None and " ".join(first.text.value.split()) == title.value:
            return first.text
        before = self._text[self._after_tags(start, first.line.start) : first.line.start]
        return first.text if first.level == 1 and not before.strip() else None

    def _body(self, start: int, end: int) -> Field:
        """What stands between two offsets without the blank lines around it, the first line's indent kept."""
        blank = _BLANK_START.match(self._text, start, end)
        start = blank.end() if blank is not None else start
        value = self._text[start:end].rstrip()
        return Field(value, Span(start, start + len(value)))

    def _summary_in(self, start: int, end: int) -> Field:
        """The body without the comments, and the rules across the page, before and behind it."""
        inside = list(self._between(start, end))
        first, last = 0, len(inside)
        while first < last and (self._is_blank(inside[first]) or self._is_rule(inside[first])):
            first += 1
        while last > first and (
            self._is_blank(inside[last - 1]) or self._is_rule(inside[last - 1], apart=True)
        ):
            last -= 1
        if first == last:
            return Field("", Span(end, end))
        before = inside[first - 1] if first else None
        left = start if before is None else before.span.start if self._is_space(before) else before.span.end
        return self._body(left, inside[last - 1].span.end)

    def _is_space(self, region: Region) -> bool:
        return region.kind is RegionKind.PROSE and not region.span.text(self._text).strip()

    def _is_blank(self, region: Region) -> bool:
        """Whether a region is white space or a comment."""
        return region.kind is RegionKind.COMMENT or self._is_space(region)

    def _is_rule(self, region: Region, *, apart: bool = False) -> bool:
        """Whether a region is a rule across the page.

        Args:
            region: the region.
            apart: whether a blank line must stand above: right under a line, a rule makes that a heading.
        """
        if region.kind is not RegionKind.STRUCTURE or not _RULE.fullmatch(region.span.text(self._text)):
            return False
        above = self._text[max(region.span.start - _INDENT_LIMIT, 0) : region.span.start]
        return not apart or _BLANK_ABOVE.search(above) is not None

    def _trimmed(self, start: int, end: int) -> Field:
        """The text between two offsets without the white space around it."""
        value = self._text[start:end]
        left = len(value) - len(value.lstrip())
        stripped = value.strip()
        return Field(stripped, Span(start + left, start + left + len(stripped)))
