"""The dictionary of unification: phrases, frequent words, broken forms, each with its weight."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linter.chinese.chance import Chance
from linter.chinese.characters import classify
from linter.chinese.dictionaries import (
    frequencies,
    frequent_words,
    short_words_by_class,
    table,
    taiwan_words,
    words_by_tag,
)
from linter.chinese.names import sounds_of
from linter.chinese.readings import Readings, taiwan_forms
from linter.chinese.taiwan import TaiwanWords
from linter.chinese.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from linter.chinese.lexicon import Lexicon

LONGEST_WORD = 8
#: Minimum count of a word in the corpus of jieba's list (60 million words) for the word to be used.
_FREQUENT = 30
_LONGEST_FREQUENT = 4
#: The same, for broken forms of the word to be listed if OpenCC does not list it.
_COMMON = 200
#: Broken forms are listed only for words with at most this many characters that a conversion may confuse.
_MOST_PLACES = 3
#: A character in fewer words than this is rarely at the border of one.
_RARE = 45
#: The list calls frequent words names, too (高峰, 温泉); one with a greater count is not taken for a name.
_WELL_KNOWN = 600
_WHOLE_NAME = 3
#: jieba's corpus is larger than that of Taiwan's words by this factor.
_SCALE = 2.5
#: Parts of speech: see `Words.verbs` and `Words.adverbs`.
_VERBS = frozenset({"v", "vi", "vd", "vg"})
_ADVERBS = frozenset({"d", "p", "vn"})


@dataclass(frozen=True, slots=True)
class Words:
    """The dictionary.

    Each value is a word and one more code point, which is its weight (see `Weights`): twice as many
    dictionaries would take longer to load.
    """

    readings: dict[str, str]
    """Keys to the word in Taiwan's forms, as long as the key."""
    repairs: dict[str, str]
    """Words as written, broken or left over, with the word they should be, according to the lexicon."""
    backed: dict[str, str]
    """The same, according to a dictionary word."""
    broken: frozenset[str]
    """Keys of repairs that are not words."""
    sounds: frozenset[str]
    """Characters that transliterations use."""
    names: frozenset[str]
    """Keys of names, or given names, with a character of the lexicon's `sounds` or `name_forms`."""
    verbs: frozenset[str]
    """Keys of frequent verbs of one or two characters."""
    adverbs: frozenset[str]
    """The same for what may follow an adverb, too: adverbs, prepositions, verbs that are also nouns."""
    spellings: frozenset[str]
    """Words that Taiwan writes otherwise than `readings` says, which are right as they stand."""
    singles: dict[str, int]
    """Characters that are seldom a word of their own, unlike others of the same key, with the weight of that."""
    reach: dict[str, int]
    """The first two characters of keys to the length of the longest word that starts with them."""


