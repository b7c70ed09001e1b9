"""The CPU time that one rule has for one document: what else the machine does changes no result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.errors import RuleError
from linter.matching.beginnings import matches
from linter.matching.cpu_time import CpuLimit
from linter.matching.lines import LineJudge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import regex

    from linter.document import Document

#: CPU seconds that one rule may spend on one document, and those that each million code points of it adds:
#: about twenty times what the slowest of our own rules takes.
TIME_LIMIT = 10.0
TIME_PER_MILLION = 60.0


class Deadline:
    """Runs a rule's expressions over a document and shares one time limit between all of them.

    Every method raises RuleError once the time is up.
    """

    def __init__(self, rule: str, document: Document) -> None:
        self._rule, self._document = rule, document
        self._limit = CpuLimit(TIME_LIMIT + TIME_PER_MILLION * len(document.text) / 1e6)

    def finditer(
        self, pattern: regex.Pattern[str], text: str, *, overlapped: bool = False
    ) -> Iterator[regex.Match[str]]:
        """The matches of a pattern; with `overlapped`, one may begin inside another."""
        try:
            if overlapped:
                yield from pattern.finditer(text, overlapped=True, timeout=self._left())
            else:
                yield from matches(pattern, text, left=self._left)
        except TimeoutError:
            raise self._late() from None

    def judge(self, patterns: Sequence[regex.Pattern[str]]) -> LineJudge:
        """Judges lines by whether one of the patterns matches; `^` and `$` are the ends of the line."""
        prose = self._document.prose
        return LineJudge(
            self._document, lambda line: any(self.search(pattern, line.text(prose)) for pattern in patterns)
        )

    def fullmatch(self, pattern: regex.Pattern[str], text: str) -> bool:
        """Whether a pattern matches a whole text."""
        try:
            return pattern.fullmatch(text, timeout=self._left()) is not None
        except TimeoutError:
            raise self._late() from None

    def match(self, pattern: regex.Pattern[str], text: str, at: int) -> regex.Match[str] | None:
        """The match of a pattern that begins at an offset of a text; lookbehinds see what is before it."""
        try:
            return pattern.match(text, at, timeout=self._left())
        except TimeoutError:
            raise self._late() from None

    def search(
        self, pattern: regex.Pattern[str], text: str, start: int | None = None, end: int | None = None
    ) -> bool:
        """Whether a pattern matches somewhere in a text, or between two offsets of it."""
        try:
            return pattern.search(text, start, end, timeout=self._left()) is not None
        except TimeoutError:
            raise self._late() from None

    def first(self, pattern: regex.Pattern[str], text: str, at: int) -> int | None:
        """Where the first match of a pattern from an offset of a text on begins; None if there is none."""
        try:
            found = next(matches(pattern, text, at, self._left), None)
        except TimeoutError:
            raise self._late() from None
        return found.start() if found is not None else None

    def offsets(self, pattern: regex.Pattern[str], text: str, start: int, end: int) -> Iterator[int]:
        """Where the matches of a pattern between two offsets of a text begin."""
        try:
            for found in pattern.finditer(text, start, end, timeout=self._left()):
                yield found.start()
        except TimeoutError:
            raise self._late() from None

    def _left(self) -> float:
        left = self._limit.left()
        if left <= 0:
            raise self._late()
        return left

    def _late(self) -> RuleError:
        return RuleError(
            "rule '{rule}' did not finish within {limit} seconds of CPU time; the other rules did",
            path=self._document.path,
            rule=self._rule,
            limit=f"{self._limit.seconds:.3g}",
        )
