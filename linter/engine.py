"""Runs rules over a document: the one entry point that the command line, tests and editors share."""

from __future__ import annotations

import bisect
import contextlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from linter.diagnostics import Diagnostic, Fix
from linter.edits.whole_lines import takes_lines, unwraps
from linter.errors import LinterError, RuleError
from linter.messages.phrases import fill, shown, template
from linter.regions import RegionKind
from linter.spans import NEWLINE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linter.diagnostics import Edit
    from linter.document import Document
    from linter.kinds import Match
    from linter.messages.phrases import Locale
    from linter.packs import Rule


#: Finds that one rule may have in one document, and one more for every four code points of it: memory is
#: finite, and no rule that means something finds every other character.
MOST_FINDS = 10_000
#: Blank lines over which two lists may grow together.
_NEAR = 50
#: The first or a later line of a list item, a line of a quotation, the row of a table.
_PART = re.compile(r"[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]|[>|])|[ \t]{2,}")
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:")
_PROSE = frozenset((RegionKind.PROSE,))
_PROSE_AND_EMPHASIS = frozenset((RegionKind.PROSE, RegionKind.MARKUP, RegionKind.MARKUP_END))
#: Code points of a field that a message shows.
_LONGEST_FIELD = 200


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
    most = 10 * MOST_FINDS + len(document.text)
    for rule in sorted(rules, key=lambda each: each.id):
        if len(diagnostics) > most:
            message = template("more than {limit} findings; '{rule}' and the rules behind it did not run")
            errors.append(RuleError(message, path=document.path, rule=rule.id, limit=most))
            break
        try:
            diagnostics += _finds(document, rule)
        except LinterError as error:
            errors.append(error)
        except MemoryError:
            message = template("rule '{rule}' needs too much memory; the other rules ran")
            errors.append(RuleError(message, path=document.path, rule=rule.id))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - one rule's mistake must not lose the run
            errors.append(_failed(rule, error, document.path))
    diagnostics.sort(key=lambda diagnostic: diagnostic.sort_key)
    return CheckResult(tuple(diagnostics), tuple(errors))


def _failed(rule: Rule, error: BaseException, path: str | None = None) -> LinterError:
    said = f"{type(error).__name__}: {error}"
    return RuleError(
        "rule '{rule}' failed ({error}); the other rules ran", path=path, rule=rule.id, error=said
    )


def compare(
    documents: Sequence[Document], rules: Sequence[Rule], facts: Sequence[Mapping[str, Sequence[Any]]]
) -> list[CheckResult]:
    """What rules find that compare documents with each other, for each document.

    Args:
        documents: the documents of a run.
        rules: the rules of the run; those that look at one document at a time find nothing here.
        facts: what `facts_of` gave for each document.
    """
    order = sorted(range(len(documents)), key=lambda place: documents[place].path)
    found: list[list[Diagnostic]] = [[] for _ in documents]
    errors: list[LinterError] = []
    for rule in sorted(rules, key=lambda each: each.id):
        if rule.across is None:
            continue
        known = [facts[place].get(rule.id, ()) for place in order]
        try:
            for place, match in rule.across.compare([documents[place] for place in order], known):
                found[order[place]].append(_diagnostic(documents[order[place]], rule, match))
        except LinterError as error:
            errors.append(error)
        except (Exception, MemoryError) as error:  # noqa: BLE001 - as above
            errors.append(_failed(rule, error))
    return [
        CheckResult(tuple(sorted(each, key=lambda one: one.sort_key)), tuple(errors) if not place else ())
        for place, each in enumerate(found)
    ]


def facts_of(document: Document, rules: Sequence[Rule]) -> dict[str, Sequence[Any]]:
    """What rules that compare documents remember of one, by rule id.

    One that fails fails on the document by itself as well, where it is reported.
    """
    facts = {}
    for rule in rules:
        if rule.across is not None:
            with contextlib.suppress(Exception):
                facts[rule.id] = rule.across.facts(document)
    return facts


def _finds(document: Document, rule: Rule) -> list[Diagnostic]:
    """What one rule finds.

    Raises:
        RuleError: more than anybody could read.
    """
    found: list[Diagnostic] = []
    most = MOST_FINDS + len(document.text) // 4
    for match in rule.find(document):
        if len(found) == most:
            message = template("rule '{rule}' finds more than {limit} places; the other rules ran")
            raise RuleError(message, path=document.path, rule=rule.id, limit=most)
        found.append(_diagnostic(document, rule, match))
    return found


def _diagnostic(document: Document, rule: Rule, match: Match) -> Diagnostic:
    fields = {name: _short(value, rule.locale) for name, value in match.fields.items()}
    message = fill(rule.message, fields, rule.locale)
    fix = match.fix
    spans = [match.span, *(edit.span for edit in (fix.edits if fix is not None else ()))]
    if any(span.end > len(document.text) for span in spans):
        raise ValueError("a find lies outside the document")
    if fix is not None:
        clipped = [document.clip_edit(_in_newlines(document, edit)) for edit in fix.edits]
        edits = tuple(e for e in clipped if e is not None and e.span.text(document.text) != e.content)
        allowed = all(_may_edit(document, edit) for edit in edits) or unwraps(document, fix.edits)
        allowed = allowed and bool(edits) and None not in clipped
        fix = Fix(edits, fix.applicability) if allowed else None
    return Diagnostic(rule.id, rule.severity, match.span, message, fix)


