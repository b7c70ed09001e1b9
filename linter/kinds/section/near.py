"""Where a summary may have talk: quick searches of its labels and its edges, before anything is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import regex

from linter.kinds.passage.sentences import sentences_of, words_of
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from linter.document import Document
    from linter.matching.deadline import Deadline

#: How many lines with words are looked at from the first and from the last one on.
_EDGE = 3
#: Items of lists have no labels.
_ITEM = regex.compile(r"[ \t]*(?:[-+*][ \t]|\d+[.)])")


class Near(NamedTuple):
    """Where to look in a summary."""

    labels: frozenset[int] | None
    """The numbers of the lines that may be labels; None if all may be."""
    start: bool
    end: bool

    def only(self, may_begin: Callable[[int], bool]) -> Near:
        """Without the lines that may begin no section."""
        if self.labels is None:
            return self
        return self._replace(labels=frozenset(filter(may_begin, self.labels)))

    @property
    def anywhere(self) -> bool:
        """Whether there is anything to look at."""
        return self.labels is None or bool(self.labels) or self.start or self.end


class Quick:
    """The quick searches in a document.

    Args:
        document: the document.
        deadline: the time that is left.
        label: what is in the line of each label, or None.
        may_speak: whether whoever did the work may say a sentence.
    """

    def __init__(
        self,
        document: Document,
        deadline: Deadline,
        label: regex.Pattern[str] | None,
        may_speak: Callable[[str], bool],
    ) -> None:
        self._document, self._deadline = document, deadline
        self._label, self._may_speak = label, may_speak

    def near(self, numbers: range) -> Near:
        """Where to look in the lines of a summary."""
        return Near(self._labels(numbers), self._speaks(numbers), self._speaks(reversed(numbers)))

    def _labels(self, numbers: range) -> frozenset[int] | None:
        if self._label is None:
            return None
        lines, text = self._document.lines, self._document.text
        start, end = lines.line_span(numbers[0]).start, lines.line_span(numbers[-1]).end
        found = set[int]()
        for offset in self._deadline.offsets(self._label, text, start, end):
            number = lines.position(offset).line
            if not _ITEM.match(text, lines.line_span(number).start):
                found.add(number)
        return frozenset(found)

    def _speaks(self, numbers: Iterable[int]) -> bool:
        """Whether whoever did the work may speak in the first of some lines."""
        document, left = self._document, _EDGE
        for number in numbers:
            line = document.lines.line_span(number)
            if not line.text(document.text).strip():
                continue
            sentences = list(sentences_of(document.prose, Span(line.start, line.end)))
            if any(map(self._may_speak, words_of(document, sentences))):
                return True
            left -= 1
            if not left:
                break
        return False
