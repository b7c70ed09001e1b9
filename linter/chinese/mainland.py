"""Simplified characters for Traditional ones: most on their own, some according to their word.

Some Traditional characters have more than one Simplified form, or stay in some words: 乾 is 干, but stays
in 乾隆; 帳 is 账 where money is meant; 覆 is 复 in 答覆. `mainland_words` says which words have which form.
Where words overlap (看著|名單), the likelier cut decides.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from linter.chinese.characters import one_of
from linter.chinese.in_place import fits
from linter.chinese.mainland_words import LONGEST, mainland_words
from linter.lazy import compiled_re

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from linter.chinese.lexicon import Lexicon
    from linter.chinese.mainland_words import MainlandWords
    from linter.chinese.tables import Tables

#: Words of Simplified text with a character that otherwise is a Traditional one's: 执著 is as usual as 执着.
_RIGHT = frozenset({"执著"})


class Mainland:
    """Converts Taiwan's forms to Simplified characters.

    Args:
        lexicon: the word lists.
        tables: the tables of the lexicon.
    """

    def __init__(self, lexicon: Lexicon, tables: Tables) -> None:
        self._lexicon = lexicon
        self._tables = tables

    def simplified(self, run: str) -> str:
        """A run of Han characters in Taiwan's forms in Simplified characters, as long as it."""
        made = run.translate(self._words.alone)
        for start, word in self._words_in(run, made):
            made = made[:start] + word + made[start + len(word) :]
        return made

    def cleaned(self, run: str) -> str:
        """A run of Simplified text without Traditional characters; nothing else changes."""
        if not self._stray.search(run):
            return run
        made = run.translate(self._words.stray)
        for start, word in self._words_in(run, run.translate(self._words.alone)):
            end = start + len(word)
            if not self.strays.isdisjoint(run[start:end]):
                made = made[:start] + word + made[end:]
        for match in self._stray.finditer(run):
            at = match.start()
            if made[at] != run[at] and self._stays(run, at):
                made = made[:at] + run[at] + made[at + 1 :]
        return made

    def _stays(self, run: str, at: int) -> bool:
        """Whether a character is right in Simplified text: that of a word, or the end of a person's name."""
        if any(run[max(at - word.find(run[at]), 0) :].startswith(word) for word in _RIGHT if run[at] in word):
            return True
        return run[at] == "乾" and at == len(run) - 1 and run[max(at - 2, 0)] in self._family_names

    def _words_in(self, run: str, made: str) -> Iterator[tuple[int, str]]:
        """The words of a run that are not what its characters are on their own, with their offsets.

        Args:
            run: Han characters in Taiwan's forms.
            made: the same, each in its Simplified form on its own.
        """
        key = run.translate(self._words.keys)
        after = 0
        for match in self._deciding.finditer(key):
            if match.start() < after:
                continue
            found = self._word_at(key, made, match.start(), after)
            if found is not None:
                yield found
                after = found[0] + len(found[1])

    def _word_at(self, key: str, made: str, at: int, after: int) -> tuple[int, str] | None:
        """The longest word that has the character at an offset, with the offset where it starts."""
        words, reach = self._words.words, self._words.reach
        spans = [
            (start, end)
            for start in range(max(at - LONGEST + 1, after), at + 1)
            for end in range(at + 1, min(start + reach.get(key[start : start + 2], 0), len(key)) + 1)
            if key[start:end] in words
        ]
        for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
            word, count = words[key[start:end]]
            # At the start of a run, 著 is not the particle, which otherwise is the likelier word.
            if (start == 0 and key[0] == "著") or fits(made, start, end, count):
                return start, word
        return None

    # -- computed when needed ---------------------------------------------------------------

    @functools.cached_property
    def strays(self) -> frozenset[str]:
        """The characters that `cleaned` may change."""
        return frozenset(map(chr, self._words.stray))

    @functools.cached_property
    def _words(self) -> MainlandWords:
        return mainland_words(self._lexicon, self._tables)

    @functools.cached_property
    def _deciding(self) -> re.Pattern[str]:
        return compiled_re(one_of(self._words.deciding))

    @functools.cached_property
    def _stray(self) -> re.Pattern[str]:
        return compiled_re(f"[{''.join(sorted(self.strays))}]")

    @functools.cached_property
    def _family_names(self) -> frozenset[str]:
        return frozenset(name.translate(self._words.alone) for name in self._lexicon.family_names)
