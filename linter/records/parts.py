"""The parts of one record: heading, link, thumbnail and summary, found among its regions."""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING

from linter.lazy import lazy_re
from linter.records.record import Field, Gap, value_of
from linter.regions import BlockKind, Region, RegionKind, is_thematic_break, link_address, only_links
from linter.spans import NEWLINE, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.regions import Heading, Structure

_VIDEO = lazy_re(
    r"""(?<![\w=?&%-])(?:youtube(?:-nocookie)?\.com/(?:watch\?(?:[^"'\s)]*&(?:amp;)?)?v=|shorts/|embed/|live/)|youtu\.be/)([\w-]{11})(?![\w-])"""
)
_THUMBNAIL = lazy_re(r"(?:img\.youtube\.com|i\d?\.ytimg\.com)/vi(?:_webp)?/([\w-]{11})(?![\w-])")
_HREF = lazy_re(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_SRC = lazy_re(r"""\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_BLANK_START = lazy_re(r"(?:[ \t]*(?:\r\n|\r(?!\n)|\n))*")
_BLANK_ABOVE = lazy_re(r"(?:\r\n|\r(?!\n)|\n)[ \t]*(?:\r\n|\r|\n)[ \t]*\Z")
#: How many code points before a thematic break its blank line is looked for; nobody indents it more.
_INDENT_LIMIT = 40
#: The tags of a link with a thumbnail.
_MEDIA_TAG = lazy_re(r"<(/?)(a|img|br|p|div|center|span|figure)(?=[\s/>])", re.IGNORECASE)


def linked_video(link: Field | None) -> Field | None:
    """The id of the video that a link leads to."""
    return _video(link, _VIDEO)


def pictured_video(thumbnail: Field | None) -> Field | None:
    """The id of the video that a thumbnail shows."""
    return _video(thumbnail, _THUMBNAIL)


def video_of(link: Field | None, thumbnail: Field | None) -> Field | None:
    """The video's id, from the link or else from the thumbnail."""
    return linked_video(link) or pictured_video(thumbnail)


def video_link(text: str) -> bool:
    """Whether a text holds a link to a video."""
    return _VIDEO.search(text) is not None


def _video(address: Field | None, pattern: re.Pattern[str]) -> Field | None:
    match = pattern.search(address.value) if address is not None else None
    if address is None or match is None:
        return None
    start = address.span.start
    return Field(match.group(1), Span(start + match.start(1), start + match.end(1)))


class Parts:
    """Finds parts between two offsets, in time linear in the text between them."""

    def __init__(self, structure: Structure) -> None:
        self._text = structure.text
        self._regions = structure.regions
        self._headings = structure.headings
        self._breaks = {block.span.start for block in structure.blocks.of(BlockKind.THEMATIC_BREAK)}

    def trimmed(self, start: int, end: int) -> Field:
        """The text between two offsets without the white space around it."""
        value = self._text[start:end]
        left = len(value) - len(value.lstrip())
        stripped = value.strip()
        return Field(stripped, Span(start + left, start + left + len(stripped)))

    def first_heading(self, start: int, end: int) -> Heading | None:
        """The first heading that starts between two offsets."""
        index = bisect.bisect_left(self._headings, start, key=lambda heading: heading.span.start)
        if index == len(self._headings) or self._headings[index].span.start >= end:
            return None
        return self._headings[index]

    def title_heading(self, start: int, first: Heading | None, title: Field | None) -> Field | None:
        """The heading that repeats the title.

        It is the first heading of the block if it equals the title, or is of level one after only links and a
        thumbnail; any other heading belongs to the summary.
        """
        if first is None:
            return None
        heading = Field(first.text, first.content)
        if title is not None and " ".join(first.text.split()) == title.value:
            return heading
        before = self._between(self.after_tags(start, first.span.start), first.span.start)
        return heading if first.level == 1 and only_links(self._text, before) else None

    def media(self, start: int, end: int) -> tuple[Field | None, Field | None]:
        """Link and thumbnail, read from the tags and links before the first heading."""
        link = thumbnail = None
        for region in self._between(start, end):
            if region.kind is RegionKind.HTML:
                link = link or self._attribute(_HREF, region)
                thumbnail = thumbnail or self._attribute(_SRC, region)
            elif link is None and (address := link_address(self._text, region)) is not None:
                found = Field(address.text(self._text), address)
                link = found if _VIDEO.search(found.value) else None
        return link, thumbnail

    def after_tags(self, start: int, end: int) -> int:
        """The offset after the link, the thumbnail and the tags around them at the start of a block."""
        after, address = start, None  # that of the open link
        for region in self._between(start, end):
            tag = _MEDIA_TAG.match(self._text, region.start) if region.kind is RegionKind.HTML else None
            shown = self._text[region.start : region.end].strip()
            if tag is not None:
                if tag.group(2).lower() == "a":
                    href = None if tag.group(1) else self._attribute(_HREF, region)
                    address = "" if href is None and not tag.group(1) else value_of(href)
                after = after if address is not None else region.end
            elif shown and shown != address:  # a link may show its address
                break
        return min(after, end)

    def body(self, start: int, end: int) -> Field:
        """The text between two offsets without the blank lines around it, the first line's indent kept."""
        blank = _BLANK_START.match(self._text, start, end)
        start = blank.end() if blank is not None else start
        value = self._text[start:end].rstrip()
        return Field(value, Span(start, start + len(value)))

    def summary(self, start: int, end: int) -> Field:
        """The body without the comments and thematic breaks around it."""
        before: Region | None = None
        first, last = self._region_range(start, end)
        while first < last:
            region = self._cut(first, start, end)
            if not self._is_blank(region) and not self._is_break(region):
                break
            before = region
            first += 1
        while first < last:
            region = self._cut(last - 1, start, end)
            if not self._is_blank(region) and not self._is_break(region, apart=True):
                break
            last -= 1
        if first == last:
            return Field("", Span(end, end))
        left = start if before is None else before.start if self._is_space(before) else before.end
        shown = self.body(left, self._cut(last - 1, start, end).end)
        return Field("", Span(end, end)) if is_thematic_break(shown.value) else shown

    def paragraph_gap(self, at: int) -> Gap:
        """Where a paragraph can be written: the blank lines around an offset, newlines as on the page."""
        start = end = at
        while start > 0 and self._text[start - 1] in " \t\r\n":
            start -= 1
        while end < len(self._text) and self._text[end] in " \t\r\n":
            end += 1
        newline = NEWLINE.search(self._text)
        apart = 2 * (newline.group() if newline is not None else "\n")
        return Gap(Span(start, end), apart, apart)

    def _between(self, start: int, end: int) -> Iterator[Region]:
        """The regions of a range; the first and the last are cut to it."""
        for index in range(*self._region_range(start, end)):
            yield self._cut(index, start, end)

    def _region_range(self, start: int, end: int) -> tuple[int, int]:
        """The regions that overlap a range: the index of the first, and that after the last."""
        if start >= end:
            return 0, 0
        return self._regions.index_of(start), self._regions.index_of(end - 1) + 1

    def _cut(self, index: int, start: int, end: int) -> Region:
        """A region, cut to a range that it overlaps."""
        region = self._regions[index]
        return Region(region.kind, max(region.start, start), min(region.end, end))

    def _attribute(self, pattern: re.Pattern[str], region: Region) -> Field | None:
        match = pattern.search(self._text, region.start, region.end)
        if match is None or match.lastindex is None:
            return None
        return Field(match.group(match.lastindex), Span(*match.span(match.lastindex)))

    def _is_space(self, region: Region) -> bool:
        return region.kind is RegionKind.PROSE and not self._text[region.start : region.end].strip()

    def _is_blank(self, region: Region) -> bool:
        """Whether a region is white space or a comment."""
        return region.kind is RegionKind.COMMENT or self._is_space(region)

    def _is_break(self, region: Region, *, apart: bool = False) -> bool:
        """Whether a region is a thematic break.

        Args:
            region: the region.
            apart: whether it counts only below a blank line.
        """
        if region.start not in self._breaks:
            return False
        above = self._text[max(region.start - _INDENT_LIMIT, 0) : region.start]
        return not apart or _BLANK_ABOVE.search(above) is not None
