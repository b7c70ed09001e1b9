"""Applies fixes pass after pass until none is left; whether that does damage is not asked here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.diagnostics import Diagnostic, Edit, Refusal, compose
from linter.engine import check, time_limit
from linter.fixing.choice import all_edits, choose, edits_of, pieces_of, with_pieces
from linter.fixing.failures import non_convergence, oscillation, too_much_growth
from linter.fixing.origins import Pass, in_original
from linter.fixing.recheck import recheck
from linter.values import Struct, Value, field, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from linter.diagnostics import Applicability
    from linter.document import Document
    from linter.engine import CheckResult
    from linter.errors import FixError
    from linter.packs import Rule

_MOST_PASSES = 100
#: Code points by which a text may exceed twice its length: enough for placeholders in empty records.
_MOST_GROWTH = 1000
#: The same for what one pass writes, which cannot be a loop, but may fill a disk.
_MOST_IN_FIRST_PASS = 10_000
#: A fix by its rule and its edits.
FixKey = tuple[str, tuple[Edit, ...]]
#: The edits of a fix regardless of their offsets: its rule, and the old and the new text of each edit.
_AppliedEdits = tuple[str, tuple[tuple[str, str], ...]]


class Stable(Value):
    """A document for which the rules have no more fixes."""

    document: Document
    applied: tuple[Diagnostic, ...]
    """The diagnostics whose fixes were made, with their spans in the original text."""
    left: CheckResult
    """What is still found."""
    edits: list[Edit]
    """The edits of all passes as one set, sorted, with their spans in the original text."""


class Excluded(Struct):
    """What is not to be fixed: single fixes, with their spans in the original text, and rules."""

    fixes: set[FixKey] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)

    def marked(self, diagnostics: Iterable[Diagnostic], passes: Sequence[Pass]) -> tuple[Diagnostic, ...]:
        """The findings after some passes, without the fixes that must not be made."""
        return tuple(self._marked(one, passes) for one in diagnostics)

    def _marked(self, diagnostic: Diagnostic, passes: Sequence[Pass]) -> Diagnostic:
        pieces = [] if diagnostic.rule in self.rules else pieces_of(diagnostic)
        kept = [piece for piece in pieces if not self._has(with_pieces(diagnostic, [piece]), passes)]
        if kept or diagnostic.fix is None:
            return with_pieces(diagnostic, kept)
        return replace(diagnostic, fix=None, refusal=Refusal.DAMAGE)

    def _has(self, diagnostic: Diagnostic, passes: Sequence[Pass]) -> bool:
        return fix_key(in_original(diagnostic, passes)) in self.fixes


def fix_key(diagnostic: Diagnostic) -> FixKey:
    """What identifies the fix of a diagnostic."""
    return diagnostic.rule, edits_of(diagnostic)


def until_stable(
    document: Document,
    rules: Sequence[Rule],
    least: Applicability,
    excluded: Excluded | None = None,
    *,
    plain: bool = False,
) -> Stable:
    """Applies pass after pass until no fix is left.

    Args:
        document: the document.
        rules: the rules.
        least: how certain a fix must be.
        excluded: what is not to be fixed.
        plain: checks all of the text after every pass.

    Raises:
        FixError: the fixes undo each other, do not converge or write too much.
    """
    now, applied, composed = document, list[Diagnostic](), list[Edit]()
    seen = {document.text: 0}
    passes: list[Pass] = []
    history: list[set[_AppliedEdits]] = []
    limit = time_limit(document)
    found = check(now, rules, limit)
    while True:
        result = found
        if excluded is not None and (excluded.fixes or excluded.rules):
            result = replace(result, diagnostics=excluded.marked(result.diagnostics, passes))
        chosen = choose(result.diagnostics, least)
        if not chosen or result.errors:
            ordered = tuple(sorted(applied, key=lambda diagnostic: diagnostic.sort_key))
            return Stable(now, ordered, result, composed)
        edits = all_edits(chosen)
        grown = len(now.text) + sum(edit.growth for edit in edits) - 2 * len(document.text)
        if grown > _MOST_IN_FIRST_PASS:
            raise too_much_growth(document, chosen)
        applied += [in_original(diagnostic, passes) for diagnostic in chosen]
        history.append({_applied_edits(diagnostic, now.text) for diagnostic in chosen})
        passes.append(Pass(edits))
        composed = compose(composed, edits)
        before, now = now, now.with_edits(edits)
        if now.text in seen:
            raise _undone(document, set().union(*history[seen[now.text] :]), applied)
        if len(passes) > _MOST_PASSES or (len(passes) > 1 and grown > _MOST_GROWTH):
            raise non_convergence(document, {diagnostic.rule for diagnostic in chosen}, applied)
        seen[now.text] = len(passes)
        found = check(now, rules, limit) if plain else recheck(before, found, edits, now, rules, limit)


def _applied_edits(diagnostic: Diagnostic, text: str) -> _AppliedEdits:
    return diagnostic.rule, tuple((edit.span.text(text), edit.content) for edit in edits_of(diagnostic))


def _undone(document: Document, repeated: set[_AppliedEdits], applied: Sequence[Diagnostic]) -> FixError:
    texts = sorted({text for _, edits in repeated for edit in edits for text in edit if text.strip()})
    return oscillation(document, {rule for rule, _ in repeated}, applied, texts)
