"""Applies fixes until none is left, and proves the result before it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from linter.diagnostics import Applicability, compose
from linter.errors import FixError
from linter.fixing.choice import all_edits, apart, choose, edits_of
from linter.fixing.failures import damage_error, non_convergence
from linter.fixing.origins import Pass, in_original
from linter.fixing.passes import Excluded, Stable, fix_key, until_stable
from linter.fixing.provable import provable
from linter.fixing.verify import difference
from linter.matching.cpu_time import CpuLimit
from linter.messages.phrases import template
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.diagnostics import Diagnostic, Edit
    from linter.document import Document
    from linter.engine import CheckResult
    from linter.messages.phrases import Phrase
    from linter.packs import Rule

#: How many CPU seconds the search for the fix that did damage may take.
_CULPRIT_LIMIT = 30.0
#: How often fixes that were left out are tried again in what the others made.
_MOST_ROUNDS = 5


class FixResult(Value):
    """A document after fixing.

    `applied` holds the diagnostics whose fixes were made, their spans counted in the original text; if one
    edited what another had written, it has the span of the latter. `left` is what is still found, and
    `left_out` says which fixes were not made because they would have damaged the document. `edits` are those
    of all fixes as one set, sorted, with their spans in the original text.
    """

    document: Document
    applied: tuple[Diagnostic, ...]
    left: CheckResult
    left_out: tuple[FixError, ...] = ()
    edits: tuple[Edit, ...] = ()


def fix(document: Document, rules: Sequence[Rule], least: Applicability, *, plain: bool = False) -> FixResult:
    """Applies the fixes of rules that are at least as certain as `least`, until none is left.

    Fixes that touch wait for the next pass, so the order of the rules does not matter. The result is a
    fixpoint: checking it finds nothing more to fix. A fix that would damage the document is left out.

    Args:
        document: the document.
        rules: the rules.
        least: how certain a fix must be.
        plain: checks all of the text after every pass; the result is the same, and comes later.

    Raises:
        FixError: the fixes undo each other, do not converge, write too much, or damage the document without
            one culprit, and the message names the rules; or there was not enough time to prove that
            they do no damage.
    """
    if plain:
        return _fixed(document, rules, least, plain=True)
    document.memory = memory = dict[object, dict[Any, Any]]()
    try:
        result = _fixed(document, rules, least)
    finally:
        document.memory = None
        memory.clear()
    result.document.memory = None
    return result


def _fixed(
    document: Document, rules: Sequence[Rule], least: Applicability, *, plain: bool = False
) -> FixResult:
    fixed, left_out = _Fixer(document, rules, least, plain=plain).run()
    for _ in range(_MOST_ROUNDS):
        # A fix that was left out may do no damage once the others are made: then the next run would make it.
        again, left_again = (
            _Fixer(fixed.document, rules, least, plain=plain).run() if left_out else (fixed, left_out)
        )
        if again.document.text == fixed.document.text:
            errors = tuple(one.error(document) for one in left_out)
            return FixResult(fixed.document, fixed.applied, fixed.left, errors, tuple(fixed.edits))
        passes = [Pass(fixed.edits)]
        left_out = [one.in_original(passes) for one in left_again]
        fixed = _joined(document, fixed, again)
    raise non_convergence(document, {diagnostic.rule for diagnostic in fixed.applied}, fixed.applied)


def _joined(document: Document, first: Stable, second: Stable) -> Stable:
    """Two rounds of fixes as one.

    Raises:
        FixError: they do damage together, or there was not enough time to prove that they do none.
    """
    passes = [Pass(first.edits)]
    added = [in_original(diagnostic, passes) for diagnostic in second.applied]
    applied = tuple(sorted([*first.applied, *added], key=lambda diagnostic: diagnostic.sort_key))
    edits = compose(first.edits, second.edits)
    damage = _damage(document, second.document, edits)
    if damage is not None:
        raise damage_error(document, {diagnostic.rule for diagnostic in added}, added, damage)
    return Stable(second.document, applied, second.left, edits)


def _damage(before: Document, after: Document, edits: list[Edit]) -> Phrase | None:
    """What edits damage.

    Raises:
        FixError: there was not enough time to find that out.
    """
    try:
        return difference(before, after, edits) if edits else None
    except TimeoutError:
        message = template("not fixed: there was not enough time to prove that only words change")
        raise FixError(message, path=before.path) from None


class _LeftOut(NamedTuple):
    """Fixes of some rules that would do damage."""

    rules: set[str]
    diagnostics: Sequence[Diagnostic]
    damage: Phrase

    def error(self, document: Document) -> FixError:
        """Says so."""
        return damage_error(document, self.rules, self.diagnostics, self.damage)

    def in_original(self, passes: Sequence[Pass]) -> _LeftOut:
        """The same with the spans of the text before some passes."""
        return self._replace(diagnostics=[in_original(one, passes) for one in self.diagnostics])


class _Fixer:
    """Fixes a document, again without each fix that turns out to do damage."""

    def __init__(
        self, document: Document, rules: Sequence[Rule], least: Applicability, *, plain: bool
    ) -> None:
        self._document = document
        self._rules = rules
        self._least = least
        self._plain = plain
        self._excluded = Excluded()
        self._left_out: list[_LeftOut] = []
        self._limit = CpuLimit(_CULPRIT_LIMIT)

    def run(self) -> tuple[Stable, list[_LeftOut]]:
        while True:
            fixed = self._until_stable(self._rules)
            damage = _damage(self._document, fixed.document, fixed.edits)
            if damage is None:
                return fixed, self._left_out
            try:
                self._exclude(fixed.applied, damage)
            except TimeoutError:
                names = {diagnostic.rule for diagnostic in fixed.applied}
                raise damage_error(self._document, names, fixed.applied, damage) from None

    def _until_stable(self, rules: Sequence[Rule]) -> Stable:
        return until_stable(self._document, rules, self._least, self._excluded, plain=self._plain)

    def _exclude(self, applied: Sequence[Diagnostic], damage: Phrase) -> None:
        """Excludes the fixes that do damage, or else the rule without which there is none.

        Raises:
            FixError: no rule alone is the culprit.
            TimeoutError: they were not found in time.
        """
        excluded = self._excluded
        if left := self._culprits(applied):
            excluded.fixes |= {fix_key(diagnostic) for diagnostic, _ in left}
            first = {(diagnostic.rule, str(why)): (diagnostic, why) for diagnostic, why in reversed(left)}
            self._left_out += [
                _LeftOut({diagnostic.rule}, [diagnostic], why) for diagnostic, why in reversed(first.values())
            ]
            return
        left_out = _LeftOut(self._culprit_rules(applied), applied, damage)
        if len(left_out.rules) > 1 or left_out.rules <= excluded.rules:
            raise left_out.error(self._document)
        excluded.rules |= left_out.rules
        self._left_out.append(left_out)

    def _culprits(self, applied: Sequence[Diagnostic]) -> list[tuple[Diagnostic, Phrase]]:
        """The fixes that do damage and are not excluded yet, each with the damage.

        Those that touch others were made in later passes, and are tried after these.

        Raises:
            TimeoutError: they were not found in time.
        """
        waiting = [piece for diagnostic in applied for piece in apart(diagnostic)]
        while chosen := choose(waiting, Applicability.DISPLAY):
            _, left = provable(chosen, self._damage, self._line_of, self._limit)
            left = [one for one in left if fix_key(one[0]) not in self._excluded.fixes]
            if left:
                return left
            tried = {id(diagnostic) for diagnostic in chosen}
            waiting = [diagnostic for diagnostic in waiting if id(diagnostic) not in tried]
        return []

    def _line_of(self, diagnostic: Diagnostic) -> int:
        return self._document.lines.position(edits_of(diagnostic)[0].span.start).line - 1

    def _damage(self, some: Sequence[Diagnostic]) -> Phrase | None:
        edits = all_edits(some)
        return difference(self._document, self._document.with_edits(edits), edits)

    def _culprit_rules(self, applied: Sequence[Diagnostic]) -> set[str]:
        """The rule without whose fixes the others do no damage, or else all rules.

        Raises:
            TimeoutError: it was not found in time.
        """
        names = {diagnostic.rule for diagnostic in applied}
        for name in sorted(names):
            self._limit.check()
            others = [rule for rule in self._rules if rule.id != name]
            try:
                fixed = self._until_stable(others)
            except FixError:
                continue
            if difference(self._document, fixed.document, fixed.edits) is None:
                return {name}
        return names
