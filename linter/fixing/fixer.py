"""Applies fixes until none is left, and proves the result before it is used."""

from __future__ import annotations

import bisect
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from linter.diagnostics import Applicability, Diagnostic, Edit, Refusal, compose, joint_kind
from linter.engine import check, time_limit
from linter.errors import FixError
from linter.fixing.provable import provable
from linter.fixing.verify import difference
from linter.matching.cpu_time import CpuLimit
from linter.messages.phrases import template
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from linter.document import Document
    from linter.engine import CheckResult
    from linter.messages.phrases import Phrase
    from linter.packs import Rule

_MOST_PASSES = 100
#: Code points by which a text may exceed twice its length: enough for placeholders in empty records.
_MOST_GROWTH = 1000
#: The same for what one pass writes, which cannot be a loop, but may fill a disk.
_MOST_IN_FIRST_PASS = 10_000
#: How many CPU seconds the search for the fix that did damage may take.
_CULPRIT_LIMIT = 30.0
#: A fix by its rule and its edits.
_Key = tuple[str, tuple[Edit, ...]]
#: The edits of a fix regardless of their offsets: its rule, and the old and the new text of each edit.
_AppliedEdits = tuple[str, tuple[tuple[str, str], ...]]


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


@dataclass(slots=True)
class _Excluded:
    """What is not to be fixed: single fixes, counted in the original text, and rules."""

    fixes: set[_Key] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)

    def _has(self, diagnostic: Diagnostic, passes: list[_Pass]) -> bool:
        if diagnostic.fix is None:
            return False
        return diagnostic.rule in self.rules or _key(_in_original(diagnostic, passes)) in self.fixes

    def marked(self, diagnostics: Iterable[Diagnostic], passes: list[_Pass]) -> tuple[Diagnostic, ...]:
        """The findings, without the fixes that must not be made."""
        return tuple(
            replace(one, fix=None, refusal=Refusal.DAMAGE) if self._has(one, passes) else one
            for one in diagnostics
        )


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
        self._excluded = _Excluded()
        self._left_out: list[FixError] = []
        self._limit = CpuLimit(_CULPRIT_LIMIT)

    def run(self) -> FixResult:
        while True:
            result, edits = _until_stable(self._document, self._rules, self._least, self._excluded)
            try:
                damage = difference(self._document, result.document, edits) if edits else None
            except TimeoutError:
                message = template("not fixed: there was not enough time to prove that only words change")
                raise FixError(message, path=self._document.path) from None
            if damage is None:
                return replace(result, left_out=tuple(self._left_out))
            try:
                self._exclude(result.applied, damage)
            except TimeoutError:
                names = {diagnostic.rule for diagnostic in result.applied}
                raise _damage_error(self._document, names, result.applied, damage) from None

    def _exclude(self, applied: Sequence[Diagnostic], damage: Phrase) -> None:
        """Excludes the fixes that do damage, or else the rule without which there is none.

        Raises:
            FixError: no rule alone is the culprit.
            TimeoutError: they were not found in time.
        """
        document, excluded = self._document, self._excluded
        _, left = provable(_choose(applied, Applicability.DISPLAY), self._damage, self._line_of, self._limit)
        found = {_key(diagnostic) for diagnostic, _ in left}
        if not found <= excluded.fixes:
            excluded.fixes |= found
            first = {(diagnostic.rule, str(why)): (diagnostic, why) for diagnostic, why in reversed(left)}
            self._left_out += [
                _damage_error(document, {diagnostic.rule}, [diagnostic], why)
                for diagnostic, why in reversed(first.values())
            ]
            return
        culprits = self._culprit_rules(applied)
        error = _damage_error(document, culprits, applied, damage)
        if len(culprits) > 1 or culprits <= excluded.rules:
            raise error
        excluded.rules |= culprits
        self._left_out.append(error)

    def _line_of(self, diagnostic: Diagnostic) -> int:
        return self._document.lines.position(_edits(diagnostic)[0].span.start).line - 1

    def _damage(self, some: Sequence[Diagnostic]) -> Phrase | None:
        edits = _all_edits(some)
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
                result, edits = _until_stable(self._document, others, self._least, self._excluded)
            except FixError:
                continue
            if difference(self._document, result.document, edits) is None:
                return {name}
        return names


