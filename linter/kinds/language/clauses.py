"""Clauses in a language of Latin letters, by a language detector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.latin.languages import scores
from linter.lazy import lazy_regex
from linter.matching.memory import found_in_lines
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from linter.document import Document

_WORD = r"\p{Latin}[\p{Latin}\p{M}'’]*+"
#: Possessive throughout, so that a line of a million letters is read once.
_CLAUSE = lazy_regex(rf"(?<![\p{{Latin}}\p{{M}}'’]){_WORD}(?:[ ,;-]++{_WORD})++")
_WORDS = lazy_regex(_WORD)
#: The minimum score of a clause's language, and its minimum lead over every expected one. For clauses of five
#: words, ELD gives their own language 0.45 or more; for lists of names, it gives less.
_MIN_SCORE, _MIN_LEAD = 0.42, 0.15
#: Words that only English has.
_ENGLISH = frozenset(("the", "and", "with", "that", "this", "which", "from", "are", "your", "you", "these"))
#: The minimum share of a clause's words that are in lower case; the others are names.
_LOWER_CASE_SHARE = 0.6
#: How many code points of a clause the detector gets; more do not help.
_LONGEST = 600


class Clauses:
    """Finds clauses.

    Args:
        least: the minimum number of words in a clause.
        expected: the codes of the languages that are not found.
        wanted: the codes of those that are, with their names.
    """

    def __init__(self, least: int, expected: Sequence[str], wanted: Mapping[str, str]) -> None:
        self._least, self._expected, self._wanted = least, expected, wanted

    def find(self, document: Document) -> Iterator[tuple[Span, str]]:
        """The clauses, with the names of their languages."""
        for start, end, language in found_in_lines(document, document.prose, self, self._find):
            yield Span(start, end), language

    def _find(self, prose: str) -> Iterator[tuple[int, int, str]]:
        for match in _CLAUSE.finditer(prose):
            found = _WORDS.findall(match.group())
            if sum(len(word) > 1 for word in found) < self._least:
                continue  # t-o-k-e-n
            if sum(word[0].islower() for word in found) < _LOWER_CASE_SHARE * len(found):
                continue
            if "en" in self._expected and not _ENGLISH.isdisjoint(map(str.lower, found)):
                continue  # the detector's tables take longer to load than most documents to check
            language = self._language(match.group()[:_LONGEST])
            if language is not None:
                yield *match.span(), language

    def _language(self, clause: str) -> str | None:
        """The name of the language that a clause is certainly in, if it is one of those to find."""
        found = scores(clause)
        best = max(found, key=lambda code: found[code], default="")
        expected = max((found.get(code, 0.0) for code in self._expected), default=0.0)
        certain = best in self._wanted and found[best] >= max(_MIN_SCORE, expected + _MIN_LEAD)
        return self._wanted[best] if certain else None
