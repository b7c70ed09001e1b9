"""Edits that take out whole headings, lists and paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.edits.whole_lines import takes_lines
from linter.regions import BlockKind, LineKind, RegionKind

if TYPE_CHECKING:
    from linter.diagnostics import Edit
    from linter.document import Document
    from linter.spans import Span

#: What an edit may take out with its marks, and what may be in it.
_KINDS = frozenset(
    (
        LineKind.BLANK,
        LineKind.TEXT,
        LineKind.HEADING,
        LineKind.LIST,
        LineKind.QUOTE,
        LineKind.TABLE,
        LineKind.SEPARATOR,
        LineKind.OTHER,  # indented, it belongs to an item
    )
)
_WORDS = frozenset((RegionKind.PROSE, RegionKind.MARKUP, RegionKind.MARKUP_END))
_REGIONS = _WORDS | {RegionKind.STRUCTURE, RegionKind.CODE_SPAN}
#: Lines that are not a block with words.
_MARGINAL = frozenset((LineKind.BLANK, LineKind.SEPARATOR))
#: Blocks that are only taken out as a whole.
_CLOSED = frozenset((LineKind.QUOTE, LineKind.TABLE))
#: Lines that would be left of an item whose first line is gone.
_CONTINUING = frozenset((LineKind.LIST, LineKind.OTHER))


def takes_blocks(document: Document, edit: Edit) -> bool:
    """Whether an edit takes out headings, lists and paragraphs as a whole, at least one with marks or code.

    Thematic breaks and blank lines between them may go, too, and quotes and tables as a whole, but no link,
    tag or code block, and no heading to which a link leads.
    """
    if not takes_lines(document, edit):
        return False
    lines, span = document.lines, edit.span
    first, last = lines.position(span.start).line, lines.position(span.end).line
    if last > first and lines.line_span(last).start == span.end:
        last -= 1
    kinds = document.structure.line_kinds[first - 1 : last]
    return (
        _KINDS.issuperset(kinds)
        and not _MARGINAL.issuperset(kinds)
        and _are_removable(_regions_in(document, span))
        and _are_breaks(document, span, kinds.count(LineKind.SEPARATOR))
        and _starts_block(document, first)
        and not _is_continued(document, last)
    )


def _regions_in(document: Document, span: Span) -> set[RegionKind]:
    """The kinds of the regions that share a code point with a span."""
    return {region.kind for region in document.regions.between(span)}


def _are_removable(regions: set[RegionKind]) -> bool:
    return regions <= _REGIONS and not regions <= _WORDS


def _are_breaks(document: Document, span: Span, separators: int) -> bool:
    """Whether all separators in a span are thematic breaks."""
    blocks = document.structure.blocks.within(span)
    return separators == sum(block.kind is BlockKind.THEMATIC_BREAK for block in blocks)


def _starts_block(document: Document, number: int) -> bool:
    """Whether a line, 1-based, begins a block, or is a line of its own within a paragraph."""
    kinds = document.structure.line_kinds
    if kinds[number - 1] in _CLOSED:
        return number == 1 or kinds[number - 2] is not kinds[number - 1]
    if kinds[number - 1] is not LineKind.LIST:
        return True
    span = document.lines.line_span(number)
    return any(block.kind is BlockKind.LIST_ITEM for block in document.structure.blocks.within(span))


def _is_continued(document: Document, number: int) -> bool:
    """Whether the block of a line, 1-based, continues on the lines below."""
    kinds = document.structure.line_kinds
    if kinds[number - 1] in _CLOSED and kinds[number : number + 1] == [kinds[number - 1]]:
        return True
    below = number
    while below < len(kinds) and kinds[below] is LineKind.BLANK:
        below += 1
    if below == len(kinds) or kinds[below] not in _CONTINUING:
        return False
    return not _starts_block(document, below + 1) or kinds[below] is LineKind.OTHER
