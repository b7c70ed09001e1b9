"""The dictionary of unification: phrases, frequent words, broken forms, each with its weight."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from linter.chinese.broken import Dictionary, broken_forms, other_forms
from linter.chinese.chance import Chance
from linter.chinese.characters import classify
from linter.chinese.dictionaries import (
    frequencies,
    frequent_words,
    short_words_by_class,
    taiwan_words,
    words_by_tag,
)
from linter.chinese.names import sounds_of
from linter.chinese.readings import Readings, taiwan_forms
from linter.chinese.segment import LONGEST_WORD
from linter.chinese.taiwan import TaiwanWords
from linter.chinese.weights import Weights
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linter.chinese.lexicon import Lexicon

_LONGEST_FREQUENT = 4
#: The list calls frequent words names, too (高峰, 温泉); one with a greater count is not taken for a name.
_WELL_KNOWN = 600
_WHOLE_NAME = 3
#: jieba's corpus is larger than that of Taiwan's words by this factor.
_SCALE = 2.5
#: A word of Taiwan's list that jieba's lacks does not only meet by chance if it is written so often.
_CERTAIN = 40
#: Parts of speech: see `Words.verbs` and `Words.adverbs`.
_VERBS = frozenset({"v", "vi", "vd", "vg"})
_ADVERBS = frozenset({"d", "p", "vn"})


class Words(Value):
    """The dictionary.

    Each value is a word and one more code point, which is its weight (see `Weights`): twice as many
    dictionaries would take longer to load.
    """

    readings: Mapping[str, str]
    """Keys to the word in Taiwan's forms, as long as the key."""
    repairs: dict[str, str]
    """Words as written, broken or left over, with the word they should be, according to the lexicon."""
    backed: Mapping[str, str]
    """The same, according to a dictionary word."""
    doubtful: dict[str, str]
    """Words as written that are probably broken, with what they should be."""
    broken: frozenset[str]
    """Keys of broken words, but for those that are keys of words, too."""
    sounds: frozenset[str]
    """Characters that transliterations use."""
    names: frozenset[str]
    """Keys of names, or given names, with a character of the lexicon's `sounds` or `name_forms`."""
    verbs: frozenset[str]
    """Keys of frequent verbs of one or two characters."""
    adverbs: frozenset[str]
    """The same for what may follow an adverb, too: adverbs, prepositions, verbs that are also nouns."""
    spellings: frozenset[str]
    """Words that Taiwan writes otherwise than `readings` says, which need no change."""
    singles: dict[str, int]
    """Characters that are less often a word of their own than others of the same key, with their weights."""
    reach: Mapping[str, int]
    """The first two characters of keys to the length of the longest word that starts with them."""


def make_words(lexicon: Lexicon) -> Words:
    """Computes the dictionary of a lexicon."""
    variants = taiwan_forms(lexicon)
    classes = classify(lexicon, variants)
    readings = Readings(lexicon, variants, classes.to_simplified)
    others = other_forms(lexicon, classes.ambiguous)
    taiwan = TaiwanWords(taiwan_words(), readings, classes.simplified, others, lexicon.family_names)
    count = _counts(taiwan)
    listed = _listed(readings, taiwan)
    words = {**dict(taiwan.words()), **listed}
    words.update(_frequent(words, readings))
    words = {key: word for key, word in words.items() if not readings.is_ignored(key)}
    for key in met_by_chance(words, readings, taiwan, count):
        del words[key]
        listed.pop(key, None)
    weigh = Weights(count, lexicon.function_characters)
    spellings = dict(taiwan.spellings())
    broken = broken_forms(
        lexicon, readings, taiwan, Dictionary(words, listed, count, frozenset(spellings), others), weigh
    )
    reach: dict[str, int] = {}
    unlisted = frozenset(map(readings.key, (*broken.repairs, *broken.doubtful))) - words.keys()
    for key in itertools.chain(words, unlisted):
        if len(key) > reach.get(key[:2], 0):
            reach[key[:2]] = len(key)
    verbs, adverbs = short_words_by_class(_VERBS, _ADVERBS)
    return Words(
        {key: word + chr(_weight(key, word, readings, weigh)) for key, word in words.items()},
        *broken,
        unlisted,
        *_names(lexicon, readings),
        frozenset(verbs),
        frozenset(adverbs),
        frozenset(word for word, key in spellings.items() if words.get(key, word) != word),
        weigh.of_singles(taiwan_words(), {c: rest for c, rest in others.items() if c not in lexicon.bound}),
        reach,
    )


