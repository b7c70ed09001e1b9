"""Decides what the characters of a few words become: the words first, then each character by itself.

A stretch whose ends no word crosses is cut into words. A broken word becomes the right one; the characters of
any other become what the word, the mode of the text and their neighbours say.
"""

from __future__ import annotations

import enum
import functools
import itertools
from typing import TYPE_CHECKING, NamedTuple

from linter.chinese.bound import Bound
from linter.chinese.characters import HAN_RUN
from linter.chinese.segment import Reach, Step, StepKind, best_path
from linter.chinese.tables import Mode
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linter.chinese.lexicon import Lexicon
    from linter.chinese.tables import Tables

#: How many beginnings of texts are remembered with their words, about ten megabytes.
_MOST_CACHED = 50_000
#: How long a word may be that is looked for before a character.
_BEFORE = 4
#: The weight of a word that is listed only because it is probably broken.
_DOUBTFUL = 6


class Reason(enum.StrEnum):
    """Why a word changes."""

    SIMPLIFIED = "simplified"  #: Simplified, or half converted, in Traditional text
    OVER_CONVERTED = "over-converted"  #: a blind conversion chose the wrong character
    VARIANT = "variant"  #: a form of another place
    TRADITIONAL = "traditional"  #: Traditional where Simplified is wanted
    DOUBTFUL = "doubtful"  #: probably one of the two above, but each character may also be right


class Repair(NamedTuple):
    """A broken word, in 0-based code-point offsets, and why it is one."""

    start: int
    end: int
    reason: Reason
    should: str = ""
    """What a doubtful word should probably be, whether or not the text has it so; any other has none."""

    def moved(self, by: int) -> Repair:
        """The same if `by` code points are added before the text."""
        return self._replace(start=self.start + by, end=self.end + by)


class Cluster(Value):
    """A stretch to be cut into words, with a few characters of its surroundings."""

    context: str
    offset: int
    written: str
    mode: Mode

    def around(self, index: int) -> str:
        """A character by its offset in the stretch or around it; empty outside the context."""
        at = self.offset + index
        return self.context[at] if 0 <= at < len(self.context) else ""

    def has_han(self, index: int) -> bool:
        """Whether the character at an offset is Han."""
        return bool(HAN_RUN.match(self.around(index) or " "))

    def is_after_letter(self, index: int) -> bool:
        """Whether a Latin letter is before a character, perhaps with a space between."""
        before = self._before(index)
        return before.isascii() and before.isalpha()

    def is_next_to_latin(self, index: int) -> bool:
        """Whether a Latin word or number is before a character, or a number after it, perhaps spaced."""
        after = self.around(index + 1)
        after = self.around(index + 2) if after == " " else after
        return self._before(index).isalnum() or after.isdecimal()

    def _before(self, index: int) -> str:
        """The character before one, but for one space."""
        before = self.around(index - 1)
        return self.around(index - 2) if before == " " else before


