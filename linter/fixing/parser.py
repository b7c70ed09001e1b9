"""The parser that checks what a fix changed: markdown-it-py, with what else seed documents use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from linter.fixing.admonitions import add_admonitions

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

    from linter.matching.cpu_time import CpuLimit

#: How deeply a text may nest; what is deeper is not compared here, only by regions.
_DEEPEST = 100


def limited_parser(limit: CpuLimit) -> MarkdownIt:
    """A parser of blocks that gives up when it reaches a limit.

    Before each block, it passes the tokens of those that are finished to `take` of its environment.
    """
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    parser.core.ruler.enableOnly(["normalize", "block"])

    def at_block(state: StateBlock, _first: int, _last: int, silent: bool) -> bool:  # noqa: FBT001 - as it calls
        limit.check()
        if state.level == 0 and not silent:
            state.env["take"](state.tokens)
        return False

    def at_inline(_state: StateInline, _silent: bool) -> bool:  # noqa: FBT001 - as it calls
        limit.check()
        return False

    definition = next(rule.fn for rule in parser.block.ruler.__rules__ if rule.name == "reference")

    def reference(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001 - as it calls
        """A definition of a link; that of a footnote is text, because the parser does not know footnotes."""
        start = state.bMarks[first] + state.tShift[first]
        return not state.src.startswith("[^", start) and definition(state, first, last, silent)

    parser.block.ruler.at("reference", reference)
    parser.block.ruler.before("table", "deadline", at_block)
    parser.inline.ruler.before("text", "deadline", at_inline)
    add_admonitions(parser)
    return parser
