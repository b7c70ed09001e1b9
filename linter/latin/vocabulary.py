"""Which words English and its neighbours have, and how often: the one source for all rules."""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING, NamedTuple

from linter.latin.word_lists import OFTEN, english, english_backwards, foreign

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How many letters of the whole word a part must at least leave out.
_LEFT_OUT = 2
#: How many words must begin with a part, unless it is long: a single one may be a coincidence.
_BEGINNINGS = 2
_LONG = 6
#: How many letters tell even the end of a rare word from a name.
_VERY_LONG = 7
#: How many words are remembered: more than most documents have.
_REMEMBERED = 1 << 15


class ForeignUse(NamedTuple):
    """How one of the languages besides English uses a word."""

    language: str
    """The ISO 639-1 code of the language where it is most frequent: de, es, fr, it, pt."""
    share: int
    """How often it occurs there in a hundred million words."""


@functools.lru_cache(_REMEMBERED)
def count_of(word: str) -> int:
    """How often an English word in lower case occurs in the corpus of pyspellchecker's list.

    These are the subtitles of OpenSubtitles, 1.6 thousand million words: the 76 million, network 25,222,
    gradient 646. Words that were added to the list by hand, often terms, have the count 50. Terms younger
    than the list (softmax, tokenizer) are missing, as names of programs are.

    Returns:
        The count; 0 if the list does not have the word.

    Raises:
        LinterError: the word lists are not installed; so do the other functions.
    """
    return int(english().get(word) or 0)


def is_english(word: str) -> bool:
    """Whether a word in lower case is a common English one; the list has some rare foreign ones."""
    return count_of(word) >= OFTEN


def ends_word(letters: str) -> bool:
    """Whether letters in lower case are not an English word, but the end of one: of a common one, if few."""
    least = OFTEN if len(letters) < _VERY_LONG else 1
    return not count_of(letters) and any(
        int(count) >= least and len(word) >= len(letters) + _LEFT_OUT
        for word, count in english_backwards().starting(letters[::-1])
    )


def begins_word(letters: str) -> bool:
    """Whether letters in lower case are not an English word, but the beginning of common ones."""
    if count_of(letters):
        return False
    enough = 1 if len(letters) >= _LONG else _BEGINNINGS
    begun = (
        word
        for word, count in english().starting(letters)
        if int(count) >= OFTEN and len(word) >= len(letters) + _LEFT_OUT
    )
    return len(tuple(itertools.islice(begun, enough))) == enough


def completions(letters: str, most: int) -> Iterator[tuple[str, int]]:
    """The English words that letters in lower case are the end of, with their counts.

    Args:
        letters: what is left of a word.
        most: the maximum number of letters that it has lost.
    """
    for backwards, count in english_backwards().starting(letters[::-1]):
        if 0 < len(backwards) - len(letters) <= most:
            yield backwards[::-1], int(count)


@functools.lru_cache(_REMEMBERED)
def foreign_use(word: str) -> ForeignUse | None:
    """How another language uses a word in lower case; None if none of them does so more than rarely."""
    noted = foreign().get(word)
    if noted is None:
        return None
    language, share = noted.split(" ")
    return ForeignUse(language, int(share))
