"""Judges the lines of findings, each line once: a line may be a whole file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from linter.document import Document


class LineJudge:
    """Says for offsets whether their line passes a test; fast if the offsets rise.

    Args:
        document: the document whose lines are judged.
        test: is passed the span of a line, without its newline.
    """

    def __init__(self, document: Document, test: Callable[[Span], bool]) -> None:
        self._document = document
        self._test = test
        self._verdict = False
        self.line = Span(0, 0)
        """The line of the offset last asked about."""

    def passes(self, offset: int) -> bool:
        """Whether the line of a code point passes."""
        if not self.line.start <= offset < self.line.end:
            self.line = self._document.lines.line_at(offset)
            self._verdict = self._test(self.line)
        return self._verdict
