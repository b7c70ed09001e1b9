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

from linter.fixing.letters import differing
from linter.lazy import lazy_re

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

#: A run of letters that no syntax of Markdown knows: a parser does the same with any other such run.
_LETTERS = lazy_re(r"[^\W\d_\x00-\x7f]+")
#: What may open something that blank lines do not end; a comment that ends on its line does not.
_OPENS = lazy_re(r"```|~~~|<(?:!(?!--[^\n]*-->)|\?|(?i:script|pre|style|textarea))")
#: What may nest so deeply that a parser gives up: deep indentation, and what may be many markers.
_DEEP = lazy_re(r"\n[-*+>\d.) \t]*[ \t]{10}")
_MARKERS = lazy_re(r"[-*+>\d.) \t]{20}")
_MANY_MARKERS = lazy_re(r"(?:(?:[-*+>]|\d+[.)])[ \t]*){20}")
#: A blank line, after which something begins a block at the margin that continues no list there.
_BLANK_BEFORE = lazy_re(r"\n[ \t]*\n(?=[^ \t\d*+\-\n])")


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
        changed = list[tuple[int, str, str]]()
        self._stops, self._growths = list[int](), [0]
        line = line_after = 0
        for old, new in (*moved, (range(len(before), len(before)), range(len(after), len(after)))):
            pairs = zip(before[line : old.start], after[line_after : new.start], strict=True)
            changed += [(number, one, two) for number, (one, two) in enumerate(pairs, line) if one != two]
            if old or new:
                self.others.update(old or [max(old.start - 1, 0)])
            line, line_after = old.stop, new.stop
            self._stops.append(line)
            self._growths.append(line_after - line)
        if _have_same_forms(changed):
            self.letters.update(number for number, _, _ in changed)
        else:
            for number, one, two in changed:
                (self.letters if have_same_form(one, two) else self.others).add(number)

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
    text = "\n" + "\n".join(before)
    opening = set(_opening(text, before))
    suspects = sorted(changes.letters.union(changes.others, opening))
    starts = [0, *_starts(text, changes), len(before)]
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


def _have_same_forms(lines: Sequence[tuple[int, str, str]]) -> bool:
    """The same for many lines at once, which is quicker; where letters come or go, it says no.

    Args:
        lines: the number of each, what it was and what it is.
    """
    if any(len(one) != len(two) for _, one, two in lines):
        return False
    pairs = differing("".join(one for _, one, _ in lines), "".join(two for _, _, two in lines))
    return all(_LETTERS.fullmatch(one + two) for one, two in pairs)


def _opening(text: str, lines: list[str]) -> Iterator[int]:
    """The lines that may open something that blank lines do not end, or nest too deeply.

    Searching the whole text is quicker than searching each line.

    Args:
        text: the lines, each with a newline before it.
        lines: the lines.
    """
    yield from _numbers(text, _OPENS.finditer(text))
    yield from _numbers(text, _DEEP.finditer(text))
    for number in _numbers(text, _MARKERS.finditer(text)):
        if _MANY_MARKERS.search(lines[number]):
            yield number


def _starts(text: str, changes: _Changes) -> Iterator[int]:
    """The lines at which an outermost block begins, before and after, if nothing runs over blank lines.

    Args:
        text: the lines, each with a newline before it.
        changes: which of them changed.
    """
    for above in _numbers(text, _BLANK_BEFORE.finditer(text)):
        if not changes.have(above) and not changes.have(above + 1):
            yield above + 1


def _numbers(text: str, matches: Iterable[re.Match[str]]) -> Iterator[int]:
    """The line of each match in a text that has a newline before each line, in order."""
    number, at = -1, 0
    for match in matches:
        # The newline before a line belongs to it.
        number += text.count("\n", at, match.start() + 1)
        at = match.start() + 1
        yield number
