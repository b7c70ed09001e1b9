"""Runs rules over a document: the one entry point that the command line, tests and editors share."""

from __future__ import annotations

import bisect
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linter.diagnostics import Diagnostic, Fix
from linter.errors import LinterError, RuleError
from linter.phrases import fill, template
from linter.regions import RegionKind
from linter.spans import NEWLINE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.diagnostics import Edit
    from linter.document import Document
    from linter.kinds import Match
    from linter.packs import Rule


#: Finds that one rule may have in one document. A page of ten megabytes with one in every line has fewer.
MOST_FINDS = 200_000


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
            found = list(itertools.islice(rule.find(document), MOST_FINDS + 1))
            if len(found) > MOST_FINDS:
                message = template("rule '{rule}' finds more than {limit} places; the other rules ran")
                raise RuleError(message, path=document.path, rule=rule.id, limit=MOST_FINDS)  # noqa: TRY301
            diagnostics += [_diagnostic(document, rule, match) for match in found]
        except MemoryError:
            message = template("rule '{rule}' needs too much memory; the other rules ran")
            errors.append(RuleError(message, path=document.path, rule=rule.id))
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
    """Whether an edit touches only prose, or its border, and lines only as a whole."""
    if not _keeps_lines(document, edit):
        return False
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


def _keeps_lines(document: Document, edit: Edit) -> bool:
    """Whether an edit leaves lines as they are, or adds or takes whole ones.

    A line break in the middle of a heading, a list item or a title ends it; a blank line that goes away
    between two others joins what was apart.
    """
    text, span = document.text, edit.span
    if not NEWLINE.search(edit.content) and not NEWLINE.search(span.text(text)):
        return True
    lines = document.lines
    first, last = lines.position(span.start).line, lines.position(span.end).line
    starts, ends = lines.line_span(first), lines.line_span(last)
    if span.start not in (starts.start, starts.end) or span.end not in (ends.start, ends.end):
        return False
    if span.start == starts.end and span.end == ends.start and not NEWLINE.search(edit.content):
        return False  # two lines would become one
    above = starts.text(text) if span.start == starts.end else _line(document, first - 1)
    below = ends.text(text) if span.end == ends.start else _line(document, last + 1)
    apart = _has_blank_line(span.text(text)) and not _has_blank_line(edit.content)
    return not (apart and above.strip() and below.strip())


def _line(document: Document, number: int) -> str:
    """A line by its 1-based number; empty where there is none."""
    try:
        return document.lines.line_span(number).text(document.text) if number > 0 else ""
    except IndexError:
        return ""


def _has_blank_line(between: str) -> bool:
    """Whether a blank line is among the lines that a stretch between two lines holds."""
    _, *whole = NEWLINE.split(between)
    return any(not line.strip() for line in whole[:-1])
