"""Emphasis that was meant and shows as asterisks.

`**重點。**後面` renders as it stands: a run of delimiters behind punctuation and before a letter closes
nothing (CommonMark 0.31, section 6.2, right-flanking). Only the parser's own delimiter runs can tell: in
`**甲**說。**乙**` an expression would take `**說。**` for such a case.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from linter.regions.blocks import scan_blocks
from linter.regions.emphasis import rendered_delimiters
from linter.regions.inline import delimiter_runs
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from linter.spans import LineIndex

_DELIMITER = re.compile(r"\*|__")
#: What may end a stretch that was meant as emphasis with single asterisks; other pairs of them are products.
_STOPS = "，。、；：！？"
_OPENING, _CLOSING = "([{（「『《〈【", ")]}）」』》〉】"
_LONGEST_RUN = 2


class LiteralEmphasis(NamedTuple):
    """A pair of `**`, `__` or `*` that was meant to render and does not: the spans of both ends."""

    opening: Span
    closing: Span


def literal_emphasis(text: str, lines: LineIndex) -> Iterator[LiteralEmphasis]:
    """Yields the pairs of delimiters within one line that do not render as a pair, in order.

    Equal runs of a line belong together two by two; in a line with an odd number of them nobody can tell
    which. Runs with white space on the inner side are no emphasis (`2 ** 3`), nor are those of code
    (`f(**a), g(**b)`).
    """
    blocks = scan_blocks(text, lines)
    for stretch in blocks.inline:
        if stretch.raw or not _DELIMITER.search(text, stretch.span.start, stretch.span.end):
            continue
        runs = delimiter_runs(text, stretch, blocks.labels)
        ends = [(each.start, each.end) for each in rendered_delimiters(text, runs)]
        shown = set(ends)  # whole runs that render: as the end of this pair, or of another
        pairs = set(zip(ends[::2], ends[1::2], strict=True))
        found = [
            LiteralEmphasis(Span(*opening), Span(*closing))
            for opening, closing in _pairs(text, lines, runs)
            if (opening, closing) not in pairs
            and _shows(opening, closing, shown)
            and _is_meant(text, opening, closing)
        ]
        yield from sorted(found)


_Run = tuple[int, int]


def _pairs(text: str, lines: LineIndex, runs: list[_Run]) -> Iterator[tuple[_Run, _Run]]:
    """The runs of each line that look alike, two by two."""
    alike: dict[tuple[int, str], list[_Run]] = {}
    for run in runs:
        if run[1] - run[0] <= _LONGEST_RUN:
            alike.setdefault((lines.position(run[0]).line, text[run[0] : run[1]]), []).append(run)
    for (_, mark), of_line in alike.items():
        if len(of_line) % 2 == 0 and mark != "_":
            yield from zip(of_line[::2], of_line[1::2], strict=True)


def _shows(opening: _Run, closing: _Run, rendered: AbstractSet[_Run]) -> bool:
    """Whether a pair shows its marks.

    Single ones show both, for they may be nested; of double ones one may be the end of a pair nobody meant.
    """
    shown = [run not in rendered for run in (opening, closing)]
    return all(shown) if opening[1] - opening[0] == 1 else any(shown)


def _is_meant(text: str, opening: _Run, closing: _Run) -> bool:
    """Whether a pair was meant as emphasis."""
    inside = text[opening[1] : closing[0]]
    if not inside or inside[0].isspace() or inside[-1].isspace():
        return False
    if inside[-1] in _OPENING or inside[0] in _CLOSING:
        return False
    if opening[1] - opening[0] == 1:
        before = text[opening[0] - 1 : opening[0]]
        return inside[-1] in _STOPS and (not before or before.isspace() or before in _STOPS)
    return True
