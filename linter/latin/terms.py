"""What words of other languages mean in Chinese, and which terms half a word and Han characters are from."""

from __future__ import annotations

import bisect
import functools
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from linter.latin.stems import loses_beginning, stem
from linter.lazy import lazy_regex
from linter.spans import NEWLINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: How many letters an inflection may add to a stem, by the stem's length; the last number is for all
#: longer stems. Longer additions make other words.
_ENDINGS = {3: 2, 4: 3, 5: 4}
_LONGEST_STEM = max(_ENDINGS)
#: The particles after a Korean or Japanese noun, the longest first; Chinese needs only the possessive ones.
_PARTICLES = (
    *("에서", "으로", "은", "는", "이", "가", "을", "를", "에", "로", "와", "과", "도", "의"),
    *("する", "した", "して", "が", "を", "は", "に", "で", "と", "も", "の"),
)
_POSSESSIVE = ("의", "の")
_NOUN = lazy_regex(r"\p{Hangul}{3,}|[\p{Katakana}ー\p{Han}]{2,}\p{Hiragana}{1,2}")
#: The endings of words of Spanish, Portuguese, French, German and Italian: fallos, but not fallocate.
_LATIN_ENDING = lazy_regex("[aeiou]{0,2}[lmnrst]{0,2}[aeiou]?[mnrs]?")
Form = Callable[[str], str]
"""Gives a term the form that it has in a text: 数据 for 數據."""

#: How many letters of a word are looked up before it is compared; no stem is shorter.
_BEGINNING = 2
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


class Completion(NamedTuple):
    """A term of which half was written as the end or the beginning of its English word."""

    english: str
    """The whole English word."""
    term: str
    """The term."""
    sure: bool
    """Whether no other term could be meant."""
    shared: int
    """How many characters of the term are there already, next to the letters."""


