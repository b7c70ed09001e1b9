"""The tables of a list of terms: sorted, and kept between runs, because a run looks up few of its words."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from linter.latin.sorted_words import SortedWords
from linter.recall.computed import computed
from linter.spans import NEWLINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Rows = list[tuple[str, str, str]]

#: Separates terms of one meaning.
SEPARATOR = "、"
#: The most columns of a line.
_COLUMNS = 3


class TermsError(ValueError):
    """A line of a list of terms is wrong.

    Args:
        line: its 1-based number.
    """

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class Meaning(NamedTuple):
    """What a word of another language means."""

    word: str
    """The word, in lower case and without the mark of inflections."""
    term: str
    """The preferred term."""
    order: int
    """Its place in the list."""


class TermTables(NamedTuple):
    """The words of a list of terms."""

    meanings: SortedWords
    """Words of other languages, with their place in the list, a space and the preferred term."""
    english: SortedWords
    """English words in lower case, with their terms, which `SEPARATOR` separates."""
    beginnings: SortedWords
    """The words whose beginning may be left over: those of English, and of others in its letters."""
    others: SortedWords
    """Preferred terms with the other terms of the same meaning."""

    def meaning(self, word: str) -> str | None:
        """The preferred term for a word in lower case; None if it is not in the list."""
        note = self.meanings.get(word)
        return note.partition(" ")[2] if note is not None else None

    def starting(self, letters: str) -> Iterator[Meaning]:
        """The words of other languages that begin with some letters."""
        for word, note in self.meanings.starting(letters):
            order, _, term = note.partition(" ")
            yield Meaning(word.rstrip("*"), term, int(order))

    def of_english(self, word: str) -> list[str]:
        """The terms for an English word in lower case."""
        terms = self.english.get(word)
        return terms.split(SEPARATOR) if terms is not None else []

    def others_of(self, term: str) -> tuple[str, ...]:
        """The other terms of the same meaning as a preferred one."""
        others = self.others.get(term)
        return tuple(others.split(SEPARATOR)) if others is not None else ()


def tables_of(text: str) -> TermTables:
    """The tables of a list without errors, as an earlier run has made them or new."""
    return TermTables(*map(SortedWords, computed("terms", text, lambda: _written(rows_of(text)))))


def rows_of(text: str) -> Rows:
    """The lines of a list: terms, English words, words of other languages.

    Raises:
        TermsError: a line has too many columns, or none for words.
    """
    rows: Rows = []
    for number, line in enumerate(NEWLINE.split(text), 1):
        if line.strip() and not line.startswith("#"):
            columns = line.split("\t")
            if not 1 < len(columns) <= _COLUMNS or not all(map(str.strip, columns[:1])):
                raise TermsError(number)
            rows.append((columns[0], columns[1], columns[2] if len(columns) == _COLUMNS else ""))
    return rows


def normal(text: str) -> str:
    """A word as it is looked up."""
    return unicodedata.normalize("NFC", text).lower()


def _written(rows: Rows) -> tuple[bytes, ...]:
    """The texts of the tables, in the order of `TermTables`."""
    english: dict[str, list[str]] = defaultdict(list)
    meanings: dict[str, str] = {}
    others: dict[str, list[str]] = {}
    for column, words, foreign in rows:
        terms = [term.strip() for term in column.split(SEPARATOR)]
        for word in _words(words):
            english[word.lower()].extend(terms)
        for word in _words(foreign):
            meanings.setdefault(normal(word), terms[0])
        if len(terms) > 1:
            others.setdefault(terms[0], terms[1:])
    by_letters = {word.rstrip("*"): [term] for word, term in meanings.items() if word.isascii()}
    in_order = ((word, f"{order} {term}") for order, (word, term) in enumerate(meanings.items()))
    listed = (english, {**by_letters, **english}, others)
    return (SortedWords.write(in_order), *map(_joined, listed))


def _joined(table: Mapping[str, Iterable[str]]) -> bytes:
    return SortedWords.write((word, SEPARATOR.join(terms)) for word, terms in table.items())


def _words(column: str) -> Iterator[str]:
    return filter(None, map(str.strip, column.split(", ")))
