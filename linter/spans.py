"""Positions in a text: spans of code points, and the lines and columns that people read."""

from __future__ import annotations

import bisect
import itertools
from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Self, overload

from linter.lazy import lazy_re

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: What ends a line. `str.splitlines` would also cut at U+000B, U+000C, U+001C to U+001E, U+0085,
#: U+2028 and U+2029, where no editor and no Markdown parser does (CommonMark 0.31, section 2.1).
NEWLINE = lazy_re(r"\r\n|\r|\n")
_LINE_FEED = lazy_re("\n")


class _Ends(NamedTuple):
    start: int
    end: int


class Span(_Ends):
    """A half-open range `[start, end)` of 0-based code-point offsets in a document's text.

    It is a pair of numbers, since a run has hundreds of thousands of them and sorts them; but its length is
    the number of code points.

    Raises:
        ValueError: the numbers are negative, or the second is less than the first.
    """

    __slots__ = ()

    def __new__(cls, start: int, end: int) -> Self:
        """A span of two offsets."""
        if not 0 <= start <= end:
            raise ValueError(f"not a span: [{start}, {end})")
        return tuple.__new__(cls, (start, end))

    def __len__(self) -> int:
        return self[1] - self[0]

    def text(self, text: str) -> str:
        """The part of `text` that the span covers."""
        return text[self[0] : self[1]]

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


class Pieces:
    """The pieces that a text is cut into without gaps, by where they start: an offset is in one of them.

    Offsets are mostly asked for in order, so a search begins at the piece that was found before.
    """

    def __init__(self) -> None:
        self.starts = array("q")
        """Where each piece starts, as 0-based code-point offsets: the first at 0."""
        self._near = 0  # the index of the piece last found

    def index_of(self, offset: int) -> int:
        """The index of the piece with an offset, 0-based; the last one for the end of the text."""
        starts, near = self.starts, self._near
        if offset < starts[near]:
            self._near = bisect.bisect_right(starts, offset, 0, near) - 1
        elif near + 1 < len(starts) and offset >= starts[near + 1]:
            self._near = bisect.bisect_right(starts, offset, near + 2) - 1
        return self._near


class LineIndex(Pieces):
    """Finds the line and column of an offset, and the span of a line, in logarithmic time."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.starts.append(0)
        self.ends = array("q")
        """Where each line ends, without what ends it; after a last newline there is an empty line."""
        # Searching for one kind of newline is ten times as fast as searching for three.
        newline = NEWLINE if "\r" in text else _LINE_FEED
        for match in newline.finditer(text):
            self.ends.append(match.start())
            self.starts.append(match.end())
        self.ends.append(len(text))
        self._length = len(text)

    @property
    def spans(self) -> Sequence[tuple[int, int]]:
        """Start and end of every line."""
        return _LineSpans(self.starts, self.ends)

    def position(self, offset: int) -> Position:
        """The line and column of a 0-based code-point offset; the text's length is a valid offset.

        Raises:
            ValueError: the offset lies outside the text.
        """
        if not 0 <= offset <= self._length:
            raise ValueError(f"offset {offset} lies outside a text of {self._length} code points")
        line = self.index_of(offset)
        return Position(line + 1, offset - self.starts[line] + 1)

    def line_span(self, line: int) -> Span:
        """The span of a 1-based line, without what ends it."""
        return Span(self.starts[line - 1], self.ends[line - 1])

    def span_of(self, numbers: range) -> Span:
        """The span of some lines, counted from 0, with what ends them."""
        last = numbers.stop
        return Span(
            self.starts[numbers.start], self.starts[last] if last < len(self.starts) else self._length
        )

    def ending(self, offset: int, text: str) -> str:
        """The newline of the line with a 0-based code-point offset, or of the line before.

        A line feed if there is neither.
        """
        index = self.index_of(offset)
        for line in (index, index - 1):
            if 0 <= line < len(self.starts) - 1:
                return text[self.ends[line] : self.starts[line + 1]]
        return "\n"

    def line_at(self, offset: int) -> Span:
        """The span of the line with a 0-based code-point offset, without what ends it.

        Raises:
            ValueError: the offset lies outside the text.
        """
        if not 0 <= offset <= self._length:
            raise ValueError(f"offset {offset} lies outside a text of {self._length} code points")
        line = self.index_of(offset)
        return Span(self.starts[line], self.ends[line])


class Growth:
    """By how much edits move what is after them.

    Args:
        edits: the span of each edit, and by how much it makes the text longer; sorted, without overlap.
    """

    def __init__(self, edits: Iterable[tuple[Span, int]]) -> None:
        spans_and_growths = list(edits)
        self._ends = [span.end for span, _ in spans_and_growths]
        self._growths = list(itertools.accumulate((by for _, by in spans_and_growths), initial=0))

    def before(self, offset: int) -> int:
        """The growth by all edits that end at an offset or before it."""
        return self._growths[bisect.bisect_right(self._ends, offset)]

    def moved(self, offset: int) -> int:
        """Where an offset is after the edits: what is inserted there is before it."""
        return offset + self.before(offset)


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
