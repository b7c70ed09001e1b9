"""The outline of a Markdown text: its headings and the rows of its tables."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, NamedTuple

from linter.regions.region import RegionKind
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linter.regions.region import Region
    from linter.spans import LineIndex


class Heading(NamedTuple):
    """A heading: its level, the span from its hashes or its text on to the end of its line, its text."""

    level: int
    span: Span
    text: str


def headings(text: str, lines: LineIndex, regions: Sequence[Region]) -> Iterator[Heading]:
    """Yields the headings of hashes and the underlined ones (CommonMark 4.2 and 4.3), in order."""
    for region in regions:
        mark = region.span.text(text).strip()
        if region.kind is not RegionKind.STRUCTURE or not mark:
            continue
        number = lines.position(region.span.start).line
        line = lines.line_span(number)
        if not mark.strip("#"):
            heading = text[region.span.end : line.end].strip(" \t#")
            yield Heading(len(mark), Span(region.span.start, line.end), heading)
        elif not mark.strip("=") or not mark.strip("-"):
            above = lines.line_span(number - 1) if number > 1 else Span(0, 0)
            if above.text(text).strip() and _is_paragraph(above, regions):
                yield Heading(1 if mark[0] == "=" else 2, above, above.text(text).strip())


def _is_paragraph(line: Span, regions: Sequence[Region]) -> bool:
    """Whether a line holds prose and no mark of structure."""
    first = bisect.bisect_right(regions, line.start, key=lambda region: region.span.end)
    last = bisect.bisect_left(regions, line.end, key=lambda region: region.span.start)
    kinds = {region.kind for region in regions[first:last]}
    return RegionKind.PROSE in kinds and not kinds & {RegionKind.STRUCTURE, RegionKind.HTML}


def table_rows(text: str, lines: LineIndex, regions: Sequence[Region]) -> Iterator[Span]:
    """Yields the rows of tables: the line above each rule, and those below it to a blank one (GFM 4.10)."""
    spans = lines.spans
    for region in regions:
        mark = region.span.text(text).strip()
        if region.kind is not RegionKind.STRUCTURE or "|" not in mark or mark.strip("|:- \t"):
            continue
        number = lines.position(region.span.start).line
        if number > 1:
            yield lines.line_span(number - 1)
        for start, end in spans[number:]:
            if not text[start:end].strip():
                break
            yield Span(start, end)
