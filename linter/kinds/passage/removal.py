"""The edits that delete sentences, and whole paragraphs with the blank lines next to them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from linter.diagnostics import Edit
from linter.kinds.passage.layout import SKIPPED
from linter.regions import LineKind
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.kinds.passage.layout import Stretch


def removal(stretch: Stretch, sentences: list[Span]) -> list[Edit]:
    """The edits that delete sentences of a summary; none if no text would be left.

    Args:
        stretch: the lines of the summary.
        sentences: the sentences, in order.
    """
    edits: list[Edit] = []
    whole: list[int] = []
    prose = stretch.document.prose
    for number, group in itertools.groupby(sentences, key=lambda sentence: stretch.number(sentence.start)):
        line, of_line = stretch.line(number), list(group)
        start, end = of_line[0].start, of_line[-1].end
        before, after = prose[line.start : start], prose[end : line.end]
        if not before.strip() and not after.strip():
            whole.append(number)
        elif after.strip():
            edits.append(Edit(Span(start, end + len(after) - len(after.lstrip())), ""))
        else:
            edits.append(Edit(Span(line.start + len(before.rstrip()), end), ""))
    if whole and not _leaves_text(stretch, frozenset(whole)):
        return []
    edits += [Edit(lines_to_take(stretch, first, last), "") for first, last in _together(stretch, whole)]
    return sorted(edits)


def _together(stretch: Stretch, numbers: list[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of lines with nothing but blank ones between them."""
    first = last = 0
    for number in numbers:
        if first and stretch.beyond(last, 1) != number:
            yield first, last
            first = 0
        first, last = first or number, number
    if first:
        yield first, last


def _leaves_text(stretch: Stretch, taken: frozenset[int]) -> bool:
    return any(
        number not in taken and stretch.kind_within(number) not in SKIPPED for number in stretch.numbers
    )


def lines_to_take(stretch: Stretch, first: int, last: int) -> Span:
    """The lines, and if they were a paragraph of its own, the blank ones on one side of it."""
    above, below = stretch.kind(first - 1), stretch.kind(last + 1)
    alone = above in (LineKind.BLANK, None) and below is not LineKind.TEXT
    following = stretch.beyond(last, 1) if alone else last + 1
    if stretch.kind(following) is not None:
        return Span(stretch.line(first).start, stretch.line(following).start)
    if alone:
        first = stretch.beyond(first, -1) + 1
    return Span(stretch.line(first).start, len(stretch.document.text))
