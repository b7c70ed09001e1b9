"""Whether a document has certain slips into other languages: where some are, more are likely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.latin.vocabulary import ends_word
from linter.lazy import lazy_regex
from linter.matching.beginnings import matches
from linter.matching.memory import found_in_lines
from linter.matching.per_document import PerDocument

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.document import Document

#: Letters of other scripts glued to Han; of katakana, which names of products have, only between Han.
_FOREIGN = lazy_regex(
    r"\p{Han}(?:[\p{Cyrillic}\p{Hangul}\p{Arabic}\p{Thai}\p{Devanagari}\p{Hebrew}\p{Armenian}\p{Georgian}]{2}"
    r"|[\p{Katakana}ー]{3,20}\p{Han})"
)
#: Lower-case letters right after Han, not part of an identifier, an address or a longer word.
_AFTER_HAN = lazy_regex(r"(?<=\p{Han})[a-z]{4,}+(?![\p{Latin}\p{N}_@/-]|\.[\p{Latin}\p{N}])")


@PerDocument
def has_slips(document: Document) -> bool:
    """Whether a document has letters of another script, or half English words, glued to Han."""
    return any(found_in_lines(document, document.prose, has_slips, _slips))


def _slips(prose: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in matches(_FOREIGN, prose))
    yield from (match.span() for match in matches(_AFTER_HAN, prose) if ends_word(match.group()))
