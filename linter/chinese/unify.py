"""Converts mixed Chinese text to one variant without damaging what is already right.

A document, a record, a line and a run of Han characters are judged Simplified or Traditional by the
characters that belong to one side only. Most characters are then converted on their own. Only where a
dictionary word could decide otherwise is the surrounding text cut into words, of which only these change:

- characters that belong to the other side only, by the reading of the word that has them;
- ambiguous characters (后 里 干 …), if the word or the run is Simplified;
- words that a blind conversion broke or half converted, according to the lexicon and the dictionary;
- character forms of other places.

A replacement has as many code points as what it replaces, so spans stay exact.
"""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linter.characters.scripts import HAN
from linter.chinese.characters import HAN_RUN
from linter.chinese.cluster import Reason
from linter.chinese.japanese import Japanese
from linter.chinese.language import is_japanese
from linter.chinese.mainland import Mainland
from linter.chinese.mentions import Mentions
from linter.chinese.patterns import Patterns
from linter.chinese.quotations import merged, replaced
from linter.chinese.stretch import Reader, Reading
from linter.chinese.tables import Mode, is_explained, is_open, tables_of
from linter.chinese.targets import KEPT_IN_HONG_KONG, Target
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from linter.chinese.cluster import Repair
    from linter.chinese.lexicon import Lexicon

#: Shares of Simplified-only among one-sided characters. Records and lines are bimodal: of three million
#: characters of such documents, 1.5 to 4.5 % of records and 1 to 2.5 % of lines lie between .3 and .7.
_SIMPLIFIED_SECTION = 0.9
_SIMPLIFIED_LINE = 0.7
_ENOUGH_EVIDENCE = 20
#: Each pass leaves less to do; the second rarely finds anything.
_MOST_PASSES = 5
#: The last digit of a number before what it counts, and the numeral that it is read as.
_DIGIT = re.compile(f"[0-9０-９] ?(?=[{HAN}])")
_NUMERAL = "三"
#: In the place of what stays in a line, which is read without it.
_KEPT = "\ufdd0"


@dataclass(frozen=True, slots=True)
class Change:
    """A word and what it should be: `content` is as long as `span`, in code points of the text.

    A conversion changes only the likelier ones of doubtful words.
    """

    span: Span
    content: str
    reason: Reason

    def moved(self, by: int) -> Change:
        """The same change if `by` code points are added before the text."""
        return Change(Span(self.span.start + by, self.span.end + by), self.content, self.reason)


