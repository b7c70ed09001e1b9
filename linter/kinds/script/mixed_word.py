"""The mode `mixed-word`: half a word attached to Han, or letters of another script in a Latin word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from linter.diagnostics import Edit, Fix
from linter.kinds.script.glossary import Glossary
from linter.kinds.script.scripts import HAN, LATIN, match_letters, scripts_at, scripts_of
from linter.latin.vocabulary import begins_word, ends_word
from linter.matching import schemas
from linter.matching.deadline import Deadline
from linter.matching.expressions import compile_all
from linter.matching.spec import SpecError
from linter.messages.phrases import Joined, Phrase, template
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linter.document import Document
    from linter.kinds.script.scripts import Scripts
    from linter.matching.spec import Finder, Match, RuleSpec

PARAMS = schemas.mode(
    ("half_words", "look_alikes"),
    half_words=schemas.texts("For `mixed-word`: ends of Latin words that are not words."),
    dictionary=schemas.switch("For `mixed-word`: whether to find more half words by an English dictionary."),
    known=schemas.texts("For `dictionary`: whole words that look like half words: config, repo."),
    look_alikes=schemas.dictionary("For `mixed-word`: a letter to the Latin letter that it looks like."),
)

_LETTERS = regex.compile(r"[\p{L}\p{M}--[\p{Han}]]+", regex.VERSION1)
#: Lower-case letters right after or before Han, not part of an identifier, an address or a longer word.
_GLUED = regex.compile(
    r"(?<=\p{Han})[a-z]{4,}+(?![\p{Latin}\p{N}_.@/-])|(?<![\p{Latin}\p{N}\p{Han}_.@/-])[a-z]{4,}+(?=\p{Han})"
)
#: The maximum length of a word that may have a Greek symbol between Latin letters.
_SHORT_WORD = 4
_HAN_AND_LATIN = Joined([Phrase("Han"), Phrase("Latin")], " and ")


def finder(spec: RuleSpec) -> Finder:
    """Finds the mixed words."""
    return _MixedWords(spec).find


class _MixedWords:
    """Finds half words attached to Han, and look-alike letters of other scripts in Latin words."""

    def __init__(self, spec: RuleSpec) -> None:
        self._unless_line = compile_all(spec, "unless_line")
        self._ignored = frozenset(spec.params.get("ignore", ()))
        self._named = scripts_at(spec, "scripts")
        self._half = regex.compile(
            r"(?<=\p{Han})\L<halves>(?![\p{Latin}\p{N}_])",
            halves=list(spec.params["half_words"]),
        )
        self._dictionary: bool = spec.params.get("dictionary", False)
        self._known = frozenset(spec.params.get("known", ()))
        self._alike: Mapping[str, str] = spec.params["look_alikes"]
        for letter in self._alike:
            if len(letter) != 1:
                message = template("'{letter}' is not one letter")
                raise SpecError(message, "params", "look_alikes", letter, letter=letter)
        self._any_alike = regex.compile(rf"[{regex.escape(''.join(self._alike))}]")
        self._spec = spec
        self._glossary = Glossary(spec)

    def find(self, document: Document) -> Iterator[Match]:
        stays = Deadline(self._spec.id, document).judge(self._unless_line)
        for match in self._all(document.prose):
            if match.fields["match"] not in self._ignored and not stays.passes(match.span.start):
                yield match

    def _all(self, prose: str) -> Iterator[Match]:
        listed: set[int] = set()
        for match in self._glossary.finditer(prose):
            span = Span(*match.span())
            listed.update(range(span.start, span.end))
            yield match_letters(prose, span, _HAN_AND_LATIN, self._glossary.fix(prose, span))
        for match in self._half.finditer(prose):
            if match.start() not in listed:
                listed.add(match.start())
                yield self._end_of_word(match)
        for match in _GLUED.finditer(prose) if self._dictionary else ():
            half = self._half_word(match) if match.start() not in listed else None
            if half is not None:
                yield half
        if not self._any_alike.search(prose):
            return
        for match in _LETTERS.finditer(prose):
            found = self._look_alike(match)
            if found is not None:
                yield found

    def _half_word(self, match: regex.Match[str]) -> Match | None:
        """The match for letters next to Han, if they are the end or the beginning of an English word."""
        letters, prose = match.group(), match.string
        if letters in self._known:
            return None
        if HAN.match(prose[match.start() - 1 : match.start()]) and ends_word(letters):
            return self._end_of_word(match)
        if not HAN.match(prose[match.end() : match.end() + 1]) or not begins_word(letters):
            return None
        return match_letters(prose, Span(match.start(), match.end() + 1), _HAN_AND_LATIN, None)

    def _end_of_word(self, match: regex.Match[str]) -> Match:
        """The match for the end of a word, with the character before it."""
        return match_letters(match.string, Span(match.start() - 1, match.end()), _HAN_AND_LATIN, None)

    def _look_alike(self, match: regex.Match[str]) -> Match | None:
        word = match.group()
        foreign = [letter for letter in word if letter in self._alike]
        latin = len(LATIN.findall(word))
        if not foreign or not latin:
            return None
        # A Greek letter before or after a word is a symbol (βVAE, μm); inside the word, it is a look-alike.
        others = [letter for letter in word if not LATIN.match(letter)]
        if len(others) != len(foreign) or latin < len(foreign) or not _inside(word, self._named):
            return None
        span = Span(*match.span())
        should = "".join(self._alike.get(letter, letter) for letter in word)
        fix = Fix((Edit(span, should),), self._spec.applicability) if self._spec.fix is not None else None
        return match_letters(
            match.string, span, Joined([Phrase("Latin"), scripts_of(word, self._named)], " and "), fix
        )


def _inside(word: str, named: Scripts) -> bool:
    """Whether a letter of the scripts is where a symbol cannot be.

    Greek letters count only between Latin letters, in a word that is not too short.
    """
    greek = named.get("Greek")
    foreign = [index for index, letter in enumerate(word) if not LATIN.match(letter)]
    if greek is not None and all(greek.match(word[index]) for index in foreign):
        return len(word) > _SHORT_WORD and all(0 < index < len(word) - 1 for index in foreign)
    return True
