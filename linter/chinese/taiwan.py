"""Words as people in Taiwan write them, looked up by the key that all spellings of a word share.

The list has what OpenCC lacks: how often each spelling is written. So it corrects phrases that OpenCC
converts otherwise (换发 is 換發, not 換髮), knows words that OpenCC leaves out because single characters
convert them right, and says which spellings need no change (捲軸, 一目瞭然), and which nobody
writes (換髮, 戰后).
"""

from __future__ import annotations

import functools
import itertools
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from linter.characters.scripts import HAN
from linter.chinese.segment import LONGEST_WORD
from linter.lazy import lazy_re

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linter.chinese.readings import Readings

_WORD = lazy_re(f"[{HAN}]{{2,}}")
#: A spelling written less often may be a slip, also if it is this much rarer than the usual one.
_LEAST = 5
_SHARE = 0.05
#: One that is met only once is a slip in any case.
_SEEN = 2
#: A spelling corrects a phrase of OpenCC if it is written so often, and this many times as often.
_SURE = 20
_CLEARLY = 3
#: A spelling that is not even this share of the usual one is wrong, if that is written so often.
_WRONG = 0.02
_KNOWN = 4
#: The same for two characters that are often written for each other: then only if nobody writes it.
_WELL_KNOWN = 50
#: Two characters are if this share of the words of the rarer one is written with the other.
_LOOSE = 0.08
#: A character is the usual one of two if it is written this many times as often; it meets anything.
_USUAL = 10
#: How seldom a word is misspelt, by natural logarithm: with a character that is seldom written, and another.
_SELDOM = 3.0
_RARELY = 6.0
_LONGEST_MISSPELT = 4
_WHOLE_NAME = 3
_MOST_WRONG = 2


