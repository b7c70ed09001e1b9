"""Applies fixes until none is left, and proves the result before anybody sees it."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linter.diagnostics import Applicability, Diagnostic, Edit, apply_edits
from linter.engine import check
from linter.errors import FixError
from linter.spans import Span
from linter.verify import difference

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from linter.document import Document
    from linter.engine import CheckResult
    from linter.packs import Rule

_MOST_PASSES = 100


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

    Fixes that touch wait for the next pass, so the order of the rules does not matter.

    Raises:
        FixError: the fixes run in a circle, or would damage the document; nothing was changed.
    """
    result = check(document, rules)
    now, applied = document, []
    seen = {document.text}
    passes: list[list[Edit]] = []
    while chosen := _choose(result.diagnostics, least):
        edits = sorted(edit for diagnostic in chosen for edit in _edits(diagnostic))
        applied += [_in_original(diagnostic, passes) for diagnostic in chosen]
        now = now.with_text(apply_edits(now.text, edits))
        passes.append(edits)
        if now.text in seen or len(passes) > _MOST_PASSES:
            names = ", ".join(sorted({diagnostic.rule for diagnostic in chosen}))
            raise FixError(f"the fixes of {names} undo each other; nothing was changed", path=document.path)
        seen.add(now.text)
        result = check(now, rules)
    if now is not document:
        damage = difference(document, now)
        if damage is not None:
            names = ", ".join(_culprits(document, applied))
            raise FixError(f"not fixed, because of {names}: {damage}", path=document.path)
    return FixResult(now, tuple(sorted(applied, key=lambda each: each.sort_key)), result)


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


def _in_original(diagnostic: Diagnostic, passes: list[list[Edit]]) -> Diagnostic:
    """The diagnostic with its spans taken back through the passes before it."""
    if not passes or diagnostic.fix is None:
        return diagnostic
    edits = [Edit(_back(edit.span, passes), edit.content) for edit in diagnostic.fix.edits]
    fix_ = type(diagnostic.fix)(_apart(edits), diagnostic.fix.applicability)
    span = _back(diagnostic.span, passes)
    return Diagnostic(diagnostic.rule, diagnostic.severity, span, diagnostic.message, fix_)


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


def _back(span: Span, passes: list[list[Edit]]) -> Span:
    start, end = span.start, span.end
    for edits in reversed(passes):
        start = _before(start, edits, right=False)
        end = max(start, _before(end, edits, right=True))
    return Span(start, end)


def _before(offset: int, edits: list[Edit], *, right: bool) -> int:
    """Where an offset stood before the edits were made.

    An offset inside new text goes to the end of the old one that `right` chooses.
    """
    shift = 0
    for edit in edits:
        start = edit.span.start + shift
        end = start + len(edit.content)
        if offset < start or (offset == start and (not right or start == end)):
            break
        if offset < end or (offset == end and right):
            return edit.span.end if right else edit.span.start
        shift += len(edit.content) - len(edit.span)
    return offset - shift


def _culprits(document: Document, applied: Sequence[Diagnostic]) -> list[str]:
    """The rules whose fixes alone damage the document, or all of them if only together they do."""
    rules = sorted({diagnostic.rule for diagnostic in applied})
    guilty = []
    for rule in rules:
        alone = _choose([each for each in applied if each.rule == rule], Applicability.UNSAFE)
        edits = sorted(edit for diagnostic in alone for edit in _edits(diagnostic))
        if difference(document, document.with_text(apply_edits(document.text, edits))) is not None:
            guilty.append(rule)
    return guilty or rules
