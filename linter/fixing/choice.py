"""Which fixes are made in one pass: those that are certain enough, and do not touch each other."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linter.diagnostics import Applicability, Diagnostic, Edit
    from linter.spans import Span


def choose(diagnostics: Iterable[Diagnostic], least: Applicability) -> list[Diagnostic]:
    """The diagnostics to fix in one pass, in order of their edits; none touches an earlier one."""
    wanted = [d for d in diagnostics if d.fix is not None and d.fix.applicability >= least]
    wanted.sort(key=lambda diagnostic: (edits_of(diagnostic), diagnostic.rule))
    taken: list[Span] = []
    chosen = []
    for diagnostic in wanted:
        spans = [edit.span for edit in edits_of(diagnostic)]
        if not any(_touches_any(span, taken) for span in spans):
            for span in spans:
                bisect.insort(taken, span)
            chosen.append(diagnostic)
    return chosen


def edits_of(diagnostic: Diagnostic) -> tuple[Edit, ...]:
    """The edits of a diagnostic's fix, in order; none if it has no fix."""
    return diagnostic.fix.edits if diagnostic.fix is not None else ()


def all_edits(diagnostics: Iterable[Diagnostic]) -> list[Edit]:
    """The edits of all their fixes, in order."""
    return sorted(edit for diagnostic in diagnostics for edit in edits_of(diagnostic))


def _touches_any(span: Span, taken: list[Span]) -> bool:
    """Whether a span touches any of the others, which are sorted and do not overlap."""
    index = bisect.bisect_left(taken, span)
    return any(span.touches(other) for other in taken[max(index - 1, 0) : index + 1])
