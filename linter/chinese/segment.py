"""Cuts a run of Han characters into dictionary words.

The best path through the lattice of all words that match somewhere is the one with the greatest sum of
weights, which is the likeliest by the frequencies of words (`weights.py`); ties go to the path with the
shorter word first, which is what matching backwards gives, the usual choice for Chinese.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


#: The longest word of a dictionary that is looked for, in code points.
LONGEST_WORD = 8
#: How many pairs of characters are remembered, about five megabytes.
_MOST_PAIRS = 50_000


class StepKind(enum.Enum):
    """What a step of the path is."""

    CHARACTER = enum.auto()  #: no word starts here
    REPAIR = enum.auto()  #: a broken word: it becomes its value in any text
    WORD = enum.auto()  #: a dictionary word that the Traditional characters next to it do not contradict
    OTHER_SPELLING = enum.auto()  #: a dictionary word not spelled like its value: it stays, as a border


class Step(NamedTuple):
    """One word of a path: its length in code points, its value if it has one, its weight."""

    length: int
    value: str | None
    kind: StepKind
    weight: int


class Reach(dict[str, int]):
    """The length of the longest word that begins with a pair of characters; 0 if there is none.

    What was looked up is remembered: most pairs of a text occur in it again.

    Args:
        known: the lengths of those that begin a word.
    """

    def __init__(self, known: Mapping[str, int]) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, pair: str) -> int:
        if len(self) >= _MOST_PAIRS:
            self.clear()
        length = self[pair] = self._known.get(pair, 0)
        return length


_SINGLE = Step(1, None, StepKind.CHARACTER, 0)


def best_path(words: Sequence[Iterable[Step]], singles: Sequence[int] = ()) -> list[Step]:
    """The heaviest sequence of steps that covers a run.

    Args:
        words: the words that start at each offset of the run; single characters are added here.
        singles: the weight of each character as a word of its own; without it, 0.
    """
    size = len(words)
    weights = [0] * (size + 1)
    choice = [_SINGLE] * size
    for start in range(size - 1, -1, -1):
        best, length = weights[start + 1] + (singles[start] if singles else 0), 1
        for step in words[start]:
            weight = weights[start + step[0]] + step[3]
            if weight > best or (weight == best and step[0] < length):
                best, length = weight, step[0]
                choice[start] = step
        weights[start] = best
    path, at = [], 0
    while at < size:
        path.append(choice[at])
        at += choice[at].length
    return path
