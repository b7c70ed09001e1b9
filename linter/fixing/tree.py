"""Compares the trees of a Markdown text before and after a fix, as markdown-it-py reads them.

`linter.regions` decides what rules may touch. This is the second opinion: a parser that shares no code with
it must see the same blocks, lists, levels, links, code and tags, however the words between them changed.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from linter.fixing.admonitions import add_admonitions
from linter.fixing.provable import InCode
from linter.matching.cpu_time import CpuLimit
from linter.messages.phrases import Phrase, template
from linter.spans import NEWLINE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

#: CPU seconds that parsing two texts may take, and how many more for each million code points of the longer:
#: about five times what a page takes. On a few texts that nobody writes, the parser is slower than linear.
TIME_LIMIT = 10.0
TIME_PER_MILLION = 5.0
#: How deeply a text may nest; what is deeper is not compared here, only by regions.
_DEEPEST = 100
#: Tokens that a fix may add, because emphasis whose marks were text before may begin to render.
_EMPHASIS = frozenset(("em_open", "em_close", "strong_open", "strong_close", "s_open", "s_close"))
#: What separates the cells of a row, and what only looks like a separator.
_BARS = (re.compile(r"(?<!\\)\|"), re.compile(r"\\\|"))
_PARAGRAPH = frozenset(("paragraph_open", "inline", "paragraph_close"))
_BREAKS = frozenset(("softbreak", "hardbreak"))


#: What is between the words of a line: links, code, emphasis, breaks.
_Marks = list[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a text, counted from 0, that a fix removed or added.

    `words` hold paragraphs; in `anything`, all other blocks count as removed or added, too. `tags` has, for
    lines within paragraphs, the text with the tags that they lose.
    """

    words: Collection[int] = ()
    anything: Collection[int] = ()
    tags: Mapping[int, str] = field(default_factory=dict[int, str])


@dataclass(frozen=True, slots=True)
class _Block:
    """A block of the tree, or the start or the end of one that holds others."""

    kind: tuple[object, ...]
    content: str
    first: int
    last: int
    """Lines counted from 0; `last` is the one after the block."""


def tree_difference(
    before: str, after: str, *, gone: Lines | None = None, new: Lines | None = None, skipped: int = 0
) -> Phrase | None:
    """What differs between the trees of two texts apart from their words; None if nothing does.

    Args:
        before: the text before a fix, without front matter.
        after: the text after it, without front matter.
        gone: the lines of `before` that were removed.
        new: the lines of `after` that were added.
        skipped: how many lines there are before the text, for the message.

    Raises:
        TimeoutError: the parser did not finish in time.
    """
    gone, new = gone or Lines(), new or Lines()
    limit = CpuLimit(TIME_LIMIT + TIME_PER_MILLION * max(len(before), len(after)) / 1e6)
    one, two = _Tree(before, limit), _Tree(after, limit)
    if one.references(gone) != two.references(new):
        return Phrase("it would change what a link refers to")
    old, fixed = _kept(one.blocks, gone, before), _kept(two.blocks, new, after)
    for left, right in zip(old, fixed, strict=False):
        if left.kind != right.kind or not (
            left.content == right.content
            or (left.kind[0] == "html_block" and one.tags(left.content) == two.tags(right.content))
            or (
                left.kind[0] == "inline"
                and _same_marks(one.marks(left, gone), two.marks(right, new), left, gone)
            )
        ):
            return _changed_code(left, skipped) if left.kind[0] == "fence" else _changed(left.first + skipped)
    if len(old) != len(fixed):
        longer, index = max((old, fixed), key=len), min(len(old), len(fixed))
        return _changed(longer[index].first + skipped)
    return None


def _changed(line: int) -> Phrase:
    return Phrase("it would change how Markdown reads the text around line {line}", line=line + 1)


def _changed_code(block: _Block, skipped: int) -> Phrase:
    # A record ends what a model left open in it; in Markdown, it stays open.
    message = template(
        "it would change what Markdown reads as code, from line {line} on; is a fence left open there?"
    )
    lines = range(block.first + skipped, block.last + skipped)
    return InCode(message, lines, line=lines.start + 1)


def _kept(blocks: list[_Block], moved: Lines, text: str) -> list[_Block]:
    """The blocks except those whose lines were removed or added; blank lines do not count."""
    if not moved.words and not moved.anything:
        return blocks
    blank = {number for number, line in enumerate(NEWLINE.split(text)) if not line.strip()}
    words, anything = blank.union(moved.words), blank.union(moved.anything)

    def is_kept(block: _Block) -> bool:
        lines = range(block.first, block.last)
        if anything.issuperset(lines):
            return False
        return block.kind[0] not in _PARAGRAPH or not words.issuperset(lines)

    return [block for block in blocks if is_kept(block)]


def _same_marks(old: list[_Marks], new: list[_Marks], block: _Block, gone: Lines) -> bool:
    """Whether the lines of a block differ only as they may; the tags that are gone do not count."""
    lost = "".join(gone.tags.get(line, "") for line in range(block.first, block.last)) if gone.tags else ""
    if lost:
        old, new = ([_without_tags(line, lost) for line in lines] for lines in (old, new))
    return _alike(old, new)


def _without_tags(marks: _Marks, lost: str) -> _Marks:
    return [mark for mark in marks if mark[0] != "html_inline" or str(mark[2]) not in lost]


