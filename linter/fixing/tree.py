"""Compares the trees of a Markdown text before and after a fix, as markdown-it-py reads them.

`linter.regions` decides what rules may touch. This is the second opinion: a parser that shares no code with
it must see the same blocks, lists, levels, links, code and tags, however the words between them changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.fixing.changed_parts import changed_parts, have_same_form
from linter.fixing.html_tags import tags_of
from linter.fixing.letters import are_words
from linter.fixing.parsed_tree import TreeReader
from linter.fixing.provable import InCode
from linter.lazy import lazy_re
from linter.matching.cpu_time import CpuLimit
from linter.messages.phrases import Phrase, template
from linter.spans import NEWLINE
from linter.values import Value, field

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from linter.fixing.parsed_tree import Block, Marks, ParsedTree

#: CPU seconds that parsing two texts may take, and how many more for each million code points of the longer:
#: about five times what a page takes. On a few texts that nobody writes, the parser is slower than linear.
TIME_LIMIT = 10.0
TIME_PER_MILLION = 5.0
#: Tokens that a fix may add, because emphasis whose marks were text before may begin to render.
_EMPHASIS = frozenset(("em_open", "em_close", "strong_open", "strong_close", "s_open", "s_close"))
_PARAGRAPH = frozenset(("paragraph_open", "inline", "paragraph_close"))
#: Blocks whose words are not only words.
_VERBATIM = frozenset(("code_block", "fence", "html_block", "admonition_open"))
#: What may make words of a paragraph part of code, of a link or of HTML.
_OPENING = lazy_re(r"[`<\[]")
#: What is in a line that defines the target of links.
_DEFINES = "]:"


class Lines(Value):
    """Lines of a text, counted from 0, that a fix removed or added.

    `words` hold paragraphs; in `anything`, all other blocks count as removed or added, too. `tags` has, for
    lines within paragraphs, the text with the tags that they lose. `moved` are lines before and what became
    of them where their number changed, sorted, without overlap; if that is not known, all lines are parsed.
    """

    words: Collection[int] = ()
    anything: Collection[int] = ()
    tags: Mapping[int, str] = field(default_factory=dict[int, str])
    moved: Sequence[tuple[range, range]] = ()


def tree_difference(
    before: str,
    after: str,
    *,
    gone: Lines | None = None,
    new: Lines | None = None,
    skipped: int = 0,
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
    comparison = Comparison(limit, gone, new, skipped)
    old, fixed = _lines_of(before), _lines_of(after)
    if comparison.is_same_in_parts(old, fixed):
        return None
    return comparison.difference(old, fixed)


def _lines_of(text: str) -> list[str]:
    """The lines of a text, without their newlines."""
    # Searching for one kind of newline is quicker than searching for three.
    return NEWLINE.split(text) if "\r" in text else text.split("\n")


class Comparison:
    """Compares trees; the arguments are those of `tree_difference`, and how long the parser may take."""

    def __init__(self, limit: CpuLimit, gone: Lines, new: Lines, skipped: int) -> None:
        self._limit, self._gone, self._new, self._skipped = limit, gone, new, skipped
        self._moves = bool(gone.words or new.words or gone.tags)
        self._reader = TreeReader(limit)

    def difference(self, before: list[str], after: list[str]) -> Phrase | None:
        """What differs between the trees of two texts, given by their lines."""
        one, two = self._reader.read(before), self._reader.read(after)
        if one.references(self._gone.anything) != two.references(self._new.anything):
            return Phrase("it would change what a link refers to")
        return self._between(one, two, _Kept(self._gone, before), _Kept(self._new, after))

    def is_same_in_parts(self, before: list[str], after: list[str]) -> bool:
        """Whether the parts that a fix changed are the same; False also if they cannot be compared alone."""
        if any(_DEFINES in line for lines in (before, after) for line in lines):
            return False  # any line may use what another one defines
        try:
            parts = list(changed_parts(before, after, self._gone.moved))
        except ValueError:
            return False
        gone, new = _Kept(self._gone, before), _Kept(self._new, after)
        for part in parts:
            self._limit.check()
            if part.letters is not None and not part.opens:
                shift = part.after.start - part.before.start
                made = [after[number + shift] for number in part.letters]
                if are_words(before, part.before, part.letters, made):
                    continue
            one = self._part(before, part.before)
            if one is None:
                return False
            if part.letters is not None and _words(one.blocks).issuperset(part.letters):
                continue
            two = self._part(after, part.after)
            if two is None or self._between(one, two, gone, new) is not None:
                return False
        return True

    def _part(self, lines: list[str], part: range) -> ParsedTree | None:
        """The tree of some lines; None if the line after them does not begin a block."""
        if part.stop == len(lines):
            return self._reader.read(lines[part.start :], part.start)
        return self._reader.read(lines[part.start : part.stop + 1], part.start).without_last(part.stop)

    def _between(self, one: ParsedTree, two: ParsedTree, gone: _Kept, new: _Kept) -> Phrase | None:
        old, fixed = gone.of(one.blocks), new.of(two.blocks)
        for left, right in zip(old, fixed, strict=False):
            if left.kind != right.kind or not (
                left.content == right.content
                or (left.kind[0] == "html_block" and self._have_same_tags(left, right))
                or (left.kind[0] == "inline" and self._have_same_marks(one, two, left, right))
            ):
                line = left.first + self._skipped
                return _changed_code(left, self._skipped) if left.kind[0] == "fence" else _changed(line)
        if len(old) != len(fixed):
            longer, index = max((old, fixed), key=len), min(len(old), len(fixed))
            return _changed(longer[index].first + self._skipped)
        return None

    def _have_same_tags(self, left: Block, right: Block) -> bool:
        return tags_of(left.content, self._limit) == tags_of(right.content, self._limit)

    def _have_same_marks(self, one: ParsedTree, two: ParsedTree, left: Block, right: Block) -> bool:
        if not (self._moves or _OPENING.search(left.content)) and have_same_form(left.content, right.content):
            return True
        old, new = one.marks(left, self._gone.words), two.marks(right, self._new.words)
        return _same_marks(old, new, left, self._gone)


def _changed(line: int) -> Phrase:
    return Phrase("it would change how Markdown reads the text around line {line}", line=line + 1)


def _changed_code(block: Block, skipped: int) -> Phrase:
    # A record ends what a model left open in it; in Markdown, it stays open.
    message = template(
        "it would change what Markdown reads as code, from line {line} on; is a fence left open there?"
    )
    lines = range(block.first + skipped, block.last + skipped)
    return InCode(message, lines, line=lines.start + 1)


class _Kept:
    """The blocks except those whose lines were removed or added; blank lines do not count.

    Args:
        moved: the lines that were.
        lines: all lines.
    """

    def __init__(self, moved: Lines, lines: list[str]) -> None:
        self._moves = bool(moved.words or moved.anything)
        blank = (
            {number for number, line in enumerate(lines) if not line.strip()} if self._moves else set[int]()
        )
        self._words, self._anything = blank.union(moved.words), blank.union(moved.anything)

    def of(self, blocks: list[Block]) -> list[Block]:
        """Those of some blocks that count."""
        return [block for block in blocks if self._has(block)] if self._moves else blocks

    def _has(self, block: Block) -> bool:
        lines = range(block.first, block.last)
        if self._anything.issuperset(lines):
            return False
        return block.kind[0] not in _PARAGRAPH or not self._words.issuperset(lines)


def _words(blocks: list[Block]) -> set[int]:
    """The lines in which letters are nothing but words."""
    words, others = set[int](), set[int]()
    for block in blocks:
        lines = range(block.first, block.last)
        if block.kind[0] == "inline":
            (others if _OPENING.search(block.content) else words).update(lines)
        elif block.kind[0] in _VERBATIM:
            others.update(lines)
    return words - others


def _same_marks(old: list[Marks], new: list[Marks], block: Block, gone: Lines) -> bool:
    """Whether the lines of a block differ only as they may; the tags that are gone do not count."""
    lost = "".join(gone.tags.get(line, "") for line in range(block.first, block.last)) if gone.tags else ""
    if lost:
        old, new = ([_without_tags(line, lost) for line in lines] for lines in (old, new))
    return _alike(old, new)


def _without_tags(marks: Marks, lost: str) -> Marks:
    return [mark for mark in marks if mark[0] != "html_inline" or str(mark[2]) not in lost]


def _alike(old: list[Marks], new: list[Marks]) -> bool:
    """Whether lines differ only in words, and perhaps in emphasis that did not render before."""
    return len(old) == len(new) and all(map(_only_gains, old, new))


def _only_gains(old: Marks, new: Marks) -> bool:
    at = 0
    for part in new:
        if at < len(old) and part == old[at]:
            at += 1
        elif part[0] not in _EMPHASIS:
            return False
    return at == len(old)
