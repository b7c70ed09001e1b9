"""Which Simplified form a Traditional character has in a word, computed once and cached.

The forms are those of OpenCC's tables. Which one a word has is what OpenCC's phrases say, or else what
jieba's corpus of Simplified text has most often: 反复 is 2,882 times there, 反覆 three times; 覆盖 is 2,078
times there, 复盖 twice.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from linter.chinese.dictionaries import corrected_table, frequencies, sources, table
from linter.chinese.readings import taiwan_forms
from linter.files import cache
from linter.values import Value, as_dict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linter.chinese.lexicon import Lexicon
    from linter.chinese.tables import Tables

#: Incremented when the table's shape, or how it is computed, changes.
_FORMAT = 1
LONGEST = 8
#: What OpenCC leaves as it is outside its phrases, although few words have it (瞭望, 狼藉, 神祇, 彷徨).
#: Of 帐 and 账, which OpenCC does not tell apart, the second is the one of accounts.
_ALONE = {"瞭": "了", "藉": "借", "祇": "只", "衹": "只", "彷": "仿", "帳": "账"}
#: Characters of Taiwan that the mainland's first list of variant characters replaces, unlike OpenCC.
_REPLACED = dict(zip("姪砲痺簷伕粧徬瞇搥煖賸餽痲摀礡睪", "侄炮痹檐夫妆彷眯捶暖剩馈麻捂礴睾", strict=True))
#: A form that OpenCC has in its phrases only.
_FORMS = {"沈": "沉"}
#: Characters whose second form is in a few words only, which the phrases have (於 as a name, 計畫).
_ONE_FORM = frozenset("於畫")
#: What OpenCC's phrases lack or have wrong: 划 is the form of planning.
_WORDS = {
    "規畫": "规划",
    "策畫": "策划",
    "企畫": "企划",
    "區畫": "区划",
    "謀畫": "谋划",
    "擘畫": "擘划",
    "比畫": "比划",
    "總帳": "总账",
    "座標": "坐标",
    "倒楣": "倒霉",
    "家俱": "家具",
    "帳棚": "帐棚",
    "地祇": "地祇",
    "徬徨": "彷徨",
    "鍾馗": "钟馗",
    "榴槤": "榴莲",
    "薰衣草": "薰衣草",
    "拙著": "拙著",
    "著作者": "著作者",
}
#: Phrases of OpenCC that few texts have: more often, 於 is a preposition there, and 著 a particle.
_NAMES = "乎倫則單坦敖琳穆邑潛戲"
_IGNORED = frozenset({"著於", "於其一", "於惟一", *(f"於{name}" for name in _NAMES)})
#: Words of the corpus that 覆 seldom is in: 不|覆盖, 而|覆盖.
_BORDERS = frozenset({"不复", "而复"})
#: What is often written for another character: in 书藉, a mistake for 籍, not the Traditional form of 借.
_MISTAKEN = ("籍", "藉")
#: How many times more frequent a spelling must be than the one with the usual form of its characters.
_CLEARLY = 1.5
#: Minimum count in the corpus for a word to be the spelling of another one: 复写 is there seven times, but
#: 覆寫 is another word.
_KNOWN = 10
#: The same for a word of which a wrong spelling is left alone.
_COMMON = 30


class MainlandWords(Value):
    """What is known of Simplified characters and words."""

    alone: dict[int, str]
    """Traditional characters to their Simplified form outside any word; for `str.translate`."""
    keys: dict[int, str]
    """The same without characters that words decide about, which makes the keys of words."""
    words: dict[str, tuple[str, int]]
    """Keys of words that `alone` gets wrong, with the Simplified word and its count in the corpus."""
    reach: dict[str, int]
    """The first two characters of keys to the length of the longest key that starts with them."""
    deciding: str
    """The characters of keys that `alone` gets wrong."""
    stray: dict[int, str]
    """The part of `alone` for what Simplified text should not have, but for words."""


def mainland_words(lexicon: Lexicon, tables: Tables) -> MainlandWords:
    """The table of a lexicon, from the cache or computed.

    Args:
        lexicon: the word lists.
        tables: the tables of the lexicon.
    """
    stamp = [_FORMAT, lexicon.digest, sources()]
    cached = cache.load("chinese-mainland") if lexicon.digest else None
    if isinstance(cached, dict) and cached.pop("stamp", None) == stamp:
        return MainlandWords(**cached)
    made = _make(lexicon, tables)
    if lexicon.digest:
        cache.store("chinese-mainland", {"stamp": stamp, **as_dict(made)})
    return made


def is_simplified(character: str) -> bool:
    """Whether Simplified text may have a character, because GB 2312 has it: 乾 (乾隆), 著 (著名)."""
    return bool(character.encode("gb2312", "ignore"))


def _make(lexicon: Lexicon, tables: Tables) -> MainlandWords:
    """Computes the table of a lexicon."""
    count, variants = frequencies(), taiwan_forms(lexicon)
    alone = _alone(variants)
    forms = _forms(variants)
    phrases = dict(_phrases(tables.gates.simplified, count))
    to_form = str.maketrans(alone)
    pairs = itertools.chain.from_iterable(zip(*phrase, strict=True) for phrase in phrases.items())
    kept = {a for a, b in pairs if alone.get(a, a) != b} | forms.keys()
    to_key = str.maketrans({key: form for key, form in alone.items() if key not in kept})
    best = _most_frequent(forms, to_form, count)
    best |= _mistaken(count)
    best |= {written.translate(to_key): word for key, word in phrases.items() for written in (word, key)}
    words = {key: (word, count.get(word, 0)) for key, word in best.items() if word != key.translate(to_form)}
    deciding = {
        character
        for key, (word, _) in words.items()
        for character, form in zip(key, word, strict=True)
        if alone.get(character, character) != form
    }
    reach: dict[str, int] = {}
    for key in words:
        reach[key[:2]] = max(reach.get(key[:2], 0), len(key))
    stray = {
        key: form
        for key, form in alone.items()
        if key <= "\uffff" and (form != key or key in deciding) and (key in forms or not is_simplified(key))
    }
    return MainlandWords(to_form, to_key, words, reach, "".join(sorted(deciding)), str.maketrans(stray))


def _alone(variants: Mapping[str, str]) -> dict[str, str]:
    """Traditional characters with their Simplified form outside any word."""
    alone = {key: row[0] for key, row in corrected_table("TSCharacters").items()}
    others = ((key, form) for key, form in variants.items() if key not in alone and not is_simplified(key))
    return {**alone, **{key: alone.get(form, form) for key, form in others}, **_REPLACED, **_ALONE}


def _phrases(simplified: frozenset[str], count: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """OpenCC's phrases; of several values, the most frequent one."""
    alone = corrected_table("TSCharacters")
    for key, row in corrected_table("TSPhrases").items():
        values = [value for value in row if len(value) == len(key)]
        if key in _IGNORED or not values or not simplified.isdisjoint(key):
            continue
        value = max(values, key=lambda value: count.get(value, 0))
        # Where no character is a form of another, these are two words for one thing (新抱, 媳妇).
        if any(b == a or b in alone.get(a, ()) for a, b in zip(key, value, strict=True)):
            yield key, value
    yield from _WORDS.items()


