"""Which of many texts are in a document: all are looked for at once where that pays."""

from __future__ import annotations

from operator import add
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: From how many comparisons on, of each text with each place, they are looked for at once.
_MANY = 3_000_000
#: From how many texts on it pays to collect the pairs of characters that a document has.
_MANY_TEXTS = 300


def folded(text: str) -> str:
    """A text as texts are compared here: without case, by full case folding (Unicode 16, section 5.18).

    The `regex` package also takes the two forms of i that only Turkic languages have for i.
    """
    return text.replace("\u0130", "i").replace("\u0131", "i").casefold()


class Occurrence:
    """Says which texts are in a document.

    Args:
        document: the text of the document.
        texts: all texts that may be asked for, folded.
    """

    def __init__(self, document: str, texts: frozenset[str]) -> None:
        self._document = folded(document) if texts else ""
        self._found: set[str] | None = None
        if len(document) * len(texts) > _MANY:
            self._document, self._found = "", occurring(self._document, texts)

    def any_of(self, texts: Iterable[str]) -> bool:
        """Whether one of the texts, folded, is in the document."""
        if self._found is not None:
            return not self._found.isdisjoint(texts)
        return any(text in self._document for text in texts)


def occurring(document: str, texts: frozenset[str]) -> set[str]:
    """Those of the texts that are in a document."""
    # A frequent character would be found all over, and to look for one takes no time.
    longer = frozenset(text for text in texts if len(text) > 1)
    look = with_pairs if len(longer) > _MANY_TEXTS else one_by_one
    return one_by_one(document, texts - longer) | look(document, longer)


def one_by_one(document: str, texts: Iterable[str]) -> set[str]:
    """Those of the texts that are in a document."""
    return {text for text in texts if text in document}


def with_pairs(document: str, texts: Iterable[str]) -> set[str]:
    """The same for texts of at least two characters, faster if they are many.

    Most have a pair of characters that the document does not have, and are not looked for.
    """
    pairs = set(map(add, document, document[1:]))
    return one_by_one(document, (text for text in texts if pairs.issuperset(map(add, text, text[1:]))))
