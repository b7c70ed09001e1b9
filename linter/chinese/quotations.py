"""Quotations and titles in a line, and the text around them, cut into clauses and sentences."""

from __future__ import annotations

import collections
import itertools
from typing import TYPE_CHECKING, NamedTuple

from linter.lazy import lazy_re

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Sequence

#: Half-open offsets.
Offsets = tuple[int, int]

_PAIRS = ("「」", "『』", "“”", "‘’", "《》", "〈〉", '""')
_TITLES = "《〈"
OPENING = "".join(pair[0] for pair in _PAIRS)
#: A line without any of these mentions nothing, which is quicker to see than what it may talk about.
MARKS = f"{OPENING}：:（(/／|→⇒≠>寫写誤误"
CLOSING = "".join(pair[1] for pair in _PAIRS)
QUOTE = lazy_re("|".join(f"{pair[0]}[^{pair}\n]*{pair[1]}" for pair in _PAIRS))
#: What quotations are replaced by where only the text around them counts.
HOLE = "\0"
CLAUSE_END = lazy_re("[，。；！？,;!?…\n]")
SENTENCE_END = lazy_re("[。；！？;!?\n]")


class Quote(NamedTuple):
    """A quotation: the offsets of what is quoted, and whether it is in the marks of a title."""

    start: int
    end: int
    is_title: bool

    def text(self, line: str) -> str:
        """What is quoted."""
        return line[self.start : self.end]


def quotes_in(line: str, start: int, end: int) -> Iterator[Quote]:
    """The outermost quotations in a part of a line."""
    for match in QUOTE.finditer(line, start, end):
        yield Quote(match.start() + 1, match.end() - 1, match.group()[0] in _TITLES)


def hollow(line: str, quotes: Sequence[Quote], start: int, end: int) -> str:
    """A line up to an offset, without what is before its part and what is quoted, and as long."""
    inside = ((quote.start, quote.end) for quote in quotes)
    return replaced(line[:end], ((0, start), *inside), lambda first, last: HOLE * (last - first))


def parts_between(
    ends: re.Pattern[str], around: str, quotes: Sequence[Quote], start: int, end: int
) -> Iterator[tuple[int, int, list[Quote]]]:
    """The parts of a text between what ends one: their offsets, and the quotations in them.

    Args:
        ends: what ends a part.
        around: the text around the quotations; see `hollow`.
        quotes: the quotations, in order.
        start: where the first part starts.
        end: where the last part ends.
    """
    left = collections.deque(quotes)
    stops = itertools.chain((match.span() for match in ends.finditer(around, start, end)), ((end, end),))
    for stop, after in stops:
        inside: list[Quote] = []
        while left and left[0].start <= stop:
            inside.append(left.popleft())
        yield start, stop, inside
        start = after


def merged(spans: Iterable[Offsets]) -> list[Offsets]:
    """Spans in order, those that overlap or touch as one."""
    found: list[Offsets] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        elif start < end:
            found.append((start, end))
    return found


def replaced(text: str, spans: Iterable[Offsets], by: Callable[[int, int], str]) -> str:
    """A text with something else at some spans, which are in order and do not overlap."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += text[at:start], by(start, end)
        at = end
    return "".join((*parts, text[at:]))
