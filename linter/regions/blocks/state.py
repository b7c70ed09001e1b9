"""What the block scan has found so far, and what is open: a paragraph, an HTML block, a quote, list items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.regions.block import Block, BlockKind, InlineRun, Scan
from linter.regions.blocks.landmarks import Landmarks
from linter.regions.region import Region, RegionKind
from linter.spans import Span

if TYPE_CHECKING:
    from linter.spans import LineIndex


class State:
    """The state of a scan. Offsets are 0-based code points of the text; lines are counted from 0.

    Args:
        text: the whole text.
        lines: its lines.
        markup: whether to note blocks and marks of structure, too.
        marks: the landmarks of the text, if they are known.
    """

    def __init__(self, text: str, lines: LineIndex, *, markup: bool, marks: Landmarks | None = None) -> None:
        self.text = text
        self.lines = lines.spans
        """Start and end of each line."""
        self.marks = marks or Landmarks(text, lines.spans)
        self.found = Scan()
        self.lists: list[int] = []
        """The content columns of the open list items, the outermost first."""
        self.depth = 0
        """How many list items the current line is in."""
        self.after_empty = -1
        """The line after the last list item without anything after its marker."""
        self.in_quote = False
        """Whether the line before was in a block quote."""
        self.around = 0
        """How many of the open list items are around that quote."""
        self.in_table = False
        """Whether the lines since the last blank one are rows of a table."""
        self.run_start: int | None = None
        """Where the open inline run starts; None if none is open."""
        self.run_end = 0
        self.run_container = (0, False)
        """How many list items the run is in, and whether it is in a quote."""
        self.run_raw = False
        """Whether the run is the inside of an HTML block."""
        self.expressions = False
        """Whether lines of JavaScript came before."""
        self.markup = markup

    @property
    def is_outside(self) -> bool:
        """Whether nothing is open but items of lists."""
        return self.run_start is None and not self.in_quote and not self.in_table

    def add(self, kind: RegionKind, start: int, end: int) -> None:
        """Notes a region, unless it is empty or not wanted."""
        if start < end and (self.markup or kind is not RegionKind.STRUCTURE):
            self.found.regions.append(Region(kind, start, end))

    def add_block(self, block: Block) -> None:
        """Notes a block, if blocks are wanted."""
        if self.markup:
            self.found.blocks.add(block)

    def protect_lines(self, number: int, at: int, before: int, kind: RegionKind) -> int:
        """Protects from `at` in line `number` to the end of the line before line `before`.

        Returns:
            The number of the next line to read.
        """
        self.add(kind, at, self.lines[max(before - 1, number)][1])
        return max(before, number + 1)

    def open_run(self, start: int, end: int, *, raw: bool = False) -> None:
        """Starts a new inline run, ending the one before."""
        self.close_run()
        self.run_start, self.run_end, self.run_raw = start, end, raw
        self.run_container = (len(self.lists), self.in_quote)

    def close_run(self) -> None:
        """Ends the open inline run, if there is one."""
        if self.run_start is not None and self.run_start < self.run_end:
            run = InlineRun(self.run_start, self.run_end, self.run_raw, self.expressions)
            self.found.inline.append(run)
        self.run_start = None
        self.run_raw = False

    def add_text(self, at: int, end: int) -> None:
        """Begins a paragraph, or a row of a table, or continues one."""
        if self.in_table:
            self.add_block(Block(BlockKind.TABLE_ROW, Span(at, end), Span(at, end)))
        if self.run_start is None or self.in_table:
            self.open_run(at, end)
        else:
            self.run_end = end

    def run_holds(self, at: int, column: int) -> bool:
        """Whether a line that begins at `at` is in the quote and in the list items that the run is in."""
        items, quoted = self.run_container
        if quoted:
            return self.text[at] == ">"
        return not items or self.lists[items - 1] <= column

    def items_at(self, column: int) -> list[int]:
        """The list items that a line with this indentation is in; those around a quote stay open in it."""
        inside = [content for content in self.lists[self.around :] if content <= column]
        return [*self.lists[: self.around], *inside]

    def base_of(self, items: list[int]) -> int:
        """The column from which indentation counts: that of the innermost item in the quote, or else 0."""
        return items[-1] if len(items) > self.around else 0
