"""Each kind of character is defined once, and agrees with Unicode."""

from __future__ import annotations

import re
import unicodedata

import regex

from linter.characters.punctuation import CLAUSE_END, CLOSING, OPENING, QUOTE_PAIRS, WHITE_SPACE
from linter.characters.scripts import HAN, HANGUL, KANA

#: All code points that may be part of a text.
CHARACTERS = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]


def test_han_is_what_unicode_says() -> None:
    ours, theirs = re.compile(f"[{HAN}]"), regex.compile(r"\p{Han}")
    different = [c for c in CHARACTERS if bool(ours.match(c)) != bool(theirs.match(c))]
    assert all(ours.match(c) and unicodedata.category(c) in ("Cn", "Mn") for c in different), different[:9]
    assert all(ours.match(c) for c in "漢〇々𠮷\u3400\uf9ff")
    assert not any(map(ours.match, "aあア한，"))


def test_white_space_is_what_the_package_finds() -> None:
    ours, theirs = re.compile(f"[{WHITE_SPACE}]"), regex.compile(r"\s")
    assert [c for c in CHARACTERS if bool(ours.match(c)) != bool(theirs.match(c))] == []


def test_kana_and_hangul_are_letters_of_their_scripts() -> None:
    for ours, theirs in ((KANA, r"[\p{Hiragana}\p{Katakana}ーｰ]"), (HANGUL, r"\p{Hangul}")):
        found = regex.findall(f"[{ours}]", "".join(CHARACTERS))
        assert all(regex.match(theirs, c) or unicodedata.category(c) == "Cn" for c in found)
    assert re.fullmatch(f"[{KANA}]+", "あアーｱゝ")
    assert re.fullmatch(f"[{HANGUL}]+", "한ㄱ")


def test_pairs() -> None:
    assert all(len(mark) == 1 for pair in QUOTE_PAIRS.items() for mark in pair)
    assert not set(OPENING) & set(CLOSING)
    assert QUOTE_PAIRS["「"] == "」"
    assert "." not in CLAUSE_END