def _damage_error(
    document: Document, names: Iterable[str], applied: Sequence[Diagnostic], damage: Phrase
) -> FixError:
    message = template("not fixed, because of {names}: {damage}")
    return _not_fixed(message, document, names, applied, damage=damage)


def _not_fixed(
    message: str, document: Document, names: Iterable[str], applied: Sequence[Diagnostic], **fields: object
) -> FixError:
    """An error that names rules, and the line of their first fix."""
    names = sorted(names)
    starts = [diagnostic.span.start for diagnostic in applied if diagnostic.rule in names]
    line = document.position(min(starts)).line
    return FixError(message, path=document.path, line=line, names=", ".join(names), **fields)


def _until_stable(
    document: Document, rules: Sequence[Rule], least: Applicability, excluded: _Excluded | None = None
) -> tuple[FixResult, list[Edit]]:
    """Applies pass after pass until no fix is left; also returns all edits, composed into one set."""
    now, applied, composed = document, list[Diagnostic](), list[Edit]()
    seen = {document.text: 0}
    passes: list[_Pass] = []
    history: list[set[_AppliedEdits]] = []
    limit = time_limit(document)
    while True:
        result = check(now, rules, limit)
        if excluded is not None and (excluded.fixes or excluded.rules):
            result = replace(result, diagnostics=excluded.marked(result.diagnostics, passes))
        chosen = _choose(result.diagnostics, least)
        if not chosen or result.errors:
            ordered = tuple(sorted(applied, key=lambda diagnostic: diagnostic.sort_key))
            return FixResult(now, ordered, result), composed
        edits = _all_edits(chosen)
        grown = len(now.text) + sum(edit.growth for edit in edits) - 2 * len(document.text)
        if grown > _MOST_IN_FIRST_PASS:
            raise _too_much_growth(document, chosen)
        applied += [_in_original(diagnostic, passes) for diagnostic in chosen]
        history.append({_applied_edits(diagnostic, now.text) for diagnostic in chosen})
        passes.append(_Pass(edits))
        composed = compose(composed, edits)
        now = now.with_edits(edits)
        if now.text in seen:
            raise _oscillation(document, set().union(*history[seen[now.text] :]), applied)
        if len(passes) > _MOST_PASSES or (len(passes) > 1 and grown > _MOST_GROWTH):
            raise _non_convergence(document, {diagnostic.rule for diagnostic in chosen}, applied)
        seen[now.text] = len(passes)


def _oscillation(document: Document, repeated: set[_AppliedEdits], applied: Sequence[Diagnostic]) -> FixError:
    texts = sorted({text for _, edits in repeated for edit in edits for text in edit if text.strip()})
    message = template("not fixed: the fixes of {names} undo each other ({what})")
    what = ", ".join(f"'{text}'" for text in texts)
    return _not_fixed(message, document, {rule for rule, _ in repeated}, applied, what=what)


def _too_much_growth(document: Document, chosen: Sequence[Diagnostic]) -> FixError:
    """Names the rule that writes most."""
    growth = Counter[str]()
    for diagnostic in chosen:
        growth[diagnostic.rule] += sum(edit.growth for edit in _edits(diagnostic))
    name, most = max(sorted(growth.items()), key=lambda item: item[1])
    message = template("not fixed: {names} would write {count} characters into a text of {length}")
    return FixError(message, path=document.path, names=name, count=most, length=len(document.text))


def _non_convergence(document: Document, names: set[str], applied: Sequence[Diagnostic]) -> FixError:
    message = template("not fixed: the fixes of {names} keep changing each other's text")
    if len(names) == 1:
        message = template("not fixed: the fixes of {names} would change their own text again")
    return _not_fixed(message, document, names, applied)


