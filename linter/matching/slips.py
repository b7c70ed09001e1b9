"""Whether a document has certain slips into other languages: where some are, more are likely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.latin.vocabulary import ends_word
from linter.lazy import lazy_regex
from linter.matching.memory import of_lines
from linter.matching.per_document import PerDocument

if TYPE_CHECKING:
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
    return any(found for _, found in of_lines(document, document.prose, has_slips, _has_slip))


def _has_slip(prose: str) -> bool:
    return _FOREIGN.search(prose) is not None or any(
        ends_word(match.group()) for match in _AFTER_HAN.finditer(prose)
    )