def _alike(old: list[_Marks], new: list[_Marks]) -> bool:
    """Whether lines differ only in words, and perhaps in emphasis that did not render before."""
    return len(old) == len(new) and all(map(_only_gains, old, new))


def _only_gains(old: _Marks, new: _Marks) -> bool:
    at = 0
    for part in new:
        if at < len(old) and part == old[at]:
            at += 1
        elif part[0] not in _EMPHASIS:
            return False
    return at == len(old)


class _Tree:
    """A text as the parser sees it."""

    def __init__(self, text: str, limit: CpuLimit) -> None:
        self._text = text
        self._limit = limit
        self._parser = _parser(limit)
        self._kinds: dict[tuple[object, ...], tuple[object, ...]] = {}
        self.blocks: list[_Block] = []
        self._open: list[tuple[int, int]] = []
        # Tokens are large: those of each block are converted before the next one is parsed. See `_parser`.
        self._environment: dict[str, Any] = {"take": self._take}
        self._take(self._parser.parse(text, self._environment))

    def references(self, moved: Lines) -> dict[str, tuple[object, object]]:
        """The targets of link labels, except those whose lines were removed or added."""
        found = self._environment.get("references", {})
        return {
            label: (target.get("href"), target.get("title"))
            for label, target in found.items()
            if not moved.anything or not all(line in moved.anything for line in range(*target["map"]))
        }

    def _take(self, tokens: list[Token]) -> None:
        for token in tokens:
            if token.nesting < 0:
                first, last = self._open.pop()
            else:  # a cell has no lines of its own
                first, last = token.map or self._open[-1]
            if token.nesting > 0:
                self._open.append((first, last))
            kind: tuple[object, ...] = (token.type, token.tag, token.markup, token.info, token.hidden)
            kind = (*kind, *token.attrs.items())
            if token.type == "tr_open":  # the parser pads or cuts rows to the width of the first
                kind = (*kind, *(len(bar.findall(self._lines[first])) for bar in _BARS))
            self.blocks.append(_Block(self._kinds.setdefault(kind, kind), token.content, first, last))
        tokens.clear()

    @functools.cached_property
    def _lines(self) -> list[str]:
        return NEWLINE.split(self._text)

    def marks(self, block: _Block, moved: Lines) -> list[_Marks]:
        """What is between the words of a paragraph, line by line, except for removed or added lines.

        Each line but the last ends with its break. Lines that a span of code, say, runs across count as one.
        """
        tokens = self._parser.inline.parse(block.content, self._parser, self._environment, [])
        lines: list[_Marks] = [[]]
        for mark in _marks(tokens):
            lines[-1].append(mark)
            if mark[0] in _BREAKS:
                lines.append([])
        if moved.words and len(lines) == block.last - block.first:
            texts = block.content.split("\n")
            kept = [n for n in range(len(lines)) if block.first + n not in moved.words]
            lines = [lines[n] for n in kept]
            # A break needs a line after it; without one, its backslash would become visible.
            if lines and lines[-1] and lines[-1][-1][0] in _BREAKS and not texts[kept[-1]].endswith("\\"):
                lines[-1].pop()
        return lines

    def tags(self, html: str) -> list[tuple[object, ...]]:
        """The tags between the words of HTML."""
        reader = _TagReader(self._limit)
        try:
            reader.feed(html)
            reader.close()
        except AssertionError:  # how Python 3.11 reports that `<![a]` is not HTML
            return [(html,)]
        return reader.found


def _marks(tokens: Iterable[Token]) -> Iterator[tuple[object, ...]]:
    for token in tokens:
        if token.type == "image":  # its content is words
            yield token.type, token.attrs.get("src"), token.attrs.get("title")
            yield from _marks(token.children or ())
        elif token.type not in ("text", "text_special"):
            yield token.type, token.markup, token.content, tuple(token.attrs.items())


def _parser(limit: CpuLimit) -> MarkdownIt:
    """A parser of blocks that gives up when it reaches a limit."""
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


class _TagReader(HTMLParser):
    """Reads everything in HTML that is not text."""

    def __init__(self, limit: CpuLimit) -> None:
        super().__init__(convert_charrefs=False)
        self._limit = limit
        self.found: list[tuple[object, ...]] = []

    def handle_data(self, data: str) -> None:  # noqa: ARG002 - its name is the library's
        """Text; or one of many unclosed tags, for each of which the parser reads to the end of the text."""
        self._limit.check()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that opens an element."""
        self.found.append((tag, *attrs))

    def handle_endtag(self, tag: str) -> None:
        """A tag that closes one."""
        self.found.append(("/", tag))

    def handle_comment(self, data: str) -> None:
        """A comment."""
        self.found.append(("!--", data))

    def handle_decl(self, decl: str) -> None:
        """A declaration."""
        self.found.append(("!", decl))

    def handle_pi(self, data: str) -> None:
        """An instruction."""
        self.found.append(("?", data))

    def handle_charref(self, name: str) -> None:
        """A character by its number."""
        self.found.append(("&#", name))

    def handle_entityref(self, name: str) -> None:
        """A character by its name."""
        self.found.append(("&", name))

    def unknown_decl(self, data: str) -> None:
        """A declaration in square brackets."""
        self.found.append(("![", data))
