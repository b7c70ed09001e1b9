"""Talk at the start or at the end of a summary that no label announces."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from linter.kinds.passage.sentences import words_of
from linter.kinds.section.judge import Section
from linter.kinds.section.parts import PartKind, label_of, units_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linter.kinds.section.reader import Reader

_PLAIN = frozenset((PartKind.LINE, PartKind.LIST, PartKind.QUOTE, PartKind.TABLE))
#: How far the sum of scores may fall below its best before nothing better is expected.
_FALL = 6.0


def at_end(reader: Reader) -> Section | None:
    """The last parts of the summary whose scores have the highest sum, or the last sentences."""
    first = _best(reader, range(reader.end - 1, -1, -1))
    if first is None or _is_announced(reader, first):
        return None
    if first == reader.end - 1 and (section := _last_sentences(reader)) is not None:
        return section
    units = reader.units(first, reader.end)
    evidence = reader.evidence(first, reader.end, units)
    if evidence is None:
        return None
    first_line, last_line = reader.parts[first].first, reader.parts[reader.end - 1].last
    return Section(first_line, last_line, reader.is_sure(evidence, reader.end, units), removable=True)


def _is_announced(reader: Reader, index: int) -> bool:
    """Whether the part above is a label: it was judged together with what is below it."""
    if not index or index - 1 in reader.found:
        return False
    above = reader.parts[index - 1]
    label = label_of(reader.stretch, above)
    return label is not None and (label.is_whole or not len(label.rest))


def _best(reader: Reader, indices: Iterable[int]) -> int | None:
    """The last of the neighbouring parts whose scores have the highest sum; None if there are none."""
    best, best_sum, total = None, -math.inf, 0.0
    for index in indices:
        part = reader.parts[index]
        if part.kind is PartKind.BREAK and best is not None:
            continue
        if part.kind not in _PLAIN or index in reader.found or total < best_sum - _FALL:
            break
        scores = reader.scores_below(units_of(reader.stretch, part))
        total += sum(scores)
        if scores and total > best_sum:
            best, best_sum = index, total
    return best


def _last_sentences(reader: Reader) -> Section | None:
    """The last sentences of the last paragraph that have the highest sum, if others are before them."""
    part = reader.parts[reader.end - 1]
    if part.kind is not PartKind.LINE:
        return None
    sentences = reader.stretch.sentences([part.first])
    units = words_of(reader.stretch.document, sentences)
    first, best, total = len(units), -math.inf, 0.0
    for index in reversed(range(len(units))):
        score = reader.score(units[index])
        total += score or 0.0
        if score is not None and total > best:
            first, best = index, total
    if not 0 < first < len(units):
        return None
    before = sentences[first].start - sentences[0].start
    if reader.evidence(reader.end - 1, reader.end, units[first:], before=before) is None:
        return None
    return Section(part.first, part.last, sure=False, removable=True, start=sentences[first].start)


def at_start(reader: Reader) -> Section | None:
    """The first lines of the summary, below its title, whose scores have the highest sum."""
    first = reader.first
    last = _best(reader, range(first, reader.end))
    if last is None or last + 1 == reader.end:
        return None
    units = reader.units(first, last + 1)
    if reader.ear.greets(units[0]) or reader.evidence(first, last + 1, units) is None:
        return None
    if reader.is_subject(first, last + 1):
        return None
    return Section(reader.parts[first].first, reader.parts[last].last, sure=False, removable=True)
