"""Reads a stretch of text in one mode: most characters on their own, words only where they matter.

The gates say at which characters words matter. Around each, a cluster is cut out whose ends no word crosses,
and only the cluster is cut into words. Text repeats itself, so the results for clusters are remembered.
"""

from __future__ import annotations

import bisect
import functools
from typing import TYPE_CHECKING, NamedTuple

from linter.chinese.bound import AFTER, BEFORE
from linter.chinese.characters import HAN_RUN, one_of
from linter.chinese.cluster import Cluster, Resolver
from linter.chinese.drift import Drift
from linter.chinese.names import DOT, People, Transliterations, near_dot
from linter.chinese.segment import LONGEST_WORD, Reach
from linter.chinese.tables import Mode
from linter.chinese.windows import NEAR, Windows, is_explained, window_of
from linter.lazy import compiled_re

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from linter.chinese.cluster import Repair
    from linter.chinese.lexicon import Lexicon
    from linter.chinese.tables import Tables

#: How many clusters are cached, about ten megabytes, and their maximum length: longer ones rarely recur. As
#: many beginnings of words are.
_MOST_CACHED = 50_000
_LONGEST_CACHED = 40
#: How much of the text before a cluster may matter, in code points.
_CONTEXT = 4
#: What is between lines that are read together: no word of a line sees another line.
BETWEEN = "\n" * _CONTEXT
#: What most of a text is made of: ASCII, CJK punctuation, common Han characters, full-width forms.
_COMMON = (range(0x80), range(0x3000, 0x3040), range(0x4E00, 0xA000), range(0xFF00, 0xFF60))
#: A character of no word, in the place of those of a name.
_NAME = "\u9fff"


class Reading(NamedTuple):
    """The result of reading a text: a text of the same length, and its broken words."""

    text: str
    repairs: list[Repair]
    simplified: list[tuple[int, int]]
    """The stretches that were read as Simplified, in order."""

    def is_simplified(self, at: int) -> bool:
        """Whether a character was read as Simplified."""
        before = bisect.bisect(self.simplified, (at, len(self.text))) - 1
        return before >= 0 and at < self.simplified[before][1]


