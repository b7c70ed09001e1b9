"""What each line of a Markdown text belongs to."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from linter.regions.block import BlockKind
from linter.regions.region import RegionKind
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.regions.block import Block
    from linter.regions.region import Region
    from linter.spans import LineIndex


class LineKind(enum.Enum):
    """What a line of a Markdown text belongs to."""

    BLANK = enum.auto()  #: no block
    TEXT = enum.auto()  #: a paragraph at the left margin
    HEADING = enum.auto()  #: a heading, its underline included
    SEPARATOR = enum.auto()  #: a thematic break, a comment, front matter
    LIST = enum.auto()  #: a list item, with what continues it
    CODE = enum.auto()  #: a block of code
    QUOTE = enum.auto()  #: a block quote
    TABLE = enum.auto()  #: a table, its header included
    HTML = enum.auto()  #: a line with an HTML tag
    OTHER = enum.auto()  #: an indented line of none of these


_OF_BLOCK = {
    BlockKind.HEADING: LineKind.HEADING,
    BlockKind.LIST_ITEM: LineKind.LIST,
    BlockKind.QUOTE: LineKind.QUOTE,
    BlockKind.THEMATIC_BREAK: LineKind.SEPARATOR,
    BlockKind.TABLE_ROW: LineKind.TABLE,
    BlockKind.TABLE_RULE: LineKind.TABLE,
}
_OF_REGION = {
    RegionKind.HTML: LineKind.HTML,
    RegionKind.CODE_BLOCK: LineKind.CODE,
    RegionKind.FRONT_MATTER: LineKind.SEPARATOR,
    RegionKind.COMMENT: LineKind.SEPARATOR,
}
#: The kinds that a line of text right below continues.
_CONTINUED = frozenset((LineKind.LIST, LineKind.QUOTE, LineKind.TABLE, LineKind.HTML, LineKind.OTHER))


def line_kinds(
    text: str, lines: LineIndex, regions: Sequence[Region], blocks: Sequence[Block]
) -> list[LineKind]:
    """What each line belongs to, in order.

    An indented line, or one right below a list, a quote, a table or HTML, continues what is above it.
    """
    known = _of_blocks(blocks, lines)
    kinds: list[LineKind] = []
    index = 0
    for number, (start, end) in enumerate(lines.spans, 1):
        while index < len(regions) and regions[index].span.end <= start:
            index += 1
        kind = known.get(number) or _line_kind(text, Span(start, end), regions, index)
        above = kinds[-1] if kinds else LineKind.BLANK
        if kind is LineKind.TEXT and (text[start] in " \t" or above in _CONTINUED):
            kind = above if above in _CONTINUED else LineKind.OTHER
        kinds.append(kind)
    return kinds


def _of_blocks(blocks: Sequence[Block], lines: LineIndex) -> dict[int, LineKind]:
    """The kinds of the lines that blocks start or, for headings, cover; by the line's 1-based number."""
    known: dict[int, LineKind] = {}
    for block in blocks:
        kind = _OF_BLOCK.get(block.kind)
        if kind is None:
            continue
        first = lines.position(block.span.start).line
        last = lines.position(block.span.end).line if kind is LineKind.HEADING else first
        for number in range(first, last + 1):
            known.setdefault(number, kind)
    return known


def _line_kind(text: str, line: Span, regions: Sequence[Region], index: int) -> LineKind:
    """What a line is by itself; `place` is the first region that ends after the line's start."""
    if not line.text(text).strip():
        covered = index < len(regions) and regions[index].span.start < line.start
        return _OF_REGION.get(regions[index].kind, LineKind.BLANK) if covered else LineKind.BLANK
    while index < len(regions) and regions[index].span.start < line.end:
        region = regions[index]
        kind = _OF_REGION.get(region.kind)
        if kind is not None:
            shown = text[max(region.span.start, line.start) : min(region.span.end, line.end)].strip()
            alone = shown == line.text(text).strip()
            return kind if alone or kind is not LineKind.SEPARATOR else LineKind.HTML
        index += 1
    return LineKind.TEXT