class Terms:
    """Terms with their words in English and in other languages.

    Args:
        text: lines of three columns, separated by tabs: Chinese terms of one meaning, separated by `、`, the
            preferred one first; their English words; and their words in other languages, separated by `, `.
            A word that ends in `*` includes its inflections. Empty lines and comments (`#`) do not count.

        is_known: whether the lines are known to be right, and can be read when a term is first looked up.

    Raises:
        TermsError: a line has too many columns, or none for words.
    """

    def __init__(self, text: str, *, is_known: bool = False) -> None:
        self._text = text
        if not is_known:
            _ = self._rows

    @functools.cached_property
    def _rows(self) -> list[tuple[str, str, str]]:
        rows = list[tuple[str, str, str]]()
        for number, line in enumerate(NEWLINE.split(self._text), 1):
            if line.strip() and not line.startswith("#"):
                columns = line.split("\t")
                if not 1 < len(columns) <= _COLUMNS or not all(map(str.strip, columns[:1])):
                    raise TermsError(number)
                rows.append((columns[0], columns[1], columns[2] if len(columns) == _COLUMNS else ""))
        return rows

    def meaning(self, text: str) -> str | None:
        """The term for a word or a phrase of another language; None if it is not known."""
        word = _normal(text)
        known = self._meanings.get(word) or self._inflected(word)
        if known is None and _NOUN.fullmatch(word):
            known = self._without_particle(word)
        return known

    def likely(self, text: str) -> str | None:
        """The term for another form of a listed word: likely, but not certain."""
        key = stem(_normal(text))
        if key is None:
            return None
        # The stems of all words take longer than checking a page. A stem begins its word, unless it is in a
        # script whose words may lose their beginnings.
        some = self._prefixed if loses_beginning(key) else self._by_beginning.get(key[:_BEGINNING], ())
        return next((term for word, term in some if key in word and key in (word, stem(word))), None)

    def of_english(self, word: str) -> str | None:
        """The preferred term for an English word or phrase; None if it is not known."""
        return next(iter(self._english.get(word.lower(), ())), None)

    def others(self, term: str) -> tuple[str, ...]:
        """The other terms of the same meaning, for one that is preferred."""
        return self._others.get(term, ())

    def ended(self, han: str, letters: str, form: Form = str) -> Completion | None:
        """The term that the last characters of a text begin, and whose English word letters are the end of.

        Args:
            han: the text before the letters.
            letters: the letters, in lower case.
            form: the form in which the text writes a term.
        """
        words = (word for word in self._ends.get(letters, ()) if word != letters)
        return _best(
            Completion(word, term, sure=True, shared=shared)
            for word in words
            for term in map(form, self._english[word])
            if (shared := next((n for n in range(len(term), 0, -1) if han.endswith(term[:n])), 0))
        )

    def begun(self, letters: str, han: str, form: Form = str) -> Completion | None:
        """The term that the first characters of a text end, and whose English word letters begin."""
        return _best(
            Completion(word, term, sure=True, shared=shared)
            for word in self._beginning_with(letters)
            for term in map(form, self._beginnings[word])
            if (shared := next((n for n in range(len(term), 0, -1) if han.startswith(term[-n:])), 0))
        )

    def _beginning_with(self, letters: str) -> Iterator[str]:
        """The longer words that begin with letters."""
        ordered = self._ordered_beginnings
        for index in range(bisect.bisect_right(ordered, letters), len(ordered)):
            if not ordered[index].startswith(letters):
                return
            yield ordered[index]

    def _inflected(self, word: str) -> str | None:
        for length in range(len(word), min(_ENDINGS) - 1, -1):
            if len(word) - length > _ENDINGS[min(length, _LONGEST_STEM)]:
                return None
            known = self._meanings.get(f"{word[:length]}*")
            if known is not None and not (word.isascii() and not _LATIN_ENDING.fullmatch(word, length)):
                return known
        return None

    def _without_particle(self, word: str) -> str | None:
        for particle in _PARTICLES:
            known = self._meanings.get(word.removesuffix(particle)) if word.endswith(particle) else None
            if known is not None:
                return f"{known}的" if particle in _POSSESSIVE else known
        return None

    @functools.cached_property
    def _meanings(self) -> dict[str, str]:
        meanings: dict[str, str] = {}
        for terms, _, others in self._rows:
            for word in _words(others):
                meanings.setdefault(_normal(word), _terms(terms)[0])
        return meanings

    @functools.cached_property
    def _others(self) -> dict[str, tuple[str, ...]]:
        others: dict[str, tuple[str, ...]] = {}
        for terms, _, _ in self._rows:
            first, *rest = _terms(terms)
            if rest:
                others.setdefault(first, tuple(rest))
        return others

    @functools.cached_property
    def _by_beginning(self) -> dict[str, list[tuple[str, str]]]:
        """The words of `meaning` without marks of inflections, each with its term, by their first letters."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for word, term in self._meanings.items():
            found[word[:_BEGINNING]].append((word.rstrip("*"), term))
        return dict(found)

    @functools.cached_property
    def _prefixed(self) -> list[tuple[str, str]]:
        """Those of them that may lose their beginnings."""
        words = ((word.rstrip("*"), term) for word, term in self._meanings.items())
        return [(word, term) for word, term in words if loses_beginning(word)]

    @functools.cached_property
    def _english(self) -> dict[str, list[str]]:
        english: dict[str, list[str]] = defaultdict(list)
        for terms, words, _ in self._rows:
            for word in _words(words):
                english[word.lower()].extend(_terms(terms))
        return dict(english)

    @functools.cached_property
    def _beginnings(self) -> dict[str, list[str]]:
        """The words whose beginning may be left over: those of English, and of others in its letters."""
        others = {word.rstrip("*"): [term] for word, term in self._meanings.items() if word.isascii()}
        return {**others, **self._english}

    @functools.cached_property
    def _ordered_beginnings(self) -> list[str]:
        return sorted(self._beginnings)

    @functools.cached_property
    def _ends(self) -> dict[str, list[str]]:
        ends: dict[str, list[str]] = defaultdict(list)
        for word in self._english:
            last = word.rpartition(" ")[2]
            for start in range(len(last)):
                ends[last[start:]].append(word)
        return dict(ends)


def _best(completions: Iterable[Completion]) -> Completion | None:
    """The completion that has most of its term; rather one of which all characters are there."""
    found = list(completions)
    most = max((one.shared for one in found), default=0)
    found = [one for one in found if one.shared == most]
    # One English word may have several terms, the preferred one first.
    found = list({one.english: one for one in reversed(found)}.values())
    best = [one for one in found if len(one.term) == most] or found
    if not best:
        return None
    # Of several words, the one that has lost the fewest letters is likely.
    first = min(best, key=lambda one: (len(one.english), one.english))
    return first._replace(sure=all(one.term == first.term for one in best))


def _words(column: str) -> Iterator[str]:
    return filter(None, map(str.strip, column.split(", ")))


def _terms(column: str) -> list[str]:
    return [term.strip() for term in column.split("、")]


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()
