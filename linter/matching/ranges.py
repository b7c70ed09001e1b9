"""Classes of characters as ranges of code points."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Ranges = tuple[tuple[int, int], ...]
"""Ranges of code points, both ends included, sorted, without overlap."""
#: The end of ASCII, the first code point beyond the BMP, and the last one of all.
ASCII_END, BEYOND_BMP, LAST = 0x80, 0x10000, 0x10FFFF
#: Every character.
ANY: Ranges = ((0, LAST),)


def union(classes: Iterable[Ranges]) -> Ranges:
    """The characters of any of some classes."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted({range_ for class_ in classes for range_ in class_}):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def both(one: Ranges, other: Ranges) -> Ranges:
    """The characters that two classes share."""
    pairs = ((max(low, start), min(high, end)) for low, high in one for start, end in other)
    return tuple(sorted((low, high) for low, high in pairs if low <= high))


def ranges_of(characters: Iterable[str]) -> Ranges:
    """The class of some characters."""
    return union(((ord(character), ord(character)),) for character in characters)


def written(class_: Ranges) -> str:
    """The expression of `re` for a class."""
    if class_ == ANY:
        return r"[\s\S]"
    if len(class_) == 1 and class_[0][0] == class_[0][1]:
        return f"\\U{class_[0][0]:08x}"
    parts = (f"\\U{start:08x}" if start == end else f"\\U{start:08x}-\\U{end:08x}" for start, end in class_)
    return f"[{''.join(parts)}]"
