"""Walks the lines of a text once, and has each read by what its first characters may begin.

It finds the lines that are code, comments or front matter, and the stretches that are read inline together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.regions.block import Block, BlockKind
from linter.regions.blocks import dialects
from linter.regions.blocks.definitions import read_definition
from linter.regions.blocks.enclosed import read_enclosed
from linter.regions.blocks.fences import read_fence
from linter.regions.blocks.front_matter import read_front_matter
from linter.regions.blocks.headings import read_hashes, read_underline
from linter.regions.blocks.indentation import CODE_INDENT, skip_blanks
from linter.regions.blocks.list_items import marker_at, read_item
from linter.regions.blocks.quotes import read_quote
from linter.regions.blocks.state import State
from linter.regions.blocks.tables import read_rule
from linter.regions.blocks.words_only import end_of_words
from linter.regions.marks import (
    BLANKS,
    BLOCK_START,
    BREAK,
    DEFINITION,
    FENCE,
    HTML_BLOCK,
    LONE_TAG,
    RAW_ELEMENT,
)
from linter.regions.region import RegionKind
from linter.spans import Span

if TYPE_CHECKING:
    from linter.regions.block import Scan
    from linter.spans import LineIndex

#: The first characters of lines that may not be plain text, including digits; and of blocks without prose.
_STARTERS = frozenset(" \t>#-+*_`~=<$\\[|:!?/%{@(0123456789")
_OPENERS = frozenset("`~<$\\%{")


def scan_blocks(text: str, lines: LineIndex, *, markup: bool = True) -> Scan:
    """Reads the block structure of a whole text, in time linear in its length; see `read_structure`."""
    state = State(text, lines, markup=markup)
    scan_lines(state, lines, range(len(lines.starts)), has_modules=dialects.is_module(text))
    return state.found


def scan_lines(state: State, lines: LineIndex, numbers: range, *, has_modules: bool) -> bool:
    """Reads some lines: all, or those between two that begin an outermost block.

    Args:
        state: the state, in which nothing is open.
        lines: the lines of the text.
        numbers: which ones to read.
        has_modules: whether the text may have lines of JavaScript.

    Returns:
        Whether they can be read by themselves: what begins in them ends there.
    """
    text = state.text
    starts, ends = lines.starts, lines.ends
    number, count = read_front_matter(state) if not numbers.start else numbers.start, numbers.stop
    skips_words = not (state.markup or has_modules or "\r" in text)
    while number < count:
        start, end = starts[number], ends[number]
        if skips_words and start < end and state.is_outside:
            after = end_of_words(text, start)
            if after > start:
                number += text.count("\n", start, after)
                state.lists.clear()
                continue
        if has_modules and state.run_start is None:
            after = dialects.read_module(state, number)
            if after > number:
                number = after
                continue
        if start == end:
            _blank(state, number)
        elif state.run_raw and (after := _end_of_raw(state, lines, number, count)):
            number = after
            continue
        elif text[start] in _STARTERS or state.run_raw or state.in_quote:
            number = _line(state, number)
            continue
        else:
            if state.run_start is None:
                state.lists.clear()
            state.add_text(start, end)
        number += 1
    state.close_run()
    return number == count


def _end_of_raw(state: State, lines: LineIndex, number: int, count: int) -> int:
    """Adds all lines up to a blank one to a block of HTML; 0 if one of them may be no part of it."""
    if state.run_container != (0, False):
        return 0
    text, starts, ends = state.text, lines.starts, lines.ends
    first = starts[number]
    while number < count and text[starts[number] : ends[number]].strip(BLANKS):
        number += 1
    last = ends[number - 1]
    if last < first or RAW_ELEMENT.search(text, first, last):
        return 0
    state.run_end = last
    return number


def _blank(state: State, number: int) -> None:
    """Ends what a blank line ends: a paragraph, a table, a quote, an item that began without words."""
    state.found.below_blank.append(number + 1)
    state.close_run()
    state.in_table = False
    if state.in_quote:
        state.lists = state.lists[: state.around]
        state.in_quote, state.around = False, 0
    if number == state.after_empty and state.lists:
        state.lists.pop()


def _line(state: State, number: int) -> int:
    """Reads a line with its containers, and returns the number of the next one to read."""
    text = state.text
    start, end = state.lines[number]
    at, column = (start, 0) if text[start] not in BLANKS else skip_blanks(text, start, end, 0)
    if at == end:
        _blank(state, number)
        return number + 1
    if state.run_raw and not state.run_holds(at, column):
        state.close_run()  # a block of HTML ends with the quote or the list item that it is in
    if state.run_raw and RAW_ELEMENT.match(text, at, end) is None:
        state.run_end = end
        return number + 1
    if state.in_quote or text[at] == ">":
        at, column = read_quote(state, at, end, column)
    if at == end:  # nothing after the quote marks
        state.close_run()
        return number + 1
    open_items = state.items_at(column) if state.lists else []
    state.depth = len(open_items)
    paragraph = state.run_start is not None
    if paragraph and column - state.base_of(open_items) >= CODE_INDENT:
        if not state.in_table:
            state.run_end = end  # indented too far to start a block: the paragraph continues
            return number + 1
        state.close_run()
        state.in_table = paragraph = False
    if not paragraph or BLOCK_START.match(text, at, end):
        state.lists = open_items
    return _content(state, number, at, end, column)


def _content(state: State, number: int, at: int, end: int, column: int) -> int:
    """Reads what is at `at`, after indentation, quote and list markers."""
    first = state.text[at]
    if state.run_start is None and column - state.base_of(state.lists) >= CODE_INDENT:
        state.add(RegionKind.CODE_BLOCK, at, end)
    elif first not in _STARTERS:
        state.add_text(at, end)
    elif first in dialects.STARTERS and dialects.read_marker(state, at, end, column):
        pass
    elif first in _OPENERS and (after := _without_prose(state, number, at, end)) is not None:
        return after
    elif first == "#" and read_hashes(state, at, end):
        pass
    elif (marker := marker_at(state, at, end)) is not None:
        rest = read_item(state, number, marker, end, column)
        if rest is not None:
            return _content(state, number, rest[0], end, rest[1])
    else:
        _leaf(state, at, end)
    return number + 1


def _without_prose(state: State, number: int, at: int, end: int) -> int | None:
    """Reads a block of many lines that holds no prose, if one starts at `at`; returns the line after it."""
    if (fence := FENCE.match(state.text, at, end)) is not None:
        return read_fence(state, number, at, fence.group(1) or fence.group(2))
    return read_enclosed(state, number, at, end)


def _leaf(state: State, at: int, end: int) -> None:
    """Reads the rest of a line on which no container block starts."""
    text = state.text
    if text[at].isdigit():  # not a list item, so nothing else either
        state.add_text(at, end)
        return
    if read_rule(state, at, end) or read_underline(state, at, end):
        return
    paragraph = state.run_start is not None
    if BREAK.match(text, at, end):
        state.close_run()
        state.in_table = False
        state.add(RegionKind.STRUCTURE, at, end)
        state.add_block(Block(BlockKind.THEMATIC_BREAK, Span(at, end), Span(end, end)))
    elif not paragraph and (match := DEFINITION.match(text, at, end)) is not None:
        read_definition(state, match, end)
    elif HTML_BLOCK.match(text, at, end) or (not paragraph and LONE_TAG.match(text, at, end)):
        state.open_run(at, end, raw=True)
    else:
        state.add_text(at, end)
