"""How many columns of a terminal a text takes."""

from __future__ import annotations

import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class _Columns(dict[str, int]):
    """The columns of a character: two for wide and full-width ones (UAX #11), none for combining ones.

    Unicode is asked once for each character of a run.
    """

    def __missing__(self, character: str) -> int:
        wide = unicodedata.east_asian_width(character) in "WF"
        columns = self[character] = 0 if unicodedata.combining(character) else 1 + wide
        return columns


_COLUMNS = _Columns()


def width(text: str) -> int:
    """How many columns a text takes."""
    return len(text) if text.isascii() else sum(map(_COLUMNS.__getitem__, text))


def offsets(text: str) -> Sequence[int]:
    """The column at which each character of a text begins, from 0 on, and that at which the text ends."""
    if text.isascii():
        return range(len(text) + 1)
    return list(accumulate(map(_COLUMNS.__getitem__, text), initial=0))
