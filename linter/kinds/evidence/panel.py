"""Decides the marks of a document, all rules of a pack together, so that a mark is one finding at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.kinds.evidence.facts import Facts
from linter.kinds.evidence.found_words import FoundWords
from linter.kinds.evidence.measures import is_known
from linter.matching.per_document import PerDocument
from linter.values import Value, replace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linter.document import Document
    from linter.kinds.evidence.conditions import LineJudges
    from linter.kinds.evidence.judge import Case, Judge
    from linter.kinds.evidence.measures import View

#: Findings make others more likely, round by round; that ends by itself unless a pack weighs them oddly.
_MOST_ROUNDS = 20


class Decision(Value):
    """A mark that is reported: its case, its points, and the mark that closes its phrase."""

    case: Case
    points: Mapping[str, float]
    has_fix: bool
    is_sure: bool
    closer: int | None
    """The offset of a closing mark that belongs to the same finding."""


class Panel:
    """The judges of a pack.

    Args:
        pack: the pack's name.
    """

    def __init__(self, pack: str) -> None:
        self._key = f"evidence of {pack}"
        self._judges: dict[str, Judge] = {}
        self.decisions = PerDocument(self._decide)
        """The decisions on a document, by the rule that reports them, in order of their marks."""

    def add(self, judge: Judge) -> None:
        """Adds the judge of a rule."""
        self._judges[judge.rule] = judge

    @property
    def judges(self) -> tuple[Judge, ...]:
        """The judges in order of their rules, whatever the order in which they were added."""
        return tuple(self._judges[name] for name in sorted(self._judges))

    def cases(self, document: Document) -> dict[int, list[Case]]:
        """The cases of each mark that may be stray, by its offset, in order."""
        lines: LineJudges = {}
        facts = Facts(document, "".join(judge.marks for judge in self.judges))
        found: dict[int, list[Case]] = {}
        for judge in self.judges:
            for case in judge.cases(document, lines, facts):
                found.setdefault(case.candidate.mark, []).append(case)
        return dict(sorted(found.items()))

    def _decide(self, document: Document) -> dict[str, list[Decision]]:
        cases = self.cases(document)
        if not cases:
            return {}
        earlier: frozenset[str] = document.earlier.get(self._key, frozenset())
        found = FoundWords(earlier, ())
        winners: dict[int, tuple[Case, View]] = {}
        for _ in range(_MOST_ROUNDS):
            winners = {mark: _best(some, found) for mark, some in cases.items()}
            next_found = FoundWords(earlier, (case for case, view in winners.values() if _counts(case, view)))
            if next_found == found:
                break
            found = next_found
        document.found[self._key] = found.names
        return _by_rule(cases, winners)


def _counts(case: Case, view: View) -> bool:
    """Whether a case is evidence for others.

    Words that English does not know may be names: .mcpc8 says nothing about .mcsf7.
    """
    return case.judge.counts and case.score(view) >= case.judge.report and is_known(case.candidate.name)


def _best(cases: Sequence[Case], found: FoundWords) -> tuple[Case, View]:
    """The case of a mark with the highest score, and its view; of equal ones the first."""
    views = [(case, case.view(found.others(case))) for case in cases]
    return max(views, key=lambda pair: pair[0].score(pair[1]))


def _by_rule(
    cases: Mapping[int, Sequence[Case]], winners: Mapping[int, tuple[Case, View]]
) -> dict[str, list[Decision]]:
    """The decisions by rule.

    What closes the phrase of a reported mark is part of its finding. Only if another rule has a case there,
    it is a finding of that rule, and as sure as the mark that opens the phrase.
    """
    decisions: dict[int, Decision] = {}
    closing: dict[int, Decision] = {}
    for mark, (case, view) in winners.items():
        points = case.points(view)
        score = sum(points.values())
        if mark in closing or score < case.judge.report:
            continue
        closer = case.candidate.closer
        is_sure = score >= case.judge.safe and case.candidate.form.can_be_safe
        decision = Decision(case, points, score >= case.judge.fix, is_sure, closer)
        if closer is not None:
            closing[closer] = decision
        decisions[mark] = decision
    for mark, opening in closing.items():
        rule = opening.case.judge.rule
        other = next((case for case in cases.get(mark, ()) if case.judge.rule != rule), None)
        if other is not None:
            decisions[opening.case.candidate.mark] = replace(opening, closer=None)
            decisions[mark] = Decision(other, opening.points, opening.has_fix, opening.is_sure, None)
    found: dict[str, list[Decision]] = {}
    for _, decision in sorted(decisions.items()):
        found.setdefault(decision.case.judge.rule, []).append(decision)
    return found
