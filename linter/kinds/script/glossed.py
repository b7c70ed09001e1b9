"""Letters after Han that end a word of the gloss right after them: 分core（attention score）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.characters.scripts import HAN
from linter.lazy import lazy_re
from linter.matching.memory import of_lines

if TYPE_CHECKING:
    from linter.document import Document

#: Han, lower-case letters, and a gloss in brackets.
_GLOSSED = lazy_re(rf"([{HAN}][a-z]{{2,}})[（(]([^（()）\n]{{1,80}})[）)]")
_WORD = lazy_re(r"[a-z]+")


def glossed_ends(document: Document) -> frozenset[str]:
    """Such letters, each with the Han character before them: they are half words without a gloss, too."""
    of_each = of_lines(document, document.prose, glossed_ends, _glossed_ends)
    return frozenset().union(*(found for _, found in of_each))


def _glossed_ends(prose: str) -> frozenset[str]:
    return frozenset(
        match[1]
        for match in _GLOSSED.finditer(prose)
        if any(
            word != match[1][1:] and word.endswith(match[1][1:]) for word in _WORD.findall(match[2].lower())
        )
    )
