"""Definitions of links (CommonMark 0.31, section 4.7) and of footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.regions.block import Block, BlockKind, label_key
from linter.regions.marks import DESTINATION
from linter.regions.region import RegionKind
from linter.spans import Span

if TYPE_CHECKING:
    import re

    from linter.regions.blocks.state import State


def read_definition(state: State, match: re.Match[str], end: int) -> None:
    """Protects a definition's label and its address; the text of a footnote is prose.

    Args:
        state: the state of the scan.
        match: the label, as `DEFINITION` matches it.
        end: the end of the line.
    """
    footnote, label = match.groups()
    state.add(RegionKind.LINK_TARGET, match.start(), match.end() if footnote else end)
    span, content = Span(match.start(), end), Span(match.end(), end)
    state.add_block(Block(BlockKind.DEFINITION, span, content, info=f"{footnote}{label}"))
    if footnote:
        state.open_run(match.end(), end)
    elif DESTINATION.match(state.text, match.end(), end):
        state.found.labels.add(label_key(label))
