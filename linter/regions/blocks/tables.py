"""Tables (GitHub Flavored Markdown 4.10): the rule below the header; `State.add_text` adds the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.regions.block import Block, BlockKind
from linter.regions.marks import TABLE_RULE
from linter.regions.region import RegionKind
from linter.spans import Span

if TYPE_CHECKING:
    from linter.regions.blocks.state import State


def read_rule(state: State, at: int, end: int) -> bool:
    """Reads a line as the rule that makes the line above the header of a table, if it is one."""
    start, stop = state.run_start, state.run_end
    if start is None or "|" not in state.text[at:end] or TABLE_RULE.match(state.text, at, end) is None:
        return False
    state.in_table = True
    state.close_run()
    state.add(RegionKind.STRUCTURE, at, end)
    header = Span(max(start, state.lines[state.marks.line_of(stop)][0]), stop)
    state.add_block(Block(BlockKind.TABLE_ROW, header, header))
    state.add_block(Block(BlockKind.TABLE_RULE, Span(at, end), Span(at, end)))
    return True
