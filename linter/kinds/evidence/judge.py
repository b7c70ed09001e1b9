"""One rule's part in the decision: its candidates, what forbids them, and what they score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linter.kinds.evidence.conditions import Place, conditions
from linter.kinds.evidence.forms import Form
from linter.kinds.evidence.measures import MEASURES, SAYS, View
from linter.matching.deadline import Deadline
from linter.matching.spec import SpecError
from linter.messages.phrases import Phrase, template
from linter.messages.suggestions import did_you_mean
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from linter.document import Document
    from linter.kinds.evidence.conditions import LineJudges
    from linter.kinds.evidence.facts import Facts
    from linter.kinds.evidence.forms import Candidate
    from linter.matching.spec import RuleSpec


class Case(Value):
    """A candidate that nothing forbids, with what its surroundings say of it."""

    judge: Judge
    candidate: Candidate
    holding: tuple[str, ...]
    """The names of the evidence that holds, its form among them."""
    line: int
    """The 1-based line of the mark."""
    near_name: bool
    """Whether the line has a name with the same mark, which is left alone in all of the document."""

    def view(self, others: float) -> View:
        """What is known about the candidate if so many other words have findings."""
        return View(self.candidate, others, near_name=self.near_name)

    def values(self, view: View) -> dict[str, float]:
        """The value of all that the rule weighs, by its name: 1 for what holds."""
        weights = self.candidate.form.weights
        values = {name: 1.0 for name in self.holding if name in weights}
        values.update((name, measure(view)) for name, measure in MEASURES.items() if name in weights)
        return values

    def points(self, view: View) -> dict[str, float]:
        """What each piece of evidence adds to its score, without what adds nothing."""
        weights = self.candidate.form.weights
        return {
            name: points for name, value in self.values(view).items() if (points := value * weights[name])
        }

    def score(self, view: View) -> float:
        """Its score, the sum of its points."""
        return sum(self.points(view).values())


class Judge:
    """The part of one rule.

    Args:
        spec: the rule.
        says: gives a text of the pack in the run's language.

    Raises:
        SpecError: its parameters do not fit.
    """

    def __init__(self, spec: RuleSpec, says: Callable[[Any], str]) -> None:
        params = spec.params
        self.rule = spec.id
        self.forms = tuple(Form(spec, name) for name in params["forms"])
        self.report: float = params["report"]
        self.fix: float = params.get("fix", self.report)
        self.safe: float = params.get("safe", float("inf"))
        self.counts = "safe" in params
        """Whether its findings are evidence for other marks."""
        self._unless = tuple(conditions(spec, "unless").values())
        self._evidence = conditions(spec, "evidence")
        given = {name: says(text) for name, text in params.get("says", {}).items()}
        self._says: dict[str, str | Phrase] = {name: Phrase(text) for name, text in SAYS.items()}
        self._says.update(given)
        self._check_names(params)

    @property
    def marks(self) -> str:
        """The marks of all its forms."""
        return "".join(sorted({mark for form in self.forms for mark in form.marks}))

    def says(self, name: str) -> str | Phrase:
        """What a piece of evidence says; its name if the pack does not say it."""
        return self._says.get(name, name.replace("-", " "))

    def cases(self, document: Document, lines: LineJudges, facts: Facts) -> list[Case]:
        """The marks of a document that have a form of the rule, unless something forbids it.

        A mark that has several forms counts for the first of them.
        """
        deadline = Deadline(self.rule, document)
        seen: set[int] = set()
        names, prose = set(facts.names), document.prose
        near = set(facts.lines_with_names)
        free: list[tuple[Candidate, tuple[str, ...]]] = []
        for form in self.forms:
            for candidate in form.candidates(prose, deadline):
                if candidate.mark in seen or (candidate.word and prose[candidate.mark] in facts.punctuation):
                    continue
                seen.add(candidate.mark)
                place = Place(prose, candidate, deadline, lines)
                veto = next((one for one in self._unless if one.holds(place)), None)
                if veto is None:
                    holds = (name for name, condition in self._evidence.items() if condition.holds(place))
                    free.append((candidate, (form.name, *holds)))
                elif veto.everywhere:
                    names.add(prose[candidate.mark] + candidate.name)
                    near.add(facts.place(candidate.mark))
        kept: list[tuple[Candidate, tuple[str, ...], tuple[str, int]]] = []
        for candidate, holding in free:
            where = facts.place(candidate.mark)
            if prose[candidate.mark] + candidate.name in names:
                near.add(where)
            else:
                kept.append((candidate, holding, where))
        return [
            Case(self, candidate, holding, where[1], near_name=where in near)
            for candidate, holding, where in kept
        ]

    def _check_names(self, params: Mapping[str, Any]) -> None:
        """Raises if something is weighed that the rule does not have, or has the name of a measure."""
        own = {*(form.name for form in self.forms), *self._evidence}
        for name in own & set(MEASURES):
            raise SpecError("'{name}' is the name of a measure; choose another", "params", name=name)
        known = own | set(MEASURES)
        named: list[tuple[str, ...]] = [
            (key, name) for key in ("weights", "says") for name in params.get(key, ())
        ]
        named += [
            ("forms", form, "weights", name)
            for form, raw in params["forms"].items()
            for name in raw.get("weights", ())
        ]
        for steps in named:
            if steps[-1] not in known:
                message = template("no evidence is called '{name}'{hint}")
                hint = did_you_mean(steps[-1], known)
                raise SpecError(message, "params", *steps, name=steps[-1], hint=hint)