def _listed(readings: Readings, taiwan: TaiwanWords) -> dict[str, str]:
    """The words of OpenCC and of the lexicon; those that no person has reviewed as Taiwan writes them."""
    listed = {}
    for key in readings.known():
        word = readings.word(key) if 1 < len(key) <= LONGEST_WORD else None
        if word:
            listed[key] = word if readings.is_own(key) else taiwan.corrected(key, word)
    return listed


def _counts(taiwan: TaiwanWords) -> dict[str, int]:
    """The counts of both lists by keys, as of one corpus of the size of jieba's."""
    counts = dict(frequencies())
    for key, count in taiwan.counts().items():
        counts[key] = counts.get(key, 0) + round(count * _SCALE)
    return counts


def met_by_chance(
    words: Mapping[str, str], readings: Readings, taiwan: TaiwanWords, counts: Mapping[str, int]
) -> list[str]:
    """The keys of phrases that are words only sometimes, but for those that a person has reviewed."""
    known = frequencies()
    sure = dict(counts)
    for key, count in taiwan.counts().items():
        if count < _CERTAIN and key not in known:
            del sure[key]
    chance = Chance(words, sure, readings.character)
    return [key for key in chance.phrases() if not readings.is_own(readings.key(key))]


def _weight(key: str, word: str, readings: Readings, weigh: Weights) -> int:
    """The weight of a word: one that a person has reviewed is more certain."""
    if not readings.is_own(key):
        return weigh.of(key)
    changes = any(b not in (a, readings.character(a)) for a, b in zip(key, word, strict=True))
    return weigh.of_reviewed(key, changes=changes)


def _names(lexicon: Lexicon, readings: Readings) -> tuple[frozenset[str], frozenset[str]]:
    """The sounds of transliterations, and names of people; see `Words`."""
    tagged = words_by_tag()
    names = [name for name in tagged["nrt"] if len(name) >= _WHOLE_NAME]
    wanted = {*map(readings.key, lexicon.name_forms), *lexicon.sounds}
    count = frequencies()
    known = frozenset(
        name
        for tag in ("nr", "nrt", "ns")
        for name in tagged[tag]
        if (len(name) >= _WHOLE_NAME or count[name] < _WELL_KNOWN) and not wanted.isdisjoint(name)
    )
    given = [
        name
        for name, number in taiwan_words().items()
        if 1 < len(name) <= _WHOLE_NAME and name[0] in lexicon.family_names and number < _WELL_KNOWN
    ]
    forms = frozenset(c for c in frozenset("".join(given)) if readings.key(c) in wanted)
    named = frozenset(readings.key(name) for name in given if not forms.isdisjoint(name))
    words = itertools.chain.from_iterable(words for tag, words in tagged.items() if tag != "nrt")
    return sounds_of(names, list(words)), known | named


def _frequent(words: dict[str, str], readings: Readings) -> Iterator[tuple[str, str]]:
    """Frequent words that OpenCC does not list, because it reads them correctly character by character.

    They act as borders; a listed word within one (线性|规划) keeps its reading.
    """
    for word, is_name in frequent_words(_LONGEST_FREQUENT):
        if word in words:
            continue
        reading, at = "", 0
        while at < len(word):
            longest = min(len(word) - at, len(word) - 1)  # it is not listed itself
            length = next((n for n in range(longest, 1, -1) if word[at : at + n] in words), 1)
            part = word[at : at + length]
            reading += words[part] if length > 1 else readings.character(part, in_name=is_name)
            at += length
        yield word, reading
