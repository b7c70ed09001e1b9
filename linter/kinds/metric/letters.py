"""Shares of a text's letters."""

from __future__ import annotations

import regex

from linter.chinese.characters import HAN_RUN
from linter.lazy import lazy_regex

_LETTERS = lazy_regex(r"[\p{L}--\p{Lm}]+", regex.VERSION1)


def han_letters(text: str) -> int:
    """How many Han characters a text has."""
    return sum(map(len, HAN_RUN.findall(text)))


def share(part: int, whole: int) -> float | None:
    """A share from 0 to 1; None if the whole is nothing."""
    return part / whole if whole else None


def share_of_letters(part: int, text: str) -> float | None:
    """A number of letters as a share of all letters of a text, without modifier letters."""
    return share(part, sum(map(len, _LETTERS.findall(text))))
