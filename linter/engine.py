"""Runs rules over a document: the one entry point that the command line, tests and editors share."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linter.diagnostics import Diagnostic, Fix
from linter.errors import LinterError, RuleError
from linter.phrases import fill
from linter.regions import RegionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.diagnostics import Edit
    from linter.document import Document
    from linter.kinds import Match
    from linter.packs import Rule


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What the rules found, in order of place and rule id, and which rules could not finish."""

    diagnostics: tuple[Diagnostic, ...]
    errors: tuple[LinterError, ...] = ()


def check(document: Document, rules: Sequence[Rule]) -> CheckResult:
    """Checks a document.

    The same document and rules always give the same result, whatever the order of the rules. A rule that
    fails does not keep the others from running: its error stands in the result.
    """
    diagnostics: list[Diagnostic] = []
    errors: list[LinterError] = []
    for rule in rules:
        try:
            diagnostics += [_diagnostic(document, rule, match) for match in rule.find(document)]
        except LinterError as error:
            errors.append(error)
        except Exception as error:  # noqa: BLE001 - one rule's mistake must not lose the file or the run
            errors.append(
                RuleError(
                    "rule '{rule}' failed ({error}); the other rules ran",
                    path=document.path,
                    rule=rule.id,
                    error=f"{type(error).__name__}: {error}",
                )
            )
    diagnostics.sort(key=lambda diagnostic: diagnostic.sort_key)
    return CheckResult(tuple(diagnostics), tuple(errors))


def _diagnostic(document: Document, rule: Rule, match: Match) -> Diagnostic:
    message = fill(rule.message, match.fields, rule.locale)
    fix = match.fix
    if fix is not None:
        edits = tuple(edit for edit in fix.edits if edit.span.text(document.text) != edit.content)
        allowed = bool(edits) and all(_may_edit(document, edit) for edit in edits)
        fix = Fix(edits, fix.applicability) if allowed else None
    return Diagnostic(rule.id, rule.severity, match.span, message, fix)


def _may_edit(document: Document, edit: Edit) -> bool:
    """Whether an edit touches only prose. An insertion may stand at its border."""
    regions = document.regions
    starts = document.derive("region starts", lambda: [region.span.start for region in regions])
    if not regions:
        return True
    at = max(bisect.bisect_right(starts, edit.span.start) - 1, 0)
    if not len(edit.span):
        beside = regions[max(at - 1, 0) if starts[at] == edit.span.start else at : at + 1]
        return any(region.kind is RegionKind.PROSE for region in beside)
    while at < len(regions) and regions[at].span.start < edit.span.end:
        if regions[at].kind is not RegionKind.PROSE:
            return False
        at += 1
    return True
