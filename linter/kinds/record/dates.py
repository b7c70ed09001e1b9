"""Records without a date: the date that can be filled in, and what the neighbouring records say about it."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from linter.diagnostics import Applicability, Fix
from linter.kinds.record.reading import match_at, named_records
from linter.messages.phrases import Phrase
from linter.metadata.days import known_day
from linter.records import FIELD_NAMES, DateStatus, date_status, fall
from linter.records.placeholders import DATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.document import Document
    from linter.matching.spec import Match, Options, RuleSpec
    from linter.metadata import Metadata
    from linter.records import Record


def undated(document: Document, spec: RuleSpec, options: Options, status: DateStatus) -> Iterator[Match]:
    """The records whose date has the status, MISSING or PLACEHOLDER."""
    neighbours: _Neighbours | None = None
    for record, number in named_records(document):
        if date_status(record) is not status:
            continue
        neighbours = neighbours or _Neighbours(document, options.metadata)
        fix = _fill(record, spec, options)
        problem = Phrase("no {field}", field=FIELD_NAMES["date"])
        if fix is None or fix.applicability < spec.applicability:
            known = neighbours.bounds(record)
            if known is not None:
                problem = Phrase("{problem}; {known}", problem=problem, known=known)
        yield match_at(record, number, problem, fix)


def _fill(record: Record, spec: RuleSpec, options: Options) -> Fix | None:
    """A fix that writes the day that the metadata give, or else, if it is unsafe, the placeholder.

    None if the rule has no fix, the record cannot take a date, or the placeholder is there already.
    """
    if spec.fix is None or record.date_gap is None:
        return None
    day = known_day(record, options.metadata)
    if day is not None:
        return Fix((record.date_gap.filled(day),), spec.applicability)
    if date_status(record) is not DateStatus.MISSING:
        return None
    placeholder = DATES[spec.fix.get("language", options.target.value)]
    return Fix((record.date_gap.filled(placeholder),), min(spec.applicability, Applicability.UNSAFE))


class _Neighbours:
    """What the dates of a record's neighbours, in the order of their numbers, say about its own."""

    def __init__(self, document: Document, metadata: Metadata | None) -> None:
        self._metadata = metadata
        dated = sorted(
            (int(record.index.value), day)
            for record in document.records.records
            if record.index is not None and (day := known_day(record, metadata)) is not None
        )
        self._numbers = [number for number, _ in dated]
        self._days = [day for _, day in dated]
        #: Whether the newest record is number one.
        self._falls = fall(self._days)

    def bounds(self, record: Record) -> Phrase | None:
        """The days between which the record's date must be, in words; None if nothing is known."""
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
        """The nearest days before and after, by the document's records and by the video list."""
        before = after = None
        if record.index is not None and self._numbers:
            index = bisect.bisect_left(self._numbers, int(record.index.value))
            below = self._days[index - 1] if index else None
            above = self._days[index] if index < len(self._days) else None
            before, after = (above, below) if self._falls else (below, above)
        if self._metadata is not None and record.video_id is not None:
            listed = self._metadata.between(record.video_id.value)
            before = max((day for day in (before, listed[0]) if day is not None), default=None)
            after = min((day for day in (after, listed[1]) if day is not None), default=None)
        return before, after