class Unifier:
    """Finds what must change for a text to be in one variant.

    Args:
        lexicon: the word lists to use in addition to the dictionaries.
        target: the variant wanted.
    """

    def __init__(self, lexicon: Lexicon, target: Target = Target.TAIWAN) -> None:
        self._lexicon = lexicon
        self._target = target
        self._tables = tables_of(lexicon)
        self._reader = Reader(lexicon, self._tables)
        self._mainland_forms = Mainland(lexicon, self._tables)
        self._patterns = Patterns(lexicon, self._tables, target, self._mainland_forms)
        self._mentions = Mentions(lexicon, self._tables, self._patterns, target)
        self._japanese = Japanese(lexicon, self._tables)

    # -- the text ---------------------------------------------------------------------------

    def changes(self, text: str, sections: Sequence[Span] = ()) -> Iterator[Change]:
        """Yields the changes, in order and not overlapping.

        Args:
            text: prose; what must not change is masked by characters that are not Han.
            sections: parts to be judged by themselves, such as records; in order and not overlapping.
        """
        for start, stretch, reading in self._stretches(text, sections):
            for change in self._changes_of(stretch, reading):
                yield change.moved(start)

    def converted(self, text: str, sections: Sequence[Span] = ()) -> Iterator[tuple[int, str, str]]:
        """Yields the stretches that change, fully converted: also by what only earlier changes make visible.

        Each is one line or more: its offset, its text, and its converted text, which has the same length. The
        arguments are those of `changes`. Converting the result again changes nothing.
        """
        for start, stretch, reading in self._stretches(text, sections):
            if reading.text != stretch:
                yield start, stretch, self._converged(reading.text)

    def _converged(self, text: str) -> str:
        """Converts a converted stretch again until nothing changes.

        By now, the stretch counts as part of a Traditional section.
        """
        for _ in range(_MOST_PASSES):
            parts: list[str] = []
            at = 0
            for start, end in self._worth_a_look(text, 0, len(text)):
                reading = self._judge(text[start:end], simplified=False)
                if reading is not None and reading.text != text[start:end]:
                    parts += text[at:start], reading.text
                    at = end
            if not parts:
                break
            text = "".join((*parts, text[at:]))
        return text

    def _stretches(self, text: str, sections: Sequence[Span]) -> Iterator[tuple[int, str, Reading]]:
        """The stretches that change, each with its offset: lines, and runs of Simplified ones."""
        for start, end, simplified in self._judged(text, sections):
            reading = self._read(text[start:end], simplified=simplified)
            if reading is not None and (reading.repairs or reading.text != text[start:end]):
                yield start, text[start:end], reading

    def _judged(self, text: str, sections: Sequence[Span]) -> Iterator[tuple[int, int, bool | None]]:
        """Stretches worth a look: half-open offsets, and whether their section is Simplified.

        None means lines without a Traditional character, which are read together, because that is faster.
        """
        whole: bool | None = None
        is_foreign = self._japanese.lines(text)
        for start, end in _parts(len(text), sections):
            if not self._patterns.candidate.search(text, start, end):
                continue
            simplified = False
            if self._patterns.simplified.search(text, start, end):
                if whole is None:
                    whole = self._is_simplified_section(text, 0, len(text), otherwise=False)
                simplified = self._is_simplified_section(text, start, end, otherwise=whole)
            lines = _lines_of(text, start, end) if simplified else self._worth_a_look(text, start, end)
            if is_foreign is not None:
                lines = (line for line in lines if not is_foreign(*line))
            yield from self._grouped(text, lines, simplified=simplified)

    def _grouped(
        self, text: str, lines: Iterable[tuple[int, int]], *, simplified: bool
    ) -> Iterator[tuple[int, int, bool | None]]:
        """The lines of a section; those that can be read together are joined, with what is between them."""
        group: tuple[int, int] | None = None
        for start, end in lines:
            plain = self._is_plain(text, start, end, simplified=simplified)
            if plain and group is not None and not HAN_RUN.search(text, group[1], start):
                group = (group[0], end)
                continue
            if group is not None:
                yield *group, None
            group = (start, end) if plain else None
            if not plain:
                yield start, end, simplified
        if group is not None:
            yield *group, None

    def _is_plain(self, text: str, start: int, end: int, *, simplified: bool) -> bool:
        """Whether a line is Simplified and needs no further judgement."""
        patterns = self._patterns
        if self._target is Target.MAINLAND or patterns.traditional.search(text, start, end):
            return False
        if not simplified and not patterns.simplified.search(text, start, end):
            return False
        if not patterns.notable.search(text, start, end):
            return True
        if patterns.special.search(text, start, end):
            return False
        mentions = self._mentions
        return not mentions.may_be_in(text, start, end) or not mentions.spans(
            text[start:end], away=self._is_away(simplified=simplified)
        )

    def _read(self, text: str, *, simplified: bool | None) -> Reading | None:
        """A stretch in the forms of the target; see `_judged`."""
        counted = _DIGIT.sub(lambda number: _NUMERAL * len(number.group()), text)
        if simplified is None:
            names = self._reader.names(counted)
            reading = self._in_target(self._reader.read(counted, Mode.SIMPLIFIED, names), counted)
        else:
            judged = self._judge(counted, simplified=simplified)
            if judged is None:
                return None
            reading = judged
        if counted == text:
            return reading
        made = list(reading.text)
        for number in _DIGIT.finditer(text):
            made[slice(*number.span())] = number.group()
        return reading._replace(text="".join(made))

    def _worth_a_look(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The lines of Traditional text in which something may change."""
        search, weak = self._patterns.candidate.search, self._patterns.weak
        written, explained = self._tables.scan.written, self._tables.scan.explained
        bound = self._lexicon.guarded
        at = start
        while (match := search(text, at, end)) is not None:
            at = match.start()
            unexplained = text[at] in bound and not is_explained(explained, text, at)
            if text[at] in weak and not unexplained and not is_open(written, text, at):
                at += 1
                continue
            before, after = text.rfind("\n", start, at), text.find("\n", at, end)
            last = end if after < 0 else after
            yield (start if before < 0 else before + 1), last
            at = last + 1

    def _is_simplified_section(self, text: str, start: int, end: int, *, otherwise: bool) -> bool:
        """Whether a part of a text is Simplified; `otherwise` is the answer if it has too little evidence."""
        patterns = self._patterns
        simplified = len(patterns.simplified.findall(text, start, end))
        most = int(simplified * (1 - _SIMPLIFIED_SECTION) / _SIMPLIFIED_SECTION)
        traditional = sum(
            1 for _ in itertools.islice(patterns.traditional.finditer(text, start, end), most + 1)
        )
        if traditional > most:
            return False
        return otherwise if simplified + traditional < _ENOUGH_EVIDENCE else True

    def _judge(self, line: str, *, simplified: bool) -> Reading | None:
        """A line in the forms of the target; None where nothing may change."""
        if not self._patterns.notable.search(line):
            return self._judge_whole(line, simplified=simplified, special=False)
        kept: list[tuple[int, int]] = []
        if self._mentions.may_be_in(line, 0, len(line)):
            kept += self._mentions.spans(line, away=self._is_away(simplified=simplified))
        special = self._patterns.special.search(line) is not None
        if special:
            kept += self._japanese.quoted(line)
        if not kept:
            return self._judge_whole(line, simplified=simplified, special=special)
        kept = merged(kept)
        masked = replaced(line, kept, lambda start, end: _KEPT * (end - start))
        special = special and self._patterns.special.search(masked) is not None
        made = self._judge_whole(masked, simplified=simplified, special=special)
        return made and made._replace(text=replaced(made.text, kept, lambda start, end: line[start:end]))

    def _is_away(self, *, simplified: bool) -> bool:
        """Whether a section is in another script than the target's, by what it is as a whole."""
        return simplified is not (self._target is Target.MAINLAND)

    def _judge_whole(self, line: str, *, simplified: bool, special: bool) -> Reading | None:
        """The same for a line without what stays; `special` says whether it may be Japanese."""
        if self._target is Target.MAINLAND:
            return self._mainland(line, simplified=simplified)
        mode = self._mode_of_line(line, simplified=simplified)
        if special or mode is Mode.STRAYS:
            return self._by_runs(line, functools.partial(self._mode_in, mode), special=special)
        return self._in_target(self._reader.read(line, mode, self._names(line, mode)), line)

    def _names(self, line: str, mode: Mode) -> list[tuple[int, int]]:
        """The parts of transliterated names; those of Traditional text stay in any case."""
        return self._reader.names(line) if mode is not Mode.TRADITIONAL else []

    def _mode_of_line(self, line: str, *, simplified: bool) -> Mode:
        """What a line is; `simplified` says what its section is."""
        patterns = self._patterns
        has_simplified = patterns.simplified.search(line) is not None
        if patterns.traditional.search(line) is None:
            return Mode.SIMPLIFIED if has_simplified or simplified else Mode.TRADITIONAL
        if not has_simplified:
            return Mode.TRADITIONAL
        count = len(patterns.simplified.findall(line))
        both = count + len(patterns.traditional.findall(line))
        return Mode.SIMPLIFIED if count >= _SIMPLIFIED_LINE * both else Mode.STRAYS

    def _in_target(self, reading: Reading, source: str) -> Reading:
        """A reading of a text in Taiwan's forms in those of the target."""
        if self._target is Target.TAIWAN:
            return reading
        forms = self._mainland_forms

        def converted(match: re.Match[str]) -> str:
            run = match.group()
            made = self._target.from_taiwan(run, forms)
            if made == run or self._target is Target.MAINLAND:
                return made
            return self._with_names(run, made)

        text = HAN_RUN.sub(converted, reading.text)
        if self._target is Target.HONG_KONG and not KEPT_IN_HONG_KONG.isdisjoint(source):
            pairs = zip(source, text, strict=True)
            text = "".join(old if old in KEPT_IN_HONG_KONG else new for old, new in pairs)
        return reading._replace(text=text)

    def _with_names(self, run: str, made: str) -> str:
        """What a run becomes, but in the names of people, whose forms each chooses, it stays."""
        forms = self._lexicon.name_forms
        for index, (old, new) in enumerate(zip(run, made, strict=True)):
            if old != new and new in forms and self._reader.is_named(run, index):
                made = made[:index] + old + made[index + 1 :]
        return made

    def _by_runs(self, line: str, mode_of: Callable[[str], Mode | None], *, special: bool) -> Reading | None:
        """A line whose runs of Han characters must be judged one by one.

        Args:
            line: the line.
            mode_of: what a run is, None where it stays.
            special: whether the line, or a run of it, may be Japanese.
        """
        if special and is_japanese(line) and not self._japanese.has_simplified(line):
            return None
        parts: list[str] = []
        repairs: list[Repair] = []
        spans: list[tuple[int, int]] = []
        at = 0
        names = self._reader.names(line)
        for match in HAN_RUN.finditer(line):
            run, (start, end) = match.group(), match.span()
            mode = mode_of(run)
            if mode is None:
                continue
            if special and self._japanese.may_be(line, match):
                continue
            inside = [(a - start, b - start) for a, b in names if start <= a < end] if names else []
            reading = self._in_target(self._reader.read(run, mode, inside), run)
            parts += line[at:start], reading.text
            if reading.repairs:
                repairs += (repair.moved(start) for repair in reading.repairs)
            if reading.simplified:
                spans.append((start, end))
            at = end
        return Reading("".join((*parts, line[at:])), repairs, spans)

    def _mode_of(self, run: str) -> Mode:
        """What a run by itself is.

        One character is enough evidence here: Traditional-only characters stay what they are in any case.
        """
        simplified = self._patterns.simplified.search(run)
        traditional = self._patterns.traditional.search(run)
        if not traditional and (simplified or any(word in run for word in self._lexicon.questions)):
            return Mode.SIMPLIFIED
        return Mode.STRAYS if simplified else Mode.TRADITIONAL

    def _mode_in(self, line: Mode, run: str) -> Mode | None:
        """What a run is in a line of a mode; None where nothing in it may change."""
        if line is Mode.SIMPLIFIED:
            return line
        if line is Mode.STRAYS and not self._patterns.candidate.search(run):
            return None
        return self._mode_of(run)

    def _mainland(self, line: str, *, simplified: bool) -> Reading | None:
        """A line in Simplified characters; repaired words are not reported as such."""
        patterns = self._patterns
        in_line = bool(patterns.evident.search(line))

        def mode_of(run: str) -> Mode | None:
            if patterns.evident.search(run):
                return self._mode_of(run)
            if not in_line or patterns.simplified.search(run):
                return None  # of what is neither side's, little changes if the line is Simplified
            return Mode.SIMPLIFIED if simplified else self._mode_of(run)

        reading = self._by_runs(line, mode_of, special=True)
        if reading is None:
            return None

        def cleaned(run: re.Match[str]) -> str:
            stays = self._japanese.may_be(line, run)
            return run.group() if stays else self._mainland_forms.cleaned(run.group())

        return Reading(HAN_RUN.sub(cleaned, reading.text), [], [])

    # -- changes ----------------------------------------------------------------------------

    def _changes_of(self, line: str, reading: Reading) -> Iterator[Change]:
        """The changes of a line: its repaired words, and what differs between them."""
        at = 0
        for repair in reading.repairs:
            yield from self._plain(line, reading, at, repair.start)
            content = repair.should or reading.text[repair.start : repair.end]
            if line[repair.start : repair.end] != content:
                yield Change(Span(repair.start, repair.end), content, repair.reason)
            at = repair.end
        yield from self._plain(line, reading, at, len(line))

    def _plain(self, line: str, reading: Reading, start: int, end: int) -> Iterator[Change]:
        """The words of a part of a line that have characters to change; of variant forms, the characters."""
        for run in HAN_RUN.finditer(line, start, end):
            first = run.start()
            if reading.text[first : run.end()] == run.group():
                continue
            for length in self._reader.word_lengths(run.group()):
                word = range(first, first + length)
                first += length
                differ = [index for index in word if line[index] != reading.text[index]]
                reasons = {self._reason_of(line[index], index, reading) for index in differ}
                reason = Reason.SIMPLIFIED if len(reasons) > 1 else next(iter(reasons), Reason.SIMPLIFIED)
                spans = [Span(word.start, word.stop)] if differ else []
                if reason is Reason.VARIANT:
                    spans = [Span(index, index + 1) for index in differ]
                for span in spans:
                    yield Change(span, span.text(reading.text), reason)

    def _reason_of(self, character: str, at: int, reading: Reading) -> Reason:
        if self._target is Target.MAINLAND:
            return Reason.TRADITIONAL
        gates = self._tables.gates
        if character in gates.variants:
            # 着 and 税 are also Simplified characters, and count as such in Simplified text.
            simplified = any(start <= at < end for start, end in reading.simplified)
        else:
            simplified = character in gates.simplified or character in gates.ambiguous
        return Reason.SIMPLIFIED if simplified else Reason.VARIANT


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
