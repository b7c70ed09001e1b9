"""Every entry of the built-in word lists does what it says; none is shadowed by another list."""

from __future__ import annotations

import pytest

from linter.chinese.stretch import Reader
from linter.chinese.tables import Mode, tables_of
from linter.conversion import BuiltIn

LEXICON = BuiltIn().lexicon
READER = Reader(LEXICON, tables_of(LEXICON))


def read(words: list[str], mode: Mode) -> list[str]:
    return [READER.read(word, mode).text for word in words]


def differences(words: list[str], expected: list[str], mode: Mode) -> list[str]:
    made = read(words, mode)
    return [
        f"{word}: {becomes}, not {right}"
        for word, becomes, right in zip(words, made, expected, strict=True)
        if becomes != right
    ]


def test_readings_are_read() -> None:
    words = [word for word in LEXICON.readings if len(word) > 1]
    assert not differences(words, [LEXICON.readings[word] for word in words], Mode.SIMPLIFIED)


@pytest.mark.parametrize("section", ["repairs", "leftovers"])
def test_broken_words_are_repaired(section: str) -> None:
    pairs = getattr(LEXICON, section)
    assert not differences(list(pairs), list(pairs.values()), Mode.TRADITIONAL)


@pytest.mark.parametrize("section", ["repairs", "leftovers", "doubtful", "readings"])
def test_right_words_stay(section: str) -> None:
    """What an entry makes of a word is not broken for another entry."""
    words = sorted(set(getattr(LEXICON, section).values()))
    assert not differences(words, words, Mode.TRADITIONAL)


@pytest.mark.parametrize("mode", [Mode.TRADITIONAL, Mode.STRAYS])
def test_words_of_taiwan_stay(mode: Mode) -> None:
    words = sorted(LEXICON.borders)
    assert not differences(words, words, mode)


def test_doubtful_words_are_only_shown() -> None:
    for word, right in LEXICON.doubtful.items():
        reading = READER.read(word, Mode.TRADITIONAL)
        assert reading.text == word
        assert [repair.should for repair in reading.repairs] == [right]


def test_ignored_phrases_are_no_words() -> None:
    assert not LEXICON.ignored & tables_of(LEXICON).words.readings.keys()
    assert not LEXICON.ignored & LEXICON.readings.keys()
