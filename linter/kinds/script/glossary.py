"""The meanings of matches, from the rule's `fix.glossary`."""

from __future__ import annotations

import functools
import unicodedata
from typing import TYPE_CHECKING

import regex

from linter.diagnostics import Edit, Fix
from linter.kinds.script.scripts import HAN
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linter.matching.spec import RuleSpec

#: How many code points after a foreign word the text may give its meaning.
_NEAR = 6


class Glossary:
    """The fixes of intrusions and half words that have one meaning."""

    def __init__(self, spec: RuleSpec) -> None:
        self._words: Mapping[str, str] = (spec.fix or {}).get("glossary", {})
        self._applicability = spec.applicability

    def finditer(self, prose: str) -> Iterator[regex.Match[str]]:
        """The entries in a text that are not part of a longer Latin word, the longest at each offset."""
        if self._words:
            yield from self._pattern.finditer(prose)

    @functools.cached_property
    def _pattern(self) -> regex.Pattern[str]:
        return regex.compile(
            r"(?<!\p{Latin})\L<words>(?![\p{Latin}\p{N}_(-]|\.\p{Latin})",
            words=list(self._words),
            cache_pattern=False,
        )

    def knows(self, text: str) -> bool:
        """Whether a text is an entry of the glossary."""
        return unicodedata.normalize("NFC", text) in self._words

    def fix(self, prose: str, span: Span) -> Fix | None:
        """The fix of a span's text, if all of it is an entry of the glossary."""
        content = self._words.get(unicodedata.normalize("NFC", span.text(prose)))
        if content is None or content in prose[span.end : span.end + _NEAR + len(content)]:
            return None  # 機制（機制）, 機制，也就是機制: the text already says what it means
        return Fix((Edit(_with_spaces(prose, span), content),), self._applicability)


def _with_spaces(prose: str, span: Span) -> Span:
    """The span with the single spaces that separate a foreign word from Chinese text."""
    start, end = span.start, span.end
    if prose[start - 1 : start] == " " and HAN.match(prose[start - 2 : start - 1]):
        start -= 1
    if prose[end : end + 1] == " " and HAN.match(prose[end + 1 : end + 2]):
        end += 1
    return Span(start, end)
