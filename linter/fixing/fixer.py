"""Applies fixes until none is left, and proves the result before it is used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from linter.diagnostics import Applicability
from linter.errors import FixError
from linter.fixing.choice import all_edits, choose, edits_of
from linter.fixing.failures import damage_error
from linter.fixing.passes import Excluded, fix_key, until_stable
from linter.fixing.provable import provable
from linter.fixing.verify import difference
from linter.matching.cpu_time import CpuLimit
from linter.messages.phrases import template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.diagnostics import Diagnostic
    from linter.document import Document
    from linter.engine import CheckResult
    from linter.messages.phrases import Phrase
    from linter.packs import Rule

#: How many CPU seconds the search for the fix that did damage may take.
_CULPRIT_LIMIT = 30.0


@dataclass(frozen=True, slots=True)
class FixResult:
    """A document after fixing.

    `applied` holds the diagnostics whose fixes were made, their spans counted in the original text; if one
    edited what another had written, it has the span of the latter. `left` is what is still found, and
    `left_out` says which fixes were not made because they would have damaged the document.
    """

    document: Document
    applied: tuple[Diagnostic, ...]
    left: CheckResult
    left_out: tuple[FixError, ...] = ()


def fix(document: Document, rules: Sequence[Rule], least: Applicability) -> FixResult:
    """Applies the fixes of rules that are at least as certain as `least`, until none is left.

    Fixes that touch wait for the next pass, so the order of the rules does not matter. The result is a
    fixpoint: checking it finds nothing more to fix. A fix that would damage the document is left out.

    Raises:
        FixError: the fixes undo each other, do not converge, write too much, or damage the document without
            one culprit, and the message names the rules; or there was not enough time to prove that
            they do no damage.
    """
    return _Fixer(document, rules, least).run()


class _Fixer:
    """Fixes a document, again without each fix that turns out to do damage."""

    def __init__(self, document: Document, rules: Sequence[Rule], least: Applicability) -> None:
        self._document = document
        self._rules = rules
        self._least = least
        self._excluded = Excluded()
        self._left_out: list[FixError] = []
        self._limit = CpuLimit(_CULPRIT_LIMIT)

    def run(self) -> FixResult:
        while True:
            fixed = until_stable(self._document, self._rules, self._least, self._excluded)
            try:
                damage = difference(self._document, fixed.document, fixed.edits) if fixed.edits else None
            except TimeoutError:
                message = template("not fixed: there was not enough time to prove that only words change")
                raise FixError(message, path=self._document.path) from None
            if damage is None:
                return FixResult(fixed.document, fixed.applied, fixed.left, tuple(self._left_out))
            try:
                self._exclude(fixed.applied, damage)
            except TimeoutError:
                names = {diagnostic.rule for diagnostic in fixed.applied}
                raise damage_error(self._document, names, fixed.applied, damage) from None

    def _exclude(self, applied: Sequence[Diagnostic], damage: Phrase) -> None:
        """Excludes the fixes that do damage, or else the rule without which there is none.

        Raises:
            FixError: no rule alone is the culprit.
            TimeoutError: they were not found in time.
        """
        document, excluded = self._document, self._excluded
        _, left = provable(choose(applied, Applicability.DISPLAY), self._damage, self._line_of, self._limit)
        found = {fix_key(diagnostic) for diagnostic, _ in left}
        if not found <= excluded.fixes:
            excluded.fixes |= found
            first = {(diagnostic.rule, str(why)): (diagnostic, why) for diagnostic, why in reversed(left)}
            self._left_out += [
                damage_error(document, {diagnostic.rule}, [diagnostic], why)
                for diagnostic, why in reversed(first.values())
            ]
            return
        culprits = self._culprit_rules(applied)
        error = damage_error(document, culprits, applied, damage)
        if len(culprits) > 1 or culprits <= excluded.rules:
            raise error
        excluded.rules |= culprits
        self._left_out.append(error)

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
                fixed = until_stable(self._document, others, self._least, self._excluded)
            except FixError:
                continue
            if difference(self._document, fixed.document, fixed.edits) is None:
                return {name}
        return names
