"""Spans in order, to ask what overlaps or stands near."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linter.spans import Span


class Places:
    """Spans to look others up in; they may overlap each other.

    Args:
        spans: the spans, in any order.
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        #: The furthest end of this span and all before it: so that one look-up decides.
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
        """Whether one of them overlaps the span or stands at most `within` code points away."""
        last = bisect.bisect_right(self._starts, span.end + within) - 1
        return last >= 0 and self._reach[last] >= span.start - within

    def cover(self, span: Span) -> bool:
        """Whether one of them begins at or before the span's start and ends at or behind its end."""
        last = bisect.bisect_right(self._starts, span.start) - 1
        return last >= 0 and self._reach[last] >= span.end
