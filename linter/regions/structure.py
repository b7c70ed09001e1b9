"""The result of reading a Markdown text: its regions, its blocks, and its inline stretches."""

from __future__ import annotations

import collections
import copy
import functools
import re
from typing import TYPE_CHECKING

from linter.characters.scripts import HAN, KANA
from linter.lazy import lazy_re
from linter.regions.block import BlockKind, heading_of
from linter.regions.blocks.scan import scan_blocks
from linter.regions.inline.scan import scan_inline
from linter.regions.lines import line_kinds
from linter.regions.links import heading_links, linked_headings
from linter.regions.region import Regions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from linter.regions.block import Blocks, Heading, Scan
    from linter.regions.emphasis import Delimiters
    from linter.regions.lines import LineKind
    from linter.regions.links import HeadingLink
    from linter.regions.region import Region
    from linter.spans import LineIndex, Span


#: What stretches have that matter where markup does not.
_MATTERS = lazy_re(f"[{HAN}{KANA}#]|details", re.IGNORECASE)
#: Cached properties of a structure that hold letters of its text.
_OF_LETTERS = ("headings", "heading_links")


class Structure:
    """The structure of one text. Offsets are 0-based code points of it.

    Args:
        text: the text.
        lines: its lines.
        regions: prose and what is not, covering all of the text.
        blocks: in the order of their first marks; empty if the text was read without markup.
        delimiters: those of the inline stretches in which some of `*` and `_` show, in order.
        titles: those of admonitions, tabs, callouts and other blocks of dialects, in order.
        below_blank: see `Scan`.
        labels: those of the definitions of links.
        taken: what was taken over from the text before some edits: its spans there, and how far they moved.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - all that is found
        self,
        text: str,
        lines: LineIndex,
        regions: Regions,
        blocks: Blocks,
        delimiters: Sequence[Delimiters],
        titles: Sequence[Span],
        below_blank: Sequence[int],
        labels: AbstractSet[str],
        taken: Sequence[tuple[Span, int]] = (),
    ) -> None:
        self.text = text
        self.lines = lines
        self.regions = regions
        self.blocks = blocks
        self.delimiters = delimiters
        self.titles = titles
        self.below_blank = below_blank
        self.labels = labels
        self.taken = taken

    def with_letters(self, text: str) -> Structure:
        """The structure of a text that differs only in letters of which Markdown tells none from another."""
        other = copy.copy(self)
        for name in _OF_LETTERS:
            other.__dict__.pop(name, None)
        other.text = text
        return other

    @functools.cached_property
    def headings(self) -> tuple[Heading, ...]:
        """All headings, in order."""
        return tuple(heading_of(block, self.text) for block in self.blocks.of(BlockKind.HEADING))

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


def read_structure(text: str, lines: LineIndex, *, markup: bool = True) -> Structure:
    """Reads a Markdown text.

    Args:
        text: the text.
        lines: its lines.
        markup: whether to distinguish markup from prose; otherwise, only what is protected is found, in a
            quarter of the time, and only in paragraphs with letters of Chinese or Japanese, with tags of
            `<details>` or with what may be a link to a heading.
    """
    scan = scan_blocks(text, lines, markup=markup)
    delimiters: list[Delimiters] = []
    regions = Regions(len(text), found_regions(text, scan, delimiters, markup=markup))
    return Structure(
        text, lines, regions, scan.blocks, delimiters, tuple(scan.titles), scan.below_blank, scan.labels
    )


def found_regions(text: str, scan: Scan, delimiters: list[Delimiters], *, markup: bool) -> Iterator[Region]:
    """The regions that are not prose, in order: those of blocks, and what the inline stretches have.

    Args:
        text: the text.
        scan: its blocks.
        delimiters: gets the delimiters that show.
        markup: see `read_structure`.
    """
    of_blocks = collections.deque(sorted(scan.regions, key=_order))
    for run in scan.inline:
        if not (markup or _MATTERS.search(text, run.start, run.end)):
            continue
        found, shown = scan_inline(text, run, scan.labels, markup=markup)
        if shown is not None:
            delimiters.append(shown)
        while of_blocks and of_blocks[0].start < run.end:
            found.append(of_blocks.popleft())
        found.sort(key=_order)
        yield from found
    yield from of_blocks


def _order(region: Region) -> tuple[int, int]:
    """By their starts, of equal starts the longest first."""
    return region.start, -region.end
