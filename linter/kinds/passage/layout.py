"""The lines of a summary: their blocks, their sentences, and what is around them."""

from __future__ import annotations

import bisect
import itertools
from typing import TYPE_CHECKING

from linter.kinds.passage.sentences import sentences_of, words_of
from linter.matching.per_document import PerDocument
from linter.regions import LineKind

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence

    from linter.document import Document
    from linter.spans import Span

#: What introduces something.
COLONS = ("：", ":")
#: What a sentence with a colon at its end introduces.
_LISTED = frozenset(
    (LineKind.LIST, LineKind.CODE, LineKind.QUOTE, LineKind.TABLE, LineKind.HTML, LineKind.OTHER)
)
#: Lines that say nothing by themselves.
SKIPPED = frozenset((LineKind.BLANK, LineKind.SEPARATOR, LineKind.HEADING))


def stretches(document: Document) -> Iterator[range]:
    """The numbers of the lines of each summary; of all lines if the page has no records."""
    records, lines = document.records.records, document.lines
    if not records:
        yield range(1, len(lines.spans) + 1)
    for record in records:
        span = record.summary.span
        if len(span):
            yield range(lines.position(span.start).line, lines.position(span.end).line + 1)


class _Layout:
    """What is known of a document's lines, by their 1-based numbers; shared by all rules of the kind."""

    def __init__(self, kinds: Sequence[LineKind]) -> None:
        self.kinds = kinds
        #: The lines that are not blank.
        self.written = [number for number, kind in enumerate(kinds, 1) if kind is not LineKind.BLANK]
        #: The sentences of those lines that were looked at.
        self.sentences: dict[int, list[Span]] = {}


@PerDocument
def _layout(document: Document) -> _Layout:
    return _Layout(document.structure.line_kinds)


class Stretch:
    """The lines of a summary.

    Args:
        document: the document.
        numbers: the 1-based numbers of the lines.
        is_past: whether a line of text counts as a thematic break.
    """

    def __init__(self, document: Document, numbers: range, is_past: Callable[[str], bool]) -> None:
        self.document = document
        self._numbers = numbers
        self._layout = _layout(document)
        self._all = self._layout.kinds
        self.kinds = {
            number: LineKind.SEPARATOR if kind is LineKind.TEXT and is_past(self._text(number)) else kind
            for number in numbers
            for kind in (self._all[number - 1],)
        }

    def _text(self, number: int) -> str:
        return self.line(number).text(self.document.prose).strip()

    def line(self, number: int) -> Span:
        """The span of a line, without its end."""
        return self.document.lines.line_span(number)

    def number(self, offset: int) -> int:
        """The number of the line of an offset."""
        return self.document.lines.position(offset).line

    def blocks(self, *, backwards: bool) -> Iterator[tuple[LineKind, list[int]]]:
        """Neighbouring lines of one kind, each with the numbers of its lines in order."""
        numbers = reversed(self._numbers) if backwards else self._numbers
        for kind, block in itertools.groupby(numbers, key=self.kinds.__getitem__):
            yield kind, sorted(block)

    def sentences(self, numbers: list[int]) -> list[Span]:
        """The sentences of a paragraph's lines, without the space around them."""
        prose = self.document.prose
        by_line = self._layout.sentences
        for number in numbers:
            if number not in by_line:
                by_line[number] = list(sentences_of(prose, self.line(number)))
        return [sentence for number in numbers for sentence in by_line[number]]

    def heads_list(self, sentence: Span) -> bool:
        """Whether a sentence ends in a colon and a list, or code, follows."""
        if not words_of(self.document, [sentence])[0].endswith(COLONS):
            return False
        return self.kind(self.beyond(self.number(sentence.end), 1)) in _LISTED

    def is_announced(self, sentence: Span, but: Container[int] = ()) -> bool:
        """Whether a colon ends the line above, unless that is one of `but`: the sentence may be quoted."""
        above = self.beyond(self.number(sentence.start), -1)
        return above not in but and self.kind(above) is LineKind.TEXT and self._text(above).endswith(COLONS)

    def kind(self, number: int) -> LineKind | None:
        """What a line of the document is; None beyond its ends."""
        return self._all[number - 1] if 0 < number <= len(self._all) else None

    def beyond(self, number: int, step: int) -> int:
        """The nearest line that is not blank, in steps of 1 down or -1 up; it may be beyond the document."""
        written = self._layout.written
        place = bisect.bisect_right(written, number) if step > 0 else bisect.bisect_left(written, number) - 1
        if place < 0:
            return 0
        return written[place] if place < len(written) else len(self._all) + 1
