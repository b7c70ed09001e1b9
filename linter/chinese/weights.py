"""How certain a dictionary word is, by the frequencies of words in ordinary text.

The weight of a word is how much more likely it is than its characters each on their own: the logarithm of its
probability over the product of theirs, as in the usual segmentation by single words. A path through a text is
then the more likely, the greater the sum of its weights. OpenCC also lists parts of words (公认会计准)
and characters that meet by chance (数只, 并成); such a phrase weighs little more than the words in it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Weights are whole numbers of this fraction of a natural logarithm: small enough to be stored cheaply.
_UNIT = 0.25
#: What a phrase that the list lacks weighs more than the words in it, for each character.
_PHRASE = 4
#: The same, for a short one with a grammatical character: such characters meet anything.
_WEAK = 2
_SHORT = 3
#: How much more a word weighs that a person has reviewed.
_REVIEWED = 6
#: The least weight of such a word, and of one whose characters would become something else on their own.
_LEAST_REVIEWED = 24
_LEAST_CHANGING = 9
#: A broken word is less likely than two words whose ends look like one.
_DOUBT = 24
_LESS_DOUBT = 6
_LEAST = 6
#: A broken word of three or more characters that a person has seen is certain.
_CERTAIN = 10


class Weights:
    """Weighs words by a list of frequencies.

    Args:
        counts: the words and single characters of the list, with their counts.
        function_characters: grammatical characters.
    """

    def __init__(self, counts: Mapping[str, int], function_characters: frozenset[str]) -> None:
        self._counts = counts
        self._function_characters = function_characters
        self._total = math.log(sum(counts.values()))
        self._of: dict[str, int] = {}
        self._weights: dict[str, int] = {}
        self._logarithms = _Logarithms(counts)

    def of(self, word: str) -> int:
        """The weight of a word that a dictionary lists."""
        weight = self._of.get(word)
        if weight is None:
            weak = len(word) <= _SHORT and not self._function_characters.isdisjoint(word)
            least = self._parts(word) + (_WEAK if weak else _PHRASE) * len(word)
            weight = self._of[word] = max(self._known(word) or least, least)
        return weight

    def of_reviewed(self, word: str, *, changes: bool) -> int:
        """The weight of a word of the lexicon; `changes` is whether a character becomes another."""
        weight = self.of(word)
        if changes:
            sure = word in self._counts or len(word) > _SHORT
            return max(weight + (_REVIEWED if sure else 0), _LEAST_CHANGING)
        return max(weight + _REVIEWED, _LEAST_REVIEWED)

    def of_repair(self, word: str, written: str, *, certain: bool, unusual: bool) -> int:
        """The weight of the broken form of a word.

        Args:
            word: the key of both.
            written: the form; one that equals its key is usual in Simplified text.
            certain: whether a person has seen the form where it can be nothing else.
            unusual: whether few words have the wrong character.
        """
        weight = self.of(word)
        if certain:
            return weight + _CERTAIN if written != word else weight
        inside = self._parts(word) + _REVIEWED if len(word) >= _SHORT else 0
        return max(weight - (_LESS_DOUBT if unusual else _DOUBT), inside + _LEAST)

    def of_misspelt(self, word: str, doubt: float) -> int:
        """The weight of a spelling that nobody writes, if it would be this word; negative if not certain.

        Args:
            word: the key of both.
            doubt: how much less likely the spelling is than the word, by natural logarithm.
        """
        return self.of(word) - round(doubt / _UNIT)

    def of_singles(self, counts: Mapping[str, int], others: Mapping[str, str]) -> dict[str, int]:
        """The weights of characters as words of their own, where others of the same key are more often.

        Args:
            counts: how often each character is a word of its own.
            others: characters with those of the same key.
        """
        weights = {}
        for character, rest in others.items():
            count = counts.get(character, 0) + 1
            weight = round(math.log(count / (count + sum(counts.get(c, 0) for c in rest))) / _UNIT)
            if weight < 0:
                weights[character] = weight
        return weights

    def _parts(self, word: str) -> int:
        """The weight of the words that a word is made of."""
        known, counts = self._known, self._counts
        if len(word) <= _SHORT:
            return max(0, known(word[:-1]), known(word[1:])) if len(word) == _SHORT else 0
        # The same as `best_path`, of which only the sum is wanted.
        best = [0] * (len(word) + 1)
        for start in range(len(word) - 2, -1, -1):
            most = best[start + 1]
            last = len(word) if start else len(word) - 1
            for end in range(start + 2, last + 1):
                part = word[start:end]
                if part in counts and (weight := known(part) + best[end]) > most:
                    most = weight
            best[start] = most
        return best[0]

    def _known(self, word: str) -> int:
        """The weight of a word by its own frequency; 0 if the list lacks it."""
        weight = self._weights.get(word)
        if weight is None:
            count = self._counts.get(word)
            if count is None:
                return 0
            alone = self._logarithms
            exact = math.log(max(count, 1)) + (len(word) - 1) * self._total
            for character in word:
                exact -= alone[character]
            weight = self._weights[word] = round(exact / _UNIT)
        return weight


class _Logarithms(dict[str, float]):
    """The logarithms of how often characters are words of their own, computed when first needed."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts

    def __missing__(self, character: str) -> float:
        logarithm = self[character] = math.log(max(self._counts.get(character, 1), 1))
        return logarithm
