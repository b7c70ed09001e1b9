"""The blocks of Markdown that the block scan finds (CommonMark 0.31, chapters 4 and 5; GFM 4.10)."""

from __future__ import annotations

import bisect
import enum
import sys
from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, overload

from linter.spans import NEWLINE, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.regions.region import Region


class BlockKind(enum.IntEnum):
    """What a block is."""

    HEADING = 0  #: of hashes (ATX), or underlined (setext)
    LIST_ITEM = enum.auto()  #: the line that a list marker starts
    QUOTE = enum.auto()  #: one line of a block quote
    THEMATIC_BREAK = enum.auto()
    TABLE_ROW = enum.auto()  #: one line of a table, its header included
    TABLE_RULE = enum.auto()  #: the line between the header and the rows of a table
    FENCE = enum.auto()  #: a fenced code block, with its fences
    DEFINITION = enum.auto()  #: the line that gives a link or a footnote its target


#: Each kind by its number.
_KINDS = tuple(BlockKind)


class Block(NamedTuple):
    """One block; what its kind lacks is empty. Offsets are 0-based code points of the text."""

    kind: BlockKind
    span: Span
    """From its first mark to the end of its last line, the newline not included."""
    content: Span
    """Its content: the text of a heading, an item or a line; the lines between the fences of a code block."""
    marker: str = ""
    """The hashes, the underline, the list marker, the opening fence, as written."""
    info: str = ""
    """The info string of a fence, or the label of a definition."""
    closed: bool = True
    """Whether a fence has its closing line."""


class Blocks(Sequence[Block]):
    """The blocks of a text, in the order in which they are added: as numbers, for a page has thousands."""

    def __init__(self) -> None:
        self._kinds = bytearray()
        self._starts, self._ends = array("q"), array("q")
        self._content_starts, self._content_ends = array("q"), array("q")
        self._markers: list[str] = []
        self._infos: dict[int, str] = {}
        self._unclosed: set[int] = set()

    def add(self, block: Block) -> None:
        """Adds a block."""
        kind, (start, end), (content_start, content_end), marker, info, closed = block
        if info:
            self._infos[len(self)] = info
        if not closed:
            self._unclosed.add(len(self))
        self._kinds.append(kind)
        self._starts.append(start)
        self._ends.append(end)
        self._content_starts.append(content_start)
        self._content_ends.append(content_end)
        self._markers.append(sys.intern(marker))

    def take(self, other: Blocks, span: Span, by: int) -> None:
        """Adds the blocks of another text that start in a span of it, moved down."""
        first, last = (bisect.bisect_left(other._starts, offset) for offset in span)
        moved = len(self) - first
        self._infos.update({at + moved: other._infos[at] for at in range(first, last) if at in other._infos})
        self._unclosed.update(at + moved for at in other._unclosed if first <= at < last)
        self._kinds += other._kinds[first:last]
        self._markers += other._markers[first:last]
        for own, theirs in zip(self._offsets, other._offsets, strict=True):
            own.extend(theirs[first:last] if not by else [offset + by for offset in theirs[first:last]])

    @property
    def _offsets(self) -> tuple[array[int], ...]:
        return self._starts, self._ends, self._content_starts, self._content_ends

    def __len__(self) -> int:
        return len(self._kinds)

    @overload
    def __getitem__(self, at: int) -> Block: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Block, ...]: ...

    def __getitem__(self, at: int | slice) -> Block | tuple[Block, ...]:
        if isinstance(at, slice):
            return tuple(self[index] for index in range(*at.indices(len(self))))
        index = at if at >= 0 else at + len(self)
        return Block(
            _KINDS[self._kinds[index]],
            Span(self._starts[index], self._ends[index]),
            Span(self._content_starts[index], self._content_ends[index]),
            self._markers[index],
            self._infos.get(index, ""),
            index not in self._unclosed,
        )

    def of(self, *kinds: BlockKind) -> Iterator[Block]:
        """The blocks of some kinds, in order."""
        wanted = bytes(kinds)
        return (self[index] for index, kind in enumerate(self._kinds) if kind in wanted)

    def extents(self) -> Iterator[tuple[BlockKind, int, int]]:
        """The kinds of the blocks with the offsets of their spans, in order, in a part of the time."""
        return zip(map(_KINDS.__getitem__, self._kinds), self._starts, self._ends, strict=True)

    def within(self, span: Span) -> tuple[Block, ...]:
        """The blocks that start in a span, in order; at the same offset, the outermost first."""
        first = bisect.bisect_left(self._starts, span.start)
        return self[first : bisect.bisect_left(self._starts, span.end)]


class Heading(NamedTuple):
    """A heading, of hashes or underlined (CommonMark 4.2 and 4.3). Offsets are those of its block."""

    level: int
    """1 to 6."""
    span: Span
    """From its hashes or its text to the end of its last line, the underline included."""
    content: Span
    """Its text, without hashes, underline and surrounding white space."""
    text: str
    """Its content on one line."""

    @property
    def is_underlined(self) -> bool:
        """Whether an underline makes it a heading."""
        return self.content.start == self.span.start and len(self.content) > 0

    @property
    def shown(self) -> Span:
        """The span to show: its line, or its text without the underline."""
        return self.content if self.is_underlined else self.span


def heading_of(block: Block, text: str) -> Heading:
    """The heading that a block of this kind is.

    Args:
        block: a block of kind HEADING.
        text: the text that its spans count in.
    """
    level = len(block.marker) if block.marker[0] == "#" else "=-".index(block.marker[0]) + 1
    words = (line.strip() for line in NEWLINE.split(block.content.text(text)))
    return Heading(level, block.span, block.content, " ".join(words))


class InlineRun(NamedTuple):
    """A stretch whose inline Markdown is read together, in half-open code-point offsets."""

    start: int
    end: int
    raw: bool = False
    """Whether it is the inside of an HTML block."""
    expressions: bool = False
    """Whether braces hold code, as in MDX below lines of JavaScript."""


class Scan:
    """What the block scan found: finished regions, and stretches that are still to be read inline."""

    __slots__ = ("below_blank", "blocks", "inline", "labels", "regions", "titles")

    def __init__(self) -> None:
        self.regions: list[Region] = []
        self.blocks = Blocks()
        """In the order of their first marks; none where markup is not asked for."""
        self.inline: list[InlineRun] = []
        self.labels: set[str] = set()
        """The labels that definitions give links, as `label_key` writes them."""
        self.titles: list[Span] = []
        """The titles of blocks of dialects, in order."""
        self.below_blank: list[int] = []
        """The lines, counted from 0, below those that ended all blocks but items of lists."""


def label_key(label: str) -> str:
    """The label of a reference in the form for comparison: case and the kind of white space do not matter."""
    return " ".join(label.split()).casefold()
