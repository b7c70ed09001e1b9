"""Checks a document again after a pass of a fix: only what the pass may have changed.

What a rule of which `reach` is a block or a record finds in those that no edit touched is what it found there
before. It looks again at the others, in the whole document, of which it sees nothing else. All other rules
look at the whole document again.
"""

from __future__ import annotations

import bisect
import contextlib
import itertools
from typing import TYPE_CHECKING

from linter.document import Document
from linter.engine import MOST_FINDINGS, CheckResult, check
from linter.fixing.choice import edits_of
from linter.fixing.focus import Blocks, NoFocusError, Part, Records, moved
from linter.matching.spec import Reach
from linter.matching.suppressions import NAME
from linter.spans import Growth, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from linter.diagnostics import Diagnostic, Edit
    from linter.fixing.focus import Focus
    from linter.kinds import Match
    from linter.matching.cpu_time import CpuLimit
    from linter.packs import Rule


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
    if known.errors or type(after) is not Document or any(NAME in one.text for one in (before, after)):
        return check(after, rules, limit)
    some = _Recheck(before, known, edits, after, rules)
    result = check(after, rules, limit, some.find)
    diagnostics = sorted([*result.diagnostics, *some.kept], key=lambda diagnostic: diagnostic.sort_key)
    if result.errors or len(diagnostics) > MOST_FINDINGS // 2:
        return check(after, rules, limit)
    return CheckResult(tuple(diagnostics))


class _Recheck:
    """Finds again what edits may have changed, and keeps the other findings; see `recheck`."""

    def __init__(
        self,
        before: Document,
        known: CheckResult,
        edits: Sequence[Edit],
        after: Document,
        rules: Sequence[Rule],
    ) -> None:
        self._growth = Growth((edit.span, edit.growth) for edit in edits)
        self._known: dict[str, list[Diagnostic]] = {}
        for diagnostic in known.diagnostics:
            self._known.setdefault(diagnostic.rule, []).append(diagnostic)
        self._focuses: dict[Reach, Focus] = {}
        self.kept: list[Diagnostic] = []
        """The findings where nothing changed, once the rules have been asked."""
        for reach, (focus, parts_of) in _FOCUSES.items():
            own = [one for rule in rules if rule.reach is reach for one in self._known.get(rule.id, ())]
            with contextlib.suppress(NoFocusError):
                parts = parts_of(before, after, _touched(edits, own), self._growth)
                self._focuses[reach] = focus(before, after, parts)

    def find(self, document: Document, rule: Rule) -> Iterator[Match]:
        """What a rule finds in the document after the pass, less what is kept."""
        focus = self._focuses.get(rule.reach)
        if focus is None:
            yield from rule.find(document)
            return
        try:
            kept = [one for one in self._known.get(rule.id, ()) if not focus.had(one.span)]
            found = list(focus.find(rule))
        except NoFocusError:
            yield from rule.find(document)
            return
        self.kept += (moved(one, self._growth.before(one.span.start)) for one in kept)
        yield from found


def _touched(edits: Iterable[Edit], found: Iterable[Diagnostic]) -> list[Span]:
    """Where edits were made, and findings with fixes: what is near decides whether they are allowed."""
    with_fix = [one for one in found if one.fix is not None or one.refusal is not None]
    spans = [span for one in with_fix for span in (one.span, *(edit.span for edit in edits_of(one)))]
    return sorted([*spans, *(edit.span for edit in edits)])


def _blocks(before: Document, _after: Document, touched: Sequence[Span], growth: Growth) -> list[Part]:
    """The blocks that were touched, each with the blank lines above and below."""
    lines = before.lines
    ranges = [(lines.index_of(span.start), lines.index_of(span.end) + 1) for span in touched]
    changed = set(itertools.chain.from_iterable(itertools.starmap(range, ranges)))
    starts, ends, count = lines.starts, lines.ends, len(lines.starts)
    blocks: list[tuple[int, int]] = []  # the first line, and the one after the last
    for first_touched, after_touched in ranges:
        first, last = first_touched, after_touched
        if blocks and last <= blocks[-1][1]:
            continue
        while first and (starts[first] != ends[first] or first in changed):
            first -= 1
        while last < count and (starts[last] != ends[last] or last in changed):
            last += 1
        last = min(last + 1, count)
        if blocks and first < blocks[-1][1]:
            first, _ = blocks.pop()
        blocks.append((first, last))
    return [_part(before, first, last, growth) for first, last in blocks]


def _part(before: Document, first: int, last: int, growth: Growth) -> Part:
    """Lines from one, counted from 0, up to another."""
    starts = before.lines.starts
    start, end = starts[first], starts[last] if last < len(starts) else len(before.text)
    return Part(Span(start, end), Span(growth.moved(start) if start else 0, growth.moved(end)))


def _records(before: Document, after: Document, touched: Sequence[Span], growth: Growth) -> list[Part]:
    """The records that were touched.

    Raises:
        NoFocusError: there are none, or they are no longer the same.
    """
    old, new = before.records.records, after.records.records
    moved_spans = [
        Span(growth.moved(span.start), growth.moved(span.end)) for span in (record.span for record in old)
    ]
    if not old or moved_spans != [record.span for record in new]:
        raise NoFocusError
    index_of = before.lines.index_of
    parts = [
        _part(before, index_of(record.span.start), index_of(record.span.end) + 1, growth) for record in old
    ]
    starts = [part.before.start for part in parts]
    chosen = set[int]()
    for span in touched:
        at = bisect.bisect_right(starts, span.end) - 1
        while at >= 0 and span.touches(parts[at].before):
            chosen.add(at)
            at -= 1
    return [parts[at] for at in sorted(chosen)]


_FOCUSES: dict[
    Reach, tuple[type[Focus], Callable[[Document, Document, Sequence[Span], Growth], list[Part]]]
] = {
    Reach.BLOCK: (Blocks, _blocks),
    Reach.RECORD: (Records, _records),
}
