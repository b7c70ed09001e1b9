"""Where the summaries of a document end: the last block of each, and what is around it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING

from linter.document import MARKUP, MARKUP_END
from linter.lazy import lazy_re
from linter.regions import BlockKind, RegionKind, is_thematic_break, item_marker
from linter.spans import Span
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.document import Document
    from linter.matching.deadline import Deadline
    from linter.messages.phrases import Phrase
    from linter.records.record import Record
    from linter.regions import Block, Region

#: How many code points of the last line a message shows.
SHOWN = 20
#: What replaces markup in the prose, as the inside of a character class.
MARKS = f"{MARKUP}{MARKUP_END}"
#: The end of a sentence.
STOPPED = lazy_re("[。！？!?.…⋯][」』”’\"'）)】》〉\\]\\s]*$")
EMPHASIS = lazy_re(f"[{MARKS}]")
_SPACE = " \t\r\n"
#: What programs append to a model's answer.
_SIGNATURE = lazy_re(r"\[[\w.-]+=[^\]\r\n]*\]")

#: What may be before the marker of an item.
_BEFORE_ITEM = " \t>"
#: The blocks that are not text.
_OTHER_BLOCKS = (BlockKind.DEFINITION, BlockKind.TABLE_ROW)


class LastBlock(Value):
    """A last paragraph or item: its span, its last line, and the line above it."""

    span: Span
    line: Span
    above: Span
    """The last line above that is not blank; empty if there is none."""


class Reader:
    """Reads the ends of a document's records."""

    def __init__(self, document: Document, deadline: Deadline) -> None:
        self.deadline = deadline
        self.text = document.text
        self.prose = document.prose
        self._lines = document.lines
        self._structure = document.structure

    def region(self, offset: int) -> Region:
        """The region of an offset."""
        return self._structure.regions.at(offset)

    def is_structure(self, offset: int) -> bool:
        """Whether an offset is in a mark of Markdown's structure, such as a list marker."""
        return self.region(offset).kind is RegionKind.STRUCTURE

    def is_shown(self, offset: int) -> bool:
        """Whether the character at an offset is shown, because it is prose or markup."""
        return self.region(offset).kind in (RegionKind.PROSE, RegionKind.MARKUP)

    def visible(self, line: Span) -> str:
        """A line's prose without the marks of emphasis, and without white space around it."""
        return EMPHASIS.sub("", line.text(self.prose)).strip()

    def line_from(self, offset: int) -> Span:
        """The line from an offset on."""
        return self._line(offset, self._lines.line_at(offset).end)

    def last_block(self, summary: Span) -> LastBlock | None:
        """The last block, without the comments, thematic breaks and signatures after it."""
        line = self._last_line(summary)
        if line is None:
            return None
        start = summary.start
        first, above = line, self._above(line, start)
        while len(above) and not self._is_parted(above, first):
            first, above = above, self._above(above, start)
        if not len(above):
            above = self._above(first, start, blank=True)
        return LastBlock(Span(first.start, line.end), line, above)

    def _last_line(self, summary: Span) -> Span | None:
        start, end = summary.start, summary.end
        while True:
            while end > start and self.text[end - 1] in _SPACE:
                end -= 1
            if end <= start:
                return None
            region = self.region(end - 1)
            if region.kind is RegionKind.COMMENT:
                end = region.span.start
                continue
            line = self._line(start, end)
            text = line.text(self.text)
            is_break = region.kind is RegionKind.STRUCTURE and is_thematic_break(text)
            if not is_break and not _SIGNATURE.fullmatch(text):
                return line
            end = line.start

    def _line(self, start: int, end: int) -> Span:
        """The line around `end`, starting at `start` at the earliest, without white space around it."""
        first = max(self._lines.line_at(end).start, start)
        raw = self.text[first:end]
        return Span(end - len(raw.lstrip()), max(first + len(raw.rstrip()), end - len(raw.lstrip())))

    def _before(self, offset: int) -> int:
        """The end of the line above an offset's line, or -1."""
        number = self._lines.position(offset).line
        return self._lines.line_span(number - 1).end if number > 1 else -1

    def _above(self, line: Span, start: int, *, blank: bool = False) -> Span:
        """The line above; with `blank` the last that is not blank. Empty if there is none."""
        end = self._before(line.start)
        while end > start:
            found = self._line(start, end)
            if len(found) or not blank:
                return found
            end = self._before(end)
        return Span(0, 0)

    def _is_parted(self, above: Span, line: Span) -> bool:
        """Whether a line starts a new block below the line above it."""
        return (
            self.is_structure(line.start)
            or self.is_structure(above.end - 1)
            or any(block.kind is BlockKind.HEADING for block in self.blocks(above))
        )

    def blocks(self, line: Span) -> Sequence[Block]:
        """The blocks of Markdown that start in a line, the outermost first."""
        return self._structure.blocks.within(line)

    def item_marker(self, line: Span) -> str:
        """The list marker that starts a line, even if only a reader sees one; empty if there is none."""
        return item_marker(line.text(self.text).lstrip(_BEFORE_ITEM))

    def is_other(self, last: LastBlock) -> bool:
        """Whether the last line is code, a row of a table, or a definition."""
        if self.region(last.line.end - 1).kind is RegionKind.CODE_BLOCK:
            return True
        line = last.line.text(self.text)
        if line.startswith("|") or line.endswith("|"):  # the table may have been cut off before its rule
            return True
        return any(block.kind in _OTHER_BLOCKS for block in self.blocks(last.line))


class Ending:
    """The end of one record."""

    def __init__(self, reader: Reader, record: Record) -> None:
        self.reader = reader
        self.record = record

    @functools.cached_property
    def block(self) -> LastBlock | None:
        """The last block of the summary; None if it is empty."""
        return self.reader.last_block(self.record.summary.span)

    @functools.cached_property
    def text_block(self) -> LastBlock | None:
        """The last block, if it is text; None for code, tables and definitions."""
        return None if self.block is None or self.reader.is_other(self.block) else self.block


#: Where a record was cut off, and why it looks so.
Finding = tuple[Span, "Phrase"]
Judge = Callable[[Ending], Finding | None]


def at_end(line: Span, problem: Phrase | None) -> Finding | None:
    """A finding at the end of a line, if there is a problem."""
    return None if problem is None else (Span(max(line.start, line.end - SHOWN), line.end), problem)
