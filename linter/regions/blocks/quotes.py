"""Block quotes (CommonMark 0.31, section 5.1): each line of one begins with `>`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.regions.block import Block, BlockKind
from linter.regions.blocks.indentation import CODE_INDENT, skip_blanks
from linter.regions.region import RegionKind
from linter.spans import Span

if TYPE_CHECKING:
    from linter.regions.blocks.state import State


def read_quote(state: State, at: int, end: int, column: int) -> tuple[int, int]:
    """Opens, continues or ends a quote with the line that has its first character at `at`.

    Returns:
        The offset and the column after the markers; the same as before if the line is in no quote.
    """
    around = state.lists[: state.around] if state.in_quote else state.lists
    around = [content for content in around if content <= column]
    indent = column - (around[-1] if around else 0)
    quoted = state.text[at] == ">" and indent < CODE_INDENT
    if quoted and (not state.in_quote or len(around) < state.around):
        state.close_run()
        state.lists = around
    elif state.in_quote and not quoted:
        state.lists = state.lists[: state.around]
    state.in_quote, state.around = quoted, len(around) if quoted else 0
    if not quoted:
        return at, column
    state.add_block(Block(BlockKind.QUOTE, Span(at, end), Span(at + 1, end), marker=">"))
    return _skip_markers(state, at, end)


def read_quote_in_item(state: State, at: int, end: int, column: int) -> tuple[int, int]:
    """The same for a `>` after a list marker; in a quote, it opens none of its own."""
    if state.in_quote:
        return _skip_markers(state, at, end)
    return read_quote(state, at, end, column)


def _skip_markers(state: State, at: int, end: int) -> tuple[int, int]:
    """Skips the markers from a first one on; columns count from each again."""
    column = 0
    while at < end and state.text[at] == ">" and column < CODE_INDENT:
        state.add(RegionKind.STRUCTURE, at, at + 1)
        skip = 2 if state.text[at + 1 : at + 2] == " " else 1
        at, column = skip_blanks(state.text, at + skip, end, 0)
    return at, column
