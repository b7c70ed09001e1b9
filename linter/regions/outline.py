"""The outline of a Markdown text: its headings, the rows of its tables, and what each line belongs to."""

from __future__ import annotations

import bisect
import enum
import re
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


class LineKind(enum.Enum):
    """What a line of a Markdown text belongs to."""

    BLANK = enum.auto()  #: nothing
    TEXT = enum.auto()  #: a paragraph at the left margin
    HEADING = enum.auto()  #: a heading, its underline included
    RULE = enum.auto()  #: a rule across the page, a comment, front matter
    LIST = enum.auto()  #: a list item, with what continues it
    CODE = enum.auto()  #: a block of code
    OTHER = enum.auto()  #: quotation, table, HTML


_RULE = re.compile(r"[-*_ \t]+|=+[ \t]*")
_UNDERLINES = ({"-"}, {"="})
_MARKER = re.compile(r"[-+*]|\d{1,9}[.)]")
_TEXTLESS = frozenset(
    (
        RegionKind.HTML,
        RegionKind.CODE_BLOCK,
        RegionKind.FRONT_MATTER,
        RegionKind.STRUCTURE,
        RegionKind.COMMENT,
    )
)


def line_kinds(text: str, lines: LineIndex, regions: Sequence[Region]) -> list[LineKind]:
    """What each line belongs to, in order.

    An indented line, or one right under a list or a quotation, continues what stands above it.
    """
    kinds: list[LineKind] = []
    place = 0
    for start, end in lines.spans:
        while place < len(regions) and regions[place].span.end <= start:
            place += 1
        kind = _line_kind(text, Span(start, end), regions, place)
        above = kinds[-1] if kinds else LineKind.BLANK
        if kind is LineKind.TEXT and (text[start] in " \t" or above in (LineKind.LIST, LineKind.OTHER)):
            kind = LineKind.LIST if above is LineKind.LIST else LineKind.OTHER
        if kind is LineKind.RULE and above is LineKind.TEXT and set(text[start:end].strip()) in _UNDERLINES:
            kind = LineKind.HEADING
            for number in range(len(kinds) - 1, -1, -1):
                if kinds[number] is not LineKind.TEXT:
                    break
                kinds[number] = LineKind.HEADING
        kinds.append(kind)
    return kinds


def _line_kind(text: str, line: Span, regions: Sequence[Region], place: int) -> LineKind:
    """What a line is by itself; `place` is the first region that ends behind the line's start."""
    if not line.text(text).strip():
        inside = (
            regions[place].kind if place < len(regions) and regions[place].span.start < line.start else None
        )
        return _marked("", inside, alone=True) if inside in _TEXTLESS else LineKind.BLANK
    while place < len(regions) and regions[place].span.start < line.end:
        region = regions[place]
        if region.kind in _TEXTLESS:
            mark = text[max(region.span.start, line.start) : min(region.span.end, line.end)].strip()
            return _marked(mark, region.kind, alone=mark == line.text(text).strip())
        place += 1
    return LineKind.TEXT


def _marked(mark: str, kind: RegionKind, *, alone: bool) -> LineKind:
    """What a line is that holds such a mark; `alone` if it holds nothing else."""
    if kind is RegionKind.STRUCTURE and mark and not mark.strip("#"):
        return LineKind.HEADING
    if kind is RegionKind.STRUCTURE and _MARKER.fullmatch(mark):
        return LineKind.LIST
    if kind is RegionKind.CODE_BLOCK:
        return LineKind.CODE
    aside = kind in (RegionKind.COMMENT, RegionKind.FRONT_MATTER)
    is_rule = kind is RegionKind.STRUCTURE and _RULE.fullmatch(mark)
    return LineKind.RULE if alone and (aside or is_rule) else LineKind.OTHER
