"""Compares the trees of a Markdown text before and after a fix, as markdown-it-py reads them.

`linter.regions` decides what rules may touch. This is the second opinion: a parser that shares no code with
it must see the same blocks, lists, levels, links, code and tags, however the words between them changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from linter.fixing.html_tags import tags_of
from linter.fixing.parsed_tree import ParsedTree
from linter.fixing.provable import InCode
from linter.matching.cpu_time import CpuLimit
from linter.messages.phrases import Phrase, template
from linter.spans import NEWLINE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from linter.fixing.parsed_tree import Block, Marks

#: CPU seconds that parsing two texts may take, and how many more for each million code points of the longer:
#: about five times what a page takes. On a few texts that nobody writes, the parser is slower than linear.
TIME_LIMIT = 10.0
TIME_PER_MILLION = 5.0
#: Tokens that a fix may add, because emphasis whose marks were text before may begin to render.
_EMPHASIS = frozenset(("em_open", "em_close", "strong_open", "strong_close", "s_open", "s_close"))
_PARAGRAPH = frozenset(("paragraph_open", "inline", "paragraph_close"))


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a text, counted from 0, that a fix removed or added.

    `words` hold paragraphs; in `anything`, all other blocks count as removed or added, too. `tags` has, for
    lines within paragraphs, the text with the tags that they lose.
    """

    words: Collection[int] = ()
    anything: Collection[int] = ()
    tags: Mapping[int, str] = field(default_factory=dict[int, str])


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
    one, two = ParsedTree(before, limit), ParsedTree(after, limit)
    if one.references(gone.anything) != two.references(new.anything):
        return Phrase("it would change what a link refers to")
    old, fixed = _kept(one.blocks, gone, before), _kept(two.blocks, new, after)
    for left, right in zip(old, fixed, strict=False):
        if left.kind != right.kind or not (
            left.content == right.content
            or (
                left.kind[0] == "html_block" and tags_of(left.content, limit) == tags_of(right.content, limit)
            )
            or (
                left.kind[0] == "inline"
                and _same_marks(one.marks(left, gone.words), two.marks(right, new.words), left, gone)
            )
        ):
            return _changed_code(left, skipped) if left.kind[0] == "fence" else _changed(left.first + skipped)
    if len(old) != len(fixed):
        longer, index = max((old, fixed), key=len), min(len(old), len(fixed))
        return _changed(longer[index].first + skipped)
    return None


def _changed(line: int) -> Phrase:
    return Phrase("it would change how Markdown reads the text around line {line}", line=line + 1)


def _changed_code(block: Block, skipped: int) -> Phrase:
    # A record ends what a model left open in it; in Markdown, it stays open.
    message = template(
        "it would change what Markdown reads as code, from line {line} on; is a fence left open there?"
    )
    lines = range(block.first + skipped, block.last + skipped)
    return InCode(message, lines, line=lines.start + 1)


def _kept(blocks: list[Block], moved: Lines, text: str) -> list[Block]:
    """The blocks except those whose lines were removed or added; blank lines do not count."""
    if not moved.words and not moved.anything:
        return blocks
    blank = {number for number, line in enumerate(NEWLINE.split(text)) if not line.strip()}
    words, anything = blank.union(moved.words), blank.union(moved.anything)

    def is_kept(block: Block) -> bool:
        lines = range(block.first, block.last)
        if anything.issuperset(lines):
            return False
        return block.kind[0] not in _PARAGRAPH or not words.issuperset(lines)

    return [block for block in blocks if is_kept(block)]


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
