"""Applies fixes until none is left, and proves the result before anybody sees it."""

from __future__ import annotations

import bisect
import contextlib
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from linter.diagnostics import Applicability, Diagnostic, Edit, compose
from linter.engine import check
from linter.errors import FixError
from linter.fixing.verify import difference
from linter.messages.phrases import template
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from linter.document import Document
    from linter.engine import CheckResult
    from linter.messages.phrases import Phrase
    from linter.packs import Rule

_MOST_PASSES = 100
#: Code points by which a text may outgrow its double: placeholders for empty records, not more.
_MOST_GROWTH = 1000


#: Seconds that may be spent on finding out whose fix did damage.
_BLAME_LIMIT = 30.0
#: What a fix does, wherever it does it: its rule, and old and new text of each edit.
_Deed = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class FixResult:
    """A document after fixing.

    `applied` holds the diagnostics whose fixes were made, their spans counted in the original text; where
    one edited what another had written, its span is where that stood. `left` is what still is found.
    """

    document: Document
    applied: tuple[Diagnostic, ...]
    left: CheckResult


def fix(document: Document, rules: Sequence[Rule], least: Applicability) -> FixResult:
    """Fixes a document as far as its rules' fixes of at least `least` go.

    Fixes that touch wait for the next pass, so the order of the rules does not matter. The result is a
    fixpoint: checking it finds nothing more to fix.

    Raises:
        FixError: the fixes undo each other, never come to rest, or damage the document, where it names the
            rules; or it could not be proved in time that they do not.
    """
    result, edits = _until_stable(document, rules, least)
    try:
        damage = difference(document, result.document, edits) if edits else None
    except TimeoutError:
        message = template("not fixed: that only words change could not be proved in time")
        raise FixError(message, path=document.path) from None
    if damage is not None:
        raise _blamed(document, rules, least, result.applied, damage)
    return result


def _blamed(
    document: Document,
    rules: Sequence[Rule],
    least: Applicability,
    applied: Sequence[Diagnostic],
    damage: Phrase,
) -> FixError:
    """Who did the damage: a single fix, or else a rule without which there is none, or else all of them."""
    names = {each.rule for each in applied}
    with contextlib.suppress(TimeoutError):
        end = time.monotonic() + _BLAME_LIMIT
        guilty = _guilty_fix(document, applied, end)
        if guilty is not None:
            diagnostic, damage = guilty
            names, applied = {diagnostic.rule}, [diagnostic]
        else:
            names = _guilty_rule(document, rules, least, applied, end)
    return _not_fixed(
        template("not fixed, because of {names}: {damage}"), document, names, applied, damage=damage
    )


def _not_fixed(
    message: str, document: Document, names: Iterable[str], applied: Sequence[Diagnostic], **fields: object
) -> FixError:
    """An error that names rules, and the line of their first fix."""
    names = sorted(names)
    places = [each.span.start for each in applied if each.rule in names]
    line = document.position(min(places)).line if places else None
    return FixError(message, path=document.path, line=line, names=", ".join(names), **fields)


def _guilty_fix(
    document: Document, applied: Sequence[Diagnostic], end: float
) -> tuple[Diagnostic, Phrase] | None:
    """The first fix that damages the document by itself, found by halving, and the damage.

    Raises:
        TimeoutError: it was not found before a time of `time.monotonic`.
    """
    if time.monotonic() > end:
        raise TimeoutError
    some = _choose(applied, Applicability.DISPLAY)
    edits = _all_edits(some)
    damage = difference(document, document.with_edits(edits), edits) if some else None
    if damage is None:
        return None
    if len(some) == 1:
        return some[0], damage
    middle = len(some) // 2
    return _guilty_fix(document, some[:middle], end) or _guilty_fix(document, some[middle:], end)


def _guilty_rule(
    document: Document,
    rules: Sequence[Rule],
    least: Applicability,
    applied: Sequence[Diagnostic],
    end: float,
) -> set[str]:
    """The rule without whose fixes the others are harmless, or else all rules.

    Raises:
        TimeoutError: it was not found before a time of `time.monotonic`.
    """
    names = {each.rule for each in applied}
    for name in sorted(names):
        if time.monotonic() > end:
            raise TimeoutError
        others = [rule for rule in rules if rule.id != name]
        try:
            result, edits = _until_stable(document, others, least)
        except FixError:
            continue
        if difference(document, result.document, edits) is None:
            return {name}
    return names


def _until_stable(
    document: Document, rules: Sequence[Rule], least: Applicability
) -> tuple[FixResult, list[Edit]]:
    """Applies pass after pass until nothing is left to apply; and the edits that do the same at once."""
    now, applied, together = document, list[Diagnostic](), list[Edit]()
    seen = {document.text: 0}
    passes: list[_Pass] = []
    deeds: list[set[_Deed]] = []
    while True:
        result = check(now, rules)
        chosen = _choose(result.diagnostics, least)
        if not chosen or result.errors:
            ordered = tuple(sorted(applied, key=lambda each: each.sort_key))
            return FixResult(now, ordered, result), together
        edits = _all_edits(chosen)
        applied += [_in_original(diagnostic, passes) for diagnostic in chosen]
        deeds.append({_deed(diagnostic, now.text) for diagnostic in chosen})
        passes.append(_Pass(edits))
        together = compose(together, edits)
        now = now.with_edits(edits)
        if now.text in seen:
            raise _circle(document, set().union(*deeds[seen[now.text] :]), applied)
        grown = len(passes) > 1 and len(now.text) > 2 * len(document.text) + _MOST_GROWTH
        if len(passes) > _MOST_PASSES or grown:
            raise _restless(document, {diagnostic.rule for diagnostic in chosen}, applied)
        seen[now.text] = len(passes)


def _circle(document: Document, deeds: set[_Deed], applied: Sequence[Diagnostic]) -> FixError:
    texts = sorted({text for _, edits in deeds for edit in edits for text in edit if text.strip()})
    said = template("not fixed: the fixes of {names} undo each other ({what})")
    what = ", ".join(f"'{text}'" for text in texts)
    return _not_fixed(said, document, {rule for rule, _ in deeds}, applied, what=what)


def _restless(document: Document, names: set[str], applied: Sequence[Diagnostic]) -> FixError:
    said = template("not fixed: the fixes of {names} keep changing each other's text")
    if len(names) == 1:
        said = template("not fixed: the fixes of {names} would change their own text again")
    return _not_fixed(said, document, names, applied)


def _deed(diagnostic: Diagnostic, text: str) -> _Deed:
    return diagnostic.rule, tuple((edit.span.text(text), edit.content) for edit in _edits(diagnostic))


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
