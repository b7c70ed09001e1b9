"""The sentences of a line."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from linter.document import MARKUP, MARKUP_END
from linter.lazy import lazy_regex
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.document import Document

#: What ends a sentence, or opens or closes a quotation. A half-width stop ends one only before a space.
_END = lazy_regex(rf"[。！？!?]++[」』”’\"'）){MARKUP_END}]*+|\.(?=\s|{MARKUP_END}|$)|[「」『』“”《》]")
_DEPTH = {"「": 1, "」": -1, "『": 1, "』": -1, "“": 1, "”": -1, "《": 1, "》": -1}
_MARKS = lazy_regex(f"[{MARKUP}{MARKUP_END}]")


def words_of(document: Document, sentences: list[Span]) -> list[str]:
    """The sentences without the marks of emphasis and the space around them."""
    return [_MARKS.sub("", sentence.text(document.prose)).strip() for sentence in sentences]


def sentences_of(prose: str, line: Span) -> Iterator[Span]:
    """The sentences of a line; one continues to the end of a quotation within it."""
    start, depth = line.start, 0
    for match in _END.finditer(prose, line.start, line.end):
        depth = max(depth + sum(_DEPTH.get(character, 0) for character in match.group()), 0)
        if not depth and match.group() not in _DEPTH:
            yield from _trimmed(prose, start, match.end())
            start = match.end()
    yield from _trimmed(prose, start, line.end)


def _trimmed(prose: str, start: int, end: int) -> Iterator[Span]:
    words = prose[start:end]
    if words.strip():
        left = start + len(words) - len(words.lstrip())
        yield Span(left, start + len(words.rstrip()))


def runs_of(sentences: list[Span], said: list[bool]) -> list[list[Span]]:
    """The sentences that are said, neighbours together."""
    judged = itertools.groupby(zip(sentences, said, strict=True), key=lambda pair: pair[1])
    return [[sentence for sentence, _ in group] for found, group in judged if found]
