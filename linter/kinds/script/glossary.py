"""The meanings of matches, from the rule's `fix.glossary`, its terms, and what the text says itself."""

from __future__ import annotations

import functools
import unicodedata
from typing import TYPE_CHECKING

import regex

from linter.diagnostics import Edit, Fix
from linter.kinds.script.scripts import HAN
from linter.lazy import lazy_regex
from linter.matching.beginnings import matches
from linter.matching.foreign_terms import as_in, terms_of
from linter.matching.memory import spans_in_lines
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linter.document import Document
    from linter.matching.spec import RuleSpec

#: How many code points after a foreign word the text may give its meaning.
_NEAR = 6
_KATAKANA = lazy_regex(r"[\p{Katakana}ー]+")
_FOREIGN = lazy_regex(r"[\p{L}--\p{Han}--\p{Bopomofo}--\p{Latin}]", regex.VERSION1)
_KANA = lazy_regex(r"[\p{Hiragana}\p{Katakana}ー]+")
#: The Han around kana that may be of the same word.
_HAN_REACH = 3
_HAN_BEFORE = lazy_regex(rf"\p{{Han}}{{1,{_HAN_REACH}}}$")
_HAN_AFTER = lazy_regex(r"\p{Han}{1,2}(?:\p{Hiragana}{1,2})?")
#: What Japanese adds to words that Chinese has, too: 永久に, 比較する.
_SUFFIXES = frozenset(("に", "な", "する", "した", "して", "される", "された", "で", "が", "を", "は"))
#: A gloss in English right after a foreign word.
_GLOSS = lazy_regex(r"[（(](\p{Latin}[\p{Latin} -]*)[）)]")


class Glossary:
    """The fixes of intrusions and half words that have one meaning."""

    def __init__(self, spec: RuleSpec) -> None:
        self._words: Mapping[str, str] = (spec.fix or {}).get("glossary", {})
        self._spec = spec
        self.terms = terms_of(spec)

    def find(self, document: Document) -> Iterator[Span]:
        """The entries in a document that are not part of a longer Latin word, the longest at each offset."""
        if self._words:
            yield from spans_in_lines(document, self, self._find)

    def _find(self, prose: str) -> Iterator[tuple[int, int]]:
        return (match.span() for match in matches(self._pattern, prose))

    @functools.cached_property
    def _pattern(self) -> regex.Pattern[str]:
        return regex.compile(
            r"(?<!\p{Latin})\L<words>(?![\p{Latin}\p{N}_(-]|\.\p{Latin})",
            words=list(self._words),
            cache_pattern=False,
        )

    def knows(self, text: str) -> bool:
        """Whether the meaning of a text is listed."""
        return self._listed(text) is not None

    def _listed(self, text: str) -> str | None:
        return self._words.get(unicodedata.normalize("NFC", text)) or self.terms.meaning(text)

    def fix(self, document: Document, span: Span) -> Fix | None:
        """The fix of a span's text, if its meaning is listed, or a gloss in English says it."""
        if self._spec.fix is None:
            return None
        prose = document.prose
        span, content, sure = self._meaning(prose, span)
        if content is None:
            return None
        content = self._as_used(document, content)
        if content in prose[span.end : span.end + _NEAR + len(content)]:
            return None  # 機制（機制）, 機制，也就是機制: the text already says what it means
        if prose.endswith(content, 0, span.start):
            content = ""  # 瓶頸ボトルネック: it is there already
        sure = sure and not _touches_others(prose, span)
        return Fix((Edit(_with_spaces(prose, span), content),), self._spec.applicability_of(sure=sure))

    def _as_used(self, document: Document, content: str) -> str:
        """The term that the document has: 數據 where it says so, though 資料 is preferred."""
        terms = [as_in(document, term) for term in (content, *self.terms.others(content))]
        return next((term for term in terms if term in document.prose), terms[0])

    def _meaning(self, prose: str, span: Span) -> tuple[Span, str | None, bool]:
        """What a foreign word means, if known, and whether that is certain; with the whole word's span."""
        text = span.text(prose)
        if _KANA.fullmatch(text):
            whole = self._with_han(prose, span)
            if whole is not None:
                return whole
        content = self._listed(text)
        if content is not None:
            return span, content, len(content) > 1
        content, sure = self._from_gloss(prose, span)
        return (
            span,
            content or self._word_for_word(text) or self.terms.likely(text),
            sure and content is not None,
        )

    def _with_han(self, prose: str, span: Span) -> tuple[Span, str | None, bool] | None:
        """A Japanese word of kana and the Han before or after them: 事前に, その後, 並べ替え."""
        before = _HAN_BEFORE.search(prose, max(span.start - _HAN_REACH, 0), span.start)
        after = _HAN_AFTER.match(prose, span.end)
        left, right = len(before[0]) if before else 0, len(after[0]) if after else 0
        # 前に is a word, but not in 事前に: more than one character has to be of the whole one.
        strips = left > 1 and span.text(prose) in _SUFFIXES
        for start in range(span.start - left, span.start + 1):
            for end in range(span.end + right, span.end - 1, -1):
                whole = Span(start, end)
                added = len(whole) - len(span)
                content = self._listed(whole.text(prose)) if added > strips else None
                if content is not None:
                    return whole, content, added > 1
        return (span, "", False) if strips else None

    def _from_gloss(self, prose: str, span: Span) -> tuple[str | None, bool]:
        """The term for the English gloss after a foreign word; certain for a loan word, which is the same."""
        gloss = _GLOSS.match(prose, span.end)
        if gloss is None:
            return None, False
        return self.terms.of_english(gloss[1]), _KATAKANA.fullmatch(span.text(prose)) is not None

    def _word_for_word(self, text: str) -> str | None:
        """The terms for the words of a phrase, one after the other, if all are listed."""
        words = text.split(" ")
        meanings = [self._listed(word) for word in words]
        return "".join(filter(None, meanings)) if len(words) > 1 and all(meanings) else None

    def completion(self, span: Span, term: str, *, sure: bool) -> Fix | None:
        """The fix that writes a term over a span."""
        if self._spec.fix is None:
            return None
        return Fix((Edit(span, term),), self._spec.applicability_of(sure=sure))


def _touches_others(prose: str, span: Span) -> bool:
    """Whether more foreign letters touch a span, perhaps after a Han character: проверкаのため."""
    around = prose[max(span.start - 1, 0) : span.start], prose[span.end : span.end + 2]
    return any(_FOREIGN.search(side) for side in around)


def _with_spaces(prose: str, span: Span) -> Span:
    """The span with the single spaces that separate a foreign word from Chinese text."""
    start, end = span.start, span.end
    if prose[start - 1 : start] == " " and HAN.match(prose[start - 2 : start - 1]):
        start -= 1
    if prose[end : end + 1] == " " and HAN.match(prose[end + 1 : end + 2]):
        end += 1
    return Span(start, end)
