"""What each line of a Markdown text belongs to."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from linter.regions.block import BlockKind
from linter.regions.region import RegionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from linter.regions.block import Blocks
    from linter.regions.region import Region, Regions
    from linter.spans import LineIndex


class LineKind(enum.IntEnum):
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


def line_kinds(text: str, lines: LineIndex, regions: Regions, blocks: Blocks) -> list[LineKind]:
    """What each line belongs to, in order.

    An indented line, or one right below a list, a quote, a table or HTML, continues what is above it.
    """
    found: dict[int, LineKind] = {}
    _note_blocks(found, blocks.extents(), lines)
    _note_regions(found, text, regions.of(*_OF_REGION), lines)
    return _with_lines_below(found, text, lines, range(len(lines.starts)))


def line_kinds_of(
    text: str, lines: LineIndex, regions: Regions, blocks: Blocks, numbers: range
) -> list[LineKind]:
    """The same for lines, counted from 0; with the first and after the last, an outermost block begins."""
    span = lines.span_of(numbers)
    found: dict[int, LineKind] = {}
    extents = ((block.kind, block.span.start, block.span.end) for block in blocks.within(span))
    _note_blocks(found, extents, lines)
    _note_regions(found, text, regions.of(*_OF_REGION, within=span), lines)
    return _with_lines_below(found, text, lines, numbers)


def _with_lines_below(
    found: Mapping[int, LineKind], text: str, lines: LineIndex, numbers: range
) -> list[LineKind]:
    """The kinds of some lines, by those that are known."""
    kinds: list[LineKind] = []
    above = LineKind.BLANK
    starts, ends = lines.starts, lines.ends
    for number in numbers:
        known = found.get(number)
        if known is not None:
            above = known
        elif (start := starts[number]) == (end := ends[number]) or text[start:end].isspace():
            above = LineKind.BLANK
        elif above not in _CONTINUED:
            above = LineKind.OTHER if text[start] in " \t" else LineKind.TEXT
        kinds.append(above)
    return kinds


def _note_blocks(
    found: dict[int, LineKind], blocks: Iterable[tuple[BlockKind, int, int]], lines: LineIndex
) -> None:
    """Notes the kinds of the lines that blocks start or, for headings, cover."""
    for of_block, start, end in blocks:
        kind = _OF_BLOCK.get(of_block)
        if kind is None:
            continue
        first = lines.index_of(start)
        last = lines.index_of(end) if kind is LineKind.HEADING else first
        for index in range(first, last + 1):
            found.setdefault(index, kind)


def _note_regions(found: dict[int, LineKind], text: str, regions: Iterable[Region], lines: LineIndex) -> None:
    """Notes the kinds of the lines that regions without prose cover, or share."""
    for region in regions:
        for index in range(lines.index_of(region.start), lines.index_of(region.end - 1) + 1):
            if index not in found:
                kind = _kind_in(region, text, lines.starts[index], lines.ends[index])
                if kind is not None:
                    found[index] = kind


def _kind_in(region: Region, text: str, start: int, end: int) -> LineKind | None:
    """What a region makes of a line that it shares; None for a blank line that it does not cover."""
    kind = _OF_REGION[region.kind]
    line = text[start:end].strip()
    if not line:
        return kind if region.start < start else None
    alone = text[max(region.start, start) : min(region.end, end)].strip() == line
    return kind if alone or kind is not LineKind.SEPARATOR else LineKind.HTML
