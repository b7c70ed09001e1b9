"""The plain conversion of documents, without rules: what `linter.convert` and `seedlint convert` do."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from linter.chinese.targets import Target
from linter.chinese.unify import Unifier
from linter.document import Document
from linter.packs.lexicons import read_lexicon
from linter.resources import folder

if TYPE_CHECKING:
    from collections.abc import Callable


@functools.cache
def converter(target: str, *, vocabulary: bool = False) -> Callable[[str], str]:
    """A function that converts one document; see `linter.convert`.

    Raises:
        ValueError: there is no such target.
    """
    file = folder("rules") / "zh-lexicon.yaml"
    lexicon = read_lexicon(file.read_text(encoding="utf-8"), str(file))
    unifier = Unifier(lexicon, Target(target))

    def convert(text: str) -> str:
        document = Document(text)
        sections = [record.span for record in document.records.records]
        return _merged(text, document.prose, unifier.convert(document.prose, sections))

    return convert


def _merged(text: str, prose: str, made: str) -> str:
    """The text with what was made of its prose; what the prose masks stays."""
    if made == prose:
        return text
    parts, at = [], 0
    for old, new in zip(prose.split("\n"), made.split("\n"), strict=True):
        line = text[at : at + len(old)]
        if old == new:
            parts.append(line)
        elif old == line:
            parts.append(new)
        else:
            parts.append("".join(a if b == c else c for a, b, c in zip(line, old, new, strict=True)))
        at += len(old) + 1
        parts.append(text[at - 1 : at])
    return "".join(parts)
