"""Blocks without prose between two marks: comments, raw HTML, instructions and displayed maths.

HTML as in CommonMark 0.31, section 4.6, kinds 1 to 5; kinds 6 and 7 hold text, which is read inline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.regions.marks import COMMENTS, INSTRUCTIONS, RAW_ELEMENT
from linter.regions.region import RegionKind
from linter.spans import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from linter.regions.blocks.state import State

_MATH_BLOCKS = (("$$", "$$"), ("\\[", "\\]"))


def read_enclosed(state: State, number: int, at: int, end: int) -> int | None:
    """Protects a block that may span many lines and contains no prose, if one starts at `at`.

    Returns:
        The number of the next line to read; None if no such block starts here.
    """
    text = state.text
    if text.startswith("<!--", at):
        state.close_run()
        return _until(state, number, Span(at, at + 4), "-->", RegionKind.COMMENT)
    if text[at] in "{%" or text.startswith(("<?", "<!"), at):
        marks, kind = (INSTRUCTIONS, RegionKind.HTML) if text[at] == "<" else (COMMENTS, RegionKind.COMMENT)
        return _closed_later(state, number, Span(at, end), marks, kind)
    if (match := RAW_ELEMENT.match(text, at, end)) is not None:
        state.close_run()
        return _until(state, number, Span(*match.span()), f"</{match.group(1)}", RegionKind.HTML)
    for opening, closing in _MATH_BLOCKS:
        if text.startswith(opening, at) and closing not in text[at + 2 : end]:
            return _maths(state, number, at, closing)
    return None


def _closed_later(
    state: State, number: int, line: Span, marks: Sequence[tuple[re.Pattern[str], str]], kind: RegionKind
) -> int | None:
    """Reads a block that a mark ends, in this line or a later one of its record, if one starts here."""
    for opening, closing in marks:
        if (match := opening.match(state.text, line.start, line.end)) is None:
            continue
        found = state.marks.next_closer(closing, match.end())
        if found >= 0 and state.marks.record_end(number + 1, found) is None:
            state.close_run()
            return _until(state, number, Span(*match.span()), closing, kind)
    return None


def _until(state: State, number: int, opening: Span, closing: str, kind: RegionKind) -> int:
    """Protects from the opening mark through the line with the closing one, or to the record's end."""
    text, lines = state.text, state.lines
    found = state.marks.next_closer(closing, opening.end)
    end_of_record = state.marks.record_end(number + 1, found)
    if found < 0 or end_of_record is not None:
        before = state.marks.next_record(number + 1) if end_of_record is None else end_of_record
        return state.protect_lines(number, opening.start, before, kind)
    while lines[number][1] < found:
        number += 1
    end = lines[number][1]
    close = found + len(closing)
    if closing.startswith("</"):
        close = text.find(">", found, end) + 1 or end
    state.add(kind, opening.start, close)
    if text[close:end].strip():  # the block ends with its line, and all of it is HTML
        state.open_run(close, end, raw=True)
        state.close_run()
    return number + 1


def _maths(state: State, number: int, at: int, closing: str) -> int | None:
    """Protects displayed maths over several lines; None if it is not closed before a blank line."""
    found = state.marks.next_closer(closing, state.lines[number][1])
    if found < 0:
        return None
    last = state.marks.line_of(found)
    if state.marks.has_blank(number, last):
        return None
    end = state.lines[last][1]
    state.close_run()
    state.add(RegionKind.MATH, at, found + 2)
    if state.text[found + 2 : end].strip():
        state.open_run(found + 2, end)
    return last + 1
