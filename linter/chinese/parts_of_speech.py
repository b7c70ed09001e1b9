"""How likely words are as parts of speech, and one part of speech after another.

The model is that of jieba's tagger, over words instead of characters: a word has a cost for what it is, and
another for the part of speech that comes before it. Whether a single character is a word is doubted by how
often it is part of a longer word: 戶 is one of 用戶 or 戶口 rather than a word.

Costs are negative logarithms, as whole numbers to keep sums exact; the likeliest cut has the least.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections import Counter
from typing import TYPE_CHECKING

from linter.chinese.characters import one_sided
from linter.chinese.dictionaries import sources, tagged_words, tagger_rows
from linter.chinese.shelf import FromCache, is_whole, keep
from linter.files import cache
from linter.values import Value, fields

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Incremented when the table's shape, or how it is computed, changes.
_FORMAT = 3
#: Minimum count of a word in the corpus of 60 million words, and the maximum length, in code points.
_LEAST_COUNT = 8
LONGEST = 8
#: Units of a cost in a natural logarithm.
_UNITS = 100
#: The cost of a character that the tagger does not know, and of a move that it has not seen.
UNKNOWN = 14 * _UNITS
_UNSEEN = 9 * _UNITS
#: A count of a part of speech below this says little of how likely its words are.
_LEAST_OF_TAG = 100_000
#: The least share of a character's places where it counts as a word of its own.
_LEAST_FREE = 0.001
#: An entry of a word has its cost, and in this many lowest units its part of speech.
_TAGS = 64
#: Where a text begins, a comma will have come before: the tagger's beginnings are those of sentences.
_BEGINNING = "x"
_NOUN = "n"
_VERBS = ("v", "vn", "vg", "vi", "vq", "zg")


class Table(Value):
    """What is known of words. A state is a part of speech, twice, plus 1 if the word is one character."""

    words: Mapping[str, int]
    """Simplified words of two characters or more, with their entries; see `entry`."""
    characters: dict[str, tuple[int, ...]]
    """Single characters, with an entry for each part of speech."""
    moves: list[int]
    """The costs of moves: from each state, in order, to each."""
    states: int
    """How many states there are."""
    first: int
    """The state that comes before a text."""
    noun: int
    """The part of speech of nouns."""
    nouns: tuple[int, ...]
    """Those of all sorts of nouns: of names, too."""
    verbs: tuple[int, ...]
    """Those of verbs."""
    totals: list[int]
    """How often each part of speech is in the corpus, in words of two characters or more."""
    keys: dict[int, str]
    """Traditional characters to the Simplified ones that words are looked up by; for `str.translate`."""

    def cost(self, count: int, tag: int) -> int:
        """The cost of a word with a count, as a part of speech."""
        return _cost(count / self.totals[tag])


def entry(cost: int, tag: int) -> int:
    """A cost and a part of speech as one number, which is stored cheaply."""
    return cost * _TAGS + tag


def parts(number: int) -> tuple[int, int]:
    """The cost and the part of speech of an entry."""
    return divmod(number, _TAGS)


def _cost(probability: float) -> int:
    return round(-_UNITS * math.log(probability))


@functools.cache
def table() -> Table:
    """The table, from the cache or computed."""
    stamp = [_FORMAT, sources()]
    cached = cache.load("chinese-parts-of-speech")
    if isinstance(cached, tuple) and cached[:1] == (stamp,) and is_whole(*cached[1:]):
        kept = FromCache(cached[-1])
        return Table(*(getattr(kept, field.name) for field in fields(Table)))
    made = _made()
    cache.store("chinese-parts-of-speech", (stamp, *keep(made)))
    return made


def _made() -> Table:
    listed = tagged_words()
    tags = {tag: index for index, tag in enumerate(sorted({tag for _, _, tag in listed} | {_BEGINNING}))}
    totals = [0] * len(tags)
    inside: Counter[str] = Counter()
    for word, count, tag in listed:
        for character in set(word):
            inside[character] += count
        if len(word) > 1:
            totals[tags[tag]] += count
    totals = [max(total, _LEAST_OF_TAG) for total in totals]
    words = {
        word: entry(_cost(count / totals[tags[tag]]), tags[tag])
        for word, count, tag in listed
        if 1 < len(word) <= LONGEST and count >= _LEAST_COUNT
    }
    alone = {word: count for word, count, _ in listed if len(word) == 1}
    keys = {ord(character): key for character, key in one_sided().to_simplified.items()}
    free = {character: max(count / inside[character], _LEAST_FREE) for character, count in alone.items()}
    nouns = tuple(index for tag, index in tags.items() if tag.startswith(_NOUN))
    verbs = tuple(tags[tag] for tag in _VERBS if tag in tags)
    return Table(
        words,
        _characters(tags, free),
        _moves(tags),
        2 * len(tags),
        2 * tags[_BEGINNING] + 1,
        tags[_NOUN],
        nouns,
        verbs,
        totals,
        keys,
    )


def _characters(tags: dict[str, int], free: dict[str, float]) -> dict[str, tuple[int, ...]]:
    """Single characters, with an entry for each part of speech."""
    found: dict[str, list[int]] = {}
    for place, tag, row in tagger_rows("prob_emit"):
        if place != "S" or tag not in tags:
            continue
        for character, logarithm in row.items():
            if logarithm > -UNKNOWN:
                cost = round(-_UNITS * logarithm) + _cost(free.get(character, _LEAST_FREE))
                found.setdefault(character, []).append(entry(cost, tags[tag]))
    return {character: tuple(entries) for character, entries in found.items()}


def _moves(tags: dict[str, int]) -> list[int]:
    """The costs of moves from each state, in order, to each."""
    rows = {(place, tag): row for place, tag, row in tagger_rows("prob_trans")}
    moves = []
    for (before, end), (after, begin) in itertools.product(itertools.product(tags, "ES"), repeat=2):
        logarithm = rows.get((end, before), {}).get(("B" if begin == "E" else "S") + after)
        moves.append(_UNSEEN if logarithm is None else min(round(-_UNITS * logarithm), _UNSEEN))
    return moves
