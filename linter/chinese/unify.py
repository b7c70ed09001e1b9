"""Brings mixed Chinese text to one variant without spoiling what is already right.

A document, a record, a line and a run of Han characters are judged Simplified or Traditional by the characters
that belong to one side only. Most characters then become what they become by themselves; only where a
dictionary word could say otherwise is the text around cut into words, and of those only these change:

- characters that belong to the other side only, by the reading of the word they stand in;
- ambiguous characters (后 里 干 …), where the word or the run is Simplified;
- words a blind conversion broke and words half converted, from the lexicon and by the dictionary;
- character forms of other places.

Everything is replaced by as many code points as it had, so spans stay exact.
"""

from __future__ import annotations

import enum
import functools
import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from linter.chinese.characters import HAN_RUN, KANA
from linter.chinese.language import is_japanese
from linter.chinese.segment import Step, StepKind, best_path
from linter.chinese.tables import LONGEST_WORD, Mode, Tables
from linter.chinese.targets import Target
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from linter.chinese.lexicon import Lexicon

#: Shares of Simplified-only among one-sided characters. Records and lines are bimodal: of three million
#: characters of such documents, 1.5 to 4.5 % of records and 1 to 2.5 % of lines lie between .3 and .7.
_SIMPLIFIED_SECTION = 0.9
_SIMPLIFIED_LINE = 0.7
_ENOUGH_EVIDENCE = 20
#: Entries of a memo; some ten megabytes.
_MOST_KEPT = 50_000
#: Each pass leaves less to do; the second nearly always finds nothing.
_MOST_PASSES = 5
_KANA = re.compile(f"[{KANA}]")


class Reason(enum.StrEnum):
    """Why a word changes."""

    SIMPLIFIED = "simplified"  #: Simplified, or half converted, in Traditional text
    OVER_CONVERTED = "over-converted"  #: a blind conversion chose the wrong character
    VARIANT = "variant"  #: a form of another place
    TRADITIONAL = "traditional"  #: Traditional where Simplified is wanted


@dataclass(frozen=True, slots=True)
class Change:
    """A word and what it should be: `content` is as long as `span`, in code points of the text."""

    span: Span
    content: str
    reason: Reason

    def moved(self, by: int) -> Change:
        """The same change in a text that starts `by` code points earlier."""
        return Change(Span(self.span.start + by, self.span.end + by), self.content, self.reason)


class _Mark(NamedTuple):
    """A stretch that changes as a whole, or by characters of a mode, in 0-based offsets."""

    start: int
    end: int
    reason: Reason


class _Line(NamedTuple):
    """A line as it should be, the words that were repaired, and the stretches taken for Simplified."""

    text: str
    marks: list[_Mark]
    simplified: list[tuple[int, int]]