def _in_newlines(document: Document, edit: Edit) -> Edit:
    """The edit with the newlines that the document has where it is made."""
    if not NEWLINE.search(edit.content):
        return edit
    ending = document.lines.ending(edit.span.start, document.text)
    return replace(edit, content=NEWLINE.sub(ending, edit.content))


def _short(value: object, locale: Locale) -> str:
    """What a message says of a field: a find may be a whole page."""
    text = shown(value, locale)
    return text if len(text) <= _LONGEST_FIELD else f"{text[: _LONGEST_FIELD - 1]}…"


def _may_edit(document: Document, edit: Edit) -> bool:
    """Whether an edit touches only prose, or its border, and lines only as a whole.

    One that takes out whole lines may take the emphasis in them along.
    """
    if not _keeps_lines(document, edit) or document.structure.is_linked_to(edit.span.start):
        return False
    if document.fills_date(edit):
        return True
    kinds = _PROSE_AND_EMPHASIS if takes_lines(document, edit) else _PROSE
    regions = document.regions
    starts = document.structure.region_starts
    if not regions:
        return True
    at = max(bisect.bisect_right(starts, edit.span.start) - 1, 0)
    if not len(edit.span):
        beside = regions[max(at - 1, 0) if starts[at] == edit.span.start else at : at + 1]
        return any(region.kind is RegionKind.PROSE for region in beside)
    while at < len(regions) and regions[at].span.start < edit.span.end:
        if regions[at].kind not in kinds:
            return False
        at += 1
    return True


def _keeps_lines(document: Document, edit: Edit) -> bool:
    """Whether an edit leaves lines as they are, or adds or takes whole ones.

    A line break in the middle of a heading, a list item or a title ends it; a blank line that goes away
    between two others joins what was apart.
    """
    text, span = document.text, edit.span
    lines = document.lines
    if not NEWLINE.search(edit.content) and not NEWLINE.search(span.text(text)):
        return not _blanks(document, edit)
    first, last = lines.position(span.start).line, lines.position(span.end).line
    starts, ends = lines.line_span(first), lines.line_span(last)
    if span.start not in (starts.start, starts.end) or span.end not in (ends.start, ends.end):
        return False
    inside = span.start > starts.start  # behind the text of a line, which stays
    if inside and span.end == ends.start and not NEWLINE.search(edit.content):
        return False  # two lines would become one
    above = starts.text(text) if inside else _line(document, first - 1)
    below = ends.text(text) if span.end == ends.start else _line(document, last + 1)
    taken, put = NEWLINE.split(span.text(text)), NEWLINE.split(edit.content)
    apart = _has_blank(taken[inside:-1]) and not _has_blank(put[inside:-1])
    if apart and above.strip() and below.strip():
        return False
    return bool(edit.content.strip()) or not _holds_apart(
        document, first + inside, last - (span.end == ends.start and last > first)
    )


def _blanks(document: Document, edit: Edit) -> bool:
    """Whether an edit within a line leaves a blank one that changes what stands around it."""
    text, span = document.text, edit.span
    if edit.content.strip() or not span.text(text).strip():
        return False
    number = document.lines.position(span.start).line
    ink = document.visible_extent(number)
    if ink is not None and (ink[0] < span.start or ink[1] >= span.end):
        return False
    # A blank line between two others parts what was one paragraph.
    parts = bool(_line(document, number - 1).strip()) and bool(_line(document, number + 1).strip())
    return parts or _holds_apart(document, number, number)


def _holds_apart(document: Document, first: int, last: int) -> bool:
    """Whether lines, 1-based, keep what stands above and below from becoming one.

    Two lists, quotes or tables are one without what stands between them. A line that ends with a backslash
    breaks only before another, and a definition begins only where no paragraph goes on.
    """
    if _line(document, first - 1).endswith("\\") or _DEFINITION.match(_line(document, last + 1)):
        return True
    above, below = _nearest(document, first - 1, -1), _nearest(document, last + 1, 1)
    return _PART.match(above) is not None and _PART.match(below) is not None


def _nearest(document: Document, number: int, step: int) -> str:
    """The first line that is not blank from a 1-based number on; empty if none is near."""
    lines = (_line(document, number + step * distance) for distance in range(_NEAR))
    return next((line for line in lines if line.strip()), "")


def _line(document: Document, number: int) -> str:
    """A line by its 1-based number; empty where there is none."""
    spans = document.lines.spans
    start, end = spans[number - 1] if 0 < number <= len(spans) else (0, 0)
    return document.text[start:end]


def _has_blank(lines: Sequence[str]) -> bool:
    return any(not line.strip() for line in lines)
