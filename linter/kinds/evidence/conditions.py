"""What holds around a candidate: the conditions of a rule, which forbid it or speak for or against it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from linter.characters.punctuation import FULL_WIDTH_CLAUSE_END
from linter.lazy import lazy_regex
from linter.matching import schemas
from linter.matching.expressions import compile_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import regex

    from linter.kinds.evidence.forms import Candidate
    from linter.matching.deadline import Deadline
    from linter.matching.lines import LineJudge
    from linter.matching.spec import RuleSpec

#: How far a clause reaches on each side of a candidate, in code points.
_REACH = 60
_CLAUSE_END = lazy_regex(rf"[{FULL_WIDTH_CLAUSE_END}\n]")

#: Where a pattern of a condition is looked for, each with its meaning.
PLACES = {
    "before": "A pattern that ends where the mark and its word begin.",
    "after": "A pattern that begins where the mark and its word end.",
    "word": "A pattern that matches the whole word.",
    "clause": "A pattern that matches in the clause.",
    "line": "A pattern that matches in the line; `^` and `$` are its ends.",
}
CONDITION = {
    **schemas.params(
        (),
        marks=schemas.text("The marks for which it can hold; all if not given."),
        **{place: schemas.text(meaning) for place, meaning in PLACES.items()},
    ),
    "minProperties": 1,
    "description": "Holds if the mark is one of its marks and all its patterns match.",
}


#: A condition that leaves a mark alone.
VETO = {
    **CONDITION,
    "properties": {
        **CONDITION["properties"],
        "everywhere": schemas.switch(
            "Whether what it leaves alone is a name, so that the same word is left alone in all of the file."
        ),
    },
}


#: What judges the lines of a document, by the pattern that it looks for.
LineJudges = dict["regex.Pattern[str]", "LineJudge"]


class Place:
    """A candidate in its prose, and what is computed of its surroundings when first needed."""

    def __init__(self, prose: str, candidate: Candidate, deadline: Deadline, lines: LineJudges) -> None:
        self.prose = prose
        self.candidate = candidate
        self.deadline = deadline
        self.lines = lines

    @functools.cached_property
    def clause(self) -> tuple[int, int]:
        """Start and end of the clause of the candidate, within reach."""
        token, prose = self.candidate.token, self.prose
        start = max(token.start - _REACH, 0)
        for match in _CLAUSE_END.finditer(prose, start, token.start):
            start = match.end()
        end = min(token.end + _REACH, len(prose))
        found = _CLAUSE_END.search(prose, token.end, end)
        return start, found.start() if found is not None else end


class Condition:
    """A condition of a rule.

    Args:
        spec: the rule.
        raw: its patterns by their places.
        steps: the path to it in the rule.

    Raises:
        SpecError: a pattern is not valid.
    """

    def __init__(self, spec: RuleSpec, raw: Mapping[str, Any], *steps: str) -> None:
        self.everywhere: bool = raw.get("everywhere", False)
        """Whether it tells a name, which is one in all of the document."""
        self._marks: str = raw.get("marks", "")
        self._tests: list[Callable[[Place], bool]] = []
        # The cheapest first: most candidates fail at the first test.
        for place in ("word", "before", "after", "clause", "line"):
            if place in raw:
                source = f"(?<=(?:{raw[place]}))" if place == "before" else raw[place]
                pattern = compile_text(spec, source, *steps, place)
                self._tests.append(functools.partial(_TESTS[place], pattern))

    def holds(self, place: Place) -> bool:
        """Whether it holds for a candidate."""
        if self._marks and place.prose[place.candidate.mark] not in self._marks:
            return False
        return all(test(place) for test in self._tests)


def conditions(spec: RuleSpec, key: str) -> dict[str, Condition]:
    """The conditions under a key of a rule's parameters, by their names."""
    raw: Mapping[str, Mapping[str, Any]] = spec.params.get(key, {})
    return {name: Condition(spec, condition, "params", key, name) for name, condition in raw.items()}


def _word(pattern: regex.Pattern[str], place: Place) -> bool:
    return place.deadline.fullmatch(pattern, place.candidate.word)


def _before(pattern: regex.Pattern[str], place: Place) -> bool:
    return place.deadline.match(pattern, place.prose, place.candidate.token.start) is not None


def _after(pattern: regex.Pattern[str], place: Place) -> bool:
    return place.deadline.match(pattern, place.prose, place.candidate.token.end) is not None


def _clause(pattern: regex.Pattern[str], place: Place) -> bool:
    return place.deadline.search(pattern, place.prose, *place.clause)


def _line(pattern: regex.Pattern[str], place: Place) -> bool:
    if pattern not in place.lines:
        place.lines[pattern] = place.deadline.judge([pattern])
    return place.lines[pattern].passes(place.candidate.mark)


_TESTS = {"word": _word, "before": _before, "after": _after, "clause": _clause, "line": _line}
