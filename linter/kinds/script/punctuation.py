"""Punctuation of other scripts in a Chinese sentence: 中心، 再更新."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from linter.diagnostics import Edit, Fix
from linter.lazy import lazy_regex
from linter.matching.memory import spans_in_lines
from linter.matching.spec import SpecError
from linter.messages.phrases import Phrase, template
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linter.document import Document
    from linter.matching.spec import RuleSpec

#: What may be next to a mark in a Chinese sentence, with a space or without.
_CHINESE = lazy_regex(r"[\p{Han}\p{Bopomofo}」』）》】，。、；：！？]")
#: Letters whose own punctuation the marks are, or may be.
_OTHER = lazy_regex(r"[\p{L}--\p{Han}--\p{Bopomofo}--\p{Latin}]", regex.VERSION1)
#: What else may come before the end of a Chinese clause.
_BEFORE = lazy_regex(r"[\p{Latin}\p{N}%)]")
_LATIN = lazy_regex(r"\p{Latin}")
#: The marks that open a question or an exclamation in Spanish.
_OPENING = "¿¡"
#: The end of a sentence, to look for after an opening mark, and how far it may be.
_ENDS = lazy_regex(r"[。！？!?\n]")
_REACH = 80


class Punctuation:
    """Finds the marks of `params.punctuation`.

    Raises:
        SpecError: a key is not one character.
    """

    def __init__(self, spec: RuleSpec) -> None:
        self._marks: Mapping[str, str] = spec.params.get("punctuation", {})
        self._spec = spec
        for mark in self._marks:
            if len(mark) != 1:
                message = template("'{mark}' is not one character")
                raise SpecError(message, "params", "punctuation", mark, mark=mark)
        self._pattern = regex.compile(rf"[{regex.escape(''.join(self._marks))}]") if self._marks else None

    def find(self, document: Document) -> Iterator[tuple[Span, Phrase, Fix | None]]:
        """The marks in Chinese text, with what they are and what is to be written."""
        if self._pattern is None:
            return
        prose = document.prose
        for span in spans_in_lines(document, self, self._marks_in):
            if _is_in_chinese(prose, span):
                yield span, Phrase("foreign punctuation"), self._fix(prose, span)

    def _marks_in(self, prose: str) -> Iterator[tuple[int, int]]:
        return (match.span() for match in self._pattern.finditer(prose)) if self._pattern else iter(())

    def _fix(self, prose: str, span: Span) -> Fix | None:
        if self._spec.fix is None:
            return None
        mark = self._marks[span.text(prose)]
        end = span.end
        if _opens(prose, span, mark):
            mark = ""
        elif prose[end : end + 1] == " " and _CHINESE.match(prose, end + 1):
            end += 1
        start = span.start - 1 if mark and prose[span.start - 1 : span.start] == " " else span.start
        return Fix((Edit(Span(start, end), mark),), self._spec.applicability)


def _is_in_chinese(prose: str, span: Span) -> bool:
    """Whether a mark belongs to Chinese text: what is next to it is Chinese, and not of another script."""
    before = prose[max(span.start - 2, 0) : span.start].rstrip(" ")[-1:]
    after = prose[span.end : span.end + 2].lstrip(" ")[:1]
    if _OTHER.match(before) or _OTHER.match(after):
        return False
    if span.text(prose) in _OPENING:
        return _LATIN.match(after) is None and any(map(_CHINESE.match, (before, after)))
    return _CHINESE.match(before) is not None or (_BEFORE.match(before) and _CHINESE.match(after)) is not None


def _opens(prose: str, span: Span, closing: str) -> bool:
    """Whether a mark opens what a closing one ends: ¿為什麼？ — or is written for the closing one: 嗎¿."""
    if span.text(prose) not in _OPENING:
        return False
    end = _ENDS.search(prose, span.end, span.end + _REACH)
    return end is not None and end.group() in (closing, {"？": "?", "！": "!"}.get(closing, closing))
