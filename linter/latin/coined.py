"""English words that the list of words lacks: in British spelling, without an apostrophe, or put together.

Such words are whole; none is half of a word, or of another language.
"""

from __future__ import annotations

from linter.latin.vocabulary import completions, count_of, is_english

#: Endings in British spelling, and in the American one, which the list has.
_SPELLINGS = (
    *(("re", "er"), ("our", "or"), ("ise", "ize"), ("ised", "ized"), ("ising", "izing"), ("yse", "yze")),
    *(("isation", "ization"), ("ogue", "og"), ("lled", "led"), ("lling", "ling"), ("ence", "ense")),
)
#: Contractions, with what comes before the apostrophe in a word of the list.
_CONTRACTED = ("re", "ve", "ll", "s", "t", "d", "m")
#: Endings that make a word of a stem.
_SUFFIXES = ("ing", "ed", "er", "ers", "able", "less")
#: The minimum number of letters of a stem, and of the second of two words in one.
_STEM, _SECOND = 4, 4
#: Words of two letters that others are put together with, besides longer ones.
_SHORT = frozenset(("ad", "un", "re", "is", "to", "up", "in", "on"))
#: The maximum number of letters of a word; nothing longer is one.
_LONGEST = 60
#: How often English uses a word that others are put together with.
_FREQUENT = 5000
#: How many letters, and how often a word occurs, to say that a word put together is rather the end of it.
_LOST, _WHOLE = 3, 2000


def is_coined(word: str) -> bool:
    """Whether a word in lower case that no list has is English all the same: linting, adblock, dont."""
    if len(word) > _LONGEST:
        return False
    return is_contracted(word) or (
        (_is_variant(word) or _is_derived(word) or _is_compound(word))
        and all(count < _WHOLE for _, count in completions(word, _LOST))
    )


def is_contracted(word: str) -> bool:
    """Whether a word has an apostrophe as English ones do: you're."""
    before, mark, after = word.partition("'")
    return bool(mark) and after in _CONTRACTED and count_of(before) > 0


def _is_variant(word: str) -> bool:
    if any(word.endswith(end) and count_of(f"{word[: -len(end)]}'{end}") for end in ("t", "re", "ve")):
        return True
    return any(
        word.endswith(british) and is_english(f"{word.removesuffix(british)}{american}")
        for british, american in _SPELLINGS
    )


def _is_derived(word: str) -> bool:
    return any(
        word.endswith(end) and len(word) >= _STEM + len(end) and is_english(word.removesuffix(end))
        for end in _SUFFIXES
    )


def _is_compound(word: str) -> bool:
    return any(
        count_of(word[at:]) >= _FREQUENT
        and (word[:at] in _SHORT or (at > len("un") and count_of(word[:at]) >= _FREQUENT))
        for at in range(len("un"), len(word) - _SECOND + 1)
    )
