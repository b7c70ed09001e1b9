"""Places in a text: spans of code points, and the lines and columns people read."""

from __future__ import annotations

import bisect
import functools
import re
from dataclasses import dataclass
from typing import NamedTuple

#: What ends a line. `str.splitlines` would also cut at U+000B, U+000C, U+001C to U+001E, U+0085,
#: U+2028 and U+2029, where no editor and no Markdown parser does (CommonMark 0.31, section 2.1).
NEWLINE = re.compile(r"\r\n|\r|\n")
_LINE_FEED = re.compile("\n")


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
    """A place as people read it: 1-based line and 1-based column, both counted in code points."""

    line: int
    column: int


class LineIndex:
    """Finds the line and column of an offset, and the span of a line, in logarithmic time."""

    def __init__(self, text: str) -> None:
        # One newline is looked for ten times faster than three.
        newline = NEWLINE if "\r" in text else _LINE_FEED
        self._breaks = [match.span() for match in newline.finditer(text)]
        self._starts = [0, *(end for _, end in self._breaks)]
        self._length = len(text)

    @functools.cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Start and end of every line, without what ends it; after a last newline stands an empty line."""
        return list(zip(self._starts, [*(start for start, _ in self._breaks), self._length], strict=True))

    def position(self, offset: int) -> Position:
        """The line and column of a 0-based code-point offset (the text's length is a valid one).

        Raises:
            ValueError: the offset lies outside the text.
        """
        if not 0 <= offset <= self._length:
            raise ValueError(f"offset {offset} lies outside a text of {self._length} code points")
        line = bisect.bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)

    def line_span(self, line: int) -> Span:
        """The span of a 1-based line, without what ends it."""
        end = self._breaks[line - 1][0] if line <= len(self._breaks) else self._length
        return Span(self._starts[line - 1], end)

    def line_at(self, offset: int) -> Span:
        """The span of the line that a 0-based code-point offset lies in, without what ends it.

        Raises:
            ValueError: the offset lies outside the text.
        """
        return self.line_span(self.position(offset).line)
