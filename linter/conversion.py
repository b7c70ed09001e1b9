"""The plain conversion of documents, without rules: what `linter.convert` and `seedlint convert` do."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from linter.chinese.lexicon import parse_lexicon
from linter.chinese.targets import Target
from linter.chinese.unify import Unifier
from linter.diagnostics import Edit, apply_edits
from linter.document import PROTECTED, Document, masked
from linter.files import cache
from linter.files.resources import folder
from linter.matching.suppressions import ignored
from linter.records import sections
from linter.regions import read_structure
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from linter.chinese.lexicon import Lexicon

#: What stands in a masked text for something else: a lone CR shows as LF there.
_MASKED = re.compile(f"[{PROTECTED}\n]+")
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
    to_target = _unifier(variant)
    if not vocabulary:
        return functools.partial(_characters, unifier=to_target)
    to_taiwan, replace = _unifier(Target.TAIWAN), _vocabulary(variant)

    def convert(text: str) -> str:
        # Words are listed as Taiwan writes them, and each is replaced once: no conversion feeds another.
        return _characters(replace(_characters(text, unifier=to_taiwan)), unifier=to_target)

    return convert


@functools.cache
def _unifier(target: Target) -> Unifier:
    return Unifier(built_in_lexicon(), target)


@functools.cache
def built_in_lexicon() -> Lexicon:
    """Our own word lists.

    Reading YAML takes longer than converting a page, so the lists are kept as they were read.
    """
    file = folder("rules") / "zh-lexicon.yaml"
    text = file.read_text(encoding="utf-8")
    kept = cache.load("lexicon")
    if isinstance(kept, dict) and kept.get("text") == text:
        return parse_lexicon(kept["sections"])
    from linter.packs.lexicons import read_sections  # noqa: PLC0415 - see above

    sections = read_sections(text, str(file))
    cache.keep("lexicon", {"text": text, "sections": sections})
    return parse_lexicon(sections)


def _characters(text: str, *, unifier: Unifier) -> str:
    """The text in the characters of a variant; what the prose masks stays."""
    document = Document(text)
    # Asterisks and hashes are no Chinese: it is enough to know what is protected.
    regions = read_structure(text, document.lines, markup=False).regions
    prose = masked(text, regions)
    for rule in _RULES:
        for start, end in ignored(document, rule):
            prose = prose[:start] + PROTECTED * (end - start) + prose[end:]
    parts: list[str] = []
    at = 0
    for start, old, new in unifier.converted(prose, sections(text, regions)):
        end = start + len(old)
        parts.append(text[at:start])
        at = start
        for mask in _MASKED.finditer(old):
            parts += new[at - start : mask.start()], text[start + mask.start() : start + mask.end()]
            at = start + mask.end()
        parts.append(new[at - start :])
        at = end
    return "".join((*parts, text[at:])) if parts else text


def _vocabulary(target: Target) -> Callable[[str], str]:
    """A function that replaces the words of the other side; what has two senses stays.

    Raises:
        ValueError: the lists do not tell the words of this variant.
    """
    from linter.chinese.pairs import side_of  # noqa: PLC0415 - only whoever asks for vocabulary
    from linter.matching.chosen_words import chosen_words  # noqa: PLC0415 - as above
    from linter.packs.lexicons import read_pairs  # noqa: PLC0415 - as above

    side = side_of(target)
    if side is None:
        raise ValueError(f"no vocabulary of {target} is known")
    file = folder("rules") / "consistency-lexicon.yaml"
    terms = read_pairs(file.read_text(encoding="utf-8"), str(file))["terms"]

    def replace(text: str) -> str:
        edits = [
            Edit(Span(each.start, each.end), each.pair.sides[side][0])
            for each in chosen_words(Document(text), terms)
            if each.side != side and each.pair.converts
        ]
        return apply_edits(text, edits)

    return replace
