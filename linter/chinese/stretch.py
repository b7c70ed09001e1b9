"""Reads a stretch of text in one mode: most characters on their own, words only where they matter.

The gates say at which characters words matter. Around each, a cluster is cut out whose ends no word crosses,
and only the cluster is cut into words. Text repeats itself, so the results for clusters are remembered.
"""

from __future__ import annotations

import enum
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from linter.characters.scripts import HAN
from linter.chinese.bound import AFTER, BEFORE, Bound
from linter.chinese.characters import HAN_RUN, one_of
from linter.chinese.names import DOT, People, Transliterations, near_dot
from linter.chinese.segment import Step, StepKind, best_path
from linter.chinese.tables import Mode, is_explained, is_open
from linter.chinese.words import LONGEST_WORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linter.chinese.lexicon import Lexicon
    from linter.chinese.tables import Tables

#: How many clusters are cached, about ten megabytes, and their maximum length: longer ones rarely recur.
_MOST_CACHED = 50_000
_LONGEST_CACHED = 40
#: For words that `_words_at` meets for the first time.
_NOT_MADE = Step(0, None, StepKind.CHARACTER, 0)
#: How far from a Simplified-only character an ambiguous one is read as Simplified, in code points.
_NEAR = 8
#: A character of no word, in the place of those of a name.
_NAME = "\u9fff"


class Reason(enum.StrEnum):
    """Why a word changes."""

    SIMPLIFIED = "simplified"  #: Simplified, or half converted, in Traditional text
    OVER_CONVERTED = "over-converted"  #: a blind conversion chose the wrong character
    VARIANT = "variant"  #: a form of another place
    TRADITIONAL = "traditional"  #: Traditional where Simplified is wanted


class Repair(NamedTuple):
    """A word that was repaired, in 0-based code-point offsets, and why."""

    start: int
    end: int
    reason: Reason


class Reading(NamedTuple):
    """The result of reading a text: a text of the same length, and the words that were repaired."""

    text: str
    repairs: list[Repair]
    simplified: list[tuple[int, int]]
    """The stretches that were read as Simplified."""


