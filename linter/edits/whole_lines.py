"""Edits and lines: which take whole lines, and which would join or split what is left."""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING

from linter.diagnostics import Refusal
from linter.regions import RegionKind
from linter.spans import NEWLINE, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from linter.diagnostics import Edit
    from linter.document import Document

#: The first or a later line of a list item, a line of a quotation, the row of a table.
_PART = re.compile(r"[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]|[>|])|[ \t]{2,}")
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:")
_NEWLINE = r"(?:\r\n|\r|\n)"
#: The first and the last line of a fenced code block, one after the other (CommonMark 4.5).
_FENCES = re.compile(
    rf" {{0,3}}(?P<fence>`{{3,}}|~{{3,}})[^\r\n]*{_NEWLINE} {{0,3}}(?P=fence)[`~]*[ \t]*{_NEWLINE}?"
)
#: What is next to a line: the start or the end of the text, or part of a newline.
_LINE_BREAKS = ("", "\r", "\n")
#: A paragraph whose text is prose wherever nothing was left open before it.
_WITNESS = "甲"
#: Blank lines over which two lists may become one.
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
    block = fenced_block(document, opening)
    return (
        block is not None
        and block == fenced_block(document, closing)
        and _FENCES.fullmatch(opening.span.text(document.text) + closing.span.text(document.text)) is not None
        and _is_closed(document, Span(opening.span.end, closing.span.start))
    )


def _is_closed(document: Document, span: Span) -> bool:
    """Whether a text leaves nothing open at its end: no fence, no comment, no tag, no record."""
    inside = document.with_text(f"{span.text(document.text)}\n\n{_WITNESS}")
    last = inside.regions[-1]
    witness = last.kind is RegionKind.PROSE and last.span.end - last.span.start >= len(_WITNESS)
    return witness and not inside.records.records and not inside.records.broken


def fenced_block(document: Document, edit: Edit) -> Span | None:
    """The code block whose first or last line is the only one of its lines that an edit touches."""
    at = bisect.bisect_right(document.structure.region_starts, edit.span.start) - 1
    region = document.regions[max(at, 0)]
    lines = document.lines
    if region.kind is not RegionKind.CODE_BLOCK:
        return None
    first, last = lines.position(region.span.start).line, lines.position(region.span.end).line
    touched = {lines.position(edit.span.start).line, lines.position(max(edit.span.end - 1, 0)).line}
    return region.span if touched in ({first}, {last}) and first != last else None


def refuse_lines(document: Document, edit: Edit) -> Refusal | None:
    """Why an edit may not do what it does to lines; None where it leaves them, or adds or takes whole ones.

    A newline within a heading, a list item or a title ends it; a blank line that goes away between two others
    joins what was apart.
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
    """Why an edit within a line may not leave it blank, if it does."""
    text, span = document.text, edit.span
    if edit.content.strip() or not span.text(text).strip():
        return None
    number = document.lines.position(span.start).line
    visible = document.visible_extent(number)
    if visible is not None and (visible[0] < span.start or visible[1] >= span.end):
        return None
    if _line(document, number - 1).strip() and _line(document, number + 1).strip():
        return Refusal.BLANK_LINE
    return _refuse_join(document, number, number)


def _refuse_join(document: Document, first: int, last: int) -> Refusal | None:
    """Why lines, 1-based, may not go away: without them, what is above and below would become one.

    Without anything in between, two lists, quotes or tables are one; a backslash that ends a line is a break
    only before another line; a definition cannot begin within a paragraph.
    """
    if _line(document, first - 1).endswith("\\"):
        return Refusal.BACKSLASH
    if _DEFINITION.match(_line(document, last + 1)):
        return Refusal.DEFINITION
    above, below = _nearest(document, first - 1, -1), _nearest(document, last + 1, 1)
    return Refusal.JOINED_BLOCKS if _PART.match(above) and _PART.match(below) else None


def _nearest(document: Document, number: int, step: int) -> str:
    """The first line that is not blank from a 1-based number on; empty if none is near."""
    lines = (_line(document, number + step * distance) for distance in range(_NEAR))
    return next((line for line in lines if line.strip()), "")


def _line(document: Document, number: int) -> str:
    """A line by its 1-based number; empty where there is none."""
    spans = document.lines.spans
    start, end = spans[number - 1] if 0 < number <= len(spans) else (0, 0)
    return document.text[start:end]


def _has_blank(lines: Iterable[str]) -> bool:
    return any(not line.strip() for line in lines)
