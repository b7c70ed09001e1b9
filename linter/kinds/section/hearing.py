"""How a rule judges words: by their wording and by its patterns."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from linter.kinds.section.evidence import CLIP, POINTS
from linter.kinds.section.wording import WeightList, Wording, by_place, pieces_of
from linter.matching.in_lines import compile_lines, matches_any
from linter.matching.memory import remembered

if TYPE_CHECKING:
    from collections.abc import Callable

    from linter.document import Document
    from linter.kinds.passage.layout import Paragraphs
    from linter.kinds.section.evidence import Evidence
    from linter.kinds.section.parts import Label
    from linter.matching.deadline import Deadline
    from linter.matching.spec import RuleSpec

_PATTERNS = ("lead", "item", "unless", "follows", "before", "carries", "past", "greets")
#: What a pattern counts that says that a unit is talk; the opposite, if none does and there are no weights.
_TALK = 3.0
#: How many labels are remembered.
_LABELS = 4096


class Ear(NamedTuple):
    """How words are judged."""

    of_words: Callable[[str], float]
    """The score of a sentence or an item: above 0 if it is talk."""
    of_label: Callable[[Label], float]
    """The score of a label."""
    follows: Callable[[str], bool]
    """Whether a unit only goes along with talk."""
    past: Callable[[str], bool]
    """Whether a line at the end counts as a thematic break."""
    carries: Callable[[str], bool]
    """Whether a unit makes a section worth a look before it is deleted."""
    greets: Callable[[str], bool]
    """Whether a first sentence is for other rules."""
    before: Callable[[str], bool]
    """Whether a sentence may be before a label on its line."""
    is_enough: Callable[[Evidence], bool]
    """Whether evidence is enough to find a section."""
    is_sure: Callable[[Evidence], bool]
    """Whether evidence is enough to delete one."""

    def remembering(self, document: Document, rule: str) -> Ear:
        """The same for a document: while it is fixed, the scores of words are remembered."""
        remember = functools.partial(remembered, document)
        return self._replace(
            of_words=remember((rule, "of_words"), self.of_words),
            of_label=remember((rule, "of_label"), self.of_label),
            follows=remember((rule, "follows"), self.follows),
            past=remember((rule, "past"), self.past),
            carries=remember((rule, "carries"), self.carries),
            greets=remember((rule, "greets"), self.greets),
            before=remember((rule, "before"), self.before),
        )


class Hearing:
    """What a rule knows of words.

    Args:
        spec: the rule.

    Raises:
        SpecError: an expression or the file of weights is wrong.
    """

    def __init__(self, spec: RuleSpec) -> None:
        # One by one they are quicker than as one: what a text lacks rules most of them out at once.
        self._patterns = {name: compile_lines(spec, name) for name in _PATTERNS}
        self._weights, self._pieces = WeightList(spec), pieces_of(spec)
        self._known_leads: dict[str, bool] = {}
        self._points = {**POINTS, **spec.params.get("points", {})}

    @functools.cached_property
    def _wording(self) -> Wording | None:
        weights = self._weights.by_place
        return Wording(weights, self._pieces) if weights is not None else None

    def ear(self, deadline: Deadline, said: Paragraphs, weights: dict[str, float] | None = None) -> Ear:
        """What judges the words of a document.

        Args:
            deadline: the time that is left for it.
            said: the sentences of its paragraphs.
            weights: replace those of the rule.
        """

        def matches(name: str, text: str) -> bool:
            return matches_any(self._patterns[name], text, deadline)

        wording = self._wording if weights is None else Wording(by_place(weights), self._pieces)

        @functools.cache
        def of_words(words: str) -> float:
            if matches("unless", words):
                return -CLIP
            if wording is None:
                return _TALK if matches("item", words) else -_TALK
            return wording.of_words(words) + _TALK * matches("item", words)

        @functools.cache
        def of_label(words: str, *, is_sentence: bool) -> float:
            if self._leads(words, deadline):
                return CLIP
            if wording is None:
                return -CLIP
            score = wording.of_label(words)
            return max(score, of_words(words)) if is_sentence else score

        def is_enough(evidence: Evidence, least: float = 0.0) -> bool:
            return evidence.score(self._points) > least

        named = {name: functools.partial(matches, name) for name in ("past", "carries", "greets", "before")}
        is_sure = functools.partial(is_enough, least=self._points["safe"])
        follows = self._follows(deadline, said)

        def of(label: Label) -> float:
            return of_label(label.words, is_sentence=label.is_sentence)

        return Ear(of_words, of, follows, **named, is_enough=is_enough, is_sure=is_sure)

    def _leads(self, words: str, deadline: Deadline) -> bool:
        """Whether a label says that what is below it is talk; most come again on other pages."""
        known = self._known_leads.get(words)
        if known is None:
            if len(self._known_leads) >= _LABELS:
                self._known_leads.clear()
            known = self._known_leads[words] = matches_any(self._patterns["lead"], words, deadline)
        return known

    def _follows(self, deadline: Deadline, said: Paragraphs) -> Callable[[str], bool]:
        """Judges whether a unit goes along with talk: sentences of paragraphs all at once."""
        patterns = self._patterns["follows"]
        known = frozenset(said.words)

        @functools.cache
        def following() -> set[str]:
            return {said.words[index] for index in said.sentences.with_any(patterns, deadline)}

        def follows(words: str) -> bool:
            return words in following() if words in known else matches_any(patterns, words, deadline)

        return follows
