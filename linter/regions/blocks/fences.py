"""Fenced code blocks (CommonMark 0.31, section 4.5)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linter.regions.block import Block, BlockKind
from linter.regions.blocks.indentation import CODE_INDENT, skip_blanks
from linter.regions.blocks.landmarks import RECORD_TAG
from linter.regions.region import RegionKind
from linter.spans import Span

if TYPE_CHECKING:
    from linter.regions.blocks.state import State


def read_fence(state: State, number: int, at: int, fence: str) -> int:
    """Protects the fenced block that `fence` opens at `at` in line `number`.

    One that is not closed before the next record ends with its own record: a forgotten fence must not
    hide the records after it.

    Returns:
        The number of the next line to read.
    """
    state.close_run()
    text, lines = state.text, state.lines
    blanks = "[ \\t>]*" if state.in_quote else "[ \\t]*"
    closing = re.compile(f"{blanks}{fence[0]}{{{len(fence)},}}[ \\t]*$")
    deepest = (state.lists[-1] if state.lists else 0) + CODE_INDENT
    depth, cut = 0, None
    for later in range(number + 1, len(lines)):
        start, end = lines[later]
        if state.in_quote and text[start:end].lstrip(" \t")[:1] != ">":
            # The quote ends, and the fence with it.
            return _unclosed(state, number, at, fence, later)
        if closing.match(text, start, end) and skip_blanks(text, start, end, 0)[1] < deepest:
            state.add(RegionKind.CODE_BLOCK, at, end)
            content = Span(lines[number + 1][0], start)
            state.add_block(_block(state, number, fence, Span(at, end), content))
            return later + 1
        tag = RECORD_TAG.match(text, start, end)
        if tag is not None:
            depth += -1 if tag.group(1) else 1
            if depth < 0 and cut is None:
                cut = later
            elif cut is not None and not tag.group(1):
                break
    before = cut if cut is not None else state.marks.next_record(number + 1)
    return _unclosed(state, number, at, fence, before)


def _unclosed(state: State, number: int, at: int, fence: str, before: int) -> int:
    """Protects a fenced block up to the end of the line before line `before`."""
    last = max(before - 1, number)
    end = state.lines[last][1]
    content = Span(state.lines[number + 1][0] if last > number else end, end)
    state.add_block(_block(state, number, fence, Span(at, end), content)._replace(closed=False))
    return state.protect_lines(number, at, before, RegionKind.CODE_BLOCK)


def _block(state: State, number: int, fence: str, span: Span, content: Span) -> Block:
    info = state.text[span.start + len(fence) : state.lines[number][1]].strip()
    return Block(BlockKind.FENCE, span, content, marker=fence, info=info)
