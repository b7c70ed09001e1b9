"""Which lines the edits of a fix remove and add, and where they put the others."""

from __future__ import annotations

import bisect
import itertools
from typing import TYPE_CHECKING

from linter.diagnostics import EditKind
from linter.edits.whole_lines import fenced_block
from linter.edits.whole_tags import lines_below
from linter.spans import NEWLINE, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from linter.diagnostics import Edit
    from linter.document import Document


class ChangedLines:
    """The lines, counted from 0, that edits remove from a document and add to the one after it.

    `gone` and `new` hold paragraphs; `fenced` and `unwrapped` are the lines in which blocks of any kind come
    and go: those of removed blocks, and of code blocks that lose their fences, with their fences and without,
    and of paragraphs that were HTML because of a tag above them. `tags` are those that lines lose. `moved`
    are the lines, before and after, of edits that may change how many there are, sorted, without overlap.
    """

    def __init__(self, before: Document, after: Document, edits: Sequence[Edit]) -> None:
        self._before, self._after = before, after
        self._moved = moved_by(edits)
        self.gone, self.new = set[int](), set[int]()
        self.fenced, self.unwrapped = set[int](), set[int]()
        self.tags: dict[int, str] = {}
        self.moved: list[tuple[range, range]] = []
        for edit in edits:
            if edit.kind is EditKind.TAGS:
                self._add_tags(edit)
            if NEWLINE.search(edit.span.text(before.text) + edit.content):
                self._add_lines(edit)
                self._add_moved(edit)
            elif not (edit.content.strip() and edit.span.text(before.text).strip()):
                self._add_words(edit)

    def _add_words(self, edit: Edit) -> None:
        # Words that fill a line are a paragraph that is removed or added.
        line = self._before.lines.position(edit.span.start).line
        line_after = self._after.lines.position(self._moved(edit.span.start)).line
        if self._after.visible_extent(line_after) is None:
            self.gone.add(line - 1)
        if self._before.visible_extent(line) is None:
            self.new.add(line_after - 1)

    def _add_moved(self, edit: Edit) -> None:
        start = self._moved(edit.span.start)
        old = self._lines_at(self._before, edit.span)
        new = self._lines_at(self._after, Span(start, start + len(edit.content)))
        if self.moved and old.start < self.moved[-1][0].stop:
            above, above_after = self.moved.pop()
            old = range(above.start, max(above.stop, old.stop))
            new = range(above_after.start, max(above_after.stop, new.stop))
        self.moved.append((old, new))

    @staticmethod
    def _lines_at(document: Document, span: Span) -> range:
        first, last = document.lines.position(span.start).line, document.lines.position(span.end).line
        return range(first - 1, last)

    def _add_tags(self, edit: Edit) -> None:
        lines, start = self._before.lines, edit.span.start
        first = lines.position(start).line - 1
        self.tags[first] = self.tags.get(first, "") + edit.span.text(self._before.text)
        # The line after the edit may be empty, which would count as covered.
        starts = self._before.lines.line_span
        covered = _whole_lines(self._before, edit.span)
        whole = {line for line in covered if starts(line + 1).start < edit.span.end}
        if not whole:
            return
        self.fenced.update(whole)
        below = lines_below(self._before, max(whole) + 1)
        self.fenced.update(number - 1 for number in below)
        after = self._after.lines.position(self._moved(edit.span.end)).line - 1
        after += NEWLINE.search(edit.span.text(self._before.text)) is None
        self.unwrapped.update(range(after, after + len(below)))

    def _add_lines(self, edit: Edit) -> None:
        self.gone.update(_whole_lines(self._before, edit.span))
        if edit.kind is EditKind.BLOCKS:
            self.fenced.update(_whole_lines(self._before, edit.span))
        start = self._moved(edit.span.start)
        self.new.update(_whole_lines(self._after, Span(start, start + len(edit.content))))
        block = fenced_block(self._before, edit) if edit.kind is EditKind.FENCE else None
        if block is not None:
            self.fenced.update(_whole_lines(self._before, block))
            inside = Span(self._moved(block.start), self._moved(block.end))
            self.unwrapped.update(_whole_lines(self._after, inside))


def _whole_lines(document: Document, span: Span) -> Iterator[int]:
    """The lines, counted from 0, that a span covers completely."""
    lines = document.lines
    first, last = lines.position(span.start).line, lines.position(span.end).line
    for number in range(first, last + 1):
        line = lines.line_span(number)
        if span.start <= line.start and line.end <= span.end:
            yield number - 1


def moved_by(edits: Sequence[Edit]) -> Callable[[int], int]:
    """A function that maps an offset to the text after the edits, which are sorted.

    What is inserted at an offset comes after it; for `linter.spans.Growth`, it comes before.
    """
    growths = list(itertools.accumulate((edit.growth for edit in edits), initial=0))
    starts = [edit.span.start for edit in edits]
    return lambda offset: offset + growths[bisect.bisect_left(starts, offset)]
