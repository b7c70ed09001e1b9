"""Simplified words and characters in Taiwan's forms: OpenCC's phrases, corrected by the lexicon.

Nothing is read from disk before it is needed: most Traditional text never needs it.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from linter.chinese.dictionaries import corrected_phrases, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linter.chinese.lexicon import Lexicon


def taiwan_forms(lexicon: Lexicon) -> dict[str, str]:
    """The forms of other places with the form Taiwan uses."""
    forms = {key: row[0] for key, row in table("TWVariants").items() if key not in lexicon.kept_variants}
    return {**forms, **lexicon.variants}


class Readings:
    """Looks words up by a key that is the same for all their spellings.

    Args:
        lexicon: its words take precedence over OpenCC's.
        variants: forms of other places with the form Taiwan uses.
        to_simplified: Traditional characters to the Simplified ones that keys are made of.
    """

    def __init__(
        self, lexicon: Lexicon, variants: Mapping[str, str], to_simplified: Mapping[str, str]
    ) -> None:
        self._lexicon = lexicon
        self._variants = frozenset(variants)
        self._usual_forms = str.maketrans(dict(variants))
        self._to_simplified = str.maketrans(dict(to_simplified))
        self._in_question = frozenset(written for written, _ in lexicon.taste)
        self._made: dict[str, str] = {}
        self._alone: dict[str, str] = {}

    def key(self, word: str) -> str:
        """The key of a word, as long as the word; it is for looking up, not a conversion."""
        return word.translate(self._to_simplified)

    def is_own(self, key: str) -> bool:
        """Whether the lexicon has a reading of the word or lists it as a word of Taiwan."""
        return key in self._own_keys

    def word(self, key: str) -> str | None:
        """A word in Taiwan's forms, as long as its key; None if the key is not that of a word."""
        own = self._own.get(key)
        if own is not None:
            return own
        value = self._phrases.get(key)
        if value is None or len(value) != len(key) or key in self._lexicon.ignored:
            return None
        if key not in self._made:
            self._made[key] = self.in_house_style(value, key)
        return self._made[key]

    def known(self) -> Iterator[str]:
        """The keys of all words."""
        yield from self._own.keys() | self._phrases.keys()

    def is_ignored(self, key: str) -> bool:
        """Whether the lexicon says that this is not a word."""
        return key in self._lexicon.ignored

    def character(self, character: str, *, in_name: bool = False) -> str:
        """What a Simplified character becomes outside any word, or in a name."""
        own = self._lexicon.sounds.get(character) if in_name else None
        if own is not None:
            return own
        if character not in self._alone:
            own = self._lexicon.readings.get(character)
            styled = own if own is not None else self.in_house_style(_first(character), character)
            self._alone[character] = styled
        return self._alone[character]

    @functools.cached_property
    def _phrases(self) -> dict[str, str]:
        return corrected_phrases("STPhrases")

    @functools.cached_property
    def _own_keys(self) -> frozenset[str]:
        lexicon = self._lexicon
        return frozenset(self.composed) | set(map(self.key, (*lexicon.readings, *lexicon.borders)))

    @functools.cached_property
    def composed(self) -> dict[str, str]:
        """Keys of words of two parts: a number and a measure (三隻), a name and a title (余先生).

        A name is only among them if it is not what its character becomes on its own.
        """
        lexicon = self._lexicon
        counted = {
            number + measure: self.character(number) + read
            for number in lexicon.numerals
            for measure, read in lexicon.measures.items()
        }
        named = {
            self.key(name + title): name + title
            for name in lexicon.family_names
            for title in lexicon.titles
            if self.character(self.key(name)) != name
        }
        return {**counted, **named}

    @functools.cached_property
    def _own(self) -> dict[str, str]:
        """Key to reading, for the words that the lexicon gives.

        A word of Taiwan is the reading of its key only if the dictionary has none: two words may share a key
        (匯總, 彙總), and then the dictionary decides which is meant.
        """
        lexicon = self._lexicon
        words = {self.key(word): word for word in sorted(lexicon.borders)}
        words.update(
            (word, self.in_house_style("".join(lexicon.readings.get(c) or _first(c) for c in word), word))
            for word in sorted(lexicon.simplified_borders)
        )
        words = {key: word for key, word in words.items() if key not in self._phrases}
        words.update(self.composed)
        words.update((self.key(key), word) for key, word in lexicon.readings.items())
        return words

    def in_house_style(self, value: str, key: str) -> str:
        """A dictionary's value in Taiwan's forms, except for written forms that are a matter of taste."""
        # Few words have one, which is quicker to see than what each character becomes.
        forms = value if self._variants.isdisjoint(value) else value.translate(self._usual_forms)
        if self._in_question.isdisjoint(key):
            return forms
        taste = self._lexicon.taste
        return "".join(
            written if (written, form) in taste else form for written, form in zip(key, forms, strict=True)
        )


def _first(character: str) -> str:
    row = table("STCharacters").get(character)
    return row[0] if row else character
