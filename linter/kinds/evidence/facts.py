"""What a document has besides the candidates themselves; each fact is computed when it is first asked for."""

from __future__ import annotations

import functools
import re
from collections import Counter
from typing import TYPE_CHECKING

from linter.characters.scripts import HAN
from linter.regions import RegionKind

if TYPE_CHECKING:
    from linter.document import Document

_CODE = frozenset((RegionKind.CODE_SPAN, RegionKind.CODE_BLOCK))
_NAME_IN_CODE = re.compile(r"(?<![\w)])[^\w\s][A-Za-z][\w-]*|(?<![\w)])_[A-Za-z][\w-]*")
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

        They are in code, or after a space: a stray mark replaces the space before its word.
        """
        text = self._document.text
        code = (region.span.text(text) for region in self._document.regions if region.kind in _CODE)
        named = [name for part in code for name in _NAME_IN_CODE.findall(part)]
        spaced = re.compile(rf"[{self._marks}](?<=[\w，。、；：）] .)[A-Za-z][\w-]*(?<!_)(?!_)")
        return frozenset(map(str.lower, named + spaced.findall(self._document.prose)))

    @functools.cached_property
    def punctuation(self) -> frozenset[str]:
        """The marks that are often between Han characters: the text has half-width punctuation."""
        between = re.compile(rf"[{self._marks}](?<=[{HAN}].)(?= ?[{HAN}])")
        found = Counter(between.findall(self._document.prose))
        return frozenset(mark for mark, count in found.items() if count >= _OFTEN)
