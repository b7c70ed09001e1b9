"""Which `*` and `_` render as emphasis.

This is CommonMark 0.31's delimiter stack (section 6.2 and the appendix "A parsing strategy").
"""

from __future__ import annotations

import functools
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


#: Emphasis has one delimiter on each side, strong emphasis two.
LONGEST_RUN = 2


@functools.cache
def _class_of(character: str) -> int:
    """0 for whitespace, 1 for punctuation and symbols, 2 for anything else."""
    if character in "\t\n\f\r " or unicodedata.category(character) == "Zs":
        return 0
    return 1 if unicodedata.category(character)[0] in "PS" else 2


class _Run:
    """A run of one delimiter character: its offset, its unused length, and whether it may open or close."""

    __slots__ = ("can_close", "can_open", "character", "closed", "left", "length", "opened", "start")

    def __init__(self, character: str, start: int, length: int, *, can_open: bool, can_close: bool) -> None:
        self.character = character
        self.start = start
        self.length = self.left = length
        self.can_open = can_open
        self.can_close = can_close
        self.opened = 0  # delimiters used up from the right end
        self.closed = 0  # delimiters used up from the left end


def _run(text: str, start: int, end: int) -> _Run:
    before = _class_of(text[start - 1]) if start else 0
    after = _class_of(text[end]) if end < len(text) else 0
    left_flanking = after != 0 and (after == 2 or before != 2)  # noqa: PLR2004
    right_flanking = before != 0 and (before == 2 or after != 2)  # noqa: PLR2004
    if text[start] == "*":
        can_open, can_close = left_flanking, right_flanking
    else:
        can_open = left_flanking and (not right_flanking or before == 1)
        can_close = right_flanking and (not left_flanking or after == 1)
    return _Run(text[start], start, end - start, can_open=can_open, can_close=can_close)


class Delimiter(NamedTuple):
    """Characters that render as one end of emphasised text: half-open offsets, and which end."""

    start: int
    end: int
    closes: bool


class Delimiters(NamedTuple):
    """The delimiters of one inline stretch, each as half-open offsets."""

    runs: list[tuple[int, int]]
    """The runs of `*` and `_` outside of code, links and other regions, in order."""
    rendered: list[tuple[int, int]]
    """The ends of emphasised text, each opening one followed by its closing one."""

    @property
    def show(self) -> bool:
        """Whether some run of one or two characters is not, as a whole, an end of emphasised text."""
        ends = set(self.rendered)
        return any(run[1] - run[0] <= LONGEST_RUN and run not in ends for run in self.runs)


def rendered_delimiters(text: str, runs: Iterable[tuple[int, int]]) -> Iterator[Delimiter]:
    """Yields the delimiters that render, in no particular order.

    Args:
        text: the text in which `runs` count; the characters next to a run decide whether it may open or
            close.
        runs: the delimiter runs of one inline stretch, in order.
    """
    stack: list[_Run] = []
    bottoms: dict[tuple[str, bool, int], int] = {}
    for start, end in runs:
        run = _run(text, start, end)
        if run.can_close:
            yield from _close(run, stack, bottoms)
        if run.can_open and run.left:
            stack.append(run)


def _close(run: _Run, stack: list[_Run], bottoms: dict[tuple[str, bool, int], int]) -> Iterator[Delimiter]:
    """Matches a closing run against the openers on the stack, as often as it can."""
    key = (run.character, run.can_open, run.length % 3)
    while run.left:
        index = _opener(run, stack, bottoms.get(key, 0))
        if index is None:
            bottoms[key] = run.start  # no earlier opener can match such a closer: keeps this linear
            return
        opener = stack[index]
        del stack[index + 1 :]
        used = 2 if opener.left >= 2 and run.left >= 2 else 1  # noqa: PLR2004
        inner = opener.start + opener.length - opener.opened
        yield Delimiter(inner - used, inner, closes=False)
        outer = run.start + run.closed
        yield Delimiter(outer, outer + used, closes=True)
        opener.opened += used
        opener.left -= used
        run.closed += used
        run.left -= used
        if not opener.left:
            stack.pop()


def _opener(run: _Run, stack: list[_Run], bottom: int) -> int | None:
    for index in range(len(stack) - 1, -1, -1):
        opener = stack[index]
        if opener.start < bottom:
            return None
        if opener.character != run.character:
            continue
        both = opener.can_close or run.can_open
        if both and (opener.length + run.length) % 3 == 0 and (opener.length % 3 or run.length % 3):
            continue
        return index
    return None
