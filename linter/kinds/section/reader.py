"""What the parts of a summary say, and what that is evidence for."""

from __future__ import annotations

import functools
import itertools
from collections import Counter
from typing import TYPE_CHECKING

from linter.kinds.passage.layout import COLONS
from linter.kinds.section.evidence import Evidence, clipped
from linter.kinds.section.parts import PartKind, is_aside, parts_of, units_of
from linter.kinds.section.subject import pieces_of
from linter.regions import LineKind
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.kinds.passage.layout import Stretch
    from linter.kinds.section.hearing import Ear

#: Parts with nothing to read.
SILENT = frozenset((PartKind.BREAK, PartKind.HEADING))
#: The least score of a unit among others that are talk.
_LEAST = -1.0


class Reader:
    """Reads the parts of a summary.

    Args:
        stretch: the lines of the summary.
        ear: judges their words.
    """

    def __init__(self, stretch: Stretch, ear: Ear) -> None:
        self.stretch = stretch
        self.ear = ear
        self._scores: dict[str, float | None] = {}
        self.parts = parts_of(stretch)
        self.found: set[int] = set()
        """The indices of the parts of sections that were found."""
        self.end = len(self.parts)
        """The index after the last part that says something."""
        while self.end and self.parts[self.end - 1].kind is PartKind.BREAK:
            self.end -= 1
        spoken = (index for index, part in enumerate(self.parts) if part.kind not in SILENT)
        self.first = next(spoken, self.end)
        """The index of the first part that is not a heading or a break."""

    def units(self, start: int, end: int) -> list[str]:
        """The units of parts, by their indices."""
        return [unit for part in self.parts[start:end] for unit in units_of(self.stretch, part)]

    def score(self, words: str) -> float | None:
        """How much a unit is worded like talk; None if it only goes along with talk."""
        if words not in self._scores:
            goes_along = self.ear.follows(words)
            self._scores[words] = None if goes_along else clipped(self.ear.of_words(words))
        return self._scores[words]

    def scores(self, units: Sequence[str]) -> list[float]:
        """The scores of units, without those that only go along."""
        return [score for score in map(self.score, units) if score is not None]

    def scores_below(self, units: Sequence[str]) -> list[float]:
        """The scores of units; one that introduces what is below it speaks against nothing."""
        return [
            max(score, 0.0) if unit.endswith(COLONS) else score
            for unit in units
            if (score := self.score(unit)) is not None
        ]

    def is_talk(self, units: Sequence[str]) -> bool:
        """Whether units are nothing but talk; some may only introduce what is below them."""
        scores = self.scores_below(units)
        return bool(units) and sum(scores) >= 0 and min(scores, default=0.0) > _LEAST

    def is_sure(self, evidence: Evidence, end: int, units: Sequence[str]) -> bool:
        """Whether a section says nothing else, and ends the summary: `end` is the index after its parts."""
        said = [unit for unit in units if not unit.endswith(COLONS)]
        talk = self.stays(said) and not any(map(self.ear.carries, units))
        return talk and end >= self.end and self.ear.is_sure(evidence)

    def stays(self, units: Sequence[str]) -> bool:
        """Whether each unit is talk, or goes along."""
        return all(score > 0 for score in self.scores(units))

    def evidence(
        self, start: int, end: int, units: Sequence[str], label: float | None = None, before: int = 0
    ) -> Evidence | None:
        """The evidence that parts are a section of talk; None if it is not enough.

        Args:
            start: the index of their first part.
            end: the index after their last part.
            units: their units without the label.
            label: the score of their label, if they have one.
            before: how many code points are before them on their first line.
        """
        evidence = self.measured(start, end, units, label, before)
        if not self.ear.is_enough(evidence):
            return None
        evidence = self.compared(evidence, start, end, units)
        return evidence if self.ear.is_enough(evidence) else None

    def measured(
        self, start: int, end: int, units: Sequence[str], label: float | None, before: int
    ) -> Evidence:
        """The evidence without what a comparison with the rest of the summary says; arguments as above."""
        return Evidence(
            None if label is None else clipped(label),
            self.scores(units),
            "last" if end >= self.end else "first" if start <= self.first else "",
            end == start + 1 and is_aside(self.stretch, self.parts[start]),
            not before and not self._is_said(0, start) and not self._is_said(end, len(self.parts)),
        )

    def _is_said(self, start: int, end: int) -> bool:
        """Whether one of some parts says something, and was not found."""
        return any(self.parts[i].kind not in SILENT and i not in self.found for i in range(start, end))

    def compared(self, evidence: Evidence, start: int, end: int, units: Sequence[str]) -> Evidence:
        """Evidence with what the units share with the rest: it takes longest, and only speaks against it."""
        others = [unit for unit in units if (score := self.score(unit)) is not None and score <= 0]
        rest = self._rest(start, end) if others else set[str]()
        shared = sum(not rest.isdisjoint(pieces_of(unit)) for unit in others)
        return evidence._replace(subject=shared / len(units) if units else 0.0)

    def is_subject(self, start: int, end: int) -> bool:
        """Whether parts share two words or more with the rest of the summary."""
        own = frozenset[str]().union(*map(pieces_of, self.units(start, end)))
        return len(own & self._rest(start, end)) > 1

    def _rest(self, start: int, end: int) -> set[str]:
        """Those pieces of some parts that another part, or the title, has as well."""
        own = Counter(itertools.chain(*self._pieces[start:end]))
        return {piece for piece, count in own.items() if self._having[piece] > count}

    @functools.cached_property
    def _pieces(self) -> list[frozenset[str]]:
        """The pieces of each part."""
        spans = (
            Span(self.stretch.line(part.first).start, self.stretch.line(part.last).end) for part in self.parts
        )
        return [pieces_of(span.text(self.stretch.document.prose)) for span in spans]

    @functools.cached_property
    def _having(self) -> Counter[str]:
        """How many parts have a piece; the title counts as one."""
        return Counter(itertools.chain(pieces_of(_title_of(self.stretch)), *self._pieces))


def _title_of(stretch: Stretch) -> str:
    """The heading above a summary, if there is one."""
    number = stretch.beyond(next(iter(stretch.kinds)), -1)
    if stretch.kind(number) is not LineKind.HEADING:
        return ""
    return stretch.line(number).text(stretch.document.prose)
