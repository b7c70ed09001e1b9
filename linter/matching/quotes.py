"""Whether a part of a line is quoted: what the author set off on purpose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import regex

from linter.characters.punctuation import QUOTE_PAIRS, QUOTES, TITLES
from linter.characters.scripts import HAN
from linter.chinese.language import is_japanese
from linter.lazy import lazy_re, lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.document import Document
    from linter.spans import Span

#: How far from the span its quotes may be, in code points; longer quotations are not left alone.
REACH = 200
_ROUND = ("（", "(")
_HAN = lazy_re(f"[{HAN}]")
_QUOTATION = lazy_re(" *>")
_OPENING = lazy_re(f"[{re.escape(''.join(QUOTE_PAIRS))}]")
_OTHER_LETTER = lazy_regex(rf"[\p{{L}}--[{HAN}]]", regex.VERSION1)


def is_quoted(text: str, span: Span, line: Span) -> bool:
    """Whether the span is in a title, or in quotes or brackets that hold mostly foreign letters.

    Args:
        text: the text that the spans count in.
        span: the span in question.
        line: the span of its line; quotations that cross its ends do not count.
    """
    for opening, inside in _pairs_around(text, span, line):
        if opening in TITLES:
            return True
        if len(_OTHER_LETTER.findall(inside)) > len(_HAN.findall(inside)) or is_japanese(inside):
            return True
    return False


def is_cited(document: Document, span: Span) -> bool:
    """Whether the span is in quotation marks, in a block quotation, or alone in round brackets.

    Only marks and brackets in the line in which the span starts count.
    """
    line = document.lines.line_at(span.start)
    if _QUOTATION.match(document.text, line.start):
        return True
    prose = document.prose
    whole = span.text(prose).strip()
    return any(
        opening in QUOTES or (opening in _ROUND and inside.strip() == whole)
        for opening, inside in _pairs_around(prose, span, line)
    )


def _pairs_around(text: str, span: Span, line: Span) -> Iterator[tuple[str, str]]:
    """The marks that open and close around a span, each opening mark with the text inside."""
    left, right = max(line.start, span.start - REACH), max(span.end, min(line.end, span.end + REACH))
    if not _OPENING.search(text, left, span.start):
        return
    for opening, closing in QUOTE_PAIRS.items():
        start = text.rfind(opening, left, span.start)
        if opening == closing and text.count(opening, left, span.start) % 2 == 0:
            continue  # those before are pairs of their own
        if start < 0 or text.find(closing, start + 1, span.start) >= 0:
            continue
        end = text.find(closing, span.end, right)
        if end >= 0:
            yield opening, text[start + 1 : end]
