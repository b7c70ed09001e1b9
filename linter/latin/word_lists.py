"""The word lists that pyspellchecker ships (MIT), kept sorted in the cache between runs.

The package's own classes are not used: they correct spelling, and load far more than a look-up needs. Its
lists are counted from the subtitles of OpenSubtitles; words that were added by hand have the count 50.
"""

from __future__ import annotations

import functools
import importlib.util
import json
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from linter.errors import LinterError
from linter.files import cache
from linter.latin.sorted_words import SortedWords
from linter.lazy import lazy_re

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Incremented when the tables' shape, or how they are computed, changes.
_FORMAT = 3
#: Minimum count of a common word; one with a lower count is likely a typing error, or too rare to be meant.
OFTEN = 500
#: The languages besides English for which there are lists.
LANGUAGES = ("de", "es", "fr", "it", "pt")
#: The entries of a list that were counted, not added: those with three digits or more. Reading all of them as
#: JSON takes three times as long.
_COUNTED = lazy_re(r'"([^"\\]+)":\s*(\d{3,})')
#: The end of an entry that was added by hand.
_BY_HAND = ": 50,\n"
#: Says to `zlib` that data has the header of gzip, with any window.
_GZIP = 31


@functools.cache
def _folder() -> Path:
    """The folder of the word lists, found without importing the package."""
    spec = importlib.util.find_spec("spellchecker")
    for location in (spec.submodule_search_locations or ()) if spec is not None else ():
        folder = Path(location) / "resources"
        if (folder / "en.json.gz").is_file():
            return folder
    raise LinterError("the word lists of pyspellchecker are missing; reinstall pyspellchecker")


def _file(language: str) -> Path:
    return _folder() / f"{language}.json.gz"


@functools.cache
def english() -> SortedWords:
    """The English words in lower case, each with its count.

    Raises:
        LinterError: the word lists are not installed; so do the other tables.
    """
    return _cached("words-en", ("en",), _english)


@functools.cache
def english_backwards() -> SortedWords:
    """The English words, each written backwards, with its count."""
    return _cached(
        "words-backwards", ("en",), lambda: ((word[::-1], count) for word, count in english().rows())
    )


@functools.cache
def foreign() -> SortedWords:
    """The words of `LANGUAGES`, each with the language where it is most frequent, and how frequent.

    The note is the language's code, a space, and the count for each hundred million words.
    """
    return _cached("words-foreign", LANGUAGES, _foreign)


def _read(language: str) -> bytes:
    """A list as JSON: words in lower case to their counts."""
    return zlib.decompress(_file(language).read_bytes(), wbits=_GZIP)


def _english() -> Iterator[tuple[str, str]]:
    counts: dict[str, int] = json.loads(_read("en"))
    return ((word, str(count)) for word, count in counts.items())


def _foreign() -> Iterator[tuple[str, str]]:
    shares: dict[str, float] = {}
    languages: dict[str, str] = {}
    for language in LANGUAGES:
        counts = _counted(_read(language).decode())
        scale = 100_000_000 / max(sum(counts.values()), 1)
        for word, count in counts.items():
            share = count * scale
            if share > shares.get(word, 0):
                shares[word], languages[word] = share, language
    return ((word, f"{languages[word]} {round(share)}") for word, share in shares.items())


def _counted(text: str) -> dict[str, int]:
    """The counted words of a list, each with its count.

    Most entries were added by hand, with the count 50. Splitting at them costs less than matching each.
    """
    parts = [part for part in text.split(_BY_HAND) if "\n" in part]
    return {word: int(count) for word, count in _COUNTED.findall("\n".join(parts))}


def _cached(
    name: str, languages: tuple[str, ...], rows: Callable[[], Iterator[tuple[str, str]]]
) -> SortedWords:
    """A table from the cache; or a new one, which is cached."""
    origin = [_FORMAT, *(_origin(language) for language in languages)]
    kept = cache.load(name)
    if isinstance(kept, tuple) and len(kept) == 3 and kept[0] == origin:  # noqa: PLR2004 - as stored below
        _, checksum, text = kept
        if isinstance(text, bytes) and zlib.crc32(text) == checksum:
            return SortedWords(text)
    text = SortedWords.write(rows())
    cache.store(name, (origin, zlib.crc32(text), text))
    return SortedWords(text)


def _origin(language: str) -> tuple[str, int, int]:
    """The file of a list: path, size in bytes, modification time in nanoseconds."""
    file = _file(language)
    status = file.stat()
    return str(file), status.st_size, status.st_mtime_ns
