"""What a document has besides the candidates themselves; each fact is computed when it is first asked for."""

from __future__ import annotations

import functools
import re
from collections import Counter
from typing import TYPE_CHECKING

from linter.characters.scripts import HAN
from linter.lazy import lazy_re
from linter.regions import RegionKind

if TYPE_CHECKING:
    from linter.document import Document
    from linter.spans import Span

_CODE = (RegionKind.CODE_SPAN, RegionKind.CODE_BLOCK)
_NAME_IN_CODE = lazy_re(r"(?<![\w)])[^\w\s][A-Za-z][\w-]*|(?<![\w)])_[A-Za-z][\w-]*")
_PAIR_IN_CODE = lazy_re(r"(?<![\w.])[A-Za-z][\w-]*([^\w\s])[A-Za-z][\w-]*")
#: How often a mark is between Han characters in a text that has it as punctuation.
_OFTEN = 3


class Facts:
    """The facts of a document.

    Args:
        document: the document.
        marks: the marks of all rules of the pack.
    """

    def __init__(self, document: Document, marks: str) -> None:
        self._document = document
        self._marks = re.escape(marks)

    @functools.cached_property
    def names(self) -> frozenset[str]:
        """The words that have their mark on purpose somewhere, such as `.blend`, in lower case.

        They are in code, or after a space: a stray mark replaces the space before its word. A pair of words
        with a mark between them, `data.frame`, has the mark in front, too.
        """
        text = self._document.text
        named = [name for part in self._code for name in _NAME_IN_CODE.findall(part.text(text))]
        named += [
            pair[1] + pair[0] for part in self._code for pair in _PAIR_IN_CODE.finditer(part.text(text))
        ]
        spaced = re.compile(rf"[{self._marks}](?<=[\w，。、；：）] .)[A-Za-z][\w-]*(?<!_)(?!_)")
        return frozenset(map(str.lower, named + spaced.findall(self._document.prose)))

    @functools.cached_property
    def lines_with_names(self) -> frozenset[tuple[str, int]]:
        """The marks of names in code spans, each with the 1-based line."""
        text, found = self._document.text, set()
        for span in self._code:
            for name in _NAME_IN_CODE.finditer(span.text(text)):
                if name.start() <= 1:
                    found.add(self.place(span.start + name.start()))
        return frozenset(found)

    def place(self, mark: int) -> tuple[str, int]:
        """The mark at a 0-based offset, and its 1-based line."""
        return self._document.text[mark], self._document.lines.position(mark).line

    @functools.cached_property
    def _code(self) -> list[Span]:
        return [region.span for region in self._document.regions.of(*_CODE)]

    @functools.cached_property
    def punctuation(self) -> frozenset[str]:
        """The marks that are often between Han characters: the text has half-width punctuation."""
        between = re.compile(rf"[{self._marks}](?<=[{HAN}].)(?= ?[{HAN}])")
        found = Counter(between.findall(self._document.prose))
        return frozenset(mark for mark, count in found.items() if count >= _OFTEN)
