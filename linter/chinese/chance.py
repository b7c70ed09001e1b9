"""Phrases that are words only sometimes: OpenCC lists them, but their characters mostly meet by chance.

OpenCC's 是只 (是隻) is a word in 是只猫 and two in 是只奖励. Taken for a word everywhere, it damages what is
right, and hides the same damage. Three facts show such a phrase: the list of frequencies does not know it;
both its parts are so frequent that they must often meet; and what it makes of a character is seldom what
the character is in the words of the list. Where the words around it support its reading, a longer word has
it anyway (被发左衽, 一只只).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_LONGEST = 3
#: How often, in the corpus of the list, the parts of a phrase must be expected to meet.
_MEETS = 0.5
#: The same, times how many times as often the character is read otherwise in the words of the list.
_MEETS_OTHERWISE = 90.0
#: A reading with at least this share of a character's places is beyond doubt.
_USUAL = 0.21
#: What is never seen in the words of the list is still possible.
_LEAST_SHARE = 0.001


class Chance:
    """Finds the phrases that are met by chance.

    Args:
        words: keys of words with their readings: all phrases, and the frequent words of the list.
        counts: the words and single characters of the list, with their counts.
        alone: what a character becomes outside any word.
    """

    def __init__(
        self, words: Mapping[str, str], counts: Mapping[str, int], alone: Callable[[str], str]
    ) -> None:
        self._words = words
        self._counts = counts
        self._alone = alone
        self._total = sum(counts.values())
        self._doubtful = {
            key: pairs
            for key, reading in words.items()
            if len(key) <= _LONGEST and key not in counts and (pairs := self._pairs(key, reading))
        }
        wanted = frozenset(written for pairs in self._doubtful.values() for written, _ in pairs)
        self._read: Counter[tuple[str, str]] = Counter()
        self._places: Counter[str] = Counter()
        for key in filter(counts.__contains__, words):
            if not wanted.isdisjoint(key):
                for pair in zip(key, words[key], strict=True):
                    self._read[pair] += counts[key]
                    self._places[pair[0]] += counts[key]

    def phrases(self) -> Iterator[str]:
        """The keys of such phrases, in the order of the words."""
        for key, pairs in self._doubtful.items():
            share = min(self._read[pair] / max(self._places[pair[0]], 1) for pair in pairs)
            meets = self._meets(key) if share < _USUAL else 0.0
            if meets > _MEETS and meets * (1 - share) > _MEETS_OTHERWISE * max(share, _LEAST_SHARE):
                yield key

    def _pairs(self, key: str, reading: str) -> list[tuple[str, str]]:
        """The characters of a phrase that it reads otherwise than they are read alone.

        A reading that keeps its character is mostly that of a name (于, 后, 里), and not to be doubted; 几 is
        a numeral.
        """
        return [
            (written, read)
            for written, read in zip(key, reading, strict=True)
            if read != self._alone(written) and (read != written or written == "几")
        ]

    def _meets(self, key: str) -> float:
        """How often two parts of a phrase that are read otherwise must meet in the corpus of the list."""
        most, reading = 0.0, self._words[key]
        for cut in range(1, len(key)):
            one, two = key[:cut], key[cut:]
            if self._part(one) + self._part(two) != reading:
                most = max(most, self._counts.get(one, 0) * self._counts.get(two, 0) / self._total)
        return most

    def _part(self, part: str) -> str:
        return self._words.get(part) or "".join(map(self._alone, part))
