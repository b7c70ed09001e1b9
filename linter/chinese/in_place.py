"""Whether a listed word is really in a text, not the end of one word and the start of another.

The Han characters around it are cut twice by how often words occur in jieba's corpus: once freely, and once
so that no word crosses an end of the listed one. If the free cut is the likelier, the listed word is not
there: 感激|光明 has no 激光. A longer word with all of it does not hide it: 數據中心 is about 數據.

Probabilities of words multiply (the unigram model, as in jieba), so weights are their logarithms, as integers
to keep sums exact. Every character adds the same to every cut, so that unknown ones weigh next to nothing.
"""

from __future__ import annotations

import functools
import itertools
import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from linter.chinese.characters import HAN_RUN, one_sided
from linter.chinese.dictionaries import frequencies, sources
from linter.chinese.segment import Step, StepKind, best_path
from linter.files import cache

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Incremented when the table's shape, or how it is computed, changes.
_FORMAT = 1
#: Minimum count of a word in the corpus of 60 million words, and the maximum length, in code points.
_LEAST_COUNT = 30
_LONGEST = 4
#: Count of a listed word that the corpus does not have: terms of Taiwan, and newer ones.
_LISTED_COUNT = 1000
#: How far the surroundings reach, in code points; words further away change both cuts alike.
_REACH = 10
#: Units of a weight in a natural logarithm.
_UNITS = 100


@dataclass(frozen=True, slots=True)
class _Table:
    """What is known of words."""

    frequencies: dict[str, int]
    """The logarithms of the counts of Simplified words."""
    keys: dict[int, str]
    """Traditional characters to the Simplified ones that words are looked up by; for `str.translate`."""
    character: int
    """What each character of a word after the first adds to its weight: the logarithm of all counts."""

    def weight(self, frequency: int, length: int) -> int:
        """The weight of a word of a length with such a frequency."""
        return frequency + self.character * (length - 1)


def _frequency(count: int) -> int:
    return round(_UNITS * math.log(count))


@functools.cache
def _table() -> _Table:
    """The table, from the cache or computed."""
    stamp = [_FORMAT, sources()]
    cached = cache.load("chinese-in-place")
    if isinstance(cached, dict) and cached.pop("stamp", None) == stamp:
        return _Table(**cached)
    counts = frequencies()
    logarithms = {
        word: _frequency(count)
        for word, count in counts.items()
        if count >= (_LEAST_COUNT if len(word) > 1 else 1) and len(word) <= _LONGEST
    }
    keys = {ord(character): key for character, key in one_sided().to_simplified.items()}
    table = _Table(logarithms, keys, _frequency(sum(counts.values())))
    cache.store("chinese-in-place", {"stamp": stamp, **asdict(table)})
    return table


def is_in_place(text: str, start: int, end: int, alike: Iterable[str]) -> bool:
    """Whether a listed word is really there.

    Args:
        text: the text that has it.
        start: the offset of the word, 0-based in code points.
        end: the offset after it.
        alike: words as frequent as it: those for the same thing, of which the corpus may lack some.
    """
    table = _table()
    first, last = start, end
    while first > max(start - _REACH, 0) and HAN_RUN.match(text, first - 1):
        first -= 1
    while last < min(end + _REACH, len(text)) and HAN_RUN.match(text, last):
        last += 1
    cut = _Cut(table, text[first:last].translate(table.keys), start - first, end - first)
    if not cut.is_crossed():
        return True
    keys = (word.translate(table.keys) for word in alike)
    cut.frequency = max(_frequency(_LISTED_COUNT), *(table.frequencies.get(key, 0) for key in keys))
    return cut.has_word()


def fits(run: str, start: int, end: int, count: int) -> bool:
    """The same for a word of a known count, whose characters may differ, in a run of Simplified characters.

    Args:
        run: Han characters, at least as many as the word has.
        start: the offset of the word, 0-based in code points.
        end: the offset after it.
        count: how often the word is in jieba's corpus.
    """
    first, last = max(start - _REACH, 0), min(end + _REACH, len(run))
    cut = _Cut(_table(), run[first:last], start - first, end - first, _frequency(max(count, 1)))
    return not cut.is_crossed() or cut.has_word()


def ends_longer_word(text: str, end: int) -> bool:
    """Whether a word of two or more characters may end at an offset of a text: 化 of 個性化.

    Args:
        text: the text.
        end: the offset after the word, 0-based in code points.
    """
    table = _table()
    run = text[max(end - _LONGEST, 0) : end].translate(table.keys)
    return any(run[start:] in table.frequencies for start in range(len(run) - 1))


@dataclass(slots=True)
class _Cut:
    """A run of Han characters, as keys, with a listed word in it."""

    table: _Table
    run: str
    start: int
    end: int
    frequency: int = 0
    """That of the listed word."""

    def is_crossed(self) -> bool:
        """Whether some known word has one end of the listed word within it."""
        return any(
            self._crosses(first, first + length)
            and self.run[first : first + length] in self.table.frequencies
            for border in (self.start, self.end)
            for length in range(2, _LONGEST + 1)
            for first in range(max(border - length + 1, 0), border)
        )

    def _crosses(self, first: int, last: int) -> bool:
        """Whether a stretch has one end of the listed word within it, but not all of the word."""
        inside = first < self.start < last or first < self.end < last
        return inside and not (first <= self.start and self.end <= last)

    def has_word(self) -> bool:
        """Whether a cut without a word across an end is among the likeliest."""
        free = best_path(len(self.run), lambda at: self._steps(at, free=True))
        ends = itertools.accumulate((step.length for step in free), initial=0)
        if not any(self._crosses(first, last) for first, last in itertools.pairwise(ends)):
            return True
        kept = best_path(len(self.run), lambda at: self._steps(at, free=False))
        return sum(step.weight for step in free) <= sum(step.weight for step in kept)

    def _steps(self, first: int, *, free: bool) -> Iterator[Step]:
        if first == self.start:
            weight = self.table.weight(self.frequency, self.end - first)
            yield Step(self.end - first, None, StepKind.WORD, weight)
        for last in range(first + 1, min(first + _LONGEST, len(self.run)) + 1):
            frequency = self.table.frequencies.get(self.run[first:last])
            if frequency is not None and (free or not self._crosses(first, last)):
                yield Step(last - first, None, StepKind.WORD, self.table.weight(frequency, last - first))
