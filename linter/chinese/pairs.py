"""Two words for one thing: those of Taiwan and the mainland, or two spellings that are both right in Taiwan.

Both sides are in Traditional characters. Guards exclude what only looks like a word of a pair or is part of
another word; since no word boundaries are assumed, also across a boundary (柔軟體操 has no 軟體).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from linter.chinese.targets import Target
from linter.messages.phrases import Phrase, template
from linter.messages.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Maximum distance of a word from those that give it another sense, in code points.
_NEAR = 12
_GUARDS = ("unless", "only", "near")
_REPORT_ONLY = "report-only"


class PairError(ValueError):
    """A line of a list of pairs is not valid; `line` is its 1-based number in the list."""

    def __init__(self, message: str, line: int, **fields: object) -> None:
        self.phrase = Phrase(message, **fields)
        super().__init__(str(self.phrase))
        self.line = line


@dataclass(frozen=True, slots=True, eq=False)
class WordPair:
    """Words of two sides for one thing; the first word of a side is the one to write.

    A pair equals only itself, which avoids comparing guards.
    """

    sides: tuple[tuple[str, ...], tuple[str, ...]]
    """Taiwan's and the mainland's; of two spellings of Taiwan, the order has no meaning."""
    unless: tuple[str, ...] = ()
    """Longer words in which a word of the pair does not count."""
    only: tuple[str, ...] = ()
    """Longer words; a word of the second side counts only within one of them."""
    near: tuple[str, ...] = ()
    """Words near which a word of the pair has another sense."""
    converts: bool = True
    """Whether the words may be replaced; otherwise, mixing them is only reported."""


class Occurrence(NamedTuple):
    """An occurrence of a word of a pair: half-open offsets in code points, the pair, and the side, 0 or 1."""

    start: int
    end: int
    pair: WordPair
    side: int


class PairList:
    """Pairs to look for in texts.

    Args:
        pairs: the pairs; no word may be in two of them.
    """

    def __init__(self, pairs: tuple[WordPair, ...]) -> None:
        self.pairs = pairs

    @functools.cached_property
    def _words(self) -> dict[str, tuple[WordPair, int]]:
        return {word: (pair, side) for pair in self.pairs for side in (0, 1) for word in pair.sides[side]}

    @functools.cached_property
    def _lengths(self) -> dict[str, list[int]]:
        """The lengths of the words that start with a character, the longest first."""
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[0], set()).add(len(word))
        return {start: sorted(known, reverse=True) for start, known in lengths.items()}

    @functools.cached_property
    def _first(self) -> re.Pattern[str]:
        return re.compile(f"[{''.join(sorted({re.escape(word[0]) for word in self._words}))}]")

    def occurrences(self, text: str) -> Iterator[Occurrence]:
        """Yields the words that count, in order, without overlap: the longest of those with one start."""
        done = 0
        for match in self._first.finditer(text):
            start = match.start()
            if start < done:
                continue
            for length in self._lengths[match.group()]:
                found = self._words.get(text[start : start + length])
                if found is not None and start + length <= len(text):
                    done = start + length
                    pair, side = found
                    if _counts(text, start, done, pair, side):
                        yield Occurrence(start, done, pair, side)
                    break


def _counts(text: str, start: int, end: int, pair: WordPair, side: int) -> bool:
    """Whether the guards of a pair let one of its words count here."""
    if any(_covers(text, start, end, longer) for longer in pair.unless):
        return False
    if side == 1 and pair.only:
        word = text[start:end]
        phrases = [longer for longer in pair.only if word in longer]
        if phrases and not any(_covers(text, start, end, longer) for longer in phrases):
            return False
    around = text[max(start - _NEAR, 0) : end + _NEAR] if pair.near else ""
    return not any(word in around for word in pair.near)


def _covers(text: str, start: int, end: int, longer: str) -> bool:
    """Whether the text has a longer word of which the one at `start` is a part."""
    word, at = text[start:end], longer.find(text[start:end])
    while at >= 0:
        first = start - at
        if len(longer) > len(word) and first >= 0 and text.startswith(longer, first):
            return True
        at = longer.find(word, at + 1)
    return False


def parse_pairs(text: str) -> PairList:
    """Reads a list of pairs.

    A line is `first = second`, with the words of one side separated by `/`; it may continue with `; unless:`,
    `; only:` and `; near:`, with words separated by spaces, and with `; report-only`. Empty lines, and what
    follows a `#`, are ignored.

    Raises:
        PairError: a line is not of that form, or a word is in two pairs.
    """
    pairs: list[WordPair] = []
    seen: dict[str, int] = {}
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.partition("#")[0].strip()
        if not line:
            continue
        pair = _pair(line, number)
        pairs.append(pair)
        for word in (*pair.sides[0], *pair.sides[1]):
            if word in seen:
                message = template("the word '{word}' is listed twice, first on line {first} of the list")
                raise PairError(message, number, word=word, first=seen[word])
            seen[word] = number
    return PairList(tuple(pairs))


def _pair(line: str, number: int) -> WordPair:
    head, *rest = (part.strip() for part in line.split(";"))
    first, equals, second = head.partition("=")
    sides = tuple(tuple(word.strip() for word in side.split("/")) for side in (first, second))
    if not equals or not all(word for side in sides for word in side):
        raise PairError("'{text}' is not 'word = word'", number, text=head)
    guards: dict[str, tuple[str, ...]] = {}
    for part in rest:
        name, colon, words = part.partition(":")
        if name == _REPORT_ONLY and not colon:
            continue
        if name not in _GUARDS or not words.strip():
            hint = did_you_mean(name, (*_GUARDS, _REPORT_ONLY))
            raise PairError("'{part}' is not a guard{hint}", number, part=part, hint=hint)
        guards[name] = tuple(words.split())
    return WordPair((sides[0], sides[1]), **guards, converts=_REPORT_ONLY not in rest)


def side_of(target: Target) -> int | None:
    """The side of pairs whose words a variant uses; None where the lists do not say."""
    return {Target.TAIWAN: 0, Target.MAINLAND: 1}.get(target)


WordPairs = Mapping[str, PairList]
"""Lists of pairs by their names."""
