"""Edits and lines: which take whole lines, and which would join or split what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.diagnostics import Refusal
from linter.regions import BlockKind, LineKind, RegionKind, is_definition, item_marker
from linter.spans import NEWLINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from linter.diagnostics import Edit
    from linter.document import Document
    from linter.spans import Span

#: Lines of blocks that merge if nothing is between two of them; an indented line may belong to an item.
_MERGING = frozenset((LineKind.LIST, LineKind.QUOTE, LineKind.TABLE, LineKind.OTHER))
_INDENT = ("  ", " \t", "\t")
#: What may be next to a line: the start or the end of the text, or part of a newline.
_LINE_BREAKS = ("", "\r", "\n")
#: A paragraph that is prose unless something before it was left open.
_WITNESS = "甲"
#: What a blank line may have (CommonMark 2.1); Python also strips form feeds and other separators.
_BLANK = " \t"
#: How many blank lines may be between two lists that would merge.
_NEAR = 50


def takes_lines(document: Document, edit: Edit) -> bool:
    """Whether an edit takes out whole lines, with or without the last newline, and adds nothing."""
    if edit.content or not len(edit.span):
        return False
    text, (start, end) = document.text, (edit.span.start, edit.span.end)
    return text[start - 1 : start] in _LINE_BREAKS and (
        text[end - 1] in _LINE_BREAKS or text[end : end + 1] in _LINE_BREAKS
    )


def unwraps(document: Document, edits: Sequence[Edit]) -> bool:
    """Whether edits take out the two fences of one code block, and nothing else."""
    if len(edits) != 2 or not all(takes_lines(document, edit) for edit in edits):  # noqa: PLR2004 - two fences
        return False
    opening, closing = edits
    fences = (
        b for b in document.structure.blocks.within(opening.span) if b.kind is BlockKind.FENCE and b.closed
    )
    fence = next(fences, None)
    if fence is None or (opening.span.end, closing.span.start) != (fence.content.start, fence.content.end):
        return False
    # In a list or a quote, their lines hold more than the fences.
    before = document.text[opening.span.start : fence.span.start]
    last = closing.span.text(document.text)
    return (
        not before.strip(" ")
        and not last.strip(f" \t\r\n{fence.marker[0]}")
        and len(NEWLINE.findall(last)) <= 1
        and _is_closed(document, fence.content)
    )


def _is_closed(document: Document, span: Span) -> bool:
    """Whether a text leaves nothing open at its end: no fence, no comment, no tag, no record."""
    inside = document.with_text(f"{span.text(document.text)}\n\n{_WITNESS}")
    last = inside.regions[-1]
    return last.kind is RegionKind.PROSE and not inside.records.records and not inside.records.broken


def fenced_block(document: Document, edit: Edit) -> Span | None:
    """The code block whose first or last line is the only line from which an edit takes out text."""
    region = document.structure.regions.at(edit.span.start)
    lines = document.lines
    if region.kind is not RegionKind.CODE_BLOCK:
        return None
    first, last = lines.position(region.span.start).line, lines.position(region.span.end).line
    touched = {lines.position(edit.span.start).line, lines.position(edit.span.end - 1).line}
    return region.span if touched in ({first}, {last}) and first != last else None


def refuse_lines(document: Document, edit: Edit) -> Refusal | None:
    """Why an edit may not change lines as it does; None if it leaves them alone, or adds or takes whole ones.

    A newline within a heading, a list item or a title ends it; removing a blank line joins what it separated.
    """
    text, span = document.text, edit.span
    lines = document.lines
    adds, takes = NEWLINE.search(edit.content), NEWLINE.search(span.text(text))
    if not adds and not takes:
        return _refuse_blank(document, edit)
    first, last = lines.position(span.start).line, lines.position(span.end).line
    starts, ends = lines.line_span(first), lines.line_span(last)
    if span.start not in (starts.start, starts.end) or span.end not in (ends.start, ends.end):
        return Refusal.PART_OF_LINE if takes else Refusal.SPLIT_LINE
    after_text = span.start > starts.start  # the text of the first line is left
    if after_text and span.end == ends.start and not adds:
        return Refusal.JOINED_LINES
    above = starts.text(text) if after_text else _line(document, first - 1)
    below = ends.text(text) if span.end == ends.start else _line(document, last + 1)
    old, new = (NEWLINE.split(part)[after_text:-1] for part in (span.text(text), edit.content))
    if _has_blank(old) and not _has_blank(new) and above.strip() and below.strip():
        return Refusal.JOINED_PARAGRAPHS
    if edit.content.strip():
        return None
    return _refuse_join(document, first + after_text, last - (span.end == ends.start and last > first))


def _refuse_blank(document: Document, edit: Edit) -> Refusal | None:
    """Why an edit within a line may not leave the line blank, if it does."""
    text, span = document.text, edit.span
    if edit.content.strip() or not span.text(text).strip(_BLANK):
        return None
    number = document.lines.position(span.start).line
    visible = document.visible_extent(number)
    if visible is not None and (visible[0] < span.start or visible[1] >= span.end):
        return None
    if _line(document, number - 1).strip() and _line(document, number + 1).strip():
        return Refusal.BLANK_LINE
    return _refuse_join(document, number, number)


def _refuse_join(document: Document, first: int, last: int) -> Refusal | None:
    """Why lines, 1-based, may not be removed: without them, what is above and below would merge.

    Without anything in between, two lists, quotes or tables are one; a backslash that ends a line is a break
    only before another line; a definition cannot begin within a paragraph.
    """
    if _line(document, first - 1).endswith("\\"):
        return Refusal.BACKSLASH
    if is_definition(_line(document, last + 1)):
        return Refusal.DEFINITION
    above, below = _nearest(document, first - 1, -1), _nearest(document, last + 1, 1)
    return Refusal.JOINED_BLOCKS if _merges(document, above) and _merges(document, below) else None


def _merges(document: Document, number: int) -> bool:
    """Whether a line is of a block that would merge with one like it; False for 0, which is not a line."""
    if not number:
        return False
    line = _line(document, number)
    # Within a paragraph, an item or a row is text, but it starts a block once the paragraph is gone.
    would_start = line.startswith(_INDENT) or line.lstrip(" \t").startswith("|") or bool(item_marker(line))
    return would_start or document.structure.line_kinds[number - 1] in _MERGING


def _nearest(document: Document, number: int, step: int) -> int:
    """The first line that is not blank, from a 1-based number on; 0 if there is none nearby."""
    numbers = (number + step * distance for distance in range(_NEAR))
    return next((near for near in numbers if _line(document, near).strip()), 0)


def _line(document: Document, number: int) -> str:
    """A line by its 1-based number; empty where there is none."""
    spans = document.lines.spans
    start, end = spans[number - 1] if 0 < number <= len(spans) else (0, 0)
    return document.text[start:end]


def _has_blank(lines: Iterable[str]) -> bool:
    return any(not line.strip() for line in lines)
