"""Broken forms of words: what a blind conversion makes of them, and what nobody writes."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from linter.chinese.characters import EVERYDAY
from linter.chinese.dictionaries import frequent_words, table
from linter.chinese.readings import taiwan_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from linter.chinese.lexicon import Lexicon
    from linter.chinese.readings import Readings
    from linter.chinese.taiwan import TaiwanWords
    from linter.chinese.weights import Weights

#: Minimum count of a word that OpenCC does not list for its broken forms to be listed.
_COMMON = 200
#: Minimum count of a word of two characters for a spelling that nobody writes to be certainly wrong.
_KNOWN = 60
#: Broken forms are listed only for words with at most this many characters that a conversion may confuse.
_MOST_PLACES = 3
#: A character in fewer words than this is rarely at the border of one.
_RARE = 45


class BrokenForms(NamedTuple):
    """Words as written, with what they should be; to the latter, all but the doubtful add their weight."""

    repairs: dict[str, str]
    """Broken or left over according to the lexicon."""
    backed: dict[str, str]
    """Broken according to a dictionary word."""
    doubtful: dict[str, str]
    """Probably broken: each of their characters may be right where they meet by chance."""


class Dictionary(NamedTuple):
    """What the broken forms are those of."""

    words: Mapping[str, str]
    """Keys to words."""
    listed: Mapping[str, str]
    """Those of them that OpenCC or the lexicon lists."""
    counts: Mapping[str, int]
    """How often each key is written."""
    spellings: frozenset[str]
    """Spellings that need no change."""
    others: Mapping[str, str]
    """See `other_forms`."""


def broken_forms(
    lexicon: Lexicon, readings: Readings, taiwan: TaiwanWords, known: Dictionary, weigh: Weights
) -> BrokenForms:
    """Computes the broken forms of a dictionary."""
    repairs = {**_particles(lexicon, readings, known.words), **lexicon.leftovers, **lexicon.repairs}
    # Only for words that a person has reviewed is it certain that no other spelling is right.
    right = frozenset(known.words.values()) | lexicon.borders | known.spellings | repairs.keys()
    right |= frozenset(lexicon.doubtful.values())
    common = {
        key: word for key, word in known.words.items() if key in known.listed or known.counts[key] >= _COMMON
    }
    backed = {
        form: word
        for form, word in _backed(lexicon, common, readings).items()
        if form not in right and taiwan.is_wrong(form, word) and not _is_right_at_first(form, word, known)
    }
    certain = frozenset(wrong for wrong in repairs if len(wrong) > 2 or wrong in lexicon.firm)  # noqa: PLR2004
    rare = _rare(known.words.values())

    def weighed(wrong: str, right: str) -> str:
        unusual = not rare.isdisjoint(wrong) and any(
            a != b and a in rare for a, b in zip(wrong, right, strict=True)
        )
        key = readings.key(wrong)
        return right + chr(weigh.of_repair(key, wrong, certain=wrong in certain, unusual=unusual))

    made = {wrong: weighed(wrong, right) for wrong, right in backed.items()}
    doubtful = dict(lexicon.doubtful)
    composed = _first_wrong(readings.composed.values(), known.others)
    for form, usual in itertools.chain(taiwan.misspelt(), composed):
        if form in right or form in made:
            continue
        key = readings.key(form)
        word = known.words.get(key, usual) if readings.is_own(key) else usual
        over = all(a == b or readings.key(a) != a for a, b in zip(form, word, strict=True))
        doubt = taiwan.doubt(form, word, over=over)
        weight = weigh.of_misspelt(key, doubt)
        if weight > 0 and (known.counts.get(key, 0) >= _KNOWN or len(form) > 2):  # noqa: PLR2004
            made[form] = word + chr(weight)
        elif not taiwan.is_loose(form, word):
            doubtful[form] = word
    return BrokenForms({wrong: weighed(wrong, right) for wrong, right in repairs.items()}, made, doubtful)


def _is_right_at_first(form: str, word: str, known: Dictionary) -> bool:
    """Whether the first two characters of a broken form are a right word with another spelling (沖出|來)."""
    return len(form) > 2 and form[:2] != word[:2] and form[:2] in known.spellings  # noqa: PLR2004


def _rare(words: Iterable[str]) -> frozenset[str]:
    """Characters that few words have."""
    count = Counter(itertools.chain.from_iterable(map(frozenset, words)))
    return frozenset(character for character, number in count.items() if number < _RARE)


def _backed(lexicon: Lexicon, words: Mapping[str, str], readings: Readings) -> dict[str, str]:
    """Broken forms of words, each with its word; forms that two words may have become are left out."""
    backed: dict[str, str] = {}
    doubtful = set()
    for form, word in _broken_forms(lexicon, words, readings):
        if backed.setdefault(form, word) != word:
            doubtful.add(form)
    return {form: word for form, word in backed.items() if form not in doubtful}


def _broken_forms(
    lexicon: Lexicon, words: Mapping[str, str], readings: Readings
) -> Iterator[tuple[str, str]]:
    """The forms that words take when a conversion confuses some of their characters.

    A blind conversion takes the wrong one of several Traditional characters, in words of any length; a
    character that it leaves Simplified is certain only in words of three or more.
    """
    short = _confusions(lexicon, lexicon.confusable_short, readings)
    long = _confusions(lexicon, lexicon.confusable | lexicon.confusable_short, readings, lexicon.unfinished)
    confused = frozenset(right for _, right in (*short[0], *short[1], *long[0], *long[1]))
    for key, word in words.items():
        if confused.isdisjoint(word):
            continue
        inside, last = long if len(word) > 2 else short  # noqa: PLR2004
        choices = [inside.get(pair, "") for pair in zip(key[:-1], word[:-1], strict=True)]
        choices.append(last.get((key[-1], word[-1]), ""))
        if 0 < sum(map(bool, choices)) <= _MOST_PLACES:
            forms = itertools.product(*(right + wrong for right, wrong in zip(word, choices, strict=True)))
            yield from ((form, word) for form in map("".join, forms) if form != word)


def _first_wrong(words: Iterable[str], others: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Words of three or more characters whose first one is wrong, with the right ones."""
    for word in words:
        if len(word) > 2:  # noqa: PLR2004
            yield from ((wrong + word[1:], word) for wrong in others.get(word[0], ""))


