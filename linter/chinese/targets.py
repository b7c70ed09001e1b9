"""The variants of written Chinese to which text can be converted."""

from __future__ import annotations

import enum
import functools

from linter.chinese.dictionaries import corrected_phrases, phrases, table


class Target(enum.StrEnum):
    """A variant, by its BCP 47 tag."""

    TAIWAN = "zh-TW"
    HONG_KONG = "zh-HK"
    MAINLAND = "zh-CN"

    def from_taiwan(self, text: str) -> str:
        """Converts Taiwan's forms to those of this variant; only characters change, and the length stays."""
        if self is Target.HONG_KONG:
            text = text.translate(_hong_kong())
            return _longest_first(text, *_zhe()) if "著" in text else text
        if self is Target.MAINLAND:
            return _longest_first(_longest_first(text, *_standard()), *_simplified())
        return text


#: Hong Kong's forms that OpenCC reaches only from its own standard forms, not from Taiwan's.
_HONG_KONG_FORMS = {"裡": "裏"}
#: OpenCC's Hong Kong forms that Hong Kong writes less often than what it replaces.
_NOT_HONG_KONG = frozenset("妝檯臺")


@functools.cache
def _hong_kong() -> dict[int, str]:
    forms = {ord(key): values[0] for key, values in table("HKVariants").items() if key not in _NOT_HONG_KONG}
    return {**forms, **{ord(key): value for key, value in _HONG_KONG_FORMS.items()}}


@functools.cache
def _zhe() -> tuple[dict[str, str], int]:
    """Taiwan writes 著 both in 著名 and for the particle, which Hong Kong writes 着."""
    words = {key: key for key in phrases("TWVariantsRevPhrases") if "著" in key}
    return _with_longest({**words, "著": "着"})


@functools.cache
def _standard() -> tuple[dict[str, str], int]:
    """Taiwan's forms to OpenCC's standard Traditional, which its Simplified tables start from."""
    return _with_longest(phrases("TWVariantsRevPhrases") | phrases("TWVariantsRev"))


@functools.cache
def _simplified() -> tuple[dict[str, str], int]:
    return _with_longest(corrected_phrases("TSPhrases") | corrected_phrases("TSCharacters"))


def _with_longest(words: dict[str, str]) -> tuple[dict[str, str], int]:
    same = {key: value for key, value in words.items() if len(key) == len(value)}
    return same, max(map(len, same))


def _longest_first(text: str, words: dict[str, str], longest: int) -> str:
    """Replaces from left to right the longest word that matches, as OpenCC segments."""
    out, at = [], 0
    while at < len(text):
        for length in range(min(longest, len(text) - at), 0, -1):
            value = words.get(text[at : at + length])
            if value is not None or length == 1:
                out.append(value if value is not None else text[at])
                at += length
                break
    return "".join(out)
