"""Where a summary may have talk: quick looks at its labels and its edges, before its parts are read."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from linter.document import MARKUP
from linter.kinds.passage.layout import SKIPPED
from linter.kinds.section.parts import is_aside, label_of, part_at
from linter.lazy import lazy_regex
from linter.matching.per_document import PerDocument
from linter.regions import LineKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linter.document import Document
    from linter.kinds.passage.layout import Stretch
    from linter.kinds.section.hearing import Ear

#: How many lines with words are looked at from the first and from the last one on.
_EDGE = 2
#: A line that may have a label, or be one in brackets.
_LABELLED = lazy_regex(rf"(?m)^(?:[ \t>]*+[{MARKUP}（(【\[]|[^：:\n]{{1,40}}+[：:]|.*[：:][^\S\n]*$)")
_WITH_LABELS = frozenset((LineKind.TEXT, LineKind.QUOTE))
#: The least score of what is read: that of a label, and that of a sentence at an edge.
_LEAST_LABEL, _LEAST = -1.0, -2.0


class Near(NamedTuple):
    """Where to look in a summary."""

    labels: frozenset[int]
    """The numbers of the lines that may be labels."""
    start: bool
    end: bool

    @property
    def anywhere(self) -> bool:
        """Whether there is anything to look at."""
        return bool(self.labels) or self.start or self.end


def near(stretch: Stretch, ear: Ear) -> Near:
    """Where to look in a summary."""
    numbers = list(stretch.kinds)
    end = _speaks(stretch, ear, reversed(numbers), -1)
    labels = frozenset(_labels(stretch, ear, numbers, end=end))
    return Near(labels, _speaks(stretch, ear, numbers, 0), end)


def _labels(stretch: Stretch, ear: Ear, numbers: list[int], *, end: bool) -> Iterator[int]:
    """The lines with labels of talk; the last label, if the end may be talk; lines in brackets."""
    last = end
    labelled = _labelled(stretch.document)
    for number in reversed(numbers):
        kind = stretch.kinds[number]
        if kind is LineKind.HEADING or (kind in _WITH_LABELS and number in labelled):
            part = part_at(stretch, number)
            label = label_of(stretch, part)
            is_near = label is not None and label.words and (last or ear.of_label(label) > _LEAST_LABEL)
            if is_near or is_aside(stretch, part):
                yield number
            last = last and label is None


@PerDocument
def _labelled(document: Document) -> frozenset[int]:
    """The lines that may have a label, whether or not they are text: one search finds them all."""
    starts = (found.start() for found in _LABELLED.finditer(document.prose))
    return frozenset(document.lines.position(start).line for start in starts)


def _speaks(stretch: Stretch, ear: Ear, numbers: Iterable[int], sentence: int) -> bool:
    """Whether the first, 0, or the last, -1, sentence of one of the first of some lines may be talk."""
    written = (number for number in numbers if stretch.kinds[number] not in SKIPPED)
    for number in itertools.islice(written, _EDGE):
        for words in stretch.words(number)[sentence:][:1]:
            if ear.follows(words) or ear.of_words(words) > _LEAST:
                return True
    return False
