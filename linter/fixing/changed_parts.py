"""Which parts of a text a fix may have changed for a parser of Markdown, so that only they are parsed.

A parser reads a text block by block. Where an outermost block begins, what it does depends only on what
follows. A line at the margin below a blank one begins such a block, unless it is an item of a list, or inside
of something that runs over blank lines: code between fences, a comment, an element such as `<pre>`. So the
parts between such lines are the same before and after if no line in them changed and none may open any of
these; the others are parsed, and must end where the next part begins.
"""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, NamedTuple

from linter.lazy import lazy_re

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: A run of letters that no syntax of Markdown knows: a parser does the same with any other such run.
_LETTERS = lazy_re(r"[^\W\d_\x00-\x7f]+")
#: What may open something that blank lines do not end, or nest so deeply that a parser gives up.
_OPENS = lazy_re(
    r"```|~~~|<(?:[!?]|(?i:script|pre|style|textarea))|[ \t]{10}|(?:(?:[-*+>]|\d+[.)])[ \t]*){20}"
)
#: What begins a block at the margin, and continues no list there.
_BEGINS = lazy_re(r"[^ \t\d*+-]")


class Part(NamedTuple):
    """Lines to be parsed, counted from 0; the line after them begins a block, unless the text ends there."""

    before: range
    after: range
    letters: tuple[int, ...] | None
    """The lines before that changed letter for letter; None if a line changed in another way."""
    opens: bool
    """Whether a line may open something that blank lines do not end."""


class _Changes:
    """The lines that changed, counted from 0.

    Args:
        before: the lines before.
        after: the lines after.
        moved: see `changed_parts`.

    Raises:
        ValueError: that does not tell which line is which.
    """

    def __init__(self, before: list[str], after: list[str], moved: Sequence[tuple[range, range]]) -> None:
        self.letters, self.others = set[int](), set[int]()
        self._stops, self._growths = list[int](), [0]
        line = line_after = 0
        for old, new in (*moved, (range(len(before), len(before)), range(len(after), len(after)))):
            pairs = zip(before[line : old.start], after[line_after : new.start], strict=True)
            for number, (one, two) in enumerate(pairs, line):
                if one != two:
                    (self.letters if have_same_form(one, two) else self.others).add(number)
            if old or new:
                self.others.update(old or [max(old.start - 1, 0)])
            line, line_after = old.stop, new.stop
            self._stops.append(line)
            self._growths.append(line_after - line)

    def after(self, line: int) -> int:
        """The number of an unchanged line, or of the end, after the change."""
        return line + self._growths[bisect.bisect_right(self._stops, line)]

    def have(self, line: int) -> bool:
        """Whether a line changed."""
        return line in self.letters or line in self.others


def changed_parts(
    before: list[str], after: list[str], moved: Sequence[tuple[range, range]]
) -> Iterator[Part]:
    """The parts of a text to parse, in order.

    Args:
        before: the lines before.
        after: the lines after.
        moved: lines before and what became of them, sorted, without overlap, where their number
            changed. What is said wrongly only makes parts longer.

    Raises:
        ValueError: that does not tell which line is which.
    """
    changes = _Changes(before, after, moved)
    opening = {number for number, line in enumerate(before) if _OPENS.search(line)}
    suspects = sorted(changes.letters.union(changes.others, opening))
    starts = [0, *_starts(before, changes), len(before)]
    index = 0
    while index < len(suspects):
        start = starts[bisect.bisect_right(starts, suspects[index]) - 1]
        first = index
        stop = start
        while index < len(suspects) and (index == first or suspects[index] < stop):
            stop = starts[bisect.bisect_right(starts, suspects[index])]
            index += 1
        some = suspects[first:index]
        letters = tuple(filter(changes.letters.__contains__, some))
        # At the very start and end, lines may have come that were not there before.
        lines = range(
            changes.after(start) if start else 0, changes.after(stop) if stop < len(before) else len(after)
        )
        letters_only = changes.others.isdisjoint(some)
        yield Part(range(start, stop), lines, letters if letters_only else None, not opening.isdisjoint(some))


def have_same_form(one: str, two: str) -> bool:
    """Whether two texts differ only in letters that no syntax of Markdown knows."""
    return _LETTERS.sub("X", one) == _LETTERS.sub("X", two)


def _starts(lines: list[str], changes: _Changes) -> Iterator[int]:
    """The lines at which an outermost block begins, before and after, if nothing runs over blank lines."""
    for number in range(1, len(lines)):
        begins = _BEGINS.match(lines[number]) and not lines[number - 1].strip(" \t")
        if begins and not changes.have(number) and not changes.have(number - 1):
            yield number
