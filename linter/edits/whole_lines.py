"""Edits that take out whole lines: what may go with them, and what nothing else may touch."""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING

from linter.regions import RegionKind
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.diagnostics import Edit
    from linter.document import Document

#: What stands beside a line, if anything does.
_LINE_BREAKS = ("", "\r", "\n")
_NEWLINE = r"(?:\r\n|\r|\n)"
#: A paragraph whose text is prose wherever nothing was left open before it.
_WITNESS = "甲"
#: The first and the last line of a fenced code block, one behind the other (CommonMark 4.5).
_FENCES = re.compile(
    rf" {{0,3}}(?P<fence>`{{3,}}|~{{3,}})[^\r\n]*{_NEWLINE} {{0,3}}(?P=fence)[`~]*[ \t]*{_NEWLINE}?"
)


def takes_lines(document: Document, edit: Edit) -> bool:
    """Whether an edit takes out whole lines, with or without the last newline, and puts nothing there."""
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
    block = fenced_by(document, opening)
    return (
        block is not None
        and block == fenced_by(document, closing)
        and _FENCES.fullmatch(opening.span.text(document.text) + closing.span.text(document.text)) is not None
        and _is_closed(document, Span(opening.span.end, closing.span.start))
    )


def _is_closed(document: Document, span: Span) -> bool:
    """Whether a text leaves nothing open behind it: no fence, no comment, no tag, no record."""
    inside = document.with_text(f"{span.text(document.text)}\n\n{_WITNESS}")
    last = inside.regions[-1]
    witness = last.kind is RegionKind.PROSE and last.span.end - last.span.start >= len(_WITNESS)
    return witness and not inside.records.records and not inside.records.broken


def fenced_by(document: Document, edit: Edit) -> Span | None:
    """The code block of which an edit touches the first or the last line, and no other."""
    at = bisect.bisect_right(document.regions, edit.span.start, key=lambda region: region.span.start) - 1
    region = document.regions[max(at, 0)]
    lines = document.lines
    if region.kind is not RegionKind.CODE_BLOCK:
        return None
    first, last = lines.position(region.span.start).line, lines.position(region.span.end).line
    touched = {lines.position(edit.span.start).line, lines.position(max(edit.span.end - 1, 0)).line}
    return region.span if touched in ({first}, {last}) and first != last else None
