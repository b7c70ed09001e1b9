"""The n-grams of ELD, in the cache as bytes that are searched: a dictionary of them takes 45 megabytes."""

from __future__ import annotations

import functools
from array import array
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linter.files import cache

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Incremented when what is kept changes its shape.
_FORMAT = 1
_NAME = "language-ngrams"
#: How many n-grams are remembered as they were found.
_MOST_CACHED = 4096


class Ngrams(Mapping[bytes, Mapping[int, int]]):
    """How frequent each n-gram is in each language that has it, by the numbers of languages.

    Args:
        width: the length of the longest n-gram, in bytes.
        keys: the n-grams in order, each padded with null bytes.
        starts: where the frequencies of each start in `values`, and where the last ones end.
        values: numbers of languages, each followed by the frequency.
    """

    def __init__(self, width: int, keys: bytes, starts: bytes, values: bytes) -> None:
        self._width, self._keys = width, keys
        self._starts, self._values = array("I", starts), array("H", values)
        self._found = functools.lru_cache(_MOST_CACHED)(self._find)

    @staticmethod
    def write(ngrams: Mapping[bytes, Mapping[int, int]]) -> tuple[int, bytes, bytes, bytes]:
        """The arguments that make some n-grams."""
        starts, values = array("I", [0]), array("H")
        width = max(map(len, ngrams))
        for _, frequencies in (ordered := sorted(ngrams.items())):
            for language, frequency in frequencies.items():
                values.extend((language, frequency))
            starts.append(len(values))
        keys = b"".join(ngram.ljust(width, b"\0") for ngram, _ in ordered)
        return width, keys, starts.tobytes(), values.tobytes()

    def __contains__(self, ngram: object) -> bool:
        return isinstance(ngram, bytes) and self._found(ngram) is not None

    def __getitem__(self, ngram: bytes) -> Mapping[int, int]:
        found = self._found(ngram)
        if found is None:
            raise KeyError(ngram)
        return found

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[bytes]:
        return (self._at(index).rstrip(b"\0") for index in range(len(self)))

    def _at(self, index: int) -> bytes:
        return self._keys[index * self._width : (index + 1) * self._width]

    def _find(self, ngram: bytes) -> Mapping[int, int] | None:
        wanted = ngram.ljust(self._width, b"\0")
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self._at(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        if low == len(self) or self._at(low) != wanted:
            return None
        values = self._values[self._starts[low] : self._starts[low + 1]]
        return dict(zip(values[::2], values[1::2], strict=True))


def detector() -> Any:  # noqa: ANN401 - the package has no types
    """ELD's detector, with n-grams from the cache."""
    # The package loads little before its detector is made.
    from eld import languageDetector  # noqa: PLC0415 - only for clauses that look foreign

    data = languageDetector.languageData
    data.load_ngrams = functools.partial(_load, data, data.load_ngrams)
    return languageDetector.LanguageDetector()


def _load(data: Any, load_all: Any, _subset: str) -> None:  # noqa: ANN401 - as above
    """Fills the package's data as its own function does, but from the cache."""
    file = Path(data.folder) / "ngramsM60.py"
    origin = (_FORMAT, file.stat().st_size, file.stat().st_mtime_ns)
    kept = cache.load(_NAME)
    if not (isinstance(kept, tuple) and kept[:1] == (origin,)):
        load_all()
        kept = origin, Ngrams.write(data.ngrams), data.lang_score, data.type, data.lang_codes
        cache.store(_NAME, kept)
    _, ngrams, data.lang_score, data.type, data.lang_codes = kept
    data.ngrams = Ngrams(*ngrams)
