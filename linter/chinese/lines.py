"""Reads one line: which variant it and its runs of Han characters are, what stays, what the rest becomes."""

from __future__ import annotations

import bisect
import functools
from typing import TYPE_CHECKING

from linter.chinese.characters import HAN_RUN
from linter.chinese.japanese import Japanese
from linter.chinese.language import is_japanese
from linter.chinese.mainland import Mainland
from linter.chinese.mentions import Mentions
from linter.chinese.patterns import Patterns
from linter.chinese.quotations import merged, replaced
from linter.chinese.stretch import BETWEEN, Reader, Reading
from linter.chinese.tables import Mode
from linter.chinese.targets import KEPT_IN_HONG_KONG, Target
from linter.lazy import compiled_re

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from linter.chinese.cluster import Repair
    from linter.chinese.lexicon import Lexicon
    from linter.chinese.tables import Tables

#: The share of Simplified-only among one-sided characters from which a line is Simplified: of three million
#: characters of such documents, 1 to 2.5 % of lines are between .3 and .7.
_SIMPLIFIED_LINE = 0.7
#: The numeral that the last digit of a number is read as, before measures and days (3天|后).
_NUMERAL = "三"
_DAYS = "天"
#: In the place of what stays in a line, which is read without it.
_KEPT = "\ufdd0"


class LineReader:
    """Reads lines for one target.

    Args:
        lexicon: the word lists.
        tables: the tables of the lexicon.
        target: the variant wanted.
    """

    def __init__(self, lexicon: Lexicon, tables: Tables, target: Target) -> None:
        self._lexicon = lexicon
        self._tables = tables
        self._target = target
        counted = "".join(sorted({measure[0] for measure in lexicon.measures} | {_DAYS}))
        self._digit = compiled_re(f"[0-9０-９] ?(?=[{counted}])")
        self._reader = Reader(lexicon, tables)
        self._mainland_forms = Mainland(lexicon, tables)
        self.patterns = Patterns(lexicon, tables, target, self._mainland_forms)
        self.japanese = Japanese(lexicon, tables)
        self._mentions = Mentions(lexicon, tables, self.patterns, target)

    def word_lengths(self, run: str) -> list[int]:
        """The lengths of the words that a run of Han characters is made of, for people to read."""
        return self._reader.word_lengths(run)

    def plain_mode(self, text: str, start: int, end: int, *, simplified: bool) -> Mode | None:
        """What a line of a text is, if it need not be judged run by run, and nothing in it stays as it is.

        `simplified` says whether the section is.
        """
        if self._target is Target.MAINLAND:
            return None
        patterns = self.patterns
        has_simplified = patterns.simplified.search(text, start, end) is not None
        if not patterns.traditional.search(text, start, end):
            mode = Mode.SIMPLIFIED if simplified or has_simplified else Mode.TRADITIONAL
        elif has_simplified:
            return None
        else:
            mode = Mode.TRADITIONAL
        is_plain = not patterns.notable.search(text, start, end) or (
            not patterns.special.search(text, start, end)
            # With a numeral in the place of a digit, what is next to it may be mentioned.
            and not (mode is Mode.TRADITIONAL and self._digit.search(text, start, end))
            and not self._has_mentions(text, start, end, simplified=simplified)
        )
        return mode if is_plain else None

    def _has_mentions(self, text: str, start: int, end: int, *, simplified: bool) -> bool:
        """Whether something in a line is mentioned rather than used."""
        if not self._mentions.may_be_in(text, start, end):
            return False
        return bool(self._mentions.spans(text[start:end], away=self._is_away(simplified=simplified)))

    def read_plain(self, lines: list[str], mode: Mode) -> Iterator[Reading]:
        """Lines of which `plain_mode` says what they are, in the forms of the target."""
        text = BETWEEN.join(lines)
        counted = self._counted(text)
        has_numbers = counted is not text
        read = self._reader.read_lines(counted, mode, self._names(counted, mode))
        for line, reading in zip(lines, read, strict=True):
            made = self._in_target(reading, self._counted(line) if has_numbers else line)
            yield self._with_numbers(made, line) if has_numbers else made

    def read(self, line: str, *, simplified: bool) -> Reading | None:
        """A line in the forms of the target; None where nothing may change.

        Args:
            line: the line.
            simplified: whether the section is Simplified.
        """
        counted = self._counted(line)
        reading = self.judged(counted, simplified=simplified)
        return reading if reading is None or counted is line else self._with_numbers(reading, line)

    def _counted(self, text: str) -> str:
        """A text with a numeral in the place of the last digit before a measure; itself if there is none."""
        return self._digit.sub(lambda number: _NUMERAL * len(number.group()), text)

    def _with_numbers(self, reading: Reading, line: str) -> Reading:
        """What was read of a line with numerals, with its digits again."""
        made = reading.text
        for number in self._digit.finditer(line):
            start, end = number.span()
            made = made[:start] + number.group() + made[end:]
        return reading._replace(text=made) if made is not reading.text else reading

    def judged(self, line: str, *, simplified: bool) -> Reading | None:
        """A line in the forms of the target; None where nothing may change."""
        if not self.patterns.notable.search(line):
            return self._judge_whole(line, simplified=simplified, special=False)
        kept: list[tuple[int, int]] = []
        if self._mentions.may_be_in(line, 0, len(line)):
            kept += self._mentions.spans(line, away=self._is_away(simplified=simplified))
        special = self.patterns.special.search(line) is not None
        if special:
            kept += self.japanese.quoted(line)
        if not kept:
            return self._judge_whole(line, simplified=simplified, special=special)
        kept = merged(kept)
        masked = replaced(line, kept, lambda start, end: _KEPT * (end - start))
        special = special and self.patterns.special.search(masked) is not None
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
        patterns = self.patterns
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
        if special and is_japanese(line) and not self.japanese.has_simplified(line):
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
            if special and self.japanese.may_be(line, match):
                continue
            named = names[bisect.bisect_left(names, (start, 0)) : bisect.bisect_left(names, (end, 0))]
            inside = [(a - start, b - start) for a, b in named]
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
        simplified = self.patterns.simplified.search(run)
        traditional = self.patterns.traditional.search(run)
        if not traditional and (simplified or any(word in run for word in self._lexicon.questions)):
            return Mode.SIMPLIFIED
        return Mode.STRAYS if simplified else Mode.TRADITIONAL

    def _mode_in(self, line: Mode, run: str) -> Mode | None:
        """What a run is in a line of a mode; None where nothing in it may change."""
        if line is Mode.SIMPLIFIED:
            return line
        if line is Mode.STRAYS and not self.patterns.candidate.search(run):
            return None
        return self._mode_of(run)

    def _mainland(self, line: str, *, simplified: bool) -> Reading | None:
        """A line in Simplified characters; repaired words are not reported as such."""
        patterns = self.patterns
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
            stays = self.japanese.may_be(line, run)
            return run.group() if stays else self._mainland_forms.cleaned(run.group())

        return Reading(HAN_RUN.sub(cleaned, reading.text), [], [])
