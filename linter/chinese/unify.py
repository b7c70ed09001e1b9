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
from typing import TYPE_CHECKING, NamedTuple

from linter.chinese.changes import Changes
from linter.chinese.characters import HAN_RUN, is_simplified
from linter.chinese.lines import LineReader
from linter.chinese.tables import Mode, tables_of
from linter.chinese.targets import Target
from linter.chinese.windows import NEAR, Windows, is_explained, window_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from linter.chinese.changes import Change
    from linter.chinese.lexicon import Lexicon
    from linter.chinese.stretch import Reading
    from linter.spans import Span

#: Each pass leaves less to do; the second rarely finds anything.
_MOST_PASSES = 5
#: How many lines are read at a time.
_TOGETHER = 400
#: How many surroundings of candidates are remembered, about five megabytes.
_MOST_KNOWN = 50_000


class _Line(NamedTuple):
    """A line by half-open offsets."""

    start: int
    end: int
    mode: Mode | None
    """What it is, if nothing else need be known of it."""
    is_in_simplified: bool
    """Whether its section is Simplified."""


class Unifier:
    """Finds what must change for a text to be in one variant.

    Args:
        lexicon: the word lists to use in addition to the dictionaries.
        target: the variant wanted.
    """

    def __init__(self, lexicon: Lexicon, target: Target = Target.TAIWAN) -> None:
        self._tables = tables_of(lexicon)
        self._guarded = lexicon.guarded
        self._lines = LineReader(lexicon, self._tables, target)
        self._patterns = self._lines.patterns
        self._changes = Changes(self._lines.word_lengths, self._tables, target)
        #: Whether a candidate may change, by its surroundings.
        self._known: dict[str, bool] = {}

    @functools.cached_property
    def _windows(self) -> Windows:
        return Windows(self._tables.scan.written)

    def changes(self, text: str, sections: Sequence[Span] = ()) -> Iterator[Change]:
        """Yields the changes, in order and not overlapping.

        Args:
            text: prose; what must not change is masked by characters that are not Han.
            sections: parts to be judged by themselves, such as records; in order and not overlapping.
        """
        for start, line, reading in itertools.chain.from_iterable(self._readings(text, sections)):
            if reading.repairs or reading.text != line:
                yield from self._changes.of(line, reading, start)

    def converted(self, text: str, sections: Sequence[Span] = ()) -> Iterator[tuple[int, str, str]]:
        """Yields the lines that change, fully converted: also by what only earlier changes make visible.

        Each is its offset, its text, and its converted text, which has the same length. The arguments are
        those of `changes`. Converting the result again changes nothing.
        """
        for readings in self._readings(text, sections):
            changed = [(start, line, made.text) for start, line, made in readings if made.text != line]
            if changed:
                texts = self._converged("\n".join([made for _, _, made in changed])).split("\n")
                for (start, line, _), made in zip(changed, texts, strict=True):
                    yield start, line, made

    def _converged(self, text: str) -> str:
        """Converts converted lines again until nothing changes.

        By now, each counts as part of a Traditional section.
        """
        for _ in range(_MOST_PASSES):
            parts: list[str] = []
            at = 0
            for start, end in self._worth_a_look(text, 0, len(text)):
                reading = self._lines.judged(text[start:end], simplified=False)
                if reading is not None and reading.text != text[start:end]:
                    parts += text[at:start], reading.text
                    at = end
            if not parts:
                break
            text = "".join((*parts, text[at:]))
        return text

    def _readings(self, text: str, sections: Sequence[Span]) -> Iterator[list[tuple[int, str, Reading]]]:
        """The lines that may change, each with its offset and as it is read, some hundred at a time."""
        lines = self._judged(text, sections)
        while some := list(itertools.islice(lines, _TOGETHER)):
            read = self._read_together(text, some)
            yield [
                (line.start, text[line.start : line.end], reading)
                for line, reading in zip(some, read, strict=True)
                if reading is not None
            ]

    def _read_together(self, text: str, lines: list[_Line]) -> Iterator[Reading | None]:
        """Some lines as they are read: most lines of one mode at once, which is much faster."""
        plain: dict[Mode, list[str]] = {Mode.TRADITIONAL: [], Mode.SIMPLIFIED: []}
        for line in lines:
            if line.mode is not None:
                plain[line.mode].append(text[line.start : line.end])
        read = {mode: self._lines.read_plain(some, mode) for mode, some in plain.items()}
        for line in lines:
            if line.mode is not None:
                yield next(read[line.mode])
            else:
                yield self._lines.read(text[line.start : line.end], simplified=line.is_in_simplified)

    def _judged(self, text: str, sections: Sequence[Span]) -> Iterator[_Line]:
        """The lines worth a look."""
        whole = functools.cache(lambda: self._is_simplified(text, 0, len(text), lambda: False))
        is_foreign = self._lines.japanese.lines(text)
        plain_mode = self._lines.plain_mode
        for start, end in _parts(len(text), sections):
            if not self._patterns.candidate.search(text, start, end):
                continue
            simplified = False
            if self._patterns.simplified.search(text, start, end):
                simplified = self._is_simplified(text, start, end, whole)
            lines = _lines_of(text, start, end) if simplified else self._worth_a_look(text, start, end)
            for first, last in lines:
                if is_foreign is None or not is_foreign(first, last):
                    mode = plain_mode(text, first, last, simplified=simplified)
                    yield _Line(first, last, mode, simplified)

    def _worth_a_look(self, text: str, first: int, end: int) -> Iterator[tuple[int, int]]:
        """The lines of Traditional text in which something may change."""
        known, search, start = self._known, self._patterns.candidate.search, first
        # Once a line is worth a look, its other candidates do not matter.
        while (match := search(text, start, end)) is not None:
            index = match.start()
            window = text[index - NEAR : index + NEAR + 1] if index >= NEAR else window_of(text, index)
            needed = known.get(window)
            if needed is None:
                if len(known) >= _MOST_KNOWN:
                    known.clear()
                needed = known[window] = self._is_worth_a_look(window)
            start = index + 1
            if needed:
                before, after = text.rfind("\n", first, index), text.find("\n", index, end)
                start = end if after < 0 else after + 1
                yield (first if before < 0 else before + 1), (end if after < 0 else after)

    def _is_worth_a_look(self, window: str) -> bool:
        """Whether a candidate may change; see `window_of`."""
        character = window[NEAR]
        if character not in self._patterns.weak or self._windows.cover(window, NEAR):
            return True
        return character in self._guarded and not is_explained(self._tables.scan.explained, window, NEAR)

    def _is_simplified(self, text: str, start: int, end: int, otherwise: Callable[[], bool]) -> bool:
        patterns = self._patterns
        return is_simplified(text, start, end, (patterns.simplified, patterns.traditional), otherwise)


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
    """The lines of a part of a text that have Han characters."""
    while (found := HAN_RUN.search(text, start, end)) is not None:
        first, last = text.rfind("\n", start, found.start()) + 1, text.find("\n", found.end(), end)
        last = end if last < 0 else last
        yield first or start, last
        start = last