def _key(diagnostic: Diagnostic) -> _Key:
    return diagnostic.rule, _edits(diagnostic)


def _applied_edits(diagnostic: Diagnostic, text: str) -> _AppliedEdits:
    return diagnostic.rule, tuple((edit.span.text(text), edit.content) for edit in _edits(diagnostic))


def _all_edits(diagnostics: Iterable[Diagnostic]) -> list[Edit]:
    return sorted(edit for diagnostic in diagnostics for edit in _edits(diagnostic))


def _edits(diagnostic: Diagnostic) -> tuple[Edit, ...]:
    return diagnostic.fix.edits if diagnostic.fix is not None else ()


def _choose(diagnostics: Iterable[Diagnostic], least: Applicability) -> list[Diagnostic]:
    """The diagnostics to fix in one pass, in order of their edits; none touches an earlier one."""
    wanted = [d for d in diagnostics if d.fix is not None and d.fix.applicability >= least]
    wanted.sort(key=lambda diagnostic: (_edits(diagnostic), diagnostic.rule))
    taken: list[Span] = []
    chosen = []
    for diagnostic in wanted:
        spans = [edit.span for edit in _edits(diagnostic)]
        if not any(_touches_any(span, taken) for span in spans):
            for span in spans:
                bisect.insort(taken, span)
            chosen.append(diagnostic)
    return chosen


def _touches_any(span: Span, taken: list[Span]) -> bool:
    """Whether a span touches any of the others, which are sorted and do not overlap."""
    index = bisect.bisect_left(taken, span)
    return any(span.touches(other) for other in taken[max(index - 1, 0) : index + 1])


class _Pass:
    """The edits of one pass; maps offsets in the text after it back to the text before it."""

    def __init__(self, edits: list[Edit]) -> None:
        self._edits = edits
        self._starts: list[int] = []  # of the new texts, in the text after the pass
        shift = 0
        for edit in edits:
            self._starts.append(edit.span.start + shift)
            shift += edit.growth

    def before(self, offset: int, *, right: bool) -> int:
        """Where an offset was; within new text, the start of the old text, or with `right` its end."""
        index = bisect.bisect_left(self._starts, offset) - 1
        if not right and index + 1 < len(self._starts) and self._starts[index + 1] == offset:
            edit = self._edits[index + 1]
            # The start of the new text of an insertion or a replacement; a deletion has no new text.
            return edit.span.start if edit.content else edit.span.end
        if index < 0:
            return offset
        edit, start = self._edits[index], self._starts[index]
        end = start + len(edit.content)
        if offset < end:
            return edit.span.end if right else edit.span.start
        return offset - end + edit.span.end


def _in_original(diagnostic: Diagnostic, passes: list[_Pass]) -> Diagnostic:
    """The diagnostic with its spans mapped back through the passes before it."""
    if not passes or diagnostic.fix is None:
        return diagnostic
    edits = [replace(edit, span=_back(edit.span, passes)) for edit in diagnostic.fix.edits]
    fix_ = replace(diagnostic.fix, edits=_joined(edits))
    return replace(diagnostic, span=_back(diagnostic.span, passes), fix=fix_)


def _joined(edits: list[Edit]) -> tuple[Edit, ...]:
    """Joins the edits that overlap, or have the same span, after they were mapped back."""
    joined: list[Edit] = []
    for edit in edits:
        if joined and (joined[-1].span.end > edit.span.start or joined[-1].span == edit.span):
            last = joined.pop()
            span = Span(last.span.start, max(last.span.end, edit.span.end))
            joined.append(Edit(span, last.content + edit.content, joint_kind([last, edit])))
        else:
            joined.append(edit)
    return tuple(joined)


def _back(span: Span, passes: list[_Pass]) -> Span:
    start, end = span.start, span.end
    for one in reversed(passes):
        start = one.before(start, right=False)
        end = max(start, one.before(end, right=True))
    return Span(start, end)