class TaiwanWords:
    """The words of the list.

    Args:
        counts: the words and single characters with their counts.
        readings: makes keys, and brings spellings into house style.
        simplified: Simplified-only characters; a word with one is a slip.
        others: characters with those that share a Simplified character with them.
        family: characters that are family names; who has one chooses the spelling of the name.
    """

    def __init__(
        self,
        counts: Mapping[str, int],
        readings: Readings,
        simplified: frozenset[str],
        others: Mapping[str, str],
        family: frozenset[str],
    ) -> None:
        self._key = readings.key
        self._others = others
        self._family = family
        self._forms: dict[str, dict[str, int]] = {}
        self._counts: dict[str, int] = {}
        self._loose: dict[str, bool] = {}
        confused = frozenset(others)
        for word, count in counts.items():
            # Rare words matter only as spellings that somebody writes; most are names.
            if count < _LEAST and (count < _SEEN or confused.isdisjoint(word)):
                continue
            key = readings.key(word)
            self._counts[key] = self._counts.get(key, 0) + count
            if len(word) <= LONGEST_WORD and _WORD.fullmatch(word) and simplified.isdisjoint(word):
                forms = self._forms.setdefault(key, {})
                form = readings.in_house_style(word, key)
                forms[form] = forms.get(form, 0) + count

    def counts(self) -> Mapping[str, int]:
        """Keys of words and characters with how often they are written, in any spelling."""
        return self._counts

    def words(self) -> Iterator[tuple[str, str]]:
        """The words that are frequent enough to be relied on: keys with their usual spelling."""
        for key, (form, count) in self._usual.items():
            if count >= _SURE and not self._may_be_name(form):
                yield key, form

    def corrected(self, key: str, reading: str) -> str:
        """The reading of a key that a dictionary gives, or the one that is written clearly more often."""
        if key not in self._usual:
            return reading
        form, count = self._usual[key]
        return form if count >= max(_SURE, _CLEARLY * self._forms[key].get(reading, 0)) else reading

    def spellings(self) -> Iterator[tuple[str, str]]:
        """The spellings that need no change, with their keys."""
        for key, (usual, most) in self._usual.items():
            if most >= _LEAST:
                yield usual, key
            if len(self._forms[key]) > 1:
                least = max(_LEAST, _SHARE * most)
                yield from ((form, key) for form, count in self._forms[key].items() if count >= least)

    def misspelt(self) -> Iterator[tuple[str, str]]:
        """Spellings that nobody writes, with the usual one."""
        confused = frozenset(self._others)
        for key, (word, count) in self._usual.items():
            if count < _KNOWN or len(word) > _LONGEST_MISSPELT or confused.isdisjoint(word):
                continue
            if self._may_be_name(word):
                continue
            forms = self._forms[key]
            places = [c + self._wrong[c] for c in word]
            if not 0 < sum(len(place) > 1 for place in places) <= _MOST_WRONG:
                continue
            for form in map("".join, itertools.product(*places)):
                if forms.get(form, 0) < _WRONG * count and self._is_wrong(form, word, key):
                    yield form, word

    def _may_be_name(self, word: str) -> bool:
        """Whether a word may be the name of a person, whose given name may be any two characters."""
        return len(word) == _WHOLE_NAME and word[0] in self._family

    def doubt(self, wrong: str, right: str, *, over: bool) -> float:
        """How much less likely a spelling that nobody writes is than the usual one, by natural logarithm.

        Args:
            wrong: the spelling.
            right: the usual one.
            over: whether no Simplified text has the wrong characters, either.
        """
        seldom = over or all(
            self._places[b] > _USUAL * self._places[a] for a, b in zip(wrong, right, strict=True) if a != b
        )
        return _SELDOM if seldom and not self.is_loose(wrong, right) else _RARELY

    def is_wrong(self, form: str, word: str) -> bool:
        """Whether a spelling may be called wrong: its characters are seldom mixed up, or nobody writes it."""
        return self._is_wrong(form, word, self._key(form))

    def _is_wrong(self, form: str, word: str, key: str) -> bool:
        if not self.is_loose(form, word):
            return True
        usual, count = self._usual.get(key, ("", 0))
        return usual == word and count >= _WELL_KNOWN and form not in self._forms[key]

    def is_loose(self, one: str, other: str) -> bool:
        """Whether two spellings differ in characters that are often written for each other."""
        return any(a != b and self._is_mixed(a, b) for a, b in zip(one, other, strict=True))

    def _is_mixed(self, one: str, other: str) -> bool:
        """Whether enough of the words with the rarer one of two characters are written with the other."""
        pair = one + other
        if pair not in self._loose:
            most = max(min(self._places[one], self._places[other]), 1)
            self._loose[pair] = self._mixed[min(one, other) + max(one, other)] / most > _LOOSE
        return self._loose[pair]

    @functools.cached_property
    def _usual(self) -> dict[str, tuple[str, int]]:
        """The usual spelling of each key, and its count."""
        usual = {}
        for key, forms in self._forms.items():
            spellings = forms.items()
            usual[key] = max(spellings, key=_frequency) if len(forms) > 1 else next(iter(spellings))
        return usual

    @functools.cached_property
    def _wrong(self) -> defaultdict[str, str]:
        """What may be written for a character: not what is much more usual, which meets anything."""
        wrong = defaultdict(str)
        for right, others in self._others.items():
            most = _USUAL * self._places[right]
            wrong[right] = "".join(c for c in others if self._places[c] <= most)
        return wrong

    @functools.cached_property
    def _places(self) -> Counter[str]:
        """How often a character is in the usual spelling of a word."""
        places: dict[str, int] = {}
        for word, count in self._usual.values():
            for character in word:
                places[character] = places.get(character, 0) + count
        return Counter(places)

    @functools.cached_property
    def _mixed(self) -> Counter[str]:
        """How often one of two characters is written where the other is usual; by both, in order."""
        mixed: Counter[str] = Counter()
        for key, (word, _) in self._usual.items():
            if len(self._forms[key]) == 1:
                continue
            for form, count in self._forms[key].items():
                for a, b in zip(word, form, strict=True):
                    if a != b:
                        mixed[min(a, b) + max(a, b)] += count
        return mixed


def _frequency(spelling: tuple[str, int]) -> tuple[int, str]:
    """What the usual one of several spellings has most of; the spelling itself decides between equals."""
    form, count = spelling
    return count, form
