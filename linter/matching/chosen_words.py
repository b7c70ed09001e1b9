"""The words of paired lists that the author of a document chose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.chinese.in_place import Listed, lead
from linter.chinese.pairs import FURTHEST
from linter.matching.memory import found_in_lines, remembered
from linter.matching.quotes import REACH, is_quoted
from linter.spans import Span, SpanSet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linter.chinese.pairs import Occurrence, PairList
    from linter.document import Document

#: How much likelier than another reading a word must be, in hundredths of a natural logarithm: to count, and
#: to be replaced, usually and where the text is about what the list is about.
_LEAD_TO_COUNT = 100
_LEAD = 500
_EXPECTED_LEAD = 200


def chosen_words(document: Document, pairs: PairList, prose: str | None = None) -> Iterator[Occurrence]:
    """The words of a list that a document has outside titles and quotations.

    Args:
        document: the document.
        pairs: the list.
        prose: the document's prose, or what it becomes, with as many code points.
    """
    prose = prose if prose is not None else document.prose
    titles = SpanSet(
        (field.span.start, field.span.end)
        for record in document.records.records
        for field in (record.title, record.heading)
        if field is not None
    )
    for word in _unquoted(document, pairs, prose):
        if not titles.overlap(Span(word.start, word.end)):
            yield word


def _unquoted(document: Document, pairs: PairList, prose: str) -> Iterator[Occurrence]:
    """The words of a list that a text has outside quotations."""
    reach = pairs.reach

    def compute(place: tuple[str, int, int]) -> list[Occurrence]:
        return list(pairs.counting(*place))

    counting = remembered(document, (pairs, "counting"), compute)
    quoted = remembered(document, "quoted", _is_quoted)
    for start, end in found_in_lines(document, prose, pairs, pairs.words_in):
        first = max(start - reach, 0)
        for word in counting((prose[first : end + reach], start - first, end - first)):
            line = document.lines.line_at(start)
            left, right = max(line.start, start - REACH), min(line.end, end + REACH)
            if not quoted((prose[left:right], start - left, end - left)):
                yield word.moved(first)


def _is_quoted(place: tuple[str, int, int]) -> bool:
    around, start, end = place
    return is_quoted(around, Span(start, end), Span(0, len(around)))


def certain_words(document: Document, prose: str, *, certainly: bool = True) -> Callable[[Occurrence], bool]:
    """What tells whether an occurrence is a word; see `is_word`."""

    def compute(place: tuple[str, Occurrence]) -> bool:
        return is_word(*place, certainly=certainly)

    recalled = remembered(document, (is_word, certainly), compute)

    def ask(word: Occurrence) -> bool:
        first, last = min(word.start, word.first), max(word.end, word.last)
        first = max(first - FURTHEST, 0)
        return recalled((prose[first : last + FURTHEST], word.moved(-first)))

    return ask


def is_word(prose: str, word: Occurrence, *, certainly: bool = True) -> bool:
    """Whether the occurrence is a word there, not the end of one and the start of another.

    Args:
        prose: the text that has it.
        word: the occurrence.
        certainly: whether it must be much the likelier, as for what is replaced.
    """
    # A longer word may show where it ends (默認為|零), or be no word (個|字節).
    places = dict.fromkeys(((word.start, word.end), (word.first, word.last)))
    own, context = word.pair.words, word.pair.context
    leads = (lead(prose, Listed(start, end, own)) for start, end in places)
    return any(
        found >= (_LEAD if certainly else _LEAD_TO_COUNT)
        or (found >= _EXPECTED_LEAD and context.surrounds(prose, word.start, word.end, own))
        for found in leads
    )
