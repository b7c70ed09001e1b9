"""The mode `mixed-word`: half a word attached to Han, or letters of another script in a Latin word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.kinds.script.cut_words import CutWords
from linter.kinds.script.glossary import Glossary
from linter.kinds.script.halves import Halves
from linter.kinds.script.look_alikes import LookAlikes
from linter.kinds.script.scripts import match_letters
from linter.matching import schemas
from linter.matching.deadline import Deadline
from linter.matching.expressions import compile_all
from linter.messages.phrases import Joined, Phrase
from linter.spans import SpanSet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.diagnostics import Fix
    from linter.document import Document
    from linter.matching.spec import Finder, Match, RuleSpec
    from linter.spans import Span

PARAMS = schemas.mode(
    ("half_words", "look_alikes"),
    half_words=schemas.texts("For `mixed-word`: ends of Latin words that are not words."),
    dictionary=schemas.switch("For `mixed-word`: whether to find more half words by an English dictionary."),
    known=schemas.texts("For `dictionary`: whole words that look like half words: config, repo."),
    look_alikes=schemas.dictionary("For `mixed-word`: a letter to the Latin letter that it looks like."),
)

_HAN_AND_LATIN = Joined([Phrase("Han"), Phrase("Latin")], " and ")


def finder(spec: RuleSpec) -> Finder:
    """Finds the mixed words."""
    return _MixedWords(spec).find


class _MixedWords:
    """Finds half words attached to Han, and look-alike letters of other scripts in Latin words."""

    def __init__(self, spec: RuleSpec) -> None:
        self._rule = spec.id
        self._unless_line = compile_all(spec, "unless_line")
        self._ignored = frozenset(spec.params.get("ignore", ()))
        self._glossary = Glossary(spec)
        self._halves = Halves(spec, self._glossary)
        self._cut = CutWords(spec, self._glossary) if spec.params.get("dictionary", False) else None
        self._look_alikes = LookAlikes(spec)

    def find(self, document: Document) -> Iterator[Match]:
        stays = Deadline(self._rule, document).judge(self._unless_line)
        for span, scripts, fix in sorted(self._all(document), key=lambda found: found[0]):
            if span.text(document.prose) not in self._ignored and not stays.passes(span.start):
                yield match_letters(document.prose, span, scripts, fix)

    def _all(self, document: Document) -> Iterator[tuple[Span, Phrase, Fix | None]]:
        """What each of the mechanisms finds; the first one to find letters decides what they become."""
        listed = list(self._glossary.find(document))
        for span in listed:
            yield span, _HAN_AND_LATIN, self._glossary.fix(document, span)
        taken = SpanSet((span.start, span.end) for span in listed)
        halves = [found for found in self._halves.find(document) if not taken.overlap(found[0])]
        for span, fix in halves:
            yield span, _HAN_AND_LATIN, fix
        if self._cut is not None:
            taken = SpanSet((span.start, span.end) for span in (*listed, *(span for span, _ in halves)))
            for span, fix in self._cut.find(document):
                if not taken.overlap(span):
                    yield span, Phrase("Latin"), fix
        yield from self._look_alikes.find(document)
