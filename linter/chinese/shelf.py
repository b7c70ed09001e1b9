"""Large dictionaries from the cache, of which only those parts are read in which something is looked up.

Reading all words of a dictionary takes longer than checking a page, which looks up a few thousand of them.
"""

from __future__ import annotations

import itertools
import marshal
import zlib
from collections.abc import Mapping
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar, overload

from linter.values import fields

if TYPE_CHECKING:
    from collections.abc import Iterator

Value = TypeVar("Value")
Default = TypeVar("Default")
#: How many entries a dictionary has at least to be kept in parts.
_MANY = 20_000
#: Whole tables, and a shelf: its index and its bytes.
Kept = dict[str, bytes | tuple[dict[str, tuple[int, int]], bytes]]


class Shelf(Mapping[str, Value]):
    """A dictionary in parts, each of which has the words with one first character.

    Args:
        index: where the part of each first character is in `data`.
        data: the parts, as `write` makes them.
    """

    def __init__(self, index: dict[str, tuple[int, int]], data: bytes) -> None:
        self._index, self._data = index, data
        self._parts: dict[str, dict[str, Value]] = {}

    @staticmethod
    def write(words: Mapping[str, Value]) -> tuple[dict[str, tuple[int, int]], bytes]:
        """The arguments for a shelf with some words, whose values are of Python's own types."""
        index: dict[str, tuple[int, int]] = {}
        parts = list[bytes]()
        at = 0
        for first, group in itertools.groupby(sorted(words.items()), key=lambda item: item[0][:1]):
            parts.append(marshal.dumps(dict(group)))
            index[first] = at, at + len(parts[-1])
            at += len(parts[-1])
        return index, b"".join(parts)

    @overload
    def get(self, word: str, /) -> Value | None: ...
    @overload
    def get(self, word: str, /, default: Default) -> Value | Default: ...
    def get(self, word: str, /, default: Any = None) -> Any:
        """What is noted of a word."""
        first = word[:1]
        part = self._parts.get(first)
        return (self._read(first) if part is None else part).get(word, default)

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        part = self._parts.get(word[:1])
        return word in (self._read(word[:1]) if part is None else part)

    def __getitem__(self, word: str) -> Value:
        value = self.get(word)
        if value is None:
            raise KeyError(word)
        return value

    def __iter__(self) -> Iterator[str]:
        return itertools.chain.from_iterable(map(self._read, self._index))

    def __len__(self) -> int:
        return sum(len(self._read(first)) for first in self._index)

    def _read(self, first: str) -> dict[str, Value]:
        start, end = self._index.get(first, (0, 0))
        part: dict[str, Value] = marshal.loads(self._data[start:end]) if end else {}  # noqa: S302 - as `cache` does
        self._parts[first] = part
        return part


class FromCache:
    """A table from the cache; each of its attributes is read when it is first asked for.

    Args:
        kept: the attributes by name, as `keep` gives them.
    """

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the table has
        kept = self._kept.get(name)
        if kept is None:
            raise AttributeError(name)
        value = marshal.loads(kept) if isinstance(kept, bytes) else Shelf[Any](*kept)  # noqa: S302 - see above
        setattr(self, name, value)
        return value


def keep(table: Any) -> tuple[int, Kept]:  # noqa: ANN401 - any value
    """The attributes of a table for `FromCache`, whose values are of Python's own types, and a checksum."""
    kept: Kept = {}
    for field in fields(table):
        value = getattr(table, field.name)
        in_parts = (
            isinstance(value, dict) and len(value) >= _MANY and all(isinstance(key, str) for key in value)
        )
        kept[field.name] = Shelf[Any].write(value) if in_parts else marshal.dumps(value)
    return checksum_of(kept), kept


def is_whole(checksum: int, kept: Kept) -> bool:
    """Whether what was kept is as it was: only some of it is read, so that damage would show late."""
    return checksum_of(kept) == checksum


def checksum_of(kept: Kept) -> int:
    """The checksum of what was kept."""
    checksum = 0
    for _, value in sorted(kept.items(), key=itemgetter(0)):
        checksum = zlib.crc32(value if isinstance(value, bytes) else value[1], checksum)
    return checksum