class Reader:
    """Reads stretches of one lexicon.

    Args:
        lexicon: the word lists.
        tables: the tables of the lexicon.
    """

    def __init__(self, lexicon: Lexicon, tables: Tables) -> None:
        self._lexicon = lexicon
        self._tables = tables
        #: The words met so far, in other and in Simplified text, by how they are written.
        self._steps: tuple[dict[str, Step | None], dict[str, Step | None]] = ({}, {})
        self._memo: dict[tuple[str, Mode, str, str], tuple[str, tuple[Repair, ...]]] = {}

    def read(self, text: str, mode: Mode, names: Sequence[tuple[int, int]] = ()) -> Reading:
        """A line, or a run of Han characters, read in one mode.

        Args:
            text: at most a line; words end at anything but Han.
            mode: what it is taken for.
            names: parts of transliterated names in it, not read as words; see `names`.
        """
        if mode is not Mode.TRADITIONAL and not names:
            return self._beside_simplified(text, self._read(text, mode), mode)
        masked = text
        for start, end in names:
            masked = masked[:start] + _NAME * (end - start) + masked[end:]
        reading = self._beside_simplified(masked, self._read(masked, mode), mode)
        made = reading.text
        for start, end in names:
            part = text[start:end]
            if mode is not Mode.TRADITIONAL:
                part = part.translate(self._sounding)
            made = made[:start] + part + made[end:]
        if mode is Mode.TRADITIONAL and made != text and self._keeps_names(text, made):
            made = text
        return reading._replace(text=made) if made is not reading.text else reading

    def _beside_simplified(self, text: str, reading: Reading, mode: Mode) -> Reading:
        """A reading whose ambiguous characters are read as Simplified if a Simplified-only one is near.

        No Traditional-only character may be between them (其中一只猫被標註).
        """
        if mode is not Mode.STRAYS:
            return reading
        near = [index for match in self._drifted.finditer(text) for index in range(*match.span())]
        ambiguous = self._tables.gates.ambiguous
        near = [index for index in near if text[index] in ambiguous]
        if not near:
            return reading
        simplified = self._read(text, Mode.SIMPLIFIED).text
        made = list(reading.text)
        for index in near:
            made[index] = simplified[index]
        return reading._replace(text="".join(made))

    def names(self, text: str) -> list[tuple[int, int]]:
        """The parts of transliterated names next to a dot that have an ambiguous character."""
        # Most texts have no dot, which is quicker to see than what is next to one.
        if not DOT.search(text) or not self._near_dot.search(text):
            return []
        return list(self._transliterations.spans(text.translate(self._tables.gates.keys)))

    def _keeps_names(self, text: str, made: str) -> bool:
        """Whether all that would change in a text is the form of a character in the name of a person."""
        changed = [index for index, (a, b) in enumerate(zip(text, made, strict=True)) if a != b]
        lexicon = self._lexicon
        if any(text[index] not in lexicon.name_forms for index in changed):
            return False
        people = People(lexicon.family_names, self._tables.words.names)
        for run in HAN_RUN.finditer(text):
            inside = [index - run.start() for index in changed if run.start() <= index < run.end()]
            if not inside:
                continue
            key = run.group().translate(self._tables.gates.keys)
            path = self._path(run.group(), key, Mode.TRADITIONAL)
            if not all(people.named(run.group(), key, path, index) for index in inside):
                return False
        return True

    def _read(self, text: str, mode: Mode) -> Reading:
        """The same without names."""
        gates = self._tables.gates
        made = text
        if mode is not Mode.TRADITIONAL or self._variant.search(text):
            made = text.translate(gates.alone[mode])
        repairs: list[Repair] = []
        parts: list[str] = []
        key = ""
        at = 0
        for match in self._places[mode].finditer(text):
            index = match.start()
            if index < at:
                continue
            if not key:
                key = text.translate(gates.keys) if self._keyed.search(text) else text
            if self._needs_words(text, key, index, mode):
                start, end = self._cluster(key, index, at)
                content, found = self._resolved(text, start, end, mode)
                parts += made[at:start], content
                if found:
                    repairs += (
                        Repair(start + repair.start, start + repair.end, repair.reason) for repair in found
                    )
                at = end
        if parts:
            parts.append(made[at:])
            made = "".join(parts)
        return Reading(made, repairs, [(0, len(text))] if mode is Mode.SIMPLIFIED else [])

    def word_lengths(self, run: str) -> list[int]:
        """The lengths of the words that a run of Han characters is made of, for people to read."""
        key = run.translate(self._tables.gates.keys)
        return [step.length for step in self._path(run, key, Mode.STRAYS)]

    def _needs_words(self, text: str, key: str, index: int, mode: Mode) -> bool:
        """Whether the words around a character may make something else of it than it becomes on its own."""
        gates = self._tables.gates
        if is_open(gates.written[mode], text, index) or text[index] in gates.always[mode]:
            return True
        if text[index] in self._lexicon.bound and not is_explained(gates.explained, text, index):
            return True
        if mode is not Mode.TRADITIONAL and is_open(gates.keyed[mode], key, index):
            return True
        surname = mode is Mode.SIMPLIFIED and text[index] in self._lexicon.surnames
        return surname and not _is_han(text, index - 1)

    def _cluster(self, key: str, index: int, after: int) -> tuple[int, int]:
        """The stretch around a character whose ends no word crosses; it starts no earlier than `after`."""
        reach = self._tables.words.reach.get
        start = index
        at = max(after, start - LONGEST_WORD + 1)
        while at < start:
            length = reach(key[at : at + 2], 0)
            if at + length > start and at + self._longest(key, at, length) > start:
                start = at
                at = max(after, start - LONGEST_WORD + 1)
            else:
                at += 1
        end = index + 1
        while at < end:
            length = reach(key[at : at + 2], 0)
            if at + length > end:
                end = max(end, at + self._longest(key, at, length))
            at += 1
        return start, end

    def _longest(self, key: str, at: int, most: int) -> int:
        """The length of the longest word at an offset with at most `most` characters; 1 if there is none."""
        words = self._tables.words
        for length in range(min(most, len(key) - at), 1, -1):
            word = key[at : at + length]
            if word in words.readings or word in words.broken:
                return length
        return 1

    def _resolved(self, text: str, start: int, end: int, mode: Mode) -> tuple[str, tuple[Repair, ...]]:
        """What a cluster becomes, and which of its words were repaired; equal clusters are resolved once."""
        cluster = text[start:end]
        edges = self._edges
        before = "" if edges.isdisjoint(cluster[:BEFORE]) else text[max(start - BEFORE, 0) : start]
        after = "" if edges.isdisjoint(cluster[-AFTER:]) else text[end : end + AFTER]
        memo_key = (cluster, mode, before, after)
        made = self._memo.get(memo_key)
        if made is None:
            made = self._resolve(_Cluster(before + cluster + after, len(before), cluster, mode))
            if len(self._memo) >= _MOST_CACHED:
                self._memo.clear()
            if len(cluster) <= _LONGEST_CACHED:
                self._memo[memo_key] = made
        return made

    def _resolve(self, cluster: _Cluster) -> tuple[str, tuple[Repair, ...]]:
        written = cluster.written
        key = written.translate(self._tables.gates.keys)
        made: list[str] = []
        repairs: list[Repair] = []
        at = 0
        for step in self._path(written, key, cluster.mode):
            end = at + step.length
            word = written[at:end]
            if step.kind is StepKind.REPAIR and step.value:
                made.append(step.value)
                repairs.append(Repair(at, end, self._reason(word, step.value)))
            else:
                content = self._characters(cluster, at, step)
                repairs += self._unbound(word, content, at)
                for start, stop, fixed in self._inner_repairs(cluster, word, step):
                    content = content[:start] + fixed + content[stop:]
                    repairs.append(Repair(at + start, at + stop, self._reason(word[start:stop], fixed)))
                made.append(content)
            at = end
        return "".join(made), tuple(repairs)

    def _path(self, written: str, key: str, mode: Mode) -> list[Step]:
        """The words that a text is made of.

        In Simplified text, the form of a character says nothing about how likely it is to be a word.
        """
        singles = self._tables.words.singles
        alone = () if mode is Mode.SIMPLIFIED else [singles.get(c, 0) for c in written]
        return best_path(len(written), functools.partial(self._words_at, written, key, mode), alone)

    def _words_at(self, written: str, key: str, mode: Mode, start: int) -> Iterator[Step]:
        """The dictionary words that start at an offset, whichever variant they are written in."""
        steps = self._steps[mode is Mode.SIMPLIFIED]
        longest = min(self._tables.words.reach.get(key[start : start + 2], 0), len(written) - start)
        for end in range(start + 2, start + longest + 1):
            word = written[start:end]
            step = steps.get(word, _NOT_MADE)
            if step is _NOT_MADE:
                if len(steps) >= _MOST_CACHED:
                    steps.clear()
                step = steps[word] = self._step(word, key[start:end], mode)
            if step is not None:
                yield step

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
            return None
        # A word of Taiwan keeps its spelling, whatever other spelling shares its key.
        kept = not is_usual and (word in words.spellings or word in self._lexicon.borders)
        reading = word if kept else listed[:-1]
        weight = ord(listed[-1])
        if all(self._agrees(a, b) for a, b in zip(word, reading, strict=True)):
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

    def _inner_repairs(self, cluster: _Cluster, word: str, step: Step) -> Iterator[tuple[int, int, str]]:
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

    def _is_evident(self, cluster: _Cluster, word: str) -> bool:
        """Whether a word is certainly Simplified."""
        return cluster.mode is Mode.SIMPLIFIED or not self._tables.gates.simplified.isdisjoint(word)

    def _characters(self, cluster: _Cluster, at: int, step: Step) -> str:
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

    def _character(self, cluster: _Cluster, index: int, step: Step, reading: str | None) -> str:
        """What a character becomes; `reading` is what an evidently Simplified word makes of it."""
        gates = self._tables.gates
        character = cluster.written[index]
        shared = character in gates.simplified or character in gates.ambiguous
        if reading is not None and shared and character not in gates.variants:
            return reading
        surname = character in self._lexicon.surnames and not cluster.has_han(index - 1)
        new = character if surname else gates.alone[cluster.mode].get(ord(character), character)
        if new == character and self._is_left_over(cluster, index):
            new = self._lexicon.guards[new].becomes
        if new == character and character in self._lexicon.bound:
            in_word = step.kind is StepKind.OTHER_SPELLING
            new = self._bound.right(cluster.context, cluster.offset + index, in_word=in_word)
        return new

    def _unbound(self, word: str, content: str, at: int) -> Iterator[Repair]:
        """The characters of a word that should have been the common ones; `at` is its offset."""
        if not self._lexicon.bound.keys().isdisjoint(word):
            for index, (old, new) in enumerate(zip(word, content, strict=True), at):
                if old != new and old in self._lexicon.bound:
                    yield Repair(index, index + 1, Reason.OVER_CONVERTED)

    def _is_left_over(self, cluster: _Cluster, index: int) -> bool:
        """Whether a character is left over: neither a name nor another word explains it."""
        guard = self._lexicon.guards.get(cluster.written[index])
        if guard is None:
            return False
        if not cluster.has_han(index - 1):
            return cluster.is_next_to_latin(index)
        following = cluster.around(index + 1)
        return cluster.around(index - 1) not in guard.not_after and following not in guard.not_before

    # -- computed when needed ---------------------------------------------------------------

    @functools.cached_property
    def _bound(self) -> Bound:
        return Bound(self._lexicon.bound, self._tables)

    @functools.cached_property
    def _drifted(self) -> re.Pattern[str]:
        """What is near a Simplified-only character, and has no Traditional-only one."""
        gates = self._tables.gates
        simplified = one_of(gates.simplified)
        neither = f"(?:(?!{one_of(gates.simplified | gates.traditional)})[{HAN}]){{0,{_NEAR}}}"
        return re.compile(f"{neither}(?:(?:{simplified}){neither})+")

    @functools.cached_property
    def _near_dot(self) -> re.Pattern[str]:
        return near_dot(self._lexicon.sounds)

    @functools.cached_property
    def _transliterations(self) -> Transliterations:
        words = self._tables.words
        return Transliterations(words.sounds, self._lexicon.sounds, words.readings, words.names)

    @functools.cached_property
    def _sounding(self) -> dict[int, str]:
        """What each character becomes in a transliterated name."""
        sounds = {ord(character): sound for character, sound in self._lexicon.sounds.items()}
        return {**self._tables.gates.alone[Mode.SIMPLIFIED], **sounds}

    @functools.cached_property
    def _variant(self) -> re.Pattern[str]:
        return re.compile(one_of(self._tables.gates.variants))

    @functools.cached_property
    def _keyed(self) -> re.Pattern[str]:
        """A character whose key is a different one; searching for one is cheaper than making keys."""
        return re.compile(one_of(map(chr, self._tables.gates.keys)))

    @functools.cached_property
    def _places(self) -> tuple[re.Pattern[str], ...]:
        traditional, strays, simplified = self._tables.gates.places
        bound = frozenset(self._lexicon.bound)
        by_mode = (traditional | bound, strays | bound, simplified | bound | self._lexicon.surnames)
        return tuple(re.compile(one_of(characters)) for characters in by_mode)

    @functools.cached_property
    def _edges(self) -> frozenset[str]:
        """Characters that make the surroundings of a stretch matter if they are at its edge."""
        return self._lexicon.surnames | self._lexicon.guards.keys() | self._lexicon.bound.keys()


@dataclass(frozen=True, slots=True)
class _Cluster:
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

    def is_next_to_latin(self, index: int) -> bool:
        """Whether a Latin word or number is before a character, or a number after it, perhaps spaced."""
        before = self.around(index - 1)
        before = self.around(index - 2) if before == " " else before
        after = self.around(index + 1)
        after = self.around(index + 2) if after == " " else after
        return before.isalnum() or after.isdecimal()


def _is_han(text: str, at: int) -> bool:
    return at >= 0 and bool(HAN_RUN.match(text, at))
