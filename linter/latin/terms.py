"""What words of other languages mean in Chinese, and which terms half a word and Han characters are from."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from linter.latin.stems import loses_beginning, stem
from linter.latin.term_tables import SEPARATOR, normal, rows_of, tables_of
from linter.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linter.latin.term_tables import Meaning, TermTables

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
            rows_of(text)

    @functools.cached_property
    def _tables(self) -> TermTables:
        return tables_of(self._text)

    def meaning(self, text: str) -> str | None:
        """The term for a word or a phrase of another language; None if it is not known."""
        word = normal(text)
        known = self._tables.meaning(word) or self._inflected(word)
        if known is None and _NOUN.fullmatch(word):
            known = self._without_particle(word)
        return known

    def likely(self, text: str) -> str | None:
        """The term for another form of a listed word: likely, but not certain."""
        key = stem(normal(text))
        if key is None:
            return None
        # The stems of all words take longer than checking a page. A stem begins its word, unless it is in a
        # script whose words may lose their beginnings.
        some = self._prefixed if loses_beginning(key) else self._tables.starting(key[:_BEGINNING])
        found = (other for other in some if key in other.word and key in (other.word, stem(other.word)))
        first = min(found, key=lambda other: other.order, default=None)
        return first.term if first is not None else None

    def of_english(self, word: str) -> str | None:
        """The preferred term for an English word or phrase; None if it is not known."""
        return next(iter(self._tables.of_english(word.lower())), None)

    def others(self, term: str) -> tuple[str, ...]:
        """The other terms of the same meaning, for one that is preferred."""
        return self._tables.others_of(term)

    def ended(self, han: str, letters: str, form: Form = str) -> Completion | None:
        """The term that the last characters of a text begin, and whose English word letters are the end of.

        Args:
            han: the text before the letters.
            letters: the letters, in lower case.
            form: the form in which the text writes a term.
        """
        words = (found for found in self._tables.english.ending(letters) if found[0] != letters)
        return _best(
            Completion(word, term, sure=True, shared=shared)
            for word, terms in words
            for term in map(form, terms.split(SEPARATOR))
            if (shared := next((n for n in range(len(term), 0, -1) if han.endswith(term[:n])), 0))
        )

    def begun(self, letters: str, han: str, form: Form = str) -> Completion | None:
        """The term that the first characters of a text end, and whose English word letters begin."""
        return _best(
            Completion(word, term, sure=True, shared=shared)
            for word, terms in self._tables.beginnings.starting(letters)
            if word != letters
            for term in map(form, terms.split(SEPARATOR))
            if (shared := next((n for n in range(len(term), 0, -1) if han.startswith(term[-n:])), 0))
        )

    def _inflected(self, word: str) -> str | None:
        for length in range(len(word), min(_ENDINGS) - 1, -1):
            if len(word) - length > _ENDINGS[min(length, _LONGEST_STEM)]:
                return None
            known = self._tables.meaning(f"{word[:length]}*")
            if known is not None and not (word.isascii() and not _LATIN_ENDING.fullmatch(word, length)):
                return known
        return None

    def _without_particle(self, word: str) -> str | None:
        for particle in _PARTICLES:
            known = self._tables.meaning(word.removesuffix(particle)) if word.endswith(particle) else None
            if known is not None:
                return f"{known}的" if particle in _POSSESSIVE else known
        return None

    @functools.cached_property
    def _prefixed(self) -> list[Meaning]:
        """What words mean that may lose their beginnings."""
        return [meaning for meaning in self._tables.starting("") if loses_beginning(meaning.word)]


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