def _forms(variants: Mapping[str, str]) -> dict[str, str]:
    """The Simplified forms of the characters that have more than one.

    Args:
        variants: forms of other places with the form Taiwan uses, of which Simplified forms may derive.
    """
    rows = table("TSCharacters")
    forms: dict[str, str] = {}
    for character, row in itertools.chain(
        rows.items(),
        ((form, rows.get(variant, (variant,))[:1]) for variant, form in sorted(variants.items())),
        _FORMS.items(),
    ):
        first = forms.get(character) or rows.get(character, (character,))[0]
        forms[character] = first + "".join(form for form in row if form not in first and is_simplified(form))
    return {key: some for key, some in forms.items() if len(some) > 1 and key not in _ONE_FORM}


def _most_frequent(
    forms: Mapping[str, str], to_form: dict[int, str], count: Mapping[str, int]
) -> dict[str, str]:
    """Keys with the most frequent Simplified word of each."""
    owners: dict[str, str] = {}
    for character in sorted(forms):
        for form in forms[character]:
            owners[form] = owners.get(form, form) + character
    best: dict[str, str] = {}
    for word in sorted(count, key=lambda word: (-count[word], word)):
        if word in _BORDERS:
            continue
        if count[word] >= _KNOWN and 1 < len(word) <= LONGEST and not owners.keys().isdisjoint(word):
            for parts in itertools.product(*(owners.get(character, character) for character in word)):
                key = "".join(parts)
                usual = key.translate(to_form)
                clearly = word == usual or count[word] >= _CLEARLY * count.get(usual, 0)
                best.setdefault(key, word if clearly else usual)
    return best


def _mistaken(count: Mapping[str, int]) -> dict[str, str]:
    """Frequent words with a wrong character, which stays as it is."""
    right, wrong = _MISTAKEN
    words = (word for word, number in count.items() if number >= _COMMON and right in word)
    return {word: word for word in (word.replace(right, wrong) for word in words if len(word) > 1)}
