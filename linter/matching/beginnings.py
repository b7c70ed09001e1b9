"""Where matches of an expression can begin: found by `re` in a small part of the time of the expression.

What the first characters of a match may be is read off the expression as the `regex` package parses it. From
that comes an expression of `re` without backtracking, which finds every place where a match may begin, and
few others. These are private interfaces: where something is not as expected, nothing is known, and all places
are looked at.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from linter.lazy import compiled_re, kept
from linter.matching.ranges import ASCII_END, LAST, both, union, written

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator

    import regex

    from linter.matching.ranges import Ranges
    from linter.matching.ways import Way

#: How many characters the package looks for as quickly as `re`.
_FEW = 4
#: How often one is in a text, about: an ASCII letter in lower case, a space, another character of ASCII.
_LETTER, _SPACE, _OTHER = 0.01, 0.05, 0.004
#: The same for the other characters of some ranges, and how often all that a class has of it are at most.
_FREQUENCIES = (
    ((0x4E00, 0x9FFF), 0.001, 0.6),
    ((0x3000, 0x303F), 0.01, 0.1),
    ((0xFF00, 0xFF5F), 0.01, 0.1),
    ((0xFDD0, 0xFDD2), 0.02, 0.06),
    ((ASCII_END, LAST), 0.0002, 0.02),
)
#: From how many code points of text on it pays to look for the places where a match may begin.
_LONG = 1_000
#: To look at a place takes as long as to search so many code points. They are counted after some places.
_APART, _SOME = 64, 32
#: What is more frequent is not looked for.
_FREQUENT = 0.4


class Beginnings(NamedTuple):
    """What finds the places where matches may begin."""

    find: re.Pattern[str]
    """Matches near each such place."""
    offset: int
    """How far after the place it matches; -1 if it matches the line feed before."""

    def places(self, text: str, start: int = 0) -> Iterator[int]:
        """The places from an offset on where a match may begin, in order."""
        offset = self.offset
        if offset < 0 and not start:
            yield 0
        for found in self.find.finditer(text, max(start + offset, 0)):
            yield found.start() - offset


def matches(
    pattern: regex.Pattern[str], text: str, start: int = 0, left: Callable[[], float | None] = lambda: None
) -> Iterator[regex.Match[str]]:
    """The matches of a pattern in a text, from an offset on.

    Args:
        pattern: the pattern.
        text: the text.
        start: the offset; lookbehinds see what is before it.
        left: gives the seconds that the pattern may take from now on; None for any.

    Raises:
        TimeoutError: it took longer.
    """
    known = beginnings(pattern) if len(text) - start >= _LONG else None
    end = start
    for tried, place in enumerate(known.places(text, start) if known is not None else (), 1):
        if not tried % _SOME and place - start < tried * _APART:
            known, end = None, max(place, end)  # the pattern is quicker by itself
            break
        if place >= end:
            match = pattern.match(text, place, timeout=left())
            if match is not None:
                yield match
                end = match.end()
    if known is None:
        yield from pattern.finditer(text, end, timeout=left())


@functools.cache
def beginnings(pattern: regex.Pattern[str]) -> Beginnings | None:
    """What finds the places where matches of a pattern may begin; None if these are not known, or many."""
    lists = [f"{name}\0{sorted(words)}" for name, words in sorted(pattern.named_lists.items())]
    key = "\0".join((pattern.pattern, *lists))
    find, offset = kept("beginnings", key, pattern.flags, lambda: _expression(pattern))
    return Beginnings(compiled_re(find), offset) if find else None


def _expression(pattern: regex.Pattern[str]) -> tuple[str, int]:
    """The parts of `Beginnings`; empty if nothing is known."""
    from linter.matching.ways import UnsureError, ways_of  # noqa: PLC0415 - what they give is kept between runs

    try:
        ways = ways_of(pattern)
    except (UnsureError, AttributeError, ImportError, LookupError, RecursionError, TypeError, ValueError):
        return "", 0
    shortest = min((len(way.classes) for way in ways), default=0)
    if not shortest:
        return "", 0
    if sum(end - start + 1 for start, end in union(way.classes[0] for way in ways)) <= _FEW:
        return "", 0  # the package finds them as quickly
    if all(way.in_line for way in ways):
        return rf"\n(?={_sequences(way.classes for way in ways)})", -1
    frequency, offset = min((_frequency(union(way.classes[n] for way in ways)), n) for n in range(shortest))
    return ("", 0) if frequency > _FREQUENT else (_around(ways, offset), offset)


def _around(ways: Iterable[Way], offset: int) -> str:
    """An expression for the character at an offset of what begins in one of some ways."""
    rare = union(way.classes[offset] for way in ways)
    conditions = []
    pairs = (
        ((*filter(None, (way.previous,)), *way.classes[: offset + 1]), way.classes[offset + 1 :])
        for way in ways
    )
    for before, after in _grouped(pairs):
        previous = "" if before == (rare,) else f"(?<={''.join(map(written, before))})"
        ahead = "" if () in after else f"(?={_sequences(after)})"
        conditions.append(previous + ahead)
    return written(rare) + ("" if "" in conditions else f"(?:{'|'.join(conditions)})")


def _grouped(
    pairs: Iterable[tuple[tuple[Ranges, ...], tuple[Ranges, ...]]],
) -> Iterable[tuple[tuple[Ranges, ...], list[tuple[Ranges, ...]]]]:
    """The second parts of pairs by the first."""
    groups: dict[tuple[Ranges, ...], list[tuple[Ranges, ...]]] = {}
    for first, second in pairs:
        groups.setdefault(first, []).append(second)
    return groups.items()


def _sequences(sequences: Iterable[tuple[Ranges, ...]]) -> str:
    """An expression for any of some sequences of classes; what several begin with is written once."""
    parts = list[str]()
    for first, rest in _grouped((sequence[:1], sequence[1:]) for sequence in sequences):
        if not first:
            return ""
        parts.append(written(first[0]) + _sequences(rest))
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def _frequency(class_: Ranges) -> float:
    """How frequent the characters of a class are in a text, about."""
    found = 0.0
    for start, end in both(class_, ((0, ASCII_END - 1),)):
        for character in map(chr, range(start, end + 1)):
            found += _LETTER if character.islower() else _SPACE if character == " " else _OTHER
    for range_, frequency, most in _FREQUENCIES:
        number = sum(end - start + 1 for start, end in both(class_, (range_,)))
        found += min(number * frequency, most)
    return found
