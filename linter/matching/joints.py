"""Where Latin words and Chinese touch, and what keeps them apart when something between them is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.document import MARKUP_END
from linter.lazy import lazy_regex

if TYPE_CHECKING:
    from linter.spans import Span

_CJK = lazy_regex(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_LATIN = lazy_regex(r"[\p{Latin}\p{N}]")
#: An emphasis that ends in punctuation no longer ends if a letter follows (CommonMark 6.2, right-flanking).
_BEFORE = lazy_regex(rf"[\p{{Han}}\p{{Hiragana}}\p{{Katakana}}\p{{Hangul}}{MARKUP_END}]")


def meet(prose: str, start: int, end: int) -> bool:
    """Whether Latin would touch Han, kana, Hangul or the end of an emphasis without what is between."""
    before, after = prose[start - 1 : start], prose[end : end + 1]
    return bool(
        (_BEFORE.match(before) and _LATIN.match(after)) or (_LATIN.match(before) and _CJK.match(after))
    )


def joined(prose: str, span: Span) -> str:
    """What must replace a deleted span: a space if the two scripts would touch, or nothing."""
    return " " if meet(prose, span.start, span.end) else ""
