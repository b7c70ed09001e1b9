"""The sentences of a line."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from linter.characters.punctuation import WHITE_SPACE
from linter.document import MARKUP, MARKUP_END
from linter.lazy import lazy_re
from linter.spans import Span

if TYPE_CHECKING:
    from linter.document import Document

#: What ends a sentence, or opens or closes a quotation. A half-width stop ends one only before a space.
_END = lazy_re(
    rf"[。！？!?]+[」』”’\"'）){MARKUP_END}]*|\.(?=[{WHITE_SPACE}{MARKUP_END}]|$)|[「」『』“”《》]"
)
_DEPTH = {"「": 1, "」": -1, "『": 1, "』": -1, "“": 1, "”": -1, "《": 1, "》": -1}


def words_of(document: Document, sentences: list[Span]) -> list[str]:
    """The sentences without the marks of emphasis and the space around them."""
    prose = document.prose
    return [
        prose[sentence.start : sentence.end].replace(MARKUP, "").replace(MARKUP_END, "").strip()
        for sentence in sentences
    ]


def sentences_of(prose: str, line: Span) -> list[Span]:
    """The sentences of a line; one continues to the end of a quotation within it."""
    found: list[Span] = []
    start, depth = line.start, 0
    for match in _END.finditer(prose, line.start, line.end):
        mark = match.group()
        if mark in _DEPTH:
            depth = max(depth + _DEPTH[mark], 0)
            continue
        if depth and len(mark) > 1:
            depth = max(depth + sum(_DEPTH.get(character, 0) for character in mark), 0)
        if not depth:
            _add_trimmed(found, prose, start, match.end())
            start = match.end()
    if start < line.end:
        _add_trimmed(found, prose, start, line.end)
    return found


def _add_trimmed(found: list[Span], prose: str, start: int, end: int) -> None:
    words = prose[start:end]
    trimmed = words.strip()
    if trimmed:
        left = start if len(trimmed) == len(words) else start + len(words) - len(words.lstrip())
        found.append(Span(left, left + len(trimmed)))


def runs_of(sentences: list[Span], said: list[bool]) -> list[list[Span]]:
    """The sentences that are said, neighbours together."""
    judged = itertools.groupby(zip(sentences, said, strict=True), key=lambda pair: pair[1])
    return [[sentence for sentence, _ in group] for found, group in judged if found]
