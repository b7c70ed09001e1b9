"""Letters of another script in a Latin word that only look like Latin ones: mоdel with a Cyrillic о."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import regex

from linter.diagnostics import Edit, Fix
from linter.kinds.script.scripts import LATIN, scripts_at, scripts_of
from linter.lazy import lazy_re, lazy_regex
from linter.matching.memory import spans_in_lines
from linter.matching.spec import SpecError
from linter.messages.phrases import Joined, Phrase, template

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linter.document import Document
    from linter.kinds.script.scripts import Scripts
    from linter.matching.spec import RuleSpec
    from linter.spans import Span

_LETTERS = lazy_regex(r"[\p{L}\p{M}--[\p{Han}]]+", regex.VERSION1)
#: The maximum length of a word that may have a Greek symbol between Latin letters.
_SHORT_WORD = 4


class LookAlikes:
    """Finds the letters of `params.look_alikes`.

    Raises:
        SpecError: a key is not one letter, or a script of `params.scripts` does not exist.
    """

    def __init__(self, spec: RuleSpec) -> None:
        self._named = scripts_at(spec, "scripts")
        self._alike: Mapping[str, str] = spec.params["look_alikes"]
        for letter in self._alike:
            if len(letter) != 1:
                message = template("'{letter}' is not one letter")
                raise SpecError(message, "params", "look_alikes", letter, letter=letter)
        self._any_alike = lazy_re(f"[{re.escape(''.join(self._alike))}]" if self._alike else r"(?!)")
        self._spec = spec

    def find(self, document: Document) -> Iterator[tuple[Span, Phrase, Fix | None]]:
        """The words with such letters, with the scripts of their letters, and the word in Latin ones."""
        for span in spans_in_lines(document, self, self._words):
            word = span.text(document.prose)
            scripts = Joined([Phrase("Latin"), scripts_of(word, self._named)], " and ")
            yield span, scripts, self._fix(span, word)

    def _words(self, prose: str) -> Iterator[tuple[int, int]]:
        done = 0
        for alike in self._any_alike.finditer(prose):
            if alike.start() < done:
                continue
            start = prose.rfind("\n", done, alike.start()) + 1 or done  # no word goes beyond its line
            done = prose.find("\n", alike.end())
            done = len(prose) if done < 0 else done
            for match in _LETTERS.finditer(prose, start, done):
                if self._is_mixed(match.group()):
                    yield match.span()

    def _is_mixed(self, word: str) -> bool:
        foreign = sum(letter in self._alike for letter in word)
        latin = len(LATIN.findall(word))
        # A Greek letter before or after a word is a symbol (βVAE, μm); inside the word, it is a look-alike.
        return 0 < foreign <= latin and latin + foreign == len(word) and _inside(word, self._named)

    def _fix(self, span: Span, word: str) -> Fix | None:
        if self._spec.fix is None:
            return None
        should = "".join(self._alike.get(letter, letter) for letter in word)
        return Fix((Edit(span, should),), self._spec.applicability)


def _inside(word: str, named: Scripts) -> bool:
    """Whether a letter of the scripts is where a symbol cannot be.

    Greek letters count only between Latin letters, in a word that is not too short.
    """
    greek = named.get("Greek")
    foreign = [index for index, letter in enumerate(word) if not LATIN.match(letter)]
    if greek is not None and all(greek.match(word[index]) for index in foreign):
        return len(word) > _SHORT_WORD and all(0 < index < len(word) - 1 for index in foreign)
    return True
