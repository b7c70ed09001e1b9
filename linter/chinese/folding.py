"""Makes texts comparable that differ only in the variant of their characters."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from linter.chinese.dictionaries import kept, table

if TYPE_CHECKING:
    from collections.abc import Iterator

#: OpenCC's tables of characters that are written for each other.
_TABLES = ("STCharacters", "TSCharacters", "TWVariants", "HKVariants")


def fold(text: str) -> str:
    """A text as it is for all variants: a key to compare it by, not a conversion.

    Every character becomes one that represents all that a conversion may turn it into or may have made it
    from: 后 and 後, 干, 乾, 幹 and 榦, 裡 and 裏. No conversion by characters changes the key.
    """
    return text.translate(_representatives())


@functools.cache
def _representatives() -> dict[int, str]:
    """What represents each character that has other forms."""
    return kept("representatives", _chosen)


def _chosen() -> dict[int, str]:
    """The same, computed."""
    above: dict[str, str] = {}

    def top(character: str) -> str:
        while (higher := above.get(character, character)) != character:
            character = higher
        return character

    for one, other in _pairs():
        first, second = sorted((top(one), top(other)))
        above[second] = first
        above.setdefault(first, first)
    return {ord(character): top(character) for character in above}


def _pairs() -> Iterator[tuple[str, str]]:
    """The characters that are written for each other."""
    for name in _TABLES:
        for character, forms in table(name).items():
            for form in forms:
                if len(character) == len(form) == 1:
                    yield character, form


def as_traditional(text: str) -> str:
    """A text with the first Traditional form of each Simplified character: a key to match words in."""
    return text.translate(_traditional())


@functools.cache
def _traditional() -> dict[int, str]:
    def compute() -> dict[int, str]:
        return {ord(simplified): forms[0] for simplified, forms in table("STCharacters").items()}

    return kept("traditional", compute)
