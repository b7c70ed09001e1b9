"""What may be written where a record has no date, and what its neighbours say about it."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from linter.diagnostics import Applicability, Fix
from linter.messages.phrases import Phrase
from linter.metadata.days import known_day
from linter.records import DateStatus, date_status, fall
from linter.records.placeholders import DATES

if TYPE_CHECKING:
    from linter.document import Document
    from linter.matching.spec import Options, RuleSpec
    from linter.metadata import Metadata
    from linter.records import Record


def fill(record: Record, spec: RuleSpec, options: Options) -> Fix | None:
    """The day that the metadata give, or else, as an unsafe fix, the visible sign that nobody knows it.

    None where the rule has no fix, the record no place for a date, or the sign stands there already.
    """
    if spec.fix is None or record.date_gap is None:
        return None
    day = known_day(record, options.metadata)
    if day is not None:
        return Fix((record.date_gap.filled(day),), spec.applicability)
    if date_status(record) is not DateStatus.MISSING:
        return None
    sign = DATES[spec.fix.get("language", options.target.value)]
    return Fix((record.date_gap.filled(sign),), min(spec.applicability, Applicability.UNSAFE))


class Neighbours:
    """Tells what the dates around a record say about its own, in the order of the records' numbers."""

    def __init__(self, document: Document, metadata: Metadata | None) -> None:
        self._metadata = metadata
        dated = sorted(
            (int(record.index.value), day)
            for record in document.records.records
            if record.index is not None and (day := known_day(record, metadata)) is not None
        )
        self._numbers = [number for number, _ in dated]
        self._days = [day for _, day in dated]
        #: Pages that number the newest record one run the other way.
        self._falls = fall(self._days)

    def said(self, record: Record) -> Phrase | None:
        """When the record must have been, as far as its neighbours tell; None where they tell nothing."""
        first, last = self._around(record)
        if first is not None and last is not None:
            if first > last:
                return None
            if first == last:
                return Phrase("its neighbours are both dated {day}", day=first)
            return Phrase("between {first} and {last}, by its neighbours", first=first, last=last)
        if first is not None:
            return Phrase("not before {day}, by its neighbours", day=first)
        return Phrase("not after {day}, by its neighbours", day=last) if last is not None else None

    def _around(self, record: Record) -> tuple[str | None, str | None]:
        """The nearest days before and after, of the document's records and of the video list."""
        before = after = None
        if record.index is not None and self._numbers:
            place = bisect.bisect_left(self._numbers, int(record.index.value))
            below = self._days[place - 1] if place else None
            above = self._days[place] if place < len(self._days) else None
            before, after = (above, below) if self._falls else (below, above)
        if self._metadata is not None and record.video_id is not None:
            listed = self._metadata.between(record.video_id.value)
            before = max((day for day in (before, listed[0]) if day is not None), default=None)
            after = min((day for day in (after, listed[1]) if day is not None), default=None)
        return before, after
