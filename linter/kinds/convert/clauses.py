"""Clauses: the changes that one finding tells of, with the edits that make them."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, NamedTuple

from linter.diagnostics import Edit
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from linter.chinese.changes import Change

#: Maximum number of code points between two words of a clause.
_ONE_CLAUSE = 12


class Clause(NamedTuple):
    """Half-open offsets of a text, and the edits between them: a page may have thousands."""

    start: int
    end: int
    edits: tuple[Edit, ...]


def clauses(
    text: str, changes: Iterable[Change], *, joined: bool, repairs: Sequence[int] = ()
) -> Iterator[Clause]:
    """The clauses of some changes, in order.

    Args:
        text: the text in which the changes count.
        changes: what changes, in order.
        joined: whether changes with nothing but a few letters between them make one clause.
        repairs: where words are repaired, in order. No clause goes beyond one: the repair would wait for it,
            and may no longer be certain in what it makes.
    """
    start = end = -1
    edits: list[Edit] = []
    for change in changes:
        first, last = change.span.start, change.span.end
        if edits and not (joined and _are_near(text, end, first) and not _is_any_in(repairs, end, first)):
            yield Clause(start, end, tuple(edits))
            edits = []
        if not edits:
            start = first
        _add_edits(edits, text, first, change.content)
        end = last
    if edits:
        yield Clause(start, end, tuple(edits))


def _are_near(text: str, end: int, start: int) -> bool:
    return end == start or (start - end <= _ONE_CLAUSE and text[end:start].isalpha())


def _is_any_in(offsets: Sequence[int], start: int, end: int) -> bool:
    at = bisect.bisect_left(offsets, start)
    return at < len(offsets) and offsets[at] < end


def _add_edits(edits: list[Edit], text: str, start: int, content: str) -> None:
    """Adds edits of the characters that really differ, so that a fix touches nothing else."""
    first = -1
    at = start
    for new in content:
        if new != text[at]:
            if first < 0:
                first = at
        elif first >= 0:
            edits.append(Edit(Span(first, at), content[first - start : at - start]))
            first = -1
        at += 1
    if first >= 0:
        edits.append(Edit(Span(first, at), content[first - start :]))
