"""Applies fixes until none is left, and proves the result before anybody sees it."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from linter.diagnostics import Applicability, Diagnostic, Edit
from linter.engine import check
from linter.errors import FixError
from linter.phrases import Count, Phrase, template
from linter.spans import Span
from linter.verify import difference

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from linter.document import Document
    from linter.engine import CheckResult
    from linter.packs import Rule

_MOST_PASSES = 100
#: Code points by which a text may outgrow its double: placeholders for empty records, not more.
_MOST_GROWTH = 1000


@dataclass(frozen=True, slots=True)
class FixResult:
    """A document after fixing.

    `applied` holds the diagnostics whose fixes were made, their spans counted in the original text; where
    one edited what another had written, its span is where that stood. `left` is what still is found; a
    fix that had to be refused is gone from its diagnostic. `errors` name fixes that undo each other, `notes`
    say in a sentence each which fixes were left out to keep the document whole.
    """

    document: Document
    applied: tuple[Diagnostic, ...]
    left: CheckResult
    errors: tuple[FixError, ...] = ()
    notes: tuple[Phrase, ...] = ()


#: What a fix does, wherever it does it: its rule, and old and new text of each edit.
_Deed = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(slots=True)
class _Refused:
    """What may not be fixed: deeds, whole rules, and single places (a rule, an offset in the original)."""

    deeds: set[_Deed] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)
    places: set[tuple[str, int]] = field(default_factory=set)


class _RestlessError(Exception):
    """The fixes came back to a text they had left, or go on for ever; tells what to refuse."""

    def __init__(self, phrase: Phrase, deeds: set[_Deed], rules: set[str]) -> None:
        super().__init__(str(phrase))
        self.phrase = phrase
        self.deeds = deeds
        self.rules = rules


def fix(document: Document, rules: Sequence[Rule], least: Applicability) -> FixResult:
    """Fixes a document as far as its rules' fixes of at least `least` go.

    Fixes that touch wait for the next pass, so the order of the rules does not matter. Fixes that undo each
    other, or whose result cannot be proved harmless, are refused; the others are made without them.

    Raises:
        FixError: the fixes damage the document and it cannot be told which; nothing was changed.
    """
    refused = _Refused()
    errors: list[FixError] = []
    notes: list[Phrase] = []
    while True:
        try:
            result = _until_stable(document, rules, least, refused)
        except _RestlessError as restless:
            errors.append(FixError(restless.phrase, path=document.path))
            refused.deeds.update(restless.deeds)
            refused.rules.update(restless.rules)
            continue
        damage = difference(document, result.document, _all_edits(result.applied))
        if damage is None:
            return replace(result, errors=tuple(errors), notes=tuple(notes))
        guilty = _guilty(document, result.applied) - refused.places
        if guilty:
            refused.places.update(guilty)
            notes.append(_left_out(document, guilty, damage))
            continue
        name = _only_culprit(document, rules, least, refused, result.applied)
        if name is None:
            names = ", ".join(sorted({each.rule for each in result.applied}))
            raise FixError(
                "not fixed, because of {names}: {damage}", path=document.path, names=names, damage=damage
            )
        refused.rules.add(name)
        notes.append(Phrase("the fixes of {name} were left out: {damage}", name=name, damage=damage))


def _left_out(document: Document, guilty: set[tuple[str, int]], damage: Phrase) -> Phrase:
    """What is said about single fixes that had to be left out."""
    return Phrase(
        "{fixes} of {names} left out, the first on line {line}: {damage}",
        fixes=Count(len(guilty), "{count} fix", "{count} fixes"),
        names=", ".join(sorted({rule for rule, _ in guilty})),
        line=document.position(min(offset for _, offset in guilty)).line,
        damage=damage,
    )


def _only_culprit(
    document: Document,
    rules: Sequence[Rule],
    least: Applicability,
    refused: _Refused,
    applied: Sequence[Diagnostic],
) -> str | None:
    """The rule without whose fixes the others are harmless, if there is one."""
    for name in sorted({each.rule for each in applied}):
        without = replace(refused, rules=refused.rules | {name})
        try:
            result = _until_stable(document, rules, least, without)
        except _RestlessError:
            continue
        if difference(document, result.document, _all_edits(result.applied)) is None:
            return name
    return None


def _until_stable(
    document: Document, rules: Sequence[Rule], least: Applicability, refused: _Refused
) -> FixResult:
    """Applies pass after pass until nothing is left to apply."""
    now, applied = document, list[Diagnostic]()
    seen = {document.text: 0}
    passes: list[_Pass] = []
    deeds: list[set[_Deed]] = []
    while True:
        result = _without(check(now, rules), now.text, refused, passes)
        chosen = _choose(result.diagnostics, least)
        if not chosen:
            return FixResult(now, tuple(sorted(applied, key=lambda each: each.sort_key)), result)
        edits = _all_edits(chosen)
        applied += [_in_original(diagnostic, passes) for diagnostic in chosen]
        deeds.append({_deed(diagnostic, now.text) for diagnostic in chosen})
        passes.append(_Pass(edits))
        now = now.with_edits(edits)
        if now.text in seen:
            raise _circle(set().union(*deeds[seen[now.text] :]))
        grown = len(passes) > 1 and len(now.text) > 2 * len(document.text) + _MOST_GROWTH
        if len(passes) > _MOST_PASSES or grown:
            active = {diagnostic.rule for diagnostic in chosen}
            names = ", ".join(sorted(active))
            said = template("the fixes of {names} keep changing each other's text and were left out")
            if len(active) == 1:
                said = template("the fixes of {names} would change their own text again and were left out")
            raise _RestlessError(Phrase(said, names=names), set(), active)
        seen[now.text] = len(passes)


def _circle(deeds: set[_Deed]) -> _RestlessError:
    names = ", ".join(sorted({rule for rule, _ in deeds}))
    texts = sorted({text for _, edits in deeds for edit in edits for text in edit if text.strip()})
    what = ", ".join(f"'{text}'" for text in texts)
    reason = Phrase("the fixes of {names} undo each other ({what}) and were left out", names=names, what=what)
    return _RestlessError(reason, deeds, set())


def _deed(diagnostic: Diagnostic, text: str) -> _Deed:
    return diagnostic.rule, tuple((edit.span.text(text), edit.content) for edit in _edits(diagnostic))


def _without(result: CheckResult, text: str, refused: _Refused, passes: list[_Pass]) -> CheckResult:
    """The result with the refused fixes taken off their diagnostics."""
    if not refused.deeds and not refused.rules and not refused.places:
        return result
    diagnostics = tuple(
        replace(each, fix=None)
        if each.rule in refused.rules
        or _deed(each, text) in refused.deeds
        or (each.rule, _back(each.span, passes).start) in refused.places
        else each
        for each in result.diagnostics
    )
    return replace(result, diagnostics=diagnostics)


def _guilty(document: Document, applied: Sequence[Diagnostic]) -> set[tuple[str, int]]:
    """The fixes that damage the document by themselves, found by halving."""

    def search(some: Sequence[Diagnostic]) -> set[tuple[str, int]]:
        edits = _all_edits(_choose(some, Applicability.DISPLAY))
        if difference(document, document.with_edits(edits), edits) is None:
            return set()
        if len(some) == 1:
            return {(some[0].rule, some[0].span.start)}
        middle = len(some) // 2
        return search(some[:middle]) | search(some[middle:])

    return search(applied) if applied else set()


def _all_edits(diagnostics: Iterable[Diagnostic]) -> list[Edit]:
    return sorted(edit for diagnostic in diagnostics for edit in _edits(diagnostic))


def _edits(diagnostic: Diagnostic) -> tuple[Edit, ...]:
    return diagnostic.fix.edits if diagnostic.fix is not None else ()


def _choose(diagnostics: Iterable[Diagnostic], least: Applicability) -> list[Diagnostic]:
    """The diagnostics to fix in one pass: in order of their edits, each apart from those before."""
    wanted = [each for each in diagnostics if each.fix is not None and each.fix.applicability >= least]
    wanted.sort(key=lambda each: (_edits(each), each.rule))
    taken: list[Span] = []
    chosen = []
    for diagnostic in wanted:
        spans = [edit.span for edit in _edits(diagnostic)]
        if not any(_touched(span, taken) for span in spans):
            for span in spans:
                bisect.insort(taken, span)
            chosen.append(diagnostic)
    return chosen


def _touched(span: Span, taken: list[Span]) -> bool:
    place = bisect.bisect_left(taken, span)
    return any(span.touches(other) for other in taken[max(place - 1, 0) : place + 1])


class _Pass:
    """The edits of one pass, to take offsets in the text after it back to the text before it."""

    def __init__(self, edits: list[Edit]) -> None:
        self._edits = edits
        self._starts: list[int] = []  # of the new texts, in the text after the pass
        shift = 0
        for edit in edits:
            self._starts.append(edit.span.start + shift)
            shift += len(edit.content) - len(edit.span)

    def before(self, offset: int, *, right: bool) -> int:
        """Where an offset stood; inside new text, at the end of the old that `right` chooses."""
        place = bisect.bisect_left(self._starts, offset) - 1
        if not right and place + 1 < len(self._starts) and self._starts[place + 1] == offset:
            edit = self._edits[place + 1]
            # At new text that an insertion or a replacement starts here; a deletion leaves nothing to be in.
            return edit.span.start if edit.content else edit.span.end
        if place < 0:
            return offset
        edit, start = self._edits[place], self._starts[place]
        end = start + len(edit.content)
        if offset < end or (offset == end and right):
            return edit.span.end if right else edit.span.start
        return offset - end + edit.span.end


def _in_original(diagnostic: Diagnostic, passes: list[_Pass]) -> Diagnostic:
    """The diagnostic with its spans taken back through the passes before it."""
    if not passes or diagnostic.fix is None:
        return diagnostic
    edits = [Edit(_back(edit.span, passes), edit.content) for edit in diagnostic.fix.edits]
    fix_ = replace(diagnostic.fix, edits=_apart(edits))
    return replace(diagnostic, span=_back(diagnostic.span, passes), fix=fix_)


def _apart(edits: list[Edit]) -> tuple[Edit, ...]:
    """Edits that fell together when taken back to the same place, joined."""
    joined: list[Edit] = []
    for edit in edits:
        if joined and (joined[-1].span.end > edit.span.start or joined[-1].span == edit.span):
            last = joined.pop()
            end = max(last.span.end, edit.span.end)
            joined.append(Edit(Span(last.span.start, end), last.content + edit.content))
        else:
            joined.append(edit)
    return tuple(joined)


def _back(span: Span, passes: list[_Pass]) -> Span:
    start, end = span.start, span.end
    for each in reversed(passes):
        start = each.before(start, right=False)
        end = max(start, each.before(end, right=True))
    return Span(start, end)
