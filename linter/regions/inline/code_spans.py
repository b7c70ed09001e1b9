"""Code spans (CommonMark 0.31, section 6.1): between two runs of as many back-ticks."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from linter.lazy import lazy_re
from linter.regions.region import Region, RegionKind

if TYPE_CHECKING:
    from linter.regions.block import InlineRun

_BACKTICKS = lazy_re(r"`+")


class CodeSpans:
    """Reads the code spans of one stretch; its back-ticks are listed once, so that pairing is a look-up."""

    def __init__(self, text: str, run: InlineRun) -> None:
        self._text = text
        self._run = run
        self._starts: dict[int, list[int]] | None = None  # of the runs of back-ticks, by length

    def read(self, at: int) -> Region:
        """The code span that the back-ticks at `at` open; the back-ticks alone if nothing closes them."""
        run = self._run
        if self._starts is None:
            self._starts = {}
            for ticks in _BACKTICKS.finditer(self._text, run.start, run.end):
                self._starts.setdefault(len(ticks.group()), []).append(ticks.start())
        match = _BACKTICKS.match(self._text, at, run.end)
        length = len(match.group()) if match else 1
        starts = self._starts.get(length, [])
        later = bisect.bisect_right(starts, at)
        if later == len(starts):
            return Region(RegionKind.MARKUP, at, at + length)
        return Region(RegionKind.CODE_SPAN, at, starts[later] + length)
