"""Reads the structure of a text that edits made of another one: only the lines that they may have changed.

What the block scan does where nothing is open depends only on what follows. Nothing is open at a line at the
margin below a blank one, if that ends all blocks but items of lists, which the line ends. Between two such
lines, a text is read as before if no line is edited, and none opens something that may run over blank lines
or that depends on what is further away; the others are read again, and must end at such a line, too.
"""

from __future__ import annotations

import bisect
import itertools
from typing import TYPE_CHECKING

from linter.lazy import lazy_re
from linter.regions.block import Blocks
from linter.regions.blocks.dialects import is_module
from linter.regions.blocks.landmarks import Landmarks
from linter.regions.blocks.scan import scan_lines
from linter.regions.blocks.state import State
from linter.regions.emphasis import Delimiters
from linter.regions.lines import line_kinds_of
from linter.regions.region import Regions
from linter.regions.structure import Structure, found_regions
from linter.spans import Growth, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.regions.lines import LineKind
    from linter.spans import LineIndex

#: What is at the margin.
_BEGINS = lazy_re(r"\S")
#: What may run over blank lines, or be read in another way because of what is further away.
_OPENS = lazy_re(
    r"```|~~~|<[!?%]|(?i:<(?:pre|script|style|textarea))|\$\$|\\\[|%%|\{[#%]|</?[\w.:-]*[^\W\d_A-Za-z]"
)
#: What may begin front matter.
_MATTER = ("---", "+++", "{")


class _NotEditedError(Exception):
    """The text must be read as a whole."""


def edited_structure(
    before: Structure, text: str, lines: LineIndex, edits: Sequence[tuple[Span, int]]
) -> Structure | None:
    """The structure of a text; None if all of it must be read.

    Args:
        before: the structure of the text before the edits, with its markup.
        text: the text after them.
        lines: its lines.
        edits: the span of each edit in the text before, and by how much it grows; sorted, without overlap.
    """
    if before.labels or is_module(before.text) or is_module(text):
        return None
    try:
        return _Edited(before, text, lines, edits).structure()
    except _NotEditedError:
        return None


def seams(structure: Structure) -> list[int]:
    """The lines, counted from 0, at which nothing is open."""
    text, starts, ends = structure.text, structure.lines.starts, structure.lines.ends
    return [
        number
        for number in structure.below_blank
        if number < len(starts)
        and starts[number - 1] == ends[number - 1]
        and _BEGINS.match(text, starts[number], ends[number])
    ]


class _Edited:
    """Puts the structure of a text together; see `edited_structure`."""

    def __init__(
        self, before: Structure, text: str, lines: LineIndex, edits: Sequence[tuple[Span, int]]
    ) -> None:
        self._before = before
        self._text, self._lines = text, lines
        self._marks = Landmarks(text, lines.spans)
        self._growth = Growth(edits)
        self._seams, self._dirty = self._parts([span for span, _ in edits])
        self._delimited = [one.runs[0][0] for one in before.delimiters]
        self._regions, self._blocks = Regions(0, ()), Blocks()
        self._delimiters: list[Delimiters] = []
        self._titles: list[Span] = []
        self._below_blank: list[int] = []
        self._taken: list[tuple[Span, int]] = []
        self._known_kinds = before.line_kinds if "line_kinds" in before.__dict__ else None
        self._kinds: list[LineKind] = []

    def structure(self) -> Structure:
        """The structure.

        Raises:
            _NotEditedError: the text must be read as a whole.
        """
        for dirty, group in itertools.groupby(range(len(self._seams) - 1), self._dirty.__contains__):
            parts = list(group)
            numbers = range(self._seams[parts[0]], self._seams[parts[-1] + 1])
            if dirty:
                self._read(range(self._after(numbers.start), self._after(numbers.stop)))
            else:
                self._take(numbers)
        structure = Structure(
            self._text,
            self._lines,
            self._regions,
            self._blocks,
            self._delimiters,
            tuple(self._titles),
            self._below_blank,
            frozenset(),
            self._taken,
        )
        if self._known_kinds is not None:
            structure.__dict__["line_kinds"] = self._kinds
        return structure

    def _parts(self, edited: Sequence[Span]) -> tuple[list[int], set[int]]:
        """The lines where parts begin, and the end; and the indexes of the parts that must be read again."""
        before, lines = self._before, self._before.lines
        touched: set[int] = set()
        for span in edited:
            touched.update(range(lines.index_of(span.start), lines.index_of(span.end) + 1))
        kept = [n for n in seams(before) if n not in touched and n - 1 not in touched]
        bounds = [0, *kept, len(lines.starts)]
        opened = (lines.index_of(match.start()) for match in _OPENS.finditer(before.text))
        dirty = {bisect.bisect_right(bounds, number) - 1 for number in touched.union(opened)}
        if before.text.startswith(_MATTER) or self._text.startswith(_MATTER):
            dirty.add(0)
        return bounds, dirty

    def _after(self, number: int) -> int:
        """The line after the edits that a line before them became."""
        starts = self._before.lines.starts
        if not number:
            return 0
        if number == len(starts):
            return len(self._lines.starts)
        offset = self._growth.moved(starts[number])
        found = self._lines.index_of(offset)
        if self._lines.starts[found] != offset:
            raise _NotEditedError
        return found

    def _take(self, numbers: range) -> None:
        """Takes over lines in which nothing changed."""
        before = self._before
        span = before.lines.span_of(numbers)
        by = self._growth.before(span.start)
        down = self._after(numbers.start) - numbers.start
        self._regions.take(before.regions, span, by)
        self._blocks.take(before.blocks, span, by)
        first, last = (bisect.bisect_left(self._delimited, offset) for offset in span)
        self._delimiters += (_shifted(one, by) for one in before.delimiters[first:last])
        self._titles += (
            Span(*_by(title, by)) for title in before.titles if span.start <= title.start < span.end
        )
        first, last = (bisect.bisect_right(before.below_blank, at) for at in (numbers.start, numbers.stop))
        self._below_blank += (number + down for number in before.below_blank[first:last])
        self._taken.append((span, by))
        if self._known_kinds is not None:
            self._kinds += self._known_kinds[numbers.start : numbers.stop]

    def _read(self, numbers: range) -> None:
        """Reads lines again.

        Raises:
            _NotEditedError: what begins in them does not end there.
        """
        text, lines = self._text, self._lines
        state = State(text, lines, markup=True, marks=self._marks)
        found = state.found
        ends = scan_lines(state, lines, numbers, has_modules=False)
        at_seam = numbers.stop == len(lines.starts) or found.below_blank[-1:] == [numbers.stop]
        if not (ends and at_seam) or found.labels:
            raise _NotEditedError
        span = lines.span_of(numbers)
        self._regions.add(span.end, found_regions(text, found, self._delimiters, markup=True))
        self._blocks.take(found.blocks, span, 0)
        self._titles += found.titles
        self._below_blank += found.below_blank
        if self._known_kinds is not None:
            self._kinds += line_kinds_of(text, lines, self._regions, self._blocks, numbers)


def _shifted(one: Delimiters, by: int) -> Delimiters:
    return (
        Delimiters([_by(run, by) for run in one.runs], [_by(end, by) for end in one.rendered]) if by else one
    )


def _by(ends: tuple[int, int], by: int) -> tuple[int, int]:
    return ends[0] + by, ends[1] + by