class Reader:
    """Reads stretches of one lexicon.

    Args:
        lexicon: the word lists.
        tables: the tables of the lexicon.
    """

    def __init__(self, lexicon: Lexicon, tables: Tables) -> None:
        self._lexicon = lexicon
        self._tables = tables
        self._guarded = lexicon.guarded
        self._resolver = Resolver(lexicon, tables)
        #: Whether words are needed, by the surroundings of a character, for each mode.
        self._known: tuple[dict[str, bool], ...] = tuple({} for _ in Mode)
        self._memo: dict[tuple[str, Mode, str, str], tuple[str, tuple[Repair, ...]]] = {}

    def read(self, text: str, mode: Mode, names: Sequence[tuple[int, int]] = ()) -> Reading:
        """A line, or a run of Han characters, read in one mode.

        Args:
            text: at most a line; words end at anything but Han.
            mode: what it is taken for.
            names: parts of transliterated names in it, not read as words; see `names`.
        """
        if mode is not Mode.TRADITIONAL and not names:
            return self._near_simplified(text, self._read(text, mode), mode)
        masked = text
        for start, end in names:
            masked = masked[:start] + _NAME * (end - start) + masked[end:]
        reading = self._near_simplified(masked, self._read(masked, mode), mode)
        made = reading.text
        for start, end in names:
            part = text[start:end]
            if mode is not Mode.TRADITIONAL:
                part = part.translate(self._sounding)
            made = made[:start] + part + made[end:]
        if mode is Mode.TRADITIONAL and made != text and self._keeps_names(text, made):
            made = text
        return reading._replace(text=made) if made is not reading.text else reading

    def read_lines(self, text: str, mode: Mode, names: Sequence[tuple[int, int]] = ()) -> Iterator[Reading]:
        """Lines with `BETWEEN` between them, read at once; otherwise as `read` does, but for strays."""
        reading = self.read(text, mode, names) if names else self._read(text, mode)
        repairs, at, start = reading.repairs, 0, 0
        for line, made in zip(text.split(BETWEEN), reading.text.split(BETWEEN), strict=True):
            end, first = start + len(line), at
            while at < len(repairs) and repairs[at].start < end:
                at += 1
            stays = mode is Mode.TRADITIONAL and made != line and self._keeps_names(line, made)
            yield Reading(
                line if stays else made,
                [repair.moved(-start) for repair in repairs[first:at]],
                [(0, len(line))] if reading.simplified else [],
            )
            start = end + len(BETWEEN)

    def _near_simplified(self, text: str, reading: Reading, mode: Mode) -> Reading:
        """A reading whose ambiguous characters are read as Simplified if a Simplified-only one is near.

        No Traditional-only character may be between them (其中一只猫被標註).
        """
        if mode is not Mode.STRAYS:
            return reading
        near = self._drift.near(text)
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

    def is_named(self, run: str, index: int) -> bool:
        """Whether a character of a run of Han characters is in the name of a person.

        Args:
            run: Han characters.
            index: the offset of the character.
        """
        key = run.translate(self._tables.gates.keys)
        path = self._resolver.path(run, key, Mode.TRADITIONAL)
        return People(self._lexicon.family_names, self._tables.words.names).named(run, key, path, index)

    def _keeps_names(self, text: str, made: str) -> bool:
        """Whether all that would change in a text is the form of a character in the name of a person."""
        if self._name_form.search(text) is None:
            return False  # quicker than to see what changed
        changed = [index for index, (a, b) in enumerate(zip(text, made, strict=True)) if a != b]
        if any(text[index] not in self._lexicon.name_forms for index in changed):
            return False
        return all(
            self.is_named(run.group(), index - run.start())
            for run in HAN_RUN.finditer(text)
            for index in changed
            if run.start() <= index < run.end()
        )

    def _read(self, text: str, mode: Mode) -> Reading:
        """The same without names."""
        if mode is Mode.TRADITIONAL:
            # Few characters change, and looking each one up takes longer than finding those.
            made = self._variant.sub(self._usual_form, text)
        else:
            made = text.translate(self._alone[mode])
        repairs: list[Repair] = []
        parts: list[str] = []
        key = ""
        at = 0
        known = self._known[mode]
        for match in self._places[mode].finditer(text):
            index = match.start()
            if index < at:
                continue
            window = text[index - NEAR : index + NEAR + 1] if index >= NEAR else window_of(text, index)
            needed = known.get(window)
            if needed is None:
                if len(known) >= _MOST_CACHED:
                    known.clear()
                needed = known[window] = self._needs_words(window, mode)
            if needed:
                key = key or self._key(text, mode)
                start, end = self._cluster(key, index, at)
                content, found = self._resolved(text, start, end, mode)
                parts += made[at:start], content
                if found:
                    repairs += (repair.moved(start) for repair in found)
                at = end
        if parts:
            parts.append(made[at:])
            made = "".join(parts)
        return Reading(made, repairs, [(0, len(text))] if mode is Mode.SIMPLIFIED else [])

    def _key(self, text: str, mode: Mode) -> str:
        if mode is Mode.SIMPLIFIED:
            # Few characters of it have another key, and looking each one up takes longer than finding those.
            return self._keyed.sub(self._key_of, text)
        return text.translate(self._keys)

    def _key_of(self, character: re.Match[str]) -> str:
        return self._tables.gates.keys.get(ord(character.group()), character.group())

    def _usual_form(self, variant: re.Match[str]) -> str:
        """What a form of another place becomes on its own."""
        return self._tables.gates.variants.get(variant.group(), variant.group())

    def word_lengths(self, run: str) -> list[int]:
        """The lengths of the words that a run of Han characters is made of, for people to read."""
        key = run.translate(self._tables.gates.keys)
        return [step.length for step in self._resolver.path(run, key, Mode.STRAYS)]

    def _needs_words(self, window: str, mode: Mode) -> bool:
        """Whether the words around a character may make something else of it than it becomes on its own.

        Args:
            window: its surroundings; see `window_of`.
            mode: what the text is read as.
        """
        gates, character = self._tables.gates, window[NEAR]
        if character in gates.always[mode] or self._written[mode].cover(window, NEAR):
            return True
        if character in self._guarded and not is_explained(gates.explained, window, NEAR):
            return True
        if mode is Mode.TRADITIONAL:
            return False
        if self._keyed_windows[mode].cover(window.translate(gates.keys), NEAR):
            return True
        surname = mode is Mode.SIMPLIFIED and character in self._lexicon.surnames
        return surname and not HAN_RUN.match(window, NEAR - 1)

    def _cluster(self, key: str, index: int, after: int) -> tuple[int, int]:
        """The stretch around a character whose ends no word crosses; it starts no earlier than `after`."""
        reach, longest = self._reach, self._longest
        start = index
        at = max(after, start - LONGEST_WORD + 1)
        while at < start:
            length = reach[key[at : at + 2]]
            if at + length > start and at + longest(key[at : at + length]) > start:
                start = at
                at = max(after, start - LONGEST_WORD + 1)
            else:
                at += 1
        end = index + 1
        while at < end:
            length = reach[key[at : at + 2]]
            if at + length > end:
                end = max(end, at + longest(key[at : at + length]))
            at += 1
        return start, end

    def _resolved(self, text: str, start: int, end: int, mode: Mode) -> tuple[str, tuple[Repair, ...]]:
        """What a cluster becomes, and which of its words were repaired; equal clusters are resolved once."""
        cluster = text[start:end]
        edges = self._edges
        before = "" if edges.isdisjoint(cluster[:BEFORE]) else text[max(start - _CONTEXT, 0) : start]
        after = "" if edges.isdisjoint(cluster[-AFTER:]) else text[end : end + AFTER]
        memo_key = (cluster, mode, before, after)
        made = self._memo.get(memo_key)
        if made is None:
            made = self._resolver.resolve(Cluster(before + cluster + after, len(before), cluster, mode))
            if len(self._memo) >= _MOST_CACHED:
                self._memo.clear()
            if len(cluster) <= _LONGEST_CACHED:
                self._memo[memo_key] = made
        return made

    # -- computed when needed ---------------------------------------------------------------

    @functools.cached_property
    def _reach(self) -> Reach:
        return Reach(self._tables.words.reach)

    @functools.cached_property
    def _longest(self) -> Callable[[str], int]:
        """The length of the longest word that some characters begin with; 1 if there is none."""
        readings, broken = self._tables.words.readings, self._tables.words.broken

        def longest(characters: str) -> int:
            for length in range(len(characters), 1, -1):
                word = characters[:length]
                if word in readings or word in broken:
                    return length
            return 1

        return functools.lru_cache(_MOST_CACHED)(longest)

    @functools.cached_property
    def _alone(self) -> tuple[dict[int, int], ...]:
        """What each character becomes outside any word, by mode."""
        return tuple(map(_translation, self._tables.gates.alone))

    @functools.cached_property
    def _keys(self) -> dict[int, int]:
        """The keys of characters."""
        return _translation(self._tables.gates.keys)

    @functools.cached_property
    def _written(self) -> tuple[Windows, ...]:
        return tuple(map(Windows, self._tables.gates.written))

    @functools.cached_property
    def _keyed_windows(self) -> tuple[Windows, ...]:
        return tuple(map(Windows, self._tables.gates.keyed))

    @functools.cached_property
    def _drift(self) -> Drift:
        return Drift(self._tables.gates)

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
        return compiled_re(one_of(self._tables.gates.variants))

    @functools.cached_property
    def _name_form(self) -> re.Pattern[str]:
        """A form of another place that people in Taiwan have in their names, too."""
        return compiled_re(one_of(self._lexicon.name_forms))

    @functools.cached_property
    def _keyed(self) -> re.Pattern[str]:
        """A character whose key is a different one."""
        return compiled_re(one_of(map(chr, self._tables.gates.keys)))

    @functools.cached_property
    def _places(self) -> tuple[re.Pattern[str], ...]:
        traditional, strays, simplified = self._tables.gates.places
        guarded = self._guarded
        by_mode = (
            traditional | guarded,
            strays | guarded,
            simplified | guarded | self._lexicon.surnames.keys(),
        )
        return tuple(compiled_re(one_of(characters)) for characters in by_mode)

    @functools.cached_property
    def _edges(self) -> frozenset[str]:
        """Characters that make the surroundings of a stretch matter if they are at its edge."""
        return frozenset(self._lexicon.surnames.keys() | self._lexicon.guards.keys() | self._guarded)


def _translation(changes: Mapping[int, str]) -> dict[int, int]:
    """Changes for `str.translate`, which is quicker with numbers, and slow where a character is missing."""
    return {**_unchanged(), **{code: ord(character) for code, character in changes.items()}}


@functools.cache
def _unchanged() -> dict[int, int]:
    return {code: code for codes in _COMMON for code in codes}
