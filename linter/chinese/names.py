"""Names: transliterated ones around a dot, and those of people, whose characters are not read as words."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from typing import TYPE_CHECKING

from linter.characters.scripts import HAN
from linter.chinese.characters import HAN_RUN
from linter.lazy import compiled_re, lazy_re

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from linter.chinese.segment import Step

#: The dots between the parts of a name.
DOTS = "·‧・•"
DOT = lazy_re(f"[{DOTS}]")
#: A part of a name has at most this many characters; names of more have more dots.
_LONGEST_PART = 8
#: Han characters from the start of a run to the dot of a name are a part of it if they are no more than this.
_SHORT_RUN = 4
#: A character is a sound if it is in names this much more often, by natural logarithm, than in other words.
_SOUND = -1.0
_LEAST_COUNT = 5


def sounds_of(names: Collection[str], words: Collection[str]) -> frozenset[str]:
    """The characters that transliterations use.

    Args:
        names: transliterated names.
        words: other words, to compare with.
    """
    named, used = (Counter("".join(texts)) for texts in (names, words))
    share = math.log(max(named.total(), 1) / max(used.total(), 1))
    return frozenset(
        character
        for character, count in named.items()
        if count >= _LEAST_COUNT and math.log(count / (used[character] + 5)) - share > _SOUND
    )


def near_dot(characters: Collection[str]) -> re.Pattern[str]:
    """Matches where one of some characters may be in a part of a name next to a dot."""
    some = f"[{''.join(sorted(characters)) or DOTS}]"
    between = f"[{HAN}]{{0,{_LONGEST_PART - 1}}}"
    return compiled_re(f"[{DOTS}]{between}{some}|{some}{between}[{DOTS}]")


class Transliterations:
    """Finds the parts of names next to a dot.

    Args:
        sounds: characters that transliterations use.
        readings: ambiguous characters, with what they are in a name; not all of them are often in one.
        words: the dictionary, by keys; values are readings and one more code point.
        names: keys of words that are names.
    """

    def __init__(
        self,
        sounds: frozenset[str],
        readings: Mapping[str, str],
        words: Mapping[str, str],
        names: Collection[str],
    ) -> None:
        self._names = names
        self._sounds = sounds
        self._possible = sounds | readings.keys()
        self._readings = readings
        self._words = words

    def spans(self, key: str) -> Iterator[tuple[int, int]]:
        """The parts of names in a text: half-open offsets, in order.

        Args:
            key: the text in characters that words are looked up by.
        """
        last = 0
        for dot in DOT.finditer(key):
            at = dot.start()
            start, end = self._before(key, at), self._after(key, at + 1)
            is_name = [self._is_part(key, start, at), self._is_part(key, at + 1, end)]
            if is_name[1] and not is_name[0]:
                start = self._short_run(key, at)
                is_name[0] = self._is_part(key, start, at)
            if is_name[0] and start >= last:
                yield start, at
                last = at
            if is_name[1] or (is_name[0] and key[at + 1 : at + 2] in self._readings):
                yield at + 1, max(end, at + 2)
                last = max(end, at + 2)

    def _before(self, key: str, at: int) -> int:
        """Where the part before a dot begins."""
        start = at
        while start and at - start < _LONGEST_PART and key[start - 1] in self._possible:
            start -= 1
        inside = start > 0 and HAN_RUN.match(key, start - 1)
        while inside and start < at and (key[start] not in self._sounds or self._is_crossed(key, start)):
            start += 1
        return start

    def _short_run(self, key: str, at: int) -> int:
        """Where the run of a few Han characters before a dot begins; the dot if it has more."""
        start = at
        while start and at - start <= _SHORT_RUN and HAN_RUN.match(key, start - 1):
            start -= 1
        return start if at - start <= _SHORT_RUN else at

    def _after(self, key: str, at: int) -> int:
        """Where the part after a dot ends."""
        end = at
        while end < len(key) and end - at < _LONGEST_PART and key[end] in self._possible:
            end += 1
        while end > at and (key[end - 1] not in self._sounds or self._is_crossed(key, end)):
            end -= 1
        return end

    def _is_crossed(self, key: str, border: int) -> bool:
        """Whether a dictionary word of two or three characters is on both sides of a border."""
        return any(
            key[start : start + length] in self._words
            for length in (2, 3)
            for start in range(max(border - length + 1, 0), border)
            if start + length <= len(key)
        )

    def _is_part(self, key: str, start: int, end: int) -> bool:
        """Whether the characters between two offsets may be a part of a name."""
        if end - start < 2:  # noqa: PLR2004
            return end > start > 0 and key[start - 1] in DOTS and key[end : end + 1] in tuple(DOTS)
        # The last word before a dot may be an ordinary one: 那里, 家里.
        last = key[end - 2 : end]
        word = self._words.get(last) if key[end : end + 1] in tuple(DOTS) else None
        if word is None or last in self._names:
            return True
        return all(b == self._readings.get(a, b) for a, b in zip(last, word, strict=False))


class People:
    """Recognises the names of people: a family name and one or two characters of no word.

    Args:
        family: the characters that are family names.
        words: keys of names that are words, with and without a family name.
    """

    def __init__(self, family: frozenset[str], words: Collection[str]) -> None:
        self._family = family
        self._words = words

    def named(self, run: str, key: str, path: Sequence[Step], at: int) -> bool:
        """Whether a character is in a name.

        Args:
            run: Han characters.
            key: the same as words are looked up.
            path: the words it is made of.
            at: the offset of the character.
        """
        starts = list(itertools.accumulate((step.length for step in path), initial=0))
        index = max(number for number, start in enumerate(starts[:-1]) if start <= at)
        start, length = starts[index], path[index].length
        # The characters of no word around it, as far as they are next to each other.
        before = ""
        while len(before) < index and path[index - len(before) - 1].length == 1:
            before = run[start - len(before) - 1] + before
        if length > 1:
            named = before[-1:] in self._family or (run[start] in self._family and at > start)
            return named and key[start : start + length] in self._words
        follow = [step.length == 1 for step in path[index + 1 : index + 3]]
        if run[at] in self._family and len(follow) > 1 and all(follow):
            return True
        if before:
            return not self._family.isdisjoint(before[-2:])
        word = run[starts[index - 1] : start] if index else ""
        return len(word) == 2 and word[0] in self._family  # noqa: PLR2004
