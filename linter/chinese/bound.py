"""Rare characters that are only ever part of a word: 齣 瞭 迴 噹 隻.

A blind conversion takes such a character for the common one that Simplified text writes the same way (漏齣,
忘瞭, 我隻想). Wherever no word of the dictionary has it, its neighbours say whether it is right all the same:
the number before a measure, the noun that is counted, a part of a word that the dictionary lacks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.chinese.characters import HAN_RUN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linter.chinese.lexicon import Guard
    from linter.chinese.tables import Tables

#: How many characters before and after are looked at.
BEFORE = 2
AFTER = 3
#: What comes after it may be a noun or a sentence.
_IS = "是"
_OF = "的"
#: No noun that is counted, though they are before what counts.
_NUMBERS = frozenset("一二兩三四五六七八九十百千萬億幾這那哪每")


class Bound:
    """Says what such a character should be where no word has it.

    Args:
        guards: the characters, each with the common one and with the neighbours that explain it.
        tables: the tables of the lexicon.
    """

    def __init__(self, guards: Mapping[str, Guard], tables: Tables) -> None:
        self._guards = guards
        self._tables = tables

    def right(self, text: str, at: int, *, in_word: bool) -> str:
        """The character at an offset of a text, in code points, or the common one if nothing explains it.

        Args:
            text: the characters around it.
            at: its offset.
            in_word: whether it is in a word that has another character there (大家隻好).
        """
        character = text[at]
        guard = self._guards[character]
        before, after = text[max(at - BEFORE, 0) : at], text[at + 1 : at + 1 + AFTER]
        if self.is_explained(text, at):
            return character
        counts = not _NUMBERS.isdisjoint(guard.not_after) and guard.becomes in self._tables.words.adverbs
        if counts and not self._is_adverb(before, after, guard, in_word=in_word):
            return character
        return guard.becomes

    def is_explained(self, text: str, at: int) -> bool:
        """Whether a neighbour explains the character at an offset of a text, in code points."""
        guard = self._guards[text[at]]
        before, after = text[max(at - BEFORE, 0) : at], text[at + 1 : at + 2]
        return before[-1:] in guard.not_after or after in guard.not_before or _is_number(before)

    def _is_adverb(self, before: str, after: str, guard: Guard, *, in_word: bool) -> bool:
        """Whether an adverb may be here: before a verb, and after none (我隻想, but 養隻貓).

        After 是, only a verb of two characters counts, and only if it does not belong to a noun (是隻流浪狗).
        """
        words, keys = self._tables.words, self._tables.gates.keys
        before, after = before.translate(keys), after.translate(keys)
        verb = after[:2]
        if verb not in words.verbs and verb not in words.adverbs:
            verb = after[:1]
        follows = after[len(verb) : len(verb) + 1]
        is_verb = verb in words.verbs
        if (is_verb and follows == _OF) or not (is_verb or in_word or verb in words.adverbs):
            return False
        if before[-1:] == _IS:
            return len(verb) > 1 and follows != _OF and follows not in guard.not_after - _NUMBERS
        if len(before) > 1 and before in words.readings:
            # What a verb of two characters governs is seldom counted without a number (以為隻要).
            return in_word or before not in words.verbs
        return before[-1:] not in words.verbs


def _is_number(before: str) -> bool:
    """Whether what is before a character ends in a number or a letter for one, perhaps with a space."""
    last = before.removesuffix(" ")[-1:]
    return last.isalnum() and not HAN_RUN.match(last)
