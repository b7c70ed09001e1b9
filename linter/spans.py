"""Positions in a text: spans of code points, and the lines and columns that people read."""

from __future__ import annotations

import bisect
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, overload

from linter.lazy import lazy_re

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: What ends a line. `str.splitlines` would also cut at U+000B, U+000C, U+001C to U+001E, U+0085,
#: U+2028 and U+2029, where no editor and no Markdown parser does (CommonMark 0.31, section 2.1).
NEWLINE = lazy_re(r"\r\n|\r|\n")
_LINE_FEED = lazy_re("\n")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)` of 0-based code-point offsets in a document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def text(self, text: str) -> str:
        """The part of `text` that the span covers."""
        return text[self.start : self.end]

    def touches(self, other: Span) -> bool:
        """Whether the two overlap or meet end to end."""
        return self.start <= other.end and other.start <= self.end


class Position(NamedTuple):
    """A position as people read it: 1-based line and 1-based column, counted in code points."""

    line: int
    column: int


class _LineSpans(Sequence[tuple[int, int]]):
    """Pairs of numbers in a tenth of the memory of a list: a file may consist of newlines only."""

    def __init__(self, starts: array[int], ends: array[int]) -> None:
        self._starts, self._ends = starts, ends

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, at: int) -> tuple[int, int]: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[tuple[int, int]]: ...

    def __getitem__(self, at: int | slice) -> tuple[int, int] | Sequence[tuple[int, int]]:
        if isinstance(at, slice):
            return _LineSpans(self._starts[at], self._ends[at])
        return self._starts[at], self._ends[at]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self._starts, self._ends, strict=True)


class LineIndex:
    """Finds the line and column of an offset, and the span of a line, in logarithmic time."""

    def __init__(self, text: str) -> None:
        # Searching for one kind of newline is ten times as fast as searching for three.
        newline = NEWLINE if "\r" in text else _LINE_FEED
        starts, ends = array("q", [0]), array("q")
        for match in newline.finditer(text):
            ends.append(match.start())
            starts.append(match.end())
        ends.append(len(text))
        self._starts, self._length = starts, len(text)
        self.spans: Sequence[tuple[int, int]] = _LineSpans(starts, ends)
        """Start and end of every line, without what ends it; after a last newline there is an empty line."""

    def position(self, offset: int) -> Position:
        """The line and column of a 0-based code-point offset; the text's length is a valid offset.

        Raises:
            ValueError: the offset lies outside the text.
        """
        if not 0 <= offset <= self._length:
            raise ValueError(f"offset {offset} lies outside a text of {self._length} code points")
        line = bisect.bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)

    def line_span(self, line: int) -> Span:
        """The span of a 1-based line, without what ends it."""
        return Span(*self.spans[line - 1])

    def ending(self, offset: int, text: str) -> str:
        """The newline of the line with a 0-based code-point offset, or of the line before.

        A line feed if there is neither.
        """
        number = bisect.bisect_right(self._starts, offset)
        for line in (number, number - 1):
            if 0 < line < len(self._starts):
                return text[self.spans[line - 1][1] : self._starts[line]]
        return "\n"

    def line_at(self, offset: int) -> Span:
        """The span of the line with a 0-based code-point offset, without what ends it.

        Raises:
            ValueError: the offset lies outside the text.
        """
        return self.line_span(self.position(offset).line)


class SpanSet:
    """Spans in order, to look up whether any overlaps or is near another; they may overlap each other.

    Args:
        spans: the spans, in any order.
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        #: The furthest end of each span and all before it, so that one look-up decides.
        self._reach: list[int] = []
        furthest = 0
        for start, end in sorted(spans):
            furthest = max(furthest, end)
            self._starts.append(start)
            self._reach.append(furthest)

    def overlap(self, span: Span) -> bool:
        """Whether one of them shares a code point with the span."""
        last = bisect.bisect_left(self._starts, span.end) - 1
        return last >= 0 and self._reach[last] > span.start

    def near(self, span: Span, within: int) -> bool:
        """Whether one of them overlaps the span or is at most `within` code points away."""
        last = bisect.bisect_right(self._starts, span.end + within) - 1
        return last >= 0 and self._reach[last] >= span.start - within

    def cover(self, span: Span) -> bool:
        """Whether one of them begins at or before the span's start and ends at or after its end."""
        last = bisect.bisect_right(self._starts, span.start) - 1
        return last >= 0 and self._reach[last] >= span.end
