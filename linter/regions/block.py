"""The blocks of Markdown that the block scan finds (CommonMark 0.31, chapters 4 and 5; GFM 4.10)."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from linter.spans import NEWLINE

if TYPE_CHECKING:
    from linter.regions.region import Region
    from linter.spans import Span


class BlockKind(enum.Enum):
    """What a block is."""

    HEADING = enum.auto()  #: of hashes (ATX), or underlined (setext)
    LIST_ITEM = enum.auto()  #: the line that a list marker starts
    QUOTE = enum.auto()  #: one line of a block quote
    THEMATIC_BREAK = enum.auto()
    TABLE_ROW = enum.auto()  #: one line of a table, its header included
    TABLE_RULE = enum.auto()  #: the line between the header and the rows of a table
    FENCE = enum.auto()  #: a fenced code block, with its fences
    DEFINITION = enum.auto()  #: the line that gives a link or a footnote its target


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


@dataclass(slots=True)
class Scan:
    """What the block scan found: finished regions, and stretches that are still to be read inline."""

    regions: list[Region] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    """In the order of their first marks; none where markup is not asked for."""
    inline: list[InlineRun] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    """The labels that definitions give links, as `label_key` writes them."""
    titles: list[Span] = field(default_factory=list)
    """The titles of blocks of dialects, in order."""


def label_key(label: str) -> str:
    """The label of a reference in the form for comparison: case and the kind of white space do not matter."""
    return " ".join(label.split()).casefold()
