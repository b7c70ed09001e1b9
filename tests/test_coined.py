"""English words that no list has: they are whole, and the ends of other words are not taken for them."""

from __future__ import annotations

import pytest

from linter.latin.coined import is_coined, is_contracted


@pytest.mark.parametrize("word", ["calibre", "dont", "linting", "adblock", "isprint", "unbreak", "you're"])
def test_whole_words(word: str) -> None:
    assert is_coined(word)


@pytest.mark.parametrize(
    "word", ["bservation", "requency", "heckpoint", "peating", "ceful", "xample", "sofort"]
)
def test_halves_and_foreign_words(word: str) -> None:
    assert not is_coined(word)


def test_contractions_have_an_english_word() -> None:
    assert is_contracted("they're")
    assert not is_contracted("l'attention")
    assert not is_contracted("qu're")
