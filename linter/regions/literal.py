"""Emphasis that was meant and shows as asterisks.

`**重點。**後面` renders as it stands: a run of delimiters behind punctuation and before a letter closes
nothing (CommonMark 0.31, section 6.2, right-flanking). Only the parser's own delimiter runs can tell: in
`**甲**說。**乙**` an expression would take `**說。**` for such a case.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from linter.regions.blocks import scan_blocks
from linter.regions.emphasis import rendered_delimiters
from linter.regions.inline import delimiter_runs
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.spans import LineIndex

_STRONG = 2


class LiteralEmphasis(NamedTuple):
    """A pair of `**` that was meant to render and does not: the spans of both ends."""

    opening: Span
    closing: Span


def literal_emphasis(text: str, lines: LineIndex) -> Iterator[LiteralEmphasis]:
    """Yields the pairs of `**` within one line that do not render as a pair, in order.

    The runs of a line belong together two by two; in a line with an odd number of them nobody can tell which.
    Runs with white space on the inner side are no emphasis: `2 ** 3`.
    """
    for stretch in scan_blocks(text, lines).inline:
        if stretch.raw or "**" not in text[stretch.span.start : stretch.span.end]:
            continue
        runs = delimiter_runs(text, stretch)
        ends = [(each.start, each.end) for each in rendered_delimiters(text, runs)]
        rendered = set(zip(ends[::2], ends[1::2], strict=True))
        strong = [run for run in runs if text[run[0]] == "*" and run[1] - run[0] == _STRONG]
        for _, group in itertools.groupby(strong, key=lambda run: lines.position(run[0]).line):
            of_line = list(group)
            if len(of_line) % 2:
                continue
            for opening, closing in zip(of_line[::2], of_line[1::2], strict=True):
                inside = text[opening[1] : closing[0]]
                if inside and inside == inside.strip() and (opening, closing) not in rendered:
                    yield LiteralEmphasis(Span(*opening), Span(*closing))
