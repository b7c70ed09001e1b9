"""The lines of findings as a terminal shows them, with the findings marked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from linter.messages.phrases import printable
from linter.reporters.columns import offsets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linter.document import Document
    from linter.spans import Span

#: How many columns of a line are shown; a longer line is cut around the finding.
_WIDTH = 96
_BEFORE = 40
#: How many characters on each side of a place are enough to fill the columns.
_REACH = 2 * _WIDTH
#: How many characters of a line are prepared at once: a line may be a whole file.
_PREPARED = 4_000


class _Stretch:
    """A part of a line, safe to print, and the columns of its characters."""

    def __init__(self, start: int, raw: str) -> None:
        self.start, self.end = start, start + len(raw)
        self.text = printable(raw)
        self.columns = offsets(self.text)

    def fit(self, start: int, end: int, room: int) -> tuple[str, int]:
        """The beginning of a part that fits, with an ellipsis if some is left out, and its columns."""
        columns = self.columns
        wide = columns[end] - columns[start]
        if wide <= room:
            return self.text[start:end], wide
        last = bisect_right(columns, columns[start] + room - 1, start, end + 1) - 1
        return f"{self.text[start:last]}…", columns[last] - columns[start] + 1

    def fit_end(self, start: int, end: int, room: int) -> tuple[str, int]:
        """The same of the end of a part, without the space that it begins with."""
        columns = self.columns
        start = end - len(self.text[start:end].lstrip())
        wide = columns[end] - columns[start]
        if wide <= room:
            return self.text[start:end], wide
        first = bisect_left(columns, columns[end] - room + 1, start, end + 1)
        return f"…{self.text[first:end]}", columns[end] - columns[first] + 1


class Excerpts:
    """The excerpts of a document: what is prepared of a line serves all findings in it.

    Args:
        document: the document; its findings are best asked for in order.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._line = document.lines.line_span(1)
        self._stretch = _Stretch(0, "")

    def of(self, span: Span) -> tuple[str, str]:
        """The line in which a span begins, as far as it is shown, and marks below the span."""
        text, start = self._document.text, span.start
        if not self._line.start <= start <= self._line.end:
            self._line = self._document.lines.line_at(start)
        first, last = self._line.start, self._line.end
        end = min(span.end, last)
        left, right = max(first, start - _REACH), min(last, end + _REACH)
        whole = left == first and right == last
        if start <= end <= start + _REACH:
            stretch = self._stretch
            if not (stretch.start <= left and right <= stretch.end):
                until = min(last, max(right, left + _PREPARED))
                stretch = self._stretch = _Stretch(left, text[left:until])
            at = stretch.start
            return _shown(stretch, (left - at, start - at, end - at, right - at), whole=whole)
        # It is too long to be shown, or begins within a newline.
        parts = (text[left:start], text[start : min(end, start + _REACH)], text[end:right])
        stretch = _Stretch(left, "".join(parts))
        return _shown(stretch, accumulate(map(len, parts), initial=0), whole=whole)


def _shown(stretch: _Stretch, bounds: Iterable[int], *, whole: bool) -> tuple[str, str]:
    """A line and the marks below it, cut to what is shown.

    Args:
        stretch: what is prepared of the line.
        bounds: where in it the part begins that may be shown, the marks begin, they end, and the part ends.
        whole: whether the part is the whole line.
    """
    left, start, end, right = bounds
    columns = stretch.columns
    if whole and columns[right] - columns[left] <= _WIDTH:
        indent, wide = columns[start] - columns[left], columns[end] - columns[start]
        return stretch.text[left:right], " " * indent + "^" * max(wide, 1)
    before, indent = stretch.fit_end(left, start, _BEFORE)
    marked, wide = stretch.fit(start, end, _WIDTH - indent)
    after, _ = stretch.fit(end, right, max(_WIDTH - indent - wide, 1))
    return before + marked + after, " " * indent + "^" * max(wide, 1)
