"""List items (CommonMark 0.31, section 5.2), and the boxes of tasks (GitHub Flavored Markdown 5.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.regions.block import Block, BlockKind
from linter.regions.blocks.definitions import read_definition
from linter.regions.blocks.indentation import CODE_INDENT, skip_blanks
from linter.regions.blocks.quotes import read_quote_in_item
from linter.regions.marks import BREAK, DEFINITION, LIST_MARKER, TASK
from linter.regions.region import RegionKind
from linter.spans import Span

if TYPE_CHECKING:
    import re

    from linter.regions.blocks.state import State

#: List items that are nested more deeply are text: no person nests them so deeply.
_DEEPEST_LIST = 50


def marker_at(state: State, at: int, end: int) -> re.Match[str] | None:
    """The list marker at `at`, if there is one: no thematic break, no empty item in a paragraph."""
    marker = LIST_MARKER.match(state.text, at, end)
    if marker is None or len(state.lists) >= _DEEPEST_LIST or BREAK.match(state.text, at, end):
        return None
    is_sibling = state.depth < state.run_container[0]
    opens = state.run_start is None or is_sibling or bool(state.text[marker.end() : end].strip())
    return marker if opens else None


def read_item(
    state: State, number: int, marker: re.Match[str], end: int, column: int
) -> tuple[int, int] | None:
    """Opens the list item that `marker`, in line `number` and at `column`, begins.

    Returns:
        The offset and the column of what the item begins with, still to be read; None if nothing is left.
    """
    text = state.text
    state.close_run()
    state.add(RegionKind.STRUCTURE, marker.start(), marker.end())
    span, content_span = Span(marker.start(), end), Span(marker.end(), end)
    state.add_block(Block(BlockKind.LIST_ITEM, span, content_span, marker=marker.group()))
    after = column + len(marker.group())
    at, content = skip_blanks(text, marker.end(), end, after)
    if at == end:
        state.after_empty = number + 1
    opens_empty = at == end or content - after > CODE_INDENT  # with nothing, or with indented code
    state.lists.append(after + 1 if opens_empty else content)
    if at < end and text[at] == ">":
        at, content = read_quote_in_item(state, at, end, content)
    if at < end and text[at] == "[" and (task := TASK.match(text, at, end)) is not None:
        state.add(RegionKind.STRUCTURE, at, task.end())
        words, _ = skip_blanks(text, task.end(), end, 0)
        if (match := DEFINITION.match(text, words, end)) is not None:  # GitHub reads it as one
            read_definition(state, match, end)
            return None
        at, content = task.end(), content + len(task.group())
    return (at, content) if at < end else None
