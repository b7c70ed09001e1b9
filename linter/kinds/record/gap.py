"""The mode `gap`: numbers are missing between two records of a page."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from linter.kinds.record.reading import match_at, named_records
from linter.matching import schemas
from linter.messages.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linter.document import Document
    from linter.matching.spec import Finder, Match, Options, RuleSpec

PARAMS = schemas.mode(("field",), field=schemas.only("index"))
FIXABLE: tuple[str, ...] = ()


def finder(_spec: RuleSpec, _options: Options) -> Finder:
    """Finds the missing numbers."""
    return _find


def _find(document: Document) -> Iterator[Match]:
    records = [(record, name) for record, name in named_records(document) if record.index is not None]
    numbers = [int(record.index.value) for record, _ in records if record.index is not None]
    for above, below, first, last in sorted(_gaps(numbers), key=lambda gap: gap[1]):
        problem = (
            Phrase("no record {number}", number=first)
            if first == last
            else Phrase("no records {first} to {last}", first=first, last=last)
        )
        record, name = records[below]
        yield match_at(record, name, problem, match=name, before=records[above][1])


def _gaps(numbers: Sequence[int]) -> Iterator[tuple[int, int, int, int]]:
    """Where numbers of a sequence are missing, whatever its order.

    Yields the 0-based indices of the two numbers around a gap, the smaller index first, and the first and the
    last missing number. If fewer than half of the numbers follow another one, they are not a sequence.
    """
    indices = {number: index for index, number in reversed(list(enumerate(numbers)))}
    steps = list(itertools.pairwise(sorted(indices)))
    if 2 * sum(above - below == 1 for below, above in steps) < len(steps):
        return
    for below, above in steps:
        if above - below > 1:
            first, second = sorted((indices[below], indices[above]))
            yield first, second, below + 1, above - 1
