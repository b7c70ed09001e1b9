"""Checks a document again after a pass of a fix: only what the pass may have changed.

What a rule of which `reach` is a block or a record finds in those that no edit touched is what it found there
before. It looks again at the others, taken out of the document with the structure that they have in it. All
other rules look at the whole document again.
"""

from __future__ import annotations

import bisect
import itertools
from typing import TYPE_CHECKING

from linter.document import Document
from linter.engine import MOST_FINDINGS, CheckResult, check
from linter.fixing.choice import edits_of
from linter.fixing.excerpt import Excerpt, Growth, NoExcerptError, Part, moved
from linter.matching.spec import Reach
from linter.matching.suppressions import NAME
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from linter.diagnostics import Diagnostic, Edit
    from linter.kinds import Match
    from linter.matching.cpu_time import CpuLimit
    from linter.packs import Rule

#: The largest share of a document that is worth being taken out of it.
_MOST = 0.5


def recheck(  # noqa: PLR0913, PLR0917 - all that there is before and after
    before: Document,
    known: CheckResult,
    edits: Sequence[Edit],
    after: Document,
    rules: Sequence[Rule],
    limit: CpuLimit,
) -> CheckResult:
    """What is found in a document that edits made of another one: as `linter.engine.check` finds it.

    Args:
        before: the document before.
        known: what was found in it.
        edits: the edits, sorted.
        after: the document that they made.
        rules: the rules.
        limit: how long they may take together.
    """
    if known.errors or any(NAME in one.text for one in (before, after)):
        return check(after, rules, limit)
    excerpts: dict[str, Excerpt] = {}
    kept: list[Diagnostic] = []
    growth = Growth(edits)
    for reach, parts_of in _PARTS.items():
        names = {rule.id for rule in rules if rule.reach is reach}
        own = [diagnostic for diagnostic in known.diagnostics if diagnostic.rule in names]
        try:
            parts = parts_of(before, after, _touched(edits, own), growth)
            excerpt = _excerpt(after, parts)
            if reach is Reach.RECORD and not excerpt.has_the_records():
                continue
            kept += [moved(one, growth.before(one.span.start)) for one in own if not excerpt.had(one.span)]
        except NoExcerptError:
            continue
        excerpts.update(dict.fromkeys(names, excerpt))

    def find(document: Document, rule: Rule) -> Iterable[Match]:
        return excerpts[rule.id].find(rule) if rule.id in excerpts else rule.find(document)

    result = check(after, rules, limit, find)
    diagnostics = sorted([*result.diagnostics, *kept], key=lambda diagnostic: diagnostic.sort_key)
    if result.errors or len(diagnostics) > MOST_FINDINGS // 2:
        return check(after, rules, limit)
    return CheckResult(tuple(diagnostics))


def _touched(edits: Sequence[Edit], found: Iterable[Diagnostic]) -> list[Span]:
    """Where edits were made, and findings with fixes: what is near decides whether they are allowed."""
    with_fix = [one for one in found if one.fix is not None or one.refusal is not None]
    spans = [span for one in with_fix for span in (one.span, *(edit.span for edit in edits_of(one)))]
    return sorted([*spans, *(edit.span for edit in edits)])


def _excerpt(document: Document, parts: list[Part]) -> Excerpt:
    """The parts of a document.

    Raises:
        NoExcerptError: they are nearly all of it, or cannot be taken out.
    """
    if type(document) is not Document or sum(len(part.after) for part in parts) > _MOST * len(document.text):
        raise NoExcerptError
    return Excerpt(document, parts)


def _blocks(before: Document, _after: Document, touched: Sequence[Span], growth: Growth) -> list[Part]:
    """The blocks that were touched, each with the blank lines above and below."""
    lines = before.lines
    ranges = [(lines.position(span.start).line - 1, lines.position(span.end).line) for span in touched]
    changed = set(itertools.chain.from_iterable(itertools.starmap(range, ranges)))
    count = len(lines.spans)

    def separates(number: int) -> bool:
        start, end = lines.spans[number]
        return start == end and number not in changed

    blocks: list[tuple[int, int]] = []  # the first line, and the one after the last
    for number, after in ranges:
        first, last = number, after
        if blocks and first < blocks[-1][1]:
            first, last = blocks[-1][0], max(last, blocks.pop()[1] - 1)
        else:
            while first and not separates(first):
                first -= 1
        while last < count and not separates(last):
            last += 1
        if blocks and first < blocks[-1][1]:
            first, _ = blocks.pop()
        blocks.append((first, min(last + 1, count)))
    return [_part(before, first, last, growth) for first, last in blocks]


def _part(before: Document, first: int, last: int, growth: Growth) -> Part:
    """Lines from one, counted from 0, up to another."""
    spans = before.lines.spans
    start, end = spans[first][0], spans[last][0] if last < len(spans) else len(before.text)
    return Part(
        Span(start, end), Span(start + growth.before(start) if start else 0, end + growth.before(end))
    )


def _records(before: Document, after: Document, touched: Sequence[Span], growth: Growth) -> list[Part]:
    """The records that were touched.

    Raises:
        NoExcerptError: there are none, or they are no longer the same.
    """
    old, new = before.records.records, after.records.records
    moved_spans = [
        Span(span.start + growth.before(span.start), span.end + growth.before(span.end))
        for span in (record.span for record in old)
    ]
    if not old or moved_spans != [record.span for record in new]:
        raise NoExcerptError
    position = before.lines.position
    parts = [
        _part(before, position(record.span.start).line - 1, position(record.span.end).line, growth)
        for record in old
    ]
    starts = [part.before.start for part in parts]
    chosen = set[int]()
    for span in touched:
        at = bisect.bisect_right(starts, span.end) - 1
        while at >= 0 and span.touches(parts[at].before):
            chosen.add(at)
            at -= 1
    return [parts[at] for at in sorted(chosen)]


_PARTS: dict[Reach, Callable[[Document, Document, Sequence[Span], Growth], list[Part]]] = {
    Reach.BLOCK: _blocks,
    Reach.RECORD: _records,
}
