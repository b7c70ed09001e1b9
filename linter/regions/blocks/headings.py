"""Headings: of hashes, or underlined (CommonMark 0.31, sections 4.2 and 4.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.regions.block import Block, BlockKind
from linter.regions.marks import CLOSING_HASHES, HEADING, SETEXT
from linter.regions.region import RegionKind
from linter.spans import Span

if TYPE_CHECKING:
    from linter.regions.blocks.state import State


def read_hashes(state: State, at: int, end: int) -> bool:
    """Reads a line as a heading of hashes, if it is one."""
    hashes = HEADING.match(state.text, at, end)
    if hashes is None:
        return False
    state.add(RegionKind.STRUCTURE, hashes.start(), hashes.end())
    state.open_run(hashes.end(), end)
    state.close_run()
    words = CLOSING_HASHES.sub("", state.text[hashes.end() : end].rstrip()).strip()
    start = state.text.index(words, hashes.end()) if words else end
    content = Span(start, start + len(words))
    state.add_block(Block(BlockKind.HEADING, Span(hashes.start(), end), content, marker=hashes.group()))
    return True


def read_underline(state: State, at: int, end: int) -> bool:
    """Reads a line as the underline that makes the paragraph above a heading, if it is one.

    It is one in the same container, and not below a table.
    """
    start = state.run_start
    if start is None or state.in_table or state.run_container != (state.depth, state.in_quote):
        return False
    if SETEXT.match(state.text, at, end) is None:
        return False
    words = state.text[start : state.run_end].rstrip()
    content = Span(start, start + len(words))
    marker = state.text[at:end].rstrip()
    state.close_run()
    state.add(RegionKind.STRUCTURE, at, end)
    state.add_block(Block(BlockKind.HEADING, Span(start, end), content, marker=marker))
    return True