class Unifier:
    """Finds what must change for a text to be in one variant.

    Args:
        lexicon: the word lists to use beside the dictionaries.
        target: the variant wanted.
    """

    def __init__(self, lexicon: Lexicon, target: Target = Target.TAIWAN) -> None:
        self._lexicon = lexicon
        self._target = target
        self._tables = Tables(lexicon)
        self._memo: dict[tuple[str, Mode, str, str], tuple[str, tuple[_Mark, ...]]] = {}

    # -- the text ---------------------------------------------------------------------------

    def changes(self, text: str, sections: Sequence[Span] = ()) -> Iterator[Change]:
        """Yields the changes, in order and apart from each other.

        Args:
            text: prose; what must not change is masked by characters that are not Han.
            sections: parts to be judged by themselves, such as records; in order, apart from each other.
        """
        for start, line, made in self._lines(text, sections):
            for change in self._changes_of(line, made):
                yield change.moved(start)

    def convert(self, text: str, sections: Sequence[Span] = ()) -> str:
        """The text with all changes made, and those made that show only then; as long as it was.

        The arguments are those of `changes`. Converting the result again changes nothing.
        """
        parts, at = [], 0
        for start, line, made in self._lines(text, sections):
            parts += text[at:start], self._at_rest(made.text)
            at = start + len(line)
        return "".join((*parts, text[at:])) if parts else text

    def _at_rest(self, line: str) -> str:
        """A line that was converted, converted until nothing changes.

        Its section is Traditional by now, and it is judged as a part of such a one.
        """
        for _ in range(_MOST_PASSES):
            if self._is_settled(line):
                break
            again = self._judge(line, simplified=False)
            if again is None or again.text == line:
                break
            line = again.text
        return line

    def _is_settled(self, line: str) -> bool:
        """Whether nothing in a line is worth a look."""
        return self._target is Target.TAIWAN and next(self._worth_a_look(line, 0, len(line)), None) is None

    def _lines(self, text: str, sections: Sequence[Span]) -> Iterator[tuple[int, str, _Line]]:
        """The lines that change, each with its offset."""
        whole: bool | None = None
        for start, end in _parts(len(text), sections):
            simplified = False
            if self._patterns.simplified.search(text, start, end):
                if whole is None:
                    whole = self._is_simplified_section(text, 0, len(text), otherwise=False)
                simplified = self._is_simplified_section(text, start, end, otherwise=whole)
            for first, last in _lines_of(text, start, end) if simplified else self._worth_a_look(text, start, end):
                line = text[first:last]
                made = self._judge(line, simplified=simplified)
                if made is not None and made.text != line:
                    yield first, line, made

    def _worth_a_look(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The lines of Traditional text in which something may change."""
        search, weak, written = self._patterns.candidate.search, self._patterns.weak, self._tables.gates.written
        while (match := search(text, start, end)) is not None:
            at = match.start()
            pair = text[at : at + 2]
            if pair[0] in weak and pair not in written and text[at - 1 : at + 1] not in written:
                start = at + 1
                continue
            first = text.rfind("\n", 0, at) + 1
            last = text.find("\n", at, end)
            last = end if last < 0 else last
            yield max(first, 0), last
            start = last + 1

    def _is_simplified_section(self, text: str, start: int, end: int, *, otherwise: bool) -> bool:
        """Whether a part of a text is Simplified; `otherwise` holds where it has too little evidence."""
        patterns = self._patterns
        simplified = len(patterns.simplified.findall(text, start, end))
        most = int(simplified * (1 - _SIMPLIFIED_SECTION) / _SIMPLIFIED_SECTION)
        traditional = sum(1 for _ in itertools.islice(patterns.traditional.finditer(text, start, end), most + 1))
        if traditional > most:
            return False
        return otherwise if simplified + traditional < _ENOUGH_EVIDENCE else True

    def _judge(self, line: str, *, simplified: bool) -> _Line | None:
        """A line in the forms of the target; None where nothing could change."""
        if self._target is Target.MAINLAND:
            return self._mainland(line, simplified=simplified)
        return self._line(line, simplified=simplified)

    def _line(self, line: str, *, simplified: bool) -> _Line | None:
        """A line in Taiwan's forms, or in Hong Kong's; None where nothing could change."""
        patterns = self._patterns
        count = len(patterns.simplified.findall(line))
        traditional = len(patterns.traditional.findall(line)) if count or simplified else 0
        if (count and count >= _SIMPLIFIED_LINE * (count + traditional)) or (simplified and not traditional):
            mode = Mode.SIMPLIFIED
        else:
            mode = Mode.STRAYS if count else Mode.TRADITIONAL
        special = bool(patterns.special.search(line))
        if special or mode is Mode.STRAYS:
            made = self._by_runs(line, mode, special=special)
        else:
            made = self._stretch(line, mode)
        if made is None or self._target is Target.TAIWAN:
            return made
        return made._replace(text=HAN_RUN.sub(lambda run: self._target.from_taiwan(run.group()), made.text))

    def _by_runs(self, line: str, mode: Mode, *, special: bool) -> _Line | None:
        """A line whose runs of Han characters must be judged one by one; `special` ones may be Japanese."""
        if special and is_japanese(line) and self._surely_chinese.isdisjoint(line):
            return None
        parts: list[str] = []
        marks: list[_Mark] = []
        spans: list[tuple[int, int]] = []
        at = 0
        for match in HAN_RUN.finditer(line):
            run, start = match.group(), match.start()
            if mode is Mode.STRAYS and not self._patterns.candidate.search(run):
                continue
            if special and self._may_be_japanese(line, match) and self._surely_chinese.isdisjoint(run):
                continue
            made = self._stretch(run, mode if mode is Mode.SIMPLIFIED else self._mode_of(run))
            parts += line[at:start], made.text
            marks += (_Mark(start + mark.start, start + mark.end, mark.reason) for mark in made.marks)
            spans += ((start + first, start + last) for first, last in made.simplified)
            at = match.end()
        return _Line("".join((*parts, line[at:])), marks, spans)

    def _may_be_japanese(self, line: str, run: re.Match[str]) -> bool:
        """Whether kana stands beside a run, or in it a character that only Japanese writes."""
        beside = line[max(run.start() - 1, 0) : run.start()] + line[run.end() : run.end() + 1]
        return bool(_KANA.search(beside)) or not self._lexicon.japanese.isdisjoint(run.group())

    def _mode_of(self, run: str) -> Mode:
        """What a run by itself is.

        One character is enough evidence here: Traditional-only characters stay what they are in any case.
        """
        simplified = self._patterns.simplified.search(run)
        traditional = self._patterns.traditional.search(run)
        if not traditional and (simplified or any(word in run for word in self._lexicon.questions)):
            return Mode.SIMPLIFIED
        return Mode.STRAYS if simplified else Mode.TRADITIONAL

    def _mainland(self, line: str, *, simplified: bool) -> _Line | None:
        """A line in Simplified characters; what is neither side's stays where the line is Simplified."""
        patterns = self._patterns
        in_line = bool(patterns.traditional.search(line))
        if is_japanese(line) and self._surely_chinese.isdisjoint(line):
            return None
        parts: list[str] = []
        at = 0
        for match in HAN_RUN.finditer(line):
            run = match.group()
            traditional = patterns.traditional.search(run)
            if not traditional and not (in_line and not patterns.simplified.search(run)):
                continue
            if self._may_be_japanese(line, match) and self._surely_chinese.isdisjoint(run):
                continue
            mode = Mode.SIMPLIFIED if simplified and not traditional else self._mode_of(run)
            made = self._stretch(run, mode).text
            parts += line[at : match.start()], self._target.from_taiwan(made)
            at = match.end()
        return _Line("".join((*parts, line[at:])), [], []) if parts else None

    # -- a stretch of one mode --------------------------------------------------------------

    def _stretch(self, text: str, mode: Mode) -> _Line:
        """A line, or a run of it, read in one mode."""
        gates = self._tables.gates
        alone = gates.alone[mode]
        made = text.translate(alone) if mode or self._patterns.variant.search(text) else text
        marks: list[_Mark] = []
        parts: list[str] = []
        key: str | None = None
        at = 0
        for match in self._patterns.places[mode].finditer(text):
            place = match.start()
            if place < at:
                continue
            if key is None:
                key = text.translate(gates.keys) if self._patterns.keyed.search(text) else text
            if self._must_look(text, key, place, mode):
                start, end = self._cluster(key, place, at)
                content, found = self._resolved(text, start, end, mode)
                parts += made[at:start], content
                marks += (_Mark(start + mark.start, start + mark.end, mark.reason) for mark in found)
                at = end
        made = "".join((*parts, made[at:])) if parts else made
        return _Line(made, marks, [(0, len(text))] if mode is Mode.SIMPLIFIED else [])

    def _must_look(self, text: str, key: str, place: int, mode: Mode) -> bool:
        """Whether a character may become something else than it becomes alone."""
        gates = self._tables.gates
        before = max(place - 1, 0)
        if text[before : place + 1] in gates.written or text[place : place + 2] in gates.written:
            return True
        pairs = gates.pairs[mode]
        if key[before : place + 1] in pairs or key[place : place + 2] in pairs:
            return True
        character = text[place]
        if character in gates.always:
            return True
        return character in self._lexicon.surnames and mode is Mode.SIMPLIFIED and not _is_han(text, place - 1)

    def _cluster(self, key: str, place: int, after: int) -> tuple[int, int]:
        """The stretch around a place that no word crosses the ends of; it starts at `after` at the earliest."""
        reach = self._tables.words.reach.get
        start = place
        at = max(after, start - LONGEST_WORD + 1)
        while at < start:
            length = reach(key[at : at + 2], 0)
            if at + length > start and at + self._longest(key, at, length) > start:
                start = at
                at = max(after, start - LONGEST_WORD + 1)
            else:
                at += 1
        end = place + 1
        while at < end:
            length = reach(key[at : at + 2], 0)
            if at + length > end:
                end = max(end, at + self._longest(key, at, length))
            at += 1
        return start, end

    def _longest(self, key: str, at: int, most: int) -> int:
        """The length of the longest word that starts at an offset and has `most` characters; 1 where none does."""
        words = self._tables.words
        for length in range(min(most, len(key) - at), 1, -1):
            word = key[at : at + length]
            if word in words.readings or word in words.broken:
                return length
        return 1

    def _resolved(self, text: str, start: int, end: int, mode: Mode) -> tuple[str, tuple[_Mark, ...]]:
        """What a cluster becomes, and which words of it were repaired; the same cluster is cut up once."""
        cluster = text[start:end]
        edges = self._edges
        before = text[max(start - 2, 0) : start] if cluster[0] in edges else ""
        behind = text[end : end + 2] if cluster[-1] in edges else ""
        asked = (cluster, mode, before, behind)
        if asked not in self._memo:
            if len(self._memo) >= _MOST_KEPT:
                self._memo.clear()
            self._memo[asked] = self._resolve(_Cluster(before + cluster + behind, len(before), cluster, mode))
        return self._memo[asked]

    def _resolve(self, cluster: _Cluster) -> tuple[str, tuple[_Mark, ...]]:
        written = cluster.written
        key = written.translate(self._tables.gates.keys)
        made: list[str] = []
        marks: list[_Mark] = []
        at = 0
        for step in best_path(len(written), functools.partial(self._words_at, written, key)):
            end = at + step.length
            word = written[at:end]
            if step.kind is StepKind.REPAIR and step.value:
                made.append(step.value)
                marks.append(_Mark(at, end, self._reason(word, step.value)))
            else:
                content = self._characters(cluster, at, step)
                for start, stop, fixed in self._inner_repairs(cluster, word, step):
                    content = content[:start] + fixed + content[stop:]
                    marks.append(_Mark(at + start, at + stop, self._reason(word[start:stop], fixed)))
                made.append(content)
            at = end
        return "".join(made), tuple(marks)

    def _words_at(self, written: str, key: str, start: int) -> Iterator[Step]:
        """The dictionary words that start at an offset, whichever variant they are written in."""
        lexicon, words = self._lexicon, self._tables.words
        longest = min(words.reach.get(key[start : start + 2], 0), len(written) - start)
        for length in range(2, longest + 1):
            word, looked_up = written[start : start + length], key[start : start + length]
            weight = float(length * length)
            repair = words.repairs.get(word)
            if repair is not None:
                bonus = 1.0 if length > 2 or word in lexicon.firm else -0.5  # noqa: PLR2004
                yield Step(length, repair, StepKind.REPAIR, weight + bonus)
                continue
            repair = words.backed.get(word)
            if repair is not None:
                yield Step(length, repair, StepKind.REPAIR, weight - (2.5 if length > 2 else 0.5))  # noqa: PLR2004
                continue
            # A word that Taiwan writes so stays so, whatever other spelling shares its key.
            reading = word if word in lexicon.borders else words.readings.get(looked_up)
            if reading is None:
                continue
            if all(self._agrees(a, b) for a, b in zip(word, reading, strict=True)):
                weak = length < 4 and not lexicon.function_characters.isdisjoint(word)  # noqa: PLR2004
                bonus = 0.25 if looked_up in words.own else -1.5 if weak else 0.0
                yield Step(length, reading, StepKind.WORD, weight + bonus)
            else:
                yield Step(length, None, StepKind.OTHER_SPELLING, weight - 0.25)

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
        """Left over, or over-converted: what is left over has only characters that Simplified text has."""
        traditional = self._tables.gates.traditional
        if wrong in self._lexicon.leftovers:
            return Reason.SIMPLIFIED
        over = any(a in traditional for a, b in zip(wrong, right, strict=True) if a != b)
        return Reason.OVER_CONVERTED if over or wrong in self._lexicon.repairs else Reason.SIMPLIFIED

    def _inner_repairs(self, cluster: _Cluster, word: str, step: Step) -> Iterator[tuple[int, int, str]]:
        """Broken words inside a longer dictionary word, with their place in it.

        Two characters only count where the longer word says the same, or the lexicon is firm about them.
        """
        if step.kind is StepKind.CHARACTER or (step.kind is StepKind.WORD and self._is_evident(cluster, word)):
            return
        repairs = self._tables.words.repairs
        start = 0
        while start < len(word):
            for end in range(len(word), start + 1, -1):
                part = word[start:end]
                right = repairs.get(part)
                if right is None:
                    continue
                firm = end - start > 2 or part in self._lexicon.firm  # noqa: PLR2004
                if firm or (step.value is not None and step.value[start:end] == right):
                    yield start, end, right
                    start = end - 1
                    break
            start += 1

    def _is_evident(self, cluster: _Cluster, word: str) -> bool:
        """Whether a word is surely Simplified."""
        return cluster.mode is Mode.SIMPLIFIED or not self._tables.gates.simplified.isdisjoint(word)

    def _characters(self, cluster: _Cluster, at: int, step: Step) -> str:
        """A word, or a character that is in no word, character by character."""
        evident = self._is_evident(cluster, cluster.written[at : at + step.length])
        made = []
        for place in range(at, at + step.length):
            character = cluster.written[place]
            reading = step.value[place - at] if step.value else None
            if reading != character:
                character = self._character(cluster, place, reading if evident else None)
            made.append(character)
        return "".join(made)

    def _character(self, cluster: _Cluster, place: int, reading: str | None) -> str:
        """What a character becomes; `reading` is what an evidently Simplified word makes of it."""
        gates = self._tables.gates
        character = cluster.written[place]
        if reading is not None and (character in gates.simplified or character in gates.ambiguous):
            if character not in gates.variants:
                return reading
        surname = character in self._lexicon.surnames and not cluster.has_han(place - 1)
        new = character if surname else gates.alone[cluster.mode].get(ord(character), character)
        if new == character and self._is_left_over(cluster, place):
            new = self._lexicon.guards[new].becomes
        return new

    def _is_left_over(self, cluster: _Cluster, place: int) -> bool:
        """Whether a character stands where no name and no other word explains it."""
        guard = self._lexicon.guards.get(cluster.written[place])
        if guard is None:
            return False
        if not cluster.has_han(place - 1):
            return cluster.stands_beside_latin(place)
        following = cluster.around(place + 1)
        return cluster.around(place - 1) not in guard.not_after and following not in guard.not_before

    # -- changes ----------------------------------------------------------------------------

    def _changes_of(self, line: str, made: _Line) -> Iterator[Change]:
        """The changes of a line: its repaired words, and between them what differs character by character."""
        at = 0
        for mark in made.marks:
            yield from self._plain(line, made, at, mark.start)
            if line[mark.start : mark.end] != made.text[mark.start : mark.end]:
                yield Change(Span(mark.start, mark.end), made.text[mark.start : mark.end], mark.reason)
            at = mark.end
        yield from self._plain(line, made, at, len(line))

    def _plain(self, line: str, made: _Line, start: int, end: int) -> Iterator[Change]:
        """The stretches that differ, each with one reason."""
        at = start
        while at < end:
            if line[at] == made.text[at]:
                at += 1
                continue
            first, reason = at, self._reason_of(line[at], at, made)
            while at < end and line[at] != made.text[at] and self._reason_of(line[at], at, made) is reason:
                at += 1
            yield Change(Span(first, at), made.text[first:at], reason)

    def _reason_of(self, character: str, at: int, made: _Line) -> Reason:
        if self._target is Target.MAINLAND:
            return Reason.TRADITIONAL
        gates = self._tables.gates
        if character in gates.simplified or character in gates.ambiguous:
            simplified = character not in gates.variants
        else:
            simplified = False
        # 着 and 税 are Simplified, too; in Simplified text that is what they are.
        simplified = simplified or (character in gates.variants and any(a <= at < b for a, b in made.simplified))
        return Reason.SIMPLIFIED if simplified else Reason.VARIANT

    # -- worked out when needed -------------------------------------------------------------

    @functools.cached_property
    def _patterns(self) -> _Patterns:
        gates, lexicon = self._tables.gates, self._lexicon
        questions = "|".join(map(re.escape, sorted(lexicon.questions)))
        slow = f"[{KANA}]|{_class(lexicon.japanese - gates.simplified)}"
        strong = gates.simplified | gates.variants.keys() | gates.always
        if self._target is not Target.TAIWAN:
            strong |= gates.traditional
        weak = gates.places[Mode.TRADITIONAL] - strong
        surnames = lexicon.surnames
        return _Patterns(
            simplified=re.compile(_class(gates.simplified)),
            traditional=re.compile(_class(gates.traditional)),
            variant=re.compile(_class(gates.variants)),
            keyed=re.compile(_class(map(chr, gates.keys))),
            candidate=re.compile(_class(strong | weak)),
            weak=weak,
            special=re.compile(f"{slow}|{questions}" if questions else slow),
            places=(
                re.compile(_class(gates.places[0])),
                re.compile(_class(gates.places[1])),
                re.compile(_class(gates.places[2] | surnames)),
            ),
        )

    @functools.cached_property
    def _edges(self) -> frozenset[str]:
        """Characters for which it matters what stands beside the cluster."""
        return self._lexicon.surnames | self._lexicon.guards.keys()

    @functools.cached_property
    def _surely_chinese(self) -> frozenset[str]:
        """Simplified-only characters that Japanese does not share (会, 国 and 机 it does).

        What Japanese writes is what JIS X 0208 has, the set of characters that Shift JIS encodes.
        """
        simplified = self._tables.gates.simplified - self._lexicon.japanese
        return frozenset(c for c in simplified if not c.encode("shift_jis", "ignore"))


class _Patterns(NamedTuple):
    """Classes of characters, ready to search with."""

    simplified: re.Pattern[str]
    traditional: re.Pattern[str]
    variant: re.Pattern[str]
    keyed: re.Pattern[str]
    candidate: re.Pattern[str]
    weak: frozenset[str]
    special: re.Pattern[str]
    places: tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class _Cluster:
    """A stretch that words are looked for in, with a little of what stands around it."""

    context: str
    offset: int
    written: str
    mode: Mode

    def around(self, place: int) -> str:
        """A character by its offset in the stretch, or beside it; empty where nothing is known."""
        at = self.offset + place
        return self.context[at] if 0 <= at < len(self.context) else ""

    def has_han(self, place: int) -> bool:
        """Whether a Han character stands at an offset."""
        return bool(HAN_RUN.match(self.around(place) or " "))

    def stands_beside_latin(self, place: int) -> bool:
        """Whether a Latin word or a number stands before a character, be it with a space between."""
        before = self.around(place - 1)
        before = self.around(place - 2) if before == " " else before
        behind = self.around(place + 1)
        behind = self.around(place + 2) if behind == " " else behind
        return before.isalnum() or behind.isdecimal()


def _is_han(text: str, at: int) -> bool:
    return at >= 0 and bool(HAN_RUN.match(text, at))


def _parts(length: int, sections: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The sections and what lies between them."""
    at = 0
    for section in sections:
        if at < section.start:
            yield at, section.start
        if len(section):
            yield section.start, section.end
        at = max(at, section.end)
    if at < length:
        yield at, length


def _lines_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of a part of a text."""
    for line in text[start:end].split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _class(characters: Iterable[str]) -> str:
    """An expression that matches one of some characters.

    Characters outside the BMP make a class of `re` 140 times slower, so they stand beside it.
    """
    plain = sorted({character for character in characters if character <= "\uffff"})
    return f"[{''.join(map(re.escape, plain))}]|[\U00020000-\U0003ffff]"
