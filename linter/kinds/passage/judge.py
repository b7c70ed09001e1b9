"""Which sentences of a summary are found, and which of them are deleted together."""

from __future__ import annotations

import enum
import itertools
from typing import TYPE_CHECKING, NamedTuple

from linter.kinds.passage.layout import COLONS, SKIPPED
from linter.kinds.passage.sentences import runs_of, words_of
from linter.regions import LineKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linter.kinds.passage.layout import Stretch
    from linter.spans import Span

    #: Whether one of the patterns of a parameter matches in a text.
    Matches = Callable[[str, str], bool]

#: The longest small talk, in code points: longer sentences are not checked, longer matches not safe to fix.
_LONGEST = 1000


class _Talk(enum.Enum):
    """Whether a sentence is found."""

    NONE = enum.auto()  #: it is not
    ADJACENT = enum.auto()  #: only next to one that is found by itself
    ALONE = enum.auto()  #: by itself


class Passage(NamedTuple):
    """Sentences to report together, in order, and whether it is sure that they say nothing of value."""

    sentences: list[Span]
    sure: bool


class _Part(NamedTuple):
    """The found sentences of a paragraph, and whether one of them is found by itself."""

    sentences: list[Span]
    alone: bool
    sure: bool
    apart: bool
    """Whether something that stays is between it and the edge."""


def nearest_sentence(stretch: Stretch, *, end: bool) -> str | None:
    """The words next to the start of a summary, or to its `end`; None if nothing can be found there."""
    for kind, numbers in stretch.blocks(backwards=end):
        if kind is LineKind.TEXT:
            words = [words for number in numbers for words in stretch.words(number)]
            if words:
                return words[-1 if end else 0]
        elif kind not in (LineKind.LIST if end else None, *SKIPPED) or (end and kind is LineKind.HEADING):
            break
    return None


class Judge:
    """Judges the sentences of a summary.

    Args:
        stretch: the lines of the summary.
        matches: whether a pattern of a parameter matches in the words of a sentence.
    """

    def __init__(self, stretch: Stretch, matches: Matches) -> None:
        self._stretch = stretch
        self._matches = matches

    def anywhere(self) -> Iterator[Passage]:
        """The passages wherever they are, each in one paragraph."""
        for kind, numbers in self._stretch.blocks(backwards=False):
            if kind is not LineKind.TEXT:
                continue
            sentences = self._stretch.sentences(numbers)
            talk = [self._talk_of(words) for words in map(self._words, sentences)]
            found = [judged is _Talk.ALONE for judged in talk]
            for order in (range(len(talk)), range(len(talk) - 1, -1, -1)):
                for before, place in itertools.pairwise(order):
                    found[place] = found[place] or (found[before] and talk[place] is _Talk.ADJACENT)
            yield from (Passage(run, self._is_sure(run)) for run in runs_of(sentences, found))

    def at_edge(self, *, end: bool) -> Iterator[Passage]:
        """The passage at the start of the summary, or at its `end`.

        It is taken as a whole: as several passages only if what remains of it after the safe removals would
        still be found.
        """
        parts = self._checked(self._parts(end=end))
        if not any(part.alone for part in parts):
            return
        if not any(
            self._matches("needs", words) for part in parts for words in map(self._words, part.sentences)
        ):
            parts = [part._replace(sure=False) for part in parts]
        if not any(part.alone and not part.sure for part in parts):
            sure = all(part.sure for part in parts)
            parts = [part._replace(sure=sure) for part in parts]
        for verdict, group in itertools.groupby(parts, key=lambda part: (part.sure, part.apart)):
            sentences = sorted(itertools.chain.from_iterable(part.sentences for part in group))
            yield Passage(sentences, verdict[0])

    def _parts(self, *, end: bool) -> Iterator[_Part]:
        """The found sentences, paragraph by paragraph from the edge, until one is not found.

        Beyond a list that the sentences introduce, and before one at the end, there may be more of them.
        """
        past_list = apart = False
        edge: Span | None = None  # the sentence that is the furthest from the edge so far
        for kind, numbers in self._stretch.blocks(backwards=end):
            if kind is LineKind.TEXT:
                sentences = self._stretch.sentences(numbers)[:: -1 if end else 1]
                talk = self._run(sentences)
                if past_list and not (talk and self._continues(talk[0], sentences[0], end=end)):
                    return
                apart = apart or past_list
                found, rest = sentences[: len(talk)], sentences[len(talk) :]
                if found:
                    yield self._part(found, talk, sure=not past_list, apart=apart)
                    edge = found[-1]
                if rest:
                    # Beyond one sentence that is not found, the talk may continue: then no removal is sure.
                    beyond = self._run(rest[1:]) if edge is not None else []
                    if _Talk.ALONE in beyond[:1]:
                        yield self._part(rest[1 : 1 + len(beyond)], [], sure=False, apart=True)
                    return
                past_list = False
            elif kind is LineKind.LIST and not past_list and self._may_pass(edge, end=end):
                past_list = True
            elif kind not in SKIPPED or (end and kind is LineKind.HEADING):
                return

    def _run(self, sentences: list[Span]) -> list[_Talk]:
        """What the first sentences are, up to one that is not found."""
        judged = (self._talk_of(words) for words in map(self._words, sentences))
        return list(itertools.takewhile(lambda talk: talk is not _Talk.NONE, judged))

    def _part(self, found: list[Span], talk: list[_Talk], *, sure: bool, apart: bool) -> _Part:
        found = sorted(found)
        return _Part(found, _Talk.ALONE in talk, sure and self._is_sure(found), apart)

    def _may_pass(self, edge: Span | None, *, end: bool) -> bool:
        """Whether there may be more talk beyond a list: at the start, one that the talk so far introduces."""
        return end or (edge is not None and self._stretch.heads_list(edge))

    def _continues(self, talk: _Talk, sentence: Span, *, end: bool) -> bool:
        """Whether the talk continues beyond a list; at the end, it must introduce the list."""
        return talk is _Talk.ALONE and (not end or self._words(sentence).endswith(COLONS))

    def _talk_of(self, words: str) -> _Talk:
        if len(words) > _LONGEST:
            return _Talk.NONE
        for name, talk in (("sentence", _Talk.ALONE), ("next_to", _Talk.ADJACENT)):
            if self._matches(name, words):
                return _Talk.NONE if self._matches("unless", words) else talk
        return _Talk.NONE

    def _is_sure(self, sentences: list[Span]) -> bool:
        words = " ".join(map(self._words, sentences))
        sure = len(words) <= _LONGEST and not self._matches("carries", words)
        return sure and not self._stretch.heads_list(sentences[-1])

    def _checked(self, parts: Iterator[_Part]) -> list[_Part]:
        """The parts; one that something else announces with a colon may be quoted, and is not sure."""
        found = list(parts)
        taken = {self._stretch.number(sentence.start) for part in found for sentence in part.sentences}
        return [
            part._replace(sure=part.sure and not self._stretch.is_announced(part.sentences[0], taken))
            for part in found
        ]

    def _words(self, sentence: Span) -> str:
        return words_of(self._stretch.document, [sentence])[0]