def make_words(lexicon: Lexicon) -> Words:
    """Computes the dictionary of a lexicon."""
    variants = taiwan_forms(lexicon)
    classes = classify(lexicon, variants)
    readings = Readings(lexicon, variants, classes.to_simplified)
    taiwan = TaiwanWords(taiwan_words(), readings, classes.simplified, LONGEST_WORD)
    count = _counts(taiwan)
    listed = _listed(readings, taiwan)
    reviewed = {**lexicon.leftovers, **lexicon.repairs}
    words = listed | {key: word for key, word in taiwan.words() if key not in listed and not readings.is_ignored(key)}
    words.update(_frequent(words, readings))
    for key in met_by_chance(words, readings, count):
        del words[key]
        listed.pop(key, None)
    repairs = {**_particles(lexicon, readings, words), **reviewed}
    # Only for words that a person has reviewed is it certain that no other spelling is right.
    spellings = frozenset(taiwan.spellings())
    right = frozenset(words.values()) | lexicon.borders | spellings
    common = {key: word for key, word in words.items() if key in listed or count[key] >= _COMMON}
    backed = _backed(lexicon, common, readings)
    for wrong in backed.keys() & (repairs.keys() | right):
        del backed[wrong]
    others = _others(lexicon, classes.ambiguous)
    composed = _misspelt(readings.composed.values(), others)
    unwritten = {
        form: word
        for form, word in itertools.chain(taiwan.misspelt(others), composed)
        if form not in right and form not in repairs and form not in backed
    }
    reach: dict[str, int] = {}
    for key in itertools.chain(words, map(readings.key, repairs)):
        reach[key[:2]] = max(reach.get(key[:2], 0), len(key))
    broken = frozenset(map(readings.key, repairs)) - words.keys()
    weigh = Weights(count, lexicon.function_characters)
    certain = frozenset(wrong for wrong in repairs if len(wrong) > 2 or wrong in lexicon.firm)  # noqa: PLR2004
    rare = _rare(words.values())

    def repaired(wrong: str, right: str) -> str:
        unusual = any(a != b and a in rare for a, b in zip(wrong, right, strict=True))
        return right + chr(
            weigh.of_repair(readings.key(wrong), wrong, certain=wrong in certain, unusual=unusual)
        )

    verbs, adverbs = short_words_by_class(_VERBS, _ADVERBS)
    return Words(
        {key: word + chr(_weight(key, word, readings, weigh)) for key, word in words.items()},
        {wrong: repaired(wrong, right) for wrong, right in repairs.items()},
        {
            **{wrong: repaired(wrong, right) for wrong, right in backed.items()},
            **{
                wrong: right + chr(weight)
                for wrong, right in unwritten.items()
                if (weight := weigh.of_misspelt(readings.key(wrong), usual=taiwan.is_usual(wrong, right))) > 0
            },
        },
        broken,
        *_names(lexicon, readings),
        frozenset(verbs),
        frozenset(adverbs),
        frozenset(spelling for spelling in spellings if words.get(readings.key(spelling), spelling) != spelling),
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


def met_by_chance(words: Mapping[str, str], readings: Readings, counts: Mapping[str, int]) -> list[str]:
    """The keys of phrases that are words only sometimes, but for those that a person has reviewed."""
    chance = Chance(words, counts, readings.character)
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
    words = itertools.chain.from_iterable(words for tag, words in tagged.items() if tag != "nrt")
    return sounds_of(names, list(words)), known


def _rare(words: Iterable[str]) -> frozenset[str]:
    """Characters that few words have."""
    count = Counter(itertools.chain.from_iterable(map(frozenset, words)))
    return frozenset(character for character, number in count.items() if number < _RARE)


def _frequent(words: dict[str, str], readings: Readings) -> Iterator[tuple[str, str]]:
    """Frequent words that OpenCC does not list, because it reads them correctly character by character.

    They act as borders; a listed word within one (线性|规划) keeps its reading.
    """
    for word, is_name in frequent_words(_FREQUENT, _LONGEST_FREQUENT):
        if word in words or readings.is_ignored(word):
            continue
        reading, at = "", 0
        while at < len(word):
            longest = min(len(word) - at, len(word) - 1)  # it is not listed itself
            length = next((n for n in range(longest, 1, -1) if word[at : at + n] in words), 1)
            part = word[at : at + length]
            reading += words[part] if length > 1 else readings.character(part, in_name=is_name)
            at += length
        yield word, reading


def _backed(lexicon: Lexicon, words: dict[str, str], readings: Readings) -> dict[str, str]:
    """Broken forms of words, each with its word; forms that two words may have become are left out."""
    backed: dict[str, str] = {}
    doubtful = set()
    for form, word in _broken_forms(lexicon, words, readings):
        if backed.setdefault(form, word) != word:
            doubtful.add(form)
    return {form: word for form, word in backed.items() if form not in doubtful}


def _broken_forms(lexicon: Lexicon, words: dict[str, str], readings: Readings) -> Iterator[tuple[str, str]]:
    """The forms that words take when a conversion confuses some of their characters.

    A blind conversion takes the wrong one of several Traditional characters, in words of any length; a
    character that it leaves Simplified is certain only in words of three or more.
    """
    short = _confusions(lexicon, lexicon.confusable_short, readings)
    long = _confusions(lexicon, lexicon.confusable | lexicon.confusable_short, readings, lexicon.unfinished)
    for key, word in words.items():
        inside, last = long if len(word) > 2 else short  # noqa: PLR2004
        choices = [inside.get(pair, "") for pair in zip(key[:-1], word[:-1], strict=True)]
        choices.append(last.get((key[-1], word[-1]), ""))
        if 0 < sum(map(bool, choices)) <= _MOST_PLACES:
            forms = itertools.product(*(right + wrong for right, wrong in zip(word, choices, strict=True)))
            yield from ((form, word) for form in map("".join, forms) if form != word)


def _misspelt(words: Iterable[str], others: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Words of three or more characters whose first one is wrong, with the right ones."""
    for word in words:
        if len(word) >= _WHOLE_NAME:
            yield from ((wrong + word[1:], word) for wrong in others.get(word[0], ""))


def _others(lexicon: Lexicon, ambiguous: frozenset[str]) -> dict[str, str]:
    """Characters with those that the same Simplified character stands for, but for forms of other places.

    Pairs that are a matter of taste are left out.
    """
    variants = taiwan_forms(lexicon)
    others: dict[str, str] = {}
    for written, row in table("STCharacters").items():
        forms = [c for c in dict.fromkeys((*row, written)) if c not in variants]
        if written not in ambiguous and written in forms:
            forms.remove(written)
        for one, other in itertools.permutations(forms, 2):
            if (one, other) not in lexicon.taste and (other, one) not in lexicon.taste:
                others[one] = others.get(one, "") + other
    return others


def _particles(lexicon: Lexicon, readings: Readings, words: dict[str, str]) -> dict[str, str]:
    """Words with a particle that was taken for the end of another (說明|瞭, 說|明瞭), and what is right."""
    grammatical, bound = lexicon.function_characters, lexicon.bound
    ends: dict[str, list[str]] = {}
    for word in sorted(lexicon.borders):
        if len(word) == 2 and word[1] in bound and bound[word[1]].becomes in grammatical:  # noqa: PLR2004
            ends.setdefault(readings.key(word[0]), []).append(word[1])
    found: dict[str, str] = {}
    for word, _ in frequent_words(_FREQUENT, 2):
        if word[1] in ends and word[0] not in grammatical:
            reading = words.get(word) or "".join(map(readings.character, word))
            found.update((reading + wrong, reading + bound[wrong].becomes) for wrong in ends[word[1]])
    return found


#: A character of a key and the one of its word, with those that a conversion takes for it.
_Confusions = dict[tuple[str, str], str]


def _confusions(
    lexicon: Lexicon,
    confusable: Iterable[tuple[str, str]],
    readings: Readings,
    unfinished: Iterable[tuple[str, str]] = (),
) -> tuple[_Confusions, _Confusions]:
    """What conversions confuse: inside a word, and at its end."""
    inside: _Confusions = {}
    last: _Confusions = {}
    for wrong, right in sorted(confusable):
        pair = readings.key(wrong), right
        inside[pair] = inside.get(pair, "") + wrong
        if wrong not in lexicon.endings:
            last[pair] = last.get(pair, "") + wrong
    for pair in unfinished:
        inside[pair] = inside.get(pair, "") + pair[0]
        last[pair] = last.get(pair, "") + pair[0]
    return inside, last
