"""Which words a language has, from the word lists that pyspellchecker ships (MIT).

The package's own classes are not used: they correct spelling, and load far more than a look-up needs.
"""

from __future__ import annotations

import bisect
import functools
import gzip
import importlib.util
import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING

from linter.errors import LinterError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: Minimum count of a common word; one with a lower count is likely a typing error, or too rare to be meant.
_OFTEN = 500
#: How many letters of the whole word a part must at least leave out.
_LEFT_OUT = 2
#: How many words must begin with a part, unless it is long: a single one may be a coincidence.
_BEGINNINGS = 2
_LONG = 6


@functools.cache
def _folder() -> Path:
    """The folder of the word lists, found without importing the package."""
    spec = importlib.util.find_spec("spellchecker")
    for location in (spec.submodule_search_locations or ()) if spec is not None else ():
        folder = Path(location) / "resources"
        if (folder / "en.json.gz").is_file():
            return folder
    raise LinterError("the word lists of pyspellchecker are missing; reinstall pyspellchecker")


@functools.cache
def words(language: str) -> Mapping[str, int]:
    """The words of a language in lower case, with their counts.

    Args:
        language: its ISO 639-1 code: de, en, es, fr, it, pt.

    Raises:
        LinterError: the word lists are not installed.
    """
    loaded: dict[str, int] = json.loads(gzip.decompress((_folder() / f"{language}.json.gz").read_bytes()))
    return loaded


@functools.cache
def _common(*, backwards: bool) -> list[str]:
    """The common words, sorted, or written backwards and sorted."""
    common = (word for word, count in words("en").items() if count >= _OFTEN)
    return sorted(word[::-1] for word in common) if backwards else sorted(common)


def _starting(letters: str, ordered: list[str]) -> Iterator[str]:
    """The words that begin with the letters and have enough others."""
    for index in range(bisect.bisect_left(ordered, letters), len(ordered)):
        if not ordered[index].startswith(letters):
            return
        if len(ordered[index]) >= len(letters) + _LEFT_OUT:
            yield ordered[index]


def ends_word(letters: str) -> bool:
    """Whether letters in lower case are not an English word, but the end of a common one."""
    return letters not in words("en") and any(_starting(letters[::-1], _common(backwards=True)))


def begins_word(letters: str) -> bool:
    """Whether letters in lower case are not an English word, but the beginning of common ones."""
    enough = 1 if len(letters) >= _LONG else _BEGINNINGS
    begun = itertools.islice(_starting(letters, _common(backwards=False)), enough)
    return letters not in words("en") and len(tuple(begun)) == enough


def is_english(word: str) -> bool:
    """Whether a word in lower case is a common English one; the list has some rare foreign ones."""
    return words("en").get(word, 0) >= _OFTEN


def count_of(word: str) -> int:
    """Temporary."""
    return words("en").get(word, 0)
