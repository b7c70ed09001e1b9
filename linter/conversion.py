"""The plain conversion of documents, without rules: what `linter.convert` and `seedlint convert` do."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Protocol

from linter.chinese.lexicon import parse_lexicon
from linter.chinese.pairs import parse_pairs, side_of
from linter.chinese.targets import Target
from linter.chinese.unify import Unifier
from linter.diagnostics import Edit, apply_edits
from linter.document import PROTECTED, Document, masked
from linter.files.resources import folder
from linter.lazy import lazy_re
from linter.matching.suppressions import suppressions
from linter.recall.computed import computed
from linter.records import sections
from linter.regions import heading_links
from linter.spans import Span, SpanSet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from linter.chinese.lexicon import Lexicon
    from linter.chinese.pairs import PairList
    from linter.regions import Heading, Regions

#: Code points of a masked text that replace others: a lone CR appears as LF there.
_MASKED = lazy_re(f"[{PROTECTED}\n]+")
#: What is left of lost characters; it is not Chinese.
_LOST = lazy_re("(?:[锟錕]斤拷)+[锟錕]?斤?")
_NOT_NEWLINE = lazy_re(r"[^\n]")


class BuiltIn:
    """Our own word lists and what is computed from them, each when it is first needed."""

    def __init__(self) -> None:
        self._unifiers: dict[Target, Unifier] = {}

    @functools.cached_property
    def lexicon(self) -> Lexicon:
        """The word lists for conversion; reading YAML takes longer than converting a page."""
        name = "zh-lexicon.yaml"
        return parse_lexicon(computed("sections", _text(name), lambda: _value(name)["sections"]))

    @functools.cached_property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules that report what a conversion changes."""
        return tuple(rule["id"] for rule in _value("chinese.yaml")["rules"] if rule["kind"] == "convert")

    @functools.cached_property
    def terms(self) -> PairList:
        """The words of Taiwan and of the mainland for the same things."""
        return parse_pairs(_value("consistency-lexicon.yaml")["pairs"]["terms"])

    def unifier(self, target: Target) -> Unifier:
        """The unifier that converts to a variant."""
        if target not in self._unifiers:
            self._unifiers[target] = Unifier(self.lexicon, target)
        return self._unifiers[target]


def _text(name: str) -> str:
    """The text of a file in our folder of rules."""
    return (folder("rules") / name).read_text(encoding="utf-8")


def _value(name: str) -> Any:  # noqa: ANN401 - any value of YAML
    """The value of a file in our folder of rules."""
    from linter.data.yaml_loader import load_yaml  # noqa: PLC0415 - most conversions read no YAML

    return load_yaml(_text(name), name).value


@functools.cache
def built_in() -> BuiltIn:
    """The word lists that all conversions of a process share."""
    return BuiltIn()


class Conversion(Protocol):
    """A function that converts one document."""

    def __call__(self, text: str | Document) -> str:
        """The converted text.

        Args:
            text: the text, or the document that has it.
        """


def converter(target: str, *, vocabulary: bool = False) -> Conversion:
    """A function that converts one document; see `linter.convert`.

    Raises:
        ValueError: no target has that name, or it has no vocabulary.
        LinterError: the dictionaries are not installed.
    """
    variant = Target(target)
    to_target = built_in().unifier(variant)
    if not vocabulary:
        return functools.partial(_characters, unifier=to_target)
    to_taiwan, replace = built_in().unifier(Target.TAIWAN), _vocabulary(variant)

    def convert(text: str | Document) -> str:
        # The lists have the words as Taiwan writes them. Each word is replaced once, so that the result of
        # one replacement is never the input of another.
        document = _as_document(text)
        taiwanese = document.with_text(_characters(document, unifier=to_taiwan))
        return _characters(document.with_text(replace(taiwanese)), unifier=to_target)

    return convert


def _as_document(text: str | Document) -> Document:
    return Document(text) if isinstance(text, str) else text


def _characters(source: str | Document, *, unifier: Unifier) -> str:
    """The text in the characters of a variant; what is masked stays, and linked headings."""
    document = _as_document(source)
    text = document.text
    # Asterisks and hashes are not Chinese: it is enough to know what is protected.
    regions = document.without_markup
    prose = masked(text, regions)
    for heading in _linked_headings(document, regions):
        start, end = heading.content.start, heading.content.end
        prose = prose[:start] + _NOT_NEWLINE.sub(PROTECTED, prose[start:end]) + prose[end:]
    suppressed = suppressions(document)
    for rule in built_in().rules if suppressed else ():
        for start, end in suppressed.get(rule, ()):
            prose = prose[:start] + PROTECTED * (end - start) + prose[end:]
    if "斤拷" in prose:
        prose = _LOST.sub(lambda match: PROTECTED * len(match.group()), prose)
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


def _linked_headings(document: Document, regions: Regions) -> Sequence[Heading]:
    """`Document.linked_headings`, found without reading the blocks of a text that has no such links."""
    if not document.linked and not any(True for _ in heading_links(document.text, regions)):
        return ()
    return document.linked_headings


def _vocabulary(target: Target) -> Callable[[Document], str]:
    """A function that replaces the words of the other side, except for words with two senses.

    Raises:
        ValueError: the lists do not say which words this variant uses.
    """
    from linter.matching.chosen_words import chosen_words, is_word  # noqa: PLC0415 - only for vocabulary

    side = side_of(target)
    if side is None:
        raise ValueError(f"no vocabulary of {target} is known")
    terms = built_in().terms

    def replace(document: Document) -> str:
        kept = SpanSet((heading.span.start, heading.span.end) for heading in document.linked_headings)
        edits = [
            Edit(Span(word.start, word.end), word.pair.sides[side][0])
            for word in chosen_words(document, terms)
            if word.side != side and word.converts and is_word(document.prose, word)
            if not kept.overlap(Span(word.start, word.end))
        ]
        return apply_edits(document.text, edits)

    return replace
