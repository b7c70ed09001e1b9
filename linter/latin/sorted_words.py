"""Words with numbers in one sorted byte text, which costs nothing to load: a look-up halves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: How many bytes at the beginning of a word lead to others that begin with the same.
_PREFIX = 2
#: A byte that UTF-8 does not have: comes after all that begins with the bytes before it.
_AFTER = b"\xff"


class SortedWords:
    """Words in the order of their UTF-8 bytes, one a line: the word, a tab, and what is noted of it.

    Args:
        text: the lines, as `write` makes them.
    """

    def __init__(self, text: bytes) -> None:
        self._text = text
        #: Where the lines are that begin with some bytes: most words that are looked up begin like others.
        self._ranges: dict[bytes, tuple[int, int]] = {}

    @staticmethod
    def write(rows: Iterable[tuple[str, str]]) -> bytes:
        """The byte text of words, in any order, with their notes; neither has a tab or a newline."""
        return "".join(sorted([f"{word}\t{note}\n" for word, note in rows])).encode()

    def get(self, word: str) -> str | None:
        """What is noted of a word; None if it is not there."""
        key = word.encode("utf-8", "replace") + b"\t"
        start = self._first(key)
        if not self._text.startswith(key, start):
            return None
        return self._text[start + len(key) : self._text.index(b"\n", start)].decode()

    def starting(self, letters: str) -> Iterator[tuple[str, str]]:
        """The words that begin with some letters, with their notes, in order."""
        key, text = letters.encode("utf-8", "replace"), self._text
        at = self._first(key)
        while at < len(text) and text.startswith(key, at):
            end = text.index(b"\n", at)
            word, _, note = text[at:end].decode().partition("\t")
            yield word, note
            at = end + 1

    def ending(self, letters: str) -> Iterator[tuple[str, str]]:
        """The words that end in some letters, with their notes, in order."""
        key, text = letters.encode("utf-8", "replace") + b"\t", self._text
        at = text.find(key)
        while at >= 0:
            end = text.index(b"\n", at)
            word, _, note = text[text.rfind(b"\n", 0, at) + 1 : end].decode().partition("\t")
            yield word, note
            at = text.find(key, end)

    def rows(self) -> Iterator[tuple[str, str]]:
        """All words with their notes, in order."""
        for line in self._text.decode().splitlines():
            word, _, note = line.partition("\t")
            yield word, note

    def _first(self, key: bytes) -> int:
        """The offset of the first line that is not before a key; the text's length if there is none."""
        start = key[:_PREFIX]
        known = self._ranges.get(start)
        if known is None:
            length = len(self._text)
            low = self._search(start, 0, length)
            known = self._ranges[start] = low, self._search(start + _AFTER, low, length)
        return self._search(key, *known)

    def _search(self, key: bytes, low: int, high: int) -> int:
        """The same between two offsets of lines, of which the second is the answer if there is none."""
        text = self._text
        while low < high:
            middle = text.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = text.index(b"\n", middle) + 1
            if text[middle:end] < key:
                low = end
            else:
                high = middle
        return low
