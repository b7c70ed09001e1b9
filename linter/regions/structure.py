"""The result of reading a Markdown text: its regions, its blocks, and its inline stretches."""

from __future__ import annotations

import bisect
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linter.regions.block import BlockKind, heading_of
from linter.regions.blocks.scan import scan_blocks
from linter.regions.inline.scan import scan_inline
from linter.regions.lines import line_kinds
from linter.regions.links import heading_links, linked_headings
from linter.regions.region import Region, RegionKind
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linter.regions.block import Block, Heading, InlineRun
    from linter.regions.lines import LineKind
    from linter.regions.links import HeadingLink
    from linter.spans import LineIndex


@dataclass(frozen=True)
class Structure:
    """The structure of one text. Offsets are 0-based code points of it."""

    text: str
    lines: LineIndex
    regions: tuple[Region, ...]
    """Sorted, without gaps or overlaps, covering all of the text."""
    blocks: tuple[Block, ...]
    """In the order of their first marks; empty if the text was read without markup."""
    stretches: tuple[InlineRun, ...]
    """The stretches whose inline Markdown is read together, in order."""
    labels: frozenset[str]
    """The labels that definitions give links, as `label_key` writes them."""
    titles: tuple[Span, ...] = ()
    """The titles of admonitions, tabs, callouts and other blocks of dialects, in order."""

    def of_kind(self, *kinds: BlockKind) -> Iterator[Block]:
        """The blocks of some kinds, in order."""
        return (block for block in self.blocks if block.kind in kinds)

    def blocks_in(self, span: Span) -> tuple[Block, ...]:
        """The blocks that start in a span, in order; at the same offset, the outermost first."""
        first = bisect.bisect_left(self._block_starts, span.start)
        return self.blocks[first : bisect.bisect_left(self._block_starts, span.end)]

    def region_at(self, offset: int) -> Region:
        """The region of an offset; the last one for the end of the text."""
        return self.regions[bisect.bisect_right(self.region_starts, offset) - 1]

    @functools.cached_property
    def _block_starts(self) -> list[int]:
        return [block.span.start for block in self.blocks]

    @functools.cached_property
    def headings(self) -> tuple[Heading, ...]:
        """All headings, in order."""
        return tuple(heading_of(block, self.text) for block in self.of_kind(BlockKind.HEADING))

    @functools.cached_property
    def line_kinds(self) -> list[LineKind]:
        """What each line belongs to, in order."""
        return line_kinds(self.text, self.lines, self.regions, self.blocks)

    @functools.cached_property
    def heading_links(self) -> tuple[HeadingLink, ...]:
        """The links to headings, of this document or of others, in order."""
        return tuple(heading_links(self.text, self.regions))

    def linked_headings(self, wanted: frozenset[str]) -> list[Heading]:
        """The headings to which links with the keys `wanted` may lead, in order."""
        return linked_headings(self.text, self.regions, self.headings, wanted)

    @functools.cached_property
    def region_starts(self) -> list[int]:
        """Where each region starts, to look regions up by their offset."""
        return [region.span.start for region in self.regions]


def read_structure(text: str, lines: LineIndex, *, markup: bool = True) -> Structure:
    """Reads a Markdown text.

    Args:
        text: the text.
        lines: its lines.
        markup: whether to distinguish markup from prose; otherwise, only what is protected is found, in half
            the time.
    """
    scan = scan_blocks(text, lines, markup=markup)
    labels = frozenset(scan.labels)
    found = scan.regions
    for run in scan.inline:
        found.extend(scan_inline(text, run, labels, markup=markup))
    return Structure(
        text,
        lines,
        tuple(_fill(len(text), found)),
        tuple(scan.blocks),
        tuple(scan.inline),
        labels,
        tuple(scan.titles),
    )


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
