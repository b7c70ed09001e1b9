"""Cuts Markdown into regions: prose that rules may see, and everything they must leave alone.

This is a fast reading of CommonMark 0.31 with the extensions seed documents use (front matter,
tables, maths, attributes), not a full parser: where a construct is in doubt it is protected. The
tests hold it against markdown-it-py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.regions.blocks import scan_blocks
from linter.regions.inline import scan_inline
from linter.regions.literal import LiteralEmphasis, literal_emphasis, unpaired_marks
from linter.regions.outline import Heading, LineKind, headings, line_kinds, table_rows
from linter.regions.region import Region, RegionKind
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linter.spans import LineIndex

__all__ = [
    "MARKUP_KINDS",
    "Heading",
    "LineKind",
    "LiteralEmphasis",
    "Region",
    "RegionKind",
    "headings",
    "line_kinds",
    "literal_emphasis",
    "parse_regions",
    "table_rows",
    "unpaired_marks",
]

#: What structures the prose: rules do not see it, and its text may stand closer together after a fix.
MARKUP_KINDS = frozenset((RegionKind.STRUCTURE, RegionKind.MARKUP, RegionKind.MARKUP_END))


def parse_regions(text: str, lines: LineIndex, *, markup: bool = True) -> tuple[Region, ...]:
    """The regions of a Markdown text: sorted, without gaps or overlaps, covering all of it.

    Args:
        text: the text.
        lines: its lines.
        markup: whether to tell markup from prose; without, only what is protected is found, in half the time.
    """
    blocks = scan_blocks(text, lines, markup=markup)
    found = blocks.regions
    for run in blocks.inline:
        found.extend(scan_inline(text, run, blocks.labels, markup=markup))
    return tuple(_fill(len(text), found))


def _fill(length: int, found: list[Region]) -> Iterable[Region]:
    """The found regions in order, cut where they overlap, with prose between them."""
    found.sort(key=lambda region: (region.span.start, -region.span.end))
    done = 0
    for region in found:
        start, end = max(region.span.start, done), region.span.end
        if start >= end:
            continue
        if start > done:
            yield Region(RegionKind.PROSE, Span(done, start))
        yield Region(region.kind, Span(start, end))
        done = end
    if done < length:
        yield Region(RegionKind.PROSE, Span(done, length))
