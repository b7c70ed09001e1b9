"""Lines and marks that the block scan often looks up, listed once so that the scan stays linear."""

from __future__ import annotations

import bisect
import functools
import re
from typing import TYPE_CHECKING

from linter.lazy import lazy_re

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A line that opens or closes a record.
RECORD_TAG = lazy_re(r"[ \t]{0,3}<(/?)details(?=[\s>])", re.IGNORECASE)
_DETAILS = lazy_re(r"</?[Dd][Ee][Tt][Aa][Ii][Ll][Ss](?=[\s>])")


class Landmarks:
    """The starts of lines, blank lines, lines that open or close records, and closing marks.

    Args:
        text: the whole text.
        lines: start and end of each line, as `LineIndex.spans` has them; lines are counted from 0 here.
    """

    def __init__(self, text: str, lines: Sequence[tuple[int, int]]) -> None:
        self._text = text
        self._lines = lines
        self._closers: dict[str, int] = {}

    def line_of(self, offset: int) -> int:
        """The line of an offset."""
        return bisect.bisect_right(self._starts, offset) - 1

    def has_blank(self, first: int, last: int) -> bool:
        """Whether there is a blank line from line `first` to before line `last`."""
        blank = bisect.bisect_left(self._blank_lines, first)
        return blank < len(self._blank_lines) and self._blank_lines[blank] < last

    def next_closer(self, closing: str, after: int) -> int:
        """The next offset of a closing mark, or -1.

        There may be many openers and no closer, so each closer is searched for only once.
        """
        found = self._closers.get(closing, 0)
        if 0 <= found < after:
            found = self._closers[closing] = self._text.find(closing, after)
        return found

    def next_record(self, number: int) -> int:
        """The first line at or after line `number` that opens or closes a record, or the line count."""
        index = bisect.bisect_left(self._record_lines, number)
        return self._record_lines[index] if index < len(self._record_lines) else len(self._lines)

    def record_end(self, number: int, before: int) -> int | None:
        """The line, from line `number` on and before an offset, that closes the record around it; or None."""
        depth = 0
        for index in range(bisect.bisect_left(self._record_lines, number), len(self._record_lines)):
            line = self._record_lines[index]
            start, end = self._lines[line]
            if start >= before:
                return None
            tag = RECORD_TAG.match(self._text, start, end)
            depth += -1 if tag is not None and tag.group(1) else 1
            if depth < 0:
                return line
        return None

    @functools.cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self._lines]

    @functools.cached_property
    def _blank_lines(self) -> list[int]:
        return [n for n, (start, end) in enumerate(self._lines) if not self._text[start:end].strip()]

    @functools.cached_property
    def _record_lines(self) -> list[int]:
        tags = (match.start() for match in _DETAILS.finditer(self._text))
        numbers = dict.fromkeys(self.line_of(tag) for tag in tags)
        return [n for n in numbers if RECORD_TAG.match(self._text, *self._lines[n])]
