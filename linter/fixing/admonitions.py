"""Admonitions and tabs for markdown-it-py: a line such as `!!! note "Title"`, and what is indented below it.

CommonMark reads the indented part as code; Python-Markdown, whose syntax it is, as blocks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.lazy import lazy_re

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_MARK = lazy_re(
    r'(?P<mark>(?:!{3}|\?{3}\+?)[ \t]+[^\W\d][\w-]*(?:[ \t]+[^\W\d][\w-]*)*|={3}[!+]?(?=[ \t]+"))'
    r'[ \t]*(?P<title>"[^"]*")?[ \t]*'
)
_INDENT = 4
#: The blocks that such a line ends.
_ENDED = ["paragraph", "reference", "blockquote", "list"]


def add_admonitions(parser: MarkdownIt) -> None:
    """Lets a parser read them as blocks that hold others."""
    parser.block.ruler.before("fence", "admonition", _admonition, {"alt": _ENDED})


def _admonition(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001 - as it calls
    if state.is_code_block(first):
        return False
    start, end = state.bMarks[first] + state.tShift[first], state.eMarks[first]
    match = _MARK.fullmatch(state.src, start, end)
    indent = state.sCount[first] + _INDENT
    if match is not None and not match["title"] and not match["mark"].isascii():
        # A class that is not ASCII needs a title or its content right below; see `linter.regions.dialects`.
        below = first + 1 < last and not state.isEmpty(first + 1) and state.sCount[first + 1] >= indent
        match = match if below else None
    if match is None or silent:
        return match is not None
    after = _end(state, first + 1, last, indent)
    opening = state.push("admonition_open", "div", 1)
    opening.markup, opening.map = match["mark"], [first, after]
    title = state.push("inline", "", 0)
    title.content, title.map, title.children = (match["title"] or "")[1:-1], [first, first + 1], []
    outer = state.lineMax, state.blkIndent, state.parentType
    state.lineMax, state.blkIndent, state.parentType = after, indent, "root"
    state.md.block.tokenize(state, first + 1, after)
    state.lineMax, state.blkIndent, state.parentType = outer
    state.push("admonition_close", "div", -1)
    state.line = after
    return True


def _end(state: StateBlock, line: int, last: int, indent: int) -> int:
    """The line after the last one that belongs to the block, from `line` on."""
    after = line
    while line < last and (state.isEmpty(line) or state.sCount[line] >= indent):
        line += 1
        after = after if state.isEmpty(line - 1) else line
    return after
