"""The plain conversion of documents, without rules: what `linter.convert` and `seedlint convert` do."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, TypeVar

from linter.chinese.lexicon import Lexicon
from linter.chinese.targets import Target
from linter.chinese.unify import Unifier
from linter.diagnostics import Edit, apply_edits
from linter.document import PROTECTED, Document
from linter.kinds.convert import sections
from linter.matching.beside import ignored
from linter.packs.lexicons import read_lexicon
from linter.resources import folder
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable

_T = TypeVar("_T")
#: The rules that report what a conversion changes: what a document excepts from them stays.
_RULES = ("over-converted", "simplified-in-traditional", "traditional-in-simplified", "variant-form")


@functools.cache
def converter(target: str, *, vocabulary: bool = False) -> Callable[[str], str]:
    """A function that converts one document; see `linter.convert`.

    Raises:
        ValueError: there is no such target, or no vocabulary of it.
        LinterError: the dictionaries are not installed.
    """
    variant = Target(target)
    to_taiwan, to_target = _unifier(Target.TAIWAN), _unifier(variant)
    if not vocabulary:
        return functools.partial(_characters, unifier=to_target)
    replace = _vocabulary(variant)

    def convert(text: str) -> str:
        # Words are listed as Taiwan writes them, and each is replaced once: no conversion feeds another.
        return _characters(replace(_characters(text, unifier=to_taiwan)), unifier=to_target)

    return convert


@functools.cache
def _unifier(target: Target) -> Unifier:
    return Unifier(_lexicon("zh-lexicon.yaml", Lexicon), target)


def _lexicon(name: str, kind: type[_T]) -> _T:
    """One of our own files of word lists."""
    file = folder("rules") / name
    lexicon = read_lexicon(file.read_text(encoding="utf-8"), str(file))
    if not isinstance(lexicon, kind):
        raise TypeError(f"{file} is another kind of lexicon")
    return lexicon


def _characters(text: str, *, unifier: Unifier) -> str:
    """The text in the characters of a variant; what the prose masks stays."""
    document = Document(text)
    prose = document.prose
    for rule in _RULES:
        for start, end in ignored(document, rule):
            prose = prose[:start] + PROTECTED * (end - start) + prose[end:]
    made = unifier.convert(prose, sections(document))
    if made == prose:
        return text
    parts: list[str] = []
    at = 0
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


def _vocabulary(target: Target) -> Callable[[str], str]:
    """A function that replaces the words of the other side; what has two senses stays.

    Raises:
        ValueError: the lists do not tell the words of this variant.
    """
    from linter.kinds.pairs import chosen_words, side_of  # noqa: PLC0415 - only whoever asks for vocabulary

    side = side_of(target)
    if side is None:
        raise ValueError(f"no vocabulary of {target} is known")
    terms = _lexicon("consistency-lexicon.yaml", dict)["terms"]

    def replace(text: str) -> str:
        edits = [
            Edit(Span(each.start, each.end), each.pair.sides[side][0])
            for each in chosen_words(Document(text), terms)
            if each.side != side and each.pair.converts
        ]
        return apply_edits(text, edits)

    return replace