class Resolver:
    """Resolves stretches of one lexicon.

    Args:
        lexicon: the word lists.
        tables: the tables of the lexicon.
    """

    def __init__(self, lexicon: Lexicon, tables: Tables) -> None:
        self._lexicon = lexicon
        self._tables = tables
        #: The words that the characters met so far begin with, in other and in Simplified text.
        self._beginnings: tuple[dict[str, tuple[Step, ...]], dict[str, tuple[Step, ...]]] = ({}, {})

    def resolve(self, cluster: Cluster) -> tuple[str, tuple[Repair, ...]]:
        """What a stretch becomes, and its broken words by offsets in it."""
        written = cluster.written
        key = written.translate(self._tables.gates.keys)
        made: list[str] = []
        repairs: list[Repair] = []
        at = 0
        for step in self.path(written, key, cluster.mode):
            end = at + step.length
            word = written[at:end]
            if step.kind is StepKind.REPAIR and step.value and not self._is_excused(cluster, at, step.value):
                made.append(step.value)
                repairs.append(Repair(at, end, self._reason(word, step.value)))
            else:
                content = self._characters(cluster, at, step)
                repairs += self._unbound(word, content, at)
                if content == word and not self._is_evident(cluster, word):
                    content = self._likely(cluster, at, word)
                    repairs += self._doubts(cluster, word, content, at)
                for start, stop, fixed in self._inner_repairs(cluster, word, step):
                    content = content[:start] + fixed + content[stop:]
                    repairs.append(Repair(at + start, at + stop, self._reason(word[start:stop], fixed)))
                made.append(content)
            at = end
        return "".join(made), tuple(repairs)

    def _is_excused(self, cluster: Cluster, at: int, right: str) -> bool:
        """Whether a neighbour of a broken word explains a character of it (看|齣喜劇)."""
        bound = self._lexicon.bound
        return any(
            cluster.written[index] in bound
            and cluster.written[index] != character
            and self._bound.is_explained(cluster.context, cluster.offset + index)
            for index, character in enumerate(right, at)
        )

    def path(self, written: str, key: str, mode: Mode) -> list[Step]:
        """The words that a text is made of.

        In Simplified text, the form of a character says nothing about how likely it is to be a word.
        """
        alone: Sequence[int] = ()
        if mode is not Mode.SIMPLIFIED:
            weight_of = self._tables.words.singles.get
            alone = [weight_of(character, 0) for character in written]
        # This is done for each character: a call for each would take as long as all the rest.
        reach, beginnings = self._reach, self._beginnings[mode is Mode.SIMPLIFIED]
        words: list[Sequence[Step]] = []
        for start in range(len(written)):
            longest = reach[key[start : start + 2]]
            if not longest:
                words.append(())
                continue
            part = written[start : start + longest]
            found = beginnings.get(part)
            if found is None:
                found = self._words_of(part, key[start : start + longest], mode)
            words.append(found)
        return best_path(words, alone)

    def _words_of(self, part: str, key: str, mode: Mode) -> tuple[Step, ...]:
        """The dictionary words that a text begins with, whichever variant they are written in."""
        beginnings = self._beginnings[mode is Mode.SIMPLIFIED]
        if len(beginnings) >= _MOST_CACHED:
            beginnings.clear()
        steps = (self._step(part[:end], key[:end], mode) for end in range(2, len(part) + 1))
        found = beginnings[part] = tuple(step for step in steps if step is not None)
        return found

    def _step(self, word: str, key: str, mode: Mode) -> Step | None:
        """What a few characters are if they are a word."""
        words = self._tables.words
        listed = words.readings.get(key)
        # In Simplified text the spelling says nothing: it is that of all words with the same key.
        is_usual = mode is Mode.SIMPLIFIED and word == key
        repair = words.repairs.get(word) or words.backed.get(word)
        if repair is not None:
            # What is left over in Traditional text is the usual spelling of Simplified text.
            weighed = listed if is_usual and listed else repair
            return Step(len(word), repair[:-1], StepKind.REPAIR, ord(weighed[-1]))
        if listed is None:
            doubtful = words.doubtful.get(word)
            kind = StepKind.WORD if is_usual else StepKind.OTHER_SPELLING
            return Step(len(word), doubtful, kind, _DOUBTFUL) if doubtful else None
        # A word of Taiwan keeps its spelling, whatever other spelling shares its key.
        kept = not is_usual and (word in words.spellings or word in self._lexicon.borders)
        reading = word if kept else listed[:-1]
        weight = ord(listed[-1])
        if is_usual or all(self._agrees(a, b) for a, b in zip(word, reading, strict=True)):
            return Step(len(word), reading, StepKind.WORD, weight)
        return Step(len(word), reading, StepKind.OTHER_SPELLING, weight - 1)

    def _agrees(self, written: str, read: str) -> bool:
        """Whether a character as written allows the word's reading: Traditional neighbours veto."""
        gates = self._tables.gates
        return (
            written == read
            or written in gates.simplified
            or written in gates.ambiguous
            or gates.variants.get(written, written) == read
        )

    def _reason(self, wrong: str, right: str) -> Reason:
        """Left over if only characters that Simplified text has are wrong; otherwise over-converted."""
        traditional = self._tables.gates.traditional
        if wrong in self._lexicon.leftovers:
            return Reason.SIMPLIFIED
        over = any(a in traditional for a, b in zip(wrong, right, strict=True) if a != b)
        return Reason.OVER_CONVERTED if over or wrong in self._lexicon.repairs else Reason.SIMPLIFIED

    def _inner_repairs(self, cluster: Cluster, word: str, step: Step) -> Iterator[tuple[int, int, str]]:
        """Broken words inside a longer dictionary word, with their offsets in it.

        One of two characters counts only if the longer word agrees, or the lexicon lists it as firm.
        """
        if step.kind is StepKind.CHARACTER or (
            step.kind is StepKind.WORD and self._is_evident(cluster, word)
        ):
            return
        repairs = self._tables.words.repairs
        start = 0
        while start < len(word):
            for end in range(len(word), start + 1, -1):
                part = word[start:end]
                right = repairs.get(part)
                if right is None:
                    continue
                right = right[:-1]
                firm = end - start > 2 or part in self._lexicon.firm  # noqa: PLR2004
                if firm or (step.value is not None and step.value[start:end] == right):
                    yield start, end, right
                    start = end - 1
                    break
            start += 1

    def _is_evident(self, cluster: Cluster, word: str) -> bool:
        """Whether a word is certainly Simplified."""
        return cluster.mode is Mode.SIMPLIFIED or not self._tables.gates.simplified.isdisjoint(word)

    def _characters(self, cluster: Cluster, at: int, step: Step) -> str:
        """A word, or a character that is in no word, character by character."""
        evident = self._is_evident(cluster, cluster.written[at : at + step.length])
        made = []
        for index in range(at, at + step.length):
            character = cluster.written[index]
            reading = step.value[index - at] if step.value and step.kind is StepKind.WORD else None
            if reading != character:
                character = self._character(cluster, index, step, reading if evident else None)
            made.append(character)
        return "".join(made)

    def _character(self, cluster: Cluster, index: int, step: Step, reading: str | None) -> str:
        """What a character becomes; `reading` is what an evidently Simplified word makes of it."""
        gates = self._tables.gates
        character = cluster.written[index]
        if reading is not None and character not in gates.variants:
            return reading
        surname = None if cluster.has_han(index - 1) else self._lexicon.surnames.get(character)
        new = surname or gates.alone[cluster.mode].get(ord(character), character)
        if character in self._lexicon.sounds and self._is_sound(cluster, index):
            new = self._lexicon.sounds[character]
        if new == character and self._is_left_over(cluster, index):
            new = self._lexicon.guards[new].becomes
        if new == character and character in self._lexicon.bound:
            in_word = step.kind is StepKind.OTHER_SPELLING
            new = self._bound.right(cluster.context, cluster.offset + index, in_word=in_word)
        return new

    def _is_sound(self, cluster: Cluster, index: int) -> bool:
        """Whether a character ends a transliterated name: after two sounds that are in no word (杰佛里)."""
        words = self._tables.words
        before = [cluster.around(index - number) for number in (3, 2, 1, 0)]
        if not before[1] or not words.sounds.issuperset(before[1:]):
            return False
        keys = self._tables.gates.keys
        return not any((a + b).translate(keys) in words.readings for a, b in itertools.pairwise(before))

    def _unbound(self, word: str, content: str, at: int) -> Iterator[Repair]:
        """The characters of a word that should have been the common ones; `at` is its offset."""
        if not self._lexicon.bound.keys().isdisjoint(word):
            for index, (old, new) in enumerate(zip(word, content, strict=True), at):
                if old != new and old in self._lexicon.bound:
                    yield Repair(index, index + 1, Reason.OVER_CONVERTED)

    def _doubts(self, cluster: Cluster, word: str, content: str, at: int) -> Iterator[Repair]:
        """What is probably broken in a word that stays or likely changes; `at` is its offset."""
        should = content if content != word else self._tables.words.doubtful.get(word)
        if should is not None and not self._is_excused(cluster, at, should):
            yield Repair(at, at + len(word), Reason.DOUBTFUL, should)

    def _likely(self, cluster: Cluster, index: int, character: str) -> str:
        """What a character of `doubted` is after a word, unless a neighbour explains it (文檔|里)."""
        guard = self._lexicon.doubted.get(character)
        if guard is None:
            return character
        if cluster.around(index - 1) in guard.not_after or cluster.around(index + 1) in guard.not_before:
            return character
        words, keys = self._tables.words, self._tables.gates.keys
        if cluster.is_after_letter(index):
            return guard.becomes
        before = "".join(cluster.around(index - number) for number in range(_BEFORE, 0, -1)).translate(keys)
        ends = (before[-length:] for length in range(2, len(before) + 1))
        return guard.becomes if any(e in words.readings and e not in words.names for e in ends) else character

    def _is_left_over(self, cluster: Cluster, index: int) -> bool:
        """Whether a character is left over: neither a name nor another word explains it."""
        guard = self._lexicon.guards.get(cluster.written[index])
        if guard is None:
            return False
        if not cluster.has_han(index - 1):
            return cluster.is_next_to_latin(index)
        following = cluster.around(index + 1)
        return cluster.around(index - 1) not in guard.not_after and following not in guard.not_before

    @functools.cached_property
    def _reach(self) -> Reach:
        return Reach(self._tables.words.reach)

    @functools.cached_property
    def _bound(self) -> Bound:
        return Bound(self._lexicon.bound, self._tables)