def other_forms(lexicon: Lexicon, ambiguous: frozenset[str]) -> dict[str, str]:
    """Characters with those that share a Simplified character with them, but for forms of other places.

    Pairs that Taiwan writes for each other are left out.
    """
    variants, alike = taiwan_forms(lexicon), lexicon.taste | lexicon.alike
    others: dict[str, str] = {}
    for written, row in table("STCharacters").items():
        if written in EVERYDAY:
            continue
        forms = [c for c in dict.fromkeys((*row, written)) if c not in variants]
        if written not in ambiguous and written in forms:
            forms.remove(written)
        for one, other in itertools.permutations(forms, 2):
            if not alike & {(one, other), (other, one)}:
                others[one] = others.get(one, "") + other
    return others


def _particles(lexicon: Lexicon, readings: Readings, words: Mapping[str, str]) -> dict[str, str]:
    """Words with a particle that was taken for the end of another (說明|瞭, 說|明瞭), and what is right."""
    grammatical, bound = lexicon.function_characters, lexicon.bound
    ends: dict[str, list[str]] = {}
    for word in sorted(lexicon.borders):
        if len(word) == 2 and word[1] in bound and bound[word[1]].becomes in grammatical:  # noqa: PLR2004
            ends.setdefault(readings.key(word[0]), []).append(word[1])
    found: dict[str, str] = {}
    for word, _ in frequent_words(2):
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
