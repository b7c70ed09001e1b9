"""The lines of a summary: their blocks, their sentences, and what is around them."""

from __future__ import annotations

import bisect
import itertools
from typing import TYPE_CHECKING, NamedTuple

from linter.kinds.passage.sentences import sentences_of, words_of
from linter.matching.in_lines import Lines
from linter.matching.per_document import PerDocument
from linter.regions import LineKind

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping, Sequence

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


@PerDocument
def stretches(document: Document) -> list[range]:
    """The numbers of the lines of each summary; of all lines if the page has no records."""
    records, lines = document.records.records, document.lines
    if not records:
        return [range(1, len(lines.spans) + 1)]
    return [
        range(lines.position(span.start).line, lines.position(span.end).line + 1)
        for span in (record.summary.span for record in records)
        if len(span)
    ]


class _Layout:
    """What is known of a document's lines, by their 1-based numbers; shared by all rules of the kind."""

    def __init__(self, kinds: Sequence[LineKind]) -> None:
        self.kinds = kinds
        #: The lines that are not blank.
        self.written = [number for number, kind in enumerate(kinds, 1) if kind is not LineKind.BLANK]
        #: The sentences of those lines that were looked at, and their words.
        self.sentences: dict[int, list[Span]] = {}
        self.words: dict[int, list[str]] = {}
        self._within: dict[range, dict[int, LineKind]] = {}

    def within(self, numbers: range) -> dict[int, LineKind]:
        """What each of some lines is, by their numbers."""
        if numbers not in self._within:
            kinds = self.kinds[numbers.start - 1 : numbers.stop - 1]
            self._within[numbers] = dict(zip(numbers, kinds, strict=True))
        return self._within[numbers]


@PerDocument
def _layout(document: Document) -> _Layout:
    return _Layout(document.structure.line_kinds)


class Paragraphs(NamedTuple):
    """All sentences in the paragraphs of a document's summaries, to be searched together."""

    words: list[str]
    """The words of each."""
    sentences: Lines
    stretches: list[int]
    """For each sentence, the index of its summary."""


@PerDocument
def paragraphs(document: Document) -> Paragraphs:
    """The sentences of all lines that are text, by themselves."""
    words: list[str] = []
    indices: list[int] = []
    for index, numbers in enumerate(stretches(document)):
        stretch = Stretch(document, numbers)
        for number, kind in stretch.kinds.items():
            if kind is LineKind.TEXT:
                of_line = stretch.words(number)
                words += of_line
                indices += [index] * len(of_line)
    return Paragraphs(words, Lines(words), indices)


class Stretch:
    """The lines of a summary.

    Args:
        document: the document.
        numbers: the 1-based numbers of the lines.
        is_past: whether a line of text counts as a thematic break; None if none does.
    """

    def __init__(
        self, document: Document, numbers: range, is_past: Callable[[str], bool] | None = None
    ) -> None:
        self.document = document
        self.numbers = numbers
        self._layout = _layout(document)
        self._all = self._layout.kinds
        #: What each line is, whether or not it counts as a break; `kind_within` knows.
        self.kinds: Mapping[int, LineKind] = self._layout.within(numbers)
        self._is_past = is_past
        self._breaks: dict[int, bool] = {}

    def kind_within(self, number: int) -> LineKind:
        """What a line of the summary is, or counts as."""
        kind = self.kinds[number]
        if kind is not LineKind.TEXT or self._is_past is None:
            return kind
        if number not in self._breaks:
            self._breaks[number] = self._is_past(self._text(number))
        return LineKind.SEPARATOR if self._breaks[number] else kind

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
        numbers = reversed(self.numbers) if backwards else self.numbers
        for kind, block in itertools.groupby(numbers, key=self.kind_within):
            yield kind, sorted(block)

    def sentences(self, numbers: list[int]) -> list[Span]:
        """The sentences of a paragraph's lines, without the space around them."""
        return [sentence for number in numbers for sentence in self._sentences(number)]

    def _sentences(self, number: int) -> list[Span]:
        known = self._layout.sentences.get(number)
        if known is None:
            known = sentences_of(self.document.prose, self.line(number))
            self._layout.sentences[number] = known
        return known

    def words(self, number: int) -> list[str]:
        """The words of the sentences of a line."""
        known = self._layout.words.get(number)
        if known is None:
            known = self._layout.words[number] = words_of(self.document, self._sentences(number))
        return known

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
