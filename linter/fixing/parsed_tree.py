"""The tree of a Markdown text, as a parser reads it that shares no code with `linter.regions`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linter.fixing.parser import limited_parser
from linter.lazy import lazy_re
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from linter.matching.cpu_time import CpuLimit

#: What separates the cells of a row, and what only looks like a separator.
_BARS = (lazy_re(r"(?<!\\)\|"), lazy_re(r"\\\|"))
_BREAKS = frozenset(("softbreak", "hardbreak"))
#: What is between the words of a line: links, code, emphasis, breaks.
Marks = list[tuple[object, ...]]


class Block(Value):
    """A block of the tree, or the start or the end of one that holds others."""

    kind: tuple[object, ...]
    content: str
    first: int
    last: int
    """Lines counted from 0; `last` is the one after the block."""


class TreeReader:
    """Reads texts with one parser.

    Args:
        limit: how long the parser may take for all of them.
    """

    def __init__(self, limit: CpuLimit) -> None:
        self._parser = limited_parser(limit)
        self._kinds: dict[tuple[object, ...], tuple[object, ...]] = {}

    def read(self, lines: list[str], first: int = 0) -> ParsedTree:
        """The tree of some lines, of which the first has the number `first`.

        Raises:
            TimeoutError: the limit is reached.
        """
        taker = _Taker(lines, first, self._kinds)
        # Tokens are large: those of each block are converted before the next one is parsed.
        environment: dict[str, Any] = {"take": taker.take}
        taker.take(self._parser.parse("\n".join(lines), environment))
        return ParsedTree(self._parser, environment, taker.blocks, taker.tops)


class _Taker:
    """Takes the parser's tokens as blocks."""

    def __init__(
        self, lines: list[str], shift: int, kinds: dict[tuple[object, ...], tuple[object, ...]]
    ) -> None:
        self._lines, self._shift, self._kinds = lines, shift, kinds
        self._open: list[tuple[int, int]] = []
        self.blocks: list[Block] = []
        self.tops: list[int] = []

    def take(self, tokens: list[Token]) -> None:
        for token in tokens:
            if token.nesting < 0:
                first, last = self._open.pop()
            else:
                if not self._open:
                    self.tops.append(len(self.blocks))
                first, last = token.map or self._open[-1]  # a cell has no lines of its own
            if token.nesting > 0:
                self._open.append((first, last))
            kind: tuple[object, ...] = (token.type, token.tag, token.markup, token.info, token.hidden)
            kind = (*kind, *token.attrs.items())
            if token.type == "tr_open":  # the parser pads or cuts rows to the width of the first
                kind = (*kind, *(len(bar.findall(self._lines[first])) for bar in _BARS))
            kind = self._kinds.setdefault(kind, kind)
            self.blocks.append(Block(kind, token.content, first + self._shift, last + self._shift))
        tokens.clear()


class ParsedTree:
    """A text as the parser sees it.

    Args:
        parser: the parser.
        environment: what it remembers of the text.
        blocks: the blocks.
        tops: the indices of the outermost blocks.
    """

    def __init__(
        self, parser: MarkdownIt, environment: dict[str, Any], blocks: list[Block], tops: list[int]
    ) -> None:
        self._parser, self._environment = parser, environment
        self.blocks = blocks
        """Its blocks, in order."""
        self._tops = tops

    def without_last(self, line: int) -> ParsedTree | None:
        """The tree without the last of the outermost blocks; None if that does not begin in a line."""
        if not self._tops or self.blocks[self._tops[-1]].first != line:
            return None
        last = self._tops[-1]
        return ParsedTree(self._parser, self._environment, self.blocks[:last], self._tops[:-1])

    def references(self, moved: Collection[int]) -> dict[str, tuple[object, object]]:
        """The targets of link labels, except those all of whose lines, `moved`, were removed or added."""
        found = self._environment.get("references", {})
        return {
            label: (target.get("href"), target.get("title"))
            for label, target in found.items()
            if not moved or not all(line in moved for line in range(*target["map"]))
        }

    def marks(self, block: Block, moved: Collection[int]) -> list[Marks]:
        """What is between the words of a paragraph, line by line, except for removed or added lines.

        Each line but the last ends with its break. Lines that a span of code, say, runs across count as one.

        Raises:
            TimeoutError: the limit is reached.
        """
        tokens = self._parser.inline.parse(block.content, self._parser, self._environment, [])
        lines: list[Marks] = [[]]
        for mark in _marks(tokens):
            lines[-1].append(mark)
            if mark[0] in _BREAKS:
                lines.append([])
        if moved and len(lines) == block.last - block.first:
            texts = block.content.split("\n")
            kept = [n for n in range(len(lines)) if block.first + n not in moved]
            lines = [lines[n] for n in kept]
            # A break needs a line after it; without one, its backslash would become visible.
            if lines and lines[-1] and lines[-1][-1][0] in _BREAKS and not texts[kept[-1]].endswith("\\"):
                lines[-1].pop()
        return lines


def _marks(tokens: Iterable[Token]) -> Iterator[tuple[object, ...]]:
    for token in tokens:
        if token.type == "image":  # its content is words
            yield token.type, token.attrs.get("src"), token.attrs.get("title")
            yield from _marks(token.children or ())
        elif token.type not in ("text", "text_special"):
            yield token.type, token.markup, token.content, tuple(token.attrs.items())
