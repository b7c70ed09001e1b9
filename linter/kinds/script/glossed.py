"""Letters after Han that end a word of the gloss right after them: 分core（attention score）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.characters.scripts import HAN
from linter.lazy import lazy_re
from linter.matching.memory import spans_in_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.document import Document

#: Han, lower-case letters, and a gloss in brackets.
_GLOSSED = lazy_re(rf"([{HAN}][a-z]{{2,}})[（(]([^（()）\n]{{1,80}})[）)]")
_WORD = lazy_re(r"[a-z]+")


def glossed_ends(document: Document) -> frozenset[str]:
    """Such letters, each with the Han character before them: they are half words without a gloss, too."""
    return frozenset(span.text(document.prose) for span in spans_in_lines(document, glossed_ends, _ends))


def _ends(prose: str) -> Iterator[tuple[int, int]]:
    for match in _GLOSSED.finditer(prose):
        letters = match[1][1:]
        if any(word != letters and word.endswith(letters) for word in _WORD.findall(match[2].lower())):
            yield match.span(1)
