"""Guesses the encoding of bytes: the one in which they read most like real text.

Bytes of one East Asian encoding are often valid in another, and detectors that count bytes fail on short
texts: those of existing libraries get up to a third of single lines wrong. Here each candidate is decoded and
    its
characters are scored: those of everyday Chinese, Japanese and Korean count for it, rare ones against it.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from linter.characters.scripts import KANA
from linter.files.frequent import frequent
from linter.lazy import lazy_re

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARKS = frozenset("，。、：；？！「」『』（）《》〈〉“”‘’…—－～·　")
#: The everyday Han characters of an encoding, which are the first level of its standard (GB 2312, Big5, JIS X
#: 0208): the codec of the standard, and the first and the last lead byte of that level.
_EVERYDAY = {
    "gb18030": ("gb2312", 0xB0, 0xD7),
    "big5": ("big5", 0xA4, 0xC6),
    "cp950": ("big5", 0xA4, 0xC6),
    "big5hkscs": ("big5", 0xA4, 0xC6),
    "cp932": ("euc_jp", 0xB0, 0xCF),
    "euc_jp": ("euc_jp", 0xB0, 0xCF),
}
_JAPANESE = ("cp932", "euc_jp")
_KANA = lazy_re(f"[{KANA}]")
#: The minimum score of an encoding, and its minimum lead over the runner-up.
_LEAST = 1.0
_LEAD = 0.3


def guess(data: bytes, candidates: Sequence[Sequence[str]]) -> str | None:
    """The encoding in which bytes read best; None if no encoding is clearly the best.

    Args:
        data: the bytes, cut where a line ends.
        candidates: encodings by Python's names, grouped by which contain each other, the narrowest first.
    """
    ranked = []
    for family in candidates:
        for name in family:
            try:
                text = data.decode(name)
            except UnicodeDecodeError:
                continue
            ranked.append((_score(text, name), name))
            break
    ranked.sort(reverse=True)
    if not ranked or ranked[0][0] < _LEAST:
        return None
    return ranked[0][1] if len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= _LEAD else None


def _score(text: str, encoding: str) -> float:
    """How much a text reads like real text: the mean score of its characters, from -3 to 3.

    ASCII letters do not count, unless every character takes two bytes anyway.
    """
    wide = encoding.startswith("utf-16")
    counted = [
        _value(character, encoding, text[index - 1 : index] + text[index + 1 : index + 2])
        for index, character in enumerate(text)
        if wide or not character.isascii() or not (character.isprintable() or character in "\t\r\n")
    ]
    if not counted or (encoding in _JAPANESE and not _KANA.search(text)):  # every Japanese sentence has some
        return 0.0
    return sum(counted) / len(counted)


def _value(character: str, encoding: str, neighbours: str) -> float:
    if character in frequent("han") and encoding != "cp949":
        return 3
    if character in _MARKS:
        return 2
    if character.isascii():
        return 1 if character.isprintable() or character in "\t\r\n" else -3
    if encoding == "cp1252":  # a letter with an accent is next to other letters
        return 2 if character.isalpha() and any(c.isascii() and c.isalpha() for c in neighbours) else -1
    return _by_script(character, encoding)


def _by_script(character: str, encoding: str) -> float:
    name = unicodedata.name(character, "")
    if name.startswith(("HIRAGANA", "KATAKANA")):
        return 2 if encoding in _JAPANESE else 1
    if name.startswith("HANGUL SYLLABLE"):
        return 3 if character in frequent("hangul") else 0.5
    if name.startswith("CJK UNIFIED"):
        return _han(character, encoding)
    return -3 if unicodedata.category(character) in ("Cc", "Cn", "Co", "Cs") else -1


def _han(character: str, encoding: str) -> float:
    if encoding.startswith("utf-16"):
        return 0.5
    if encoding not in _EVERYDAY:
        return -1
    codec, first, last = _EVERYDAY[encoding]
    try:
        lead = character.encode(codec)[0]
    except UnicodeEncodeError:
        return -2
    return 1 if first <= lead <= last else -1
