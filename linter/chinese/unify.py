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
from typing import TYPE_CHECKING

from linter.chinese.changes import Changes
from linter.chinese.characters import HAN_RUN
from linter.chinese.lines import LineReader
from linter.chinese.tables import tables_of
from linter.chinese.targets import Target
from linter.chinese.windows import Windows, is_explained

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from linter.chinese.changes import Change
    from linter.chinese.lexicon import Lexicon
    from linter.chinese.stretch import Reading
    from linter.spans import Span

#: The share of Simplified-only among one-sided characters from which a section is Simplified: of three
#: million characters of such documents, 1.5 to 4.5 % of records are between .3 and .7.
_SIMPLIFIED_SECTION = 0.9
_ENOUGH_EVIDENCE = 20
#: Each pass leaves less to do; the second rarely finds anything.
_MOST_PASSES = 5


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

    @functools.cached_property
    def _windows(self) -> Windows:
        return Windows(self._tables.scan.written)

    def changes(self, text: str, sections: Sequence[Span] = ()) -> Iterator[Change]:
        """Yields the changes, in order and not overlapping.

        Args:
            text: prose; what must not change is masked by characters that are not Han.
            sections: parts to be judged by themselves, such as records; in order and not overlapping.
        """
        for start, stretch, reading in self._stretches(text, sections):
            for change in self._changes.of(stretch, reading):
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
                reading = self._lines.judged(text[start:end], simplified=False)
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
            reading = self._lines.read(text[start:end], simplified=simplified)
            if reading is not None and (reading.repairs or reading.text != text[start:end]):
                yield start, text[start:end], reading

    def _judged(self, text: str, sections: Sequence[Span]) -> Iterator[tuple[int, int, bool | None]]:
        """Stretches worth a look: half-open offsets, and whether their section is Simplified.

        None means lines without a Traditional character, which are read together, because that is faster.
        """
        whole = functools.cache(lambda: self._is_simplified_section(text, 0, len(text), lambda: False))
        is_foreign = self._lines.japanese.lines(text)
        for start, end in _parts(len(text), sections):
            if not self._patterns.candidate.search(text, start, end):
                continue
            simplified = False
            if self._patterns.simplified.search(text, start, end):
                simplified = self._is_simplified_section(text, start, end, whole)
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
            plain = self._lines.is_plain(text, start, end, simplified=simplified)
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

    def _worth_a_look(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The lines of Traditional text in which something may change."""
        weak, guarded = self._patterns.weak, self._guarded
        covered, explained = self._windows.cover, self._tables.scan.explained
        at = start
        for match in self._patterns.candidate.finditer(text, start, end):
            index = match.start()
            if index < at:
                continue
            character = text[index]
            is_weak = character in weak and not covered(text, index)
            if is_weak and (character not in guarded or is_explained(explained, text, index)):
                continue
            at = index
            before, after = text.rfind("\n", start, at), text.find("\n", at, end)
            last = end if after < 0 else after
            yield (start if before < 0 else before + 1), last
            at = last + 1

    def _is_simplified_section(self, text: str, start: int, end: int, otherwise: Callable[[], bool]) -> bool:
        """Whether a part of a text is Simplified; `otherwise` says so if it has too little evidence."""
        patterns = self._patterns
        simplified = len(patterns.simplified.findall(text, start, end))
        most = int(simplified * (1 - _SIMPLIFIED_SECTION) / _SIMPLIFIED_SECTION)
        traditional = sum(
            1 for _ in itertools.islice(patterns.traditional.finditer(text, start, end), most + 1)
        )
        if traditional > most:
            return False
        return otherwise() if simplified + traditional < _ENOUGH_EVIDENCE else True


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
