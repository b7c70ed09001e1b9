"""The mode `invalid`: the date is not a calendar day (YYYY-MM-DD), or is in the future."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from linter.diagnostics import Fix
from linter.kinds.record.reading import match_at, named_records
from linter.matching import schemas
from linter.messages.phrases import Phrase
from linter.metadata.days import listed_day
from linter.recall import trace
from linter.records import DateStatus, date_status, day_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.document import Document
    from linter.matching.spec import Finder, Match, Options, RuleSpec
    from linter.metadata import Metadata
    from linter.records.record import Record

PARAMS = schemas.mode(("field",), field=schemas.only("date"))
FIXABLE: tuple[str, ...] = ("date",)


def finder(spec: RuleSpec, options: Options) -> Finder:
    """Finds the dates that cannot be right."""

    def find(document: Document) -> Iterator[Match]:
        for record, number in named_records(document):
            judged = _judge(record, spec, options.metadata)
            if judged is not None and record.date is not None:
                problem, fix = judged
                yield match_at(record, number, problem, fix, match=record.date.value)

    return find


def _judge(record: Record, spec: RuleSpec, metadata: Metadata | None) -> tuple[Phrase, Fix | None] | None:
    """What is wrong with a record's date, and its fix; None if nothing is."""
    if record.date is None:
        return None
    date, status = record.date.value, date_status(record)
    if status is DateStatus.KNOWN and date > _tomorrow():
        trace.fleeting()
        return Phrase("'{date}' is in the future", date=date), None
    if status is not DateStatus.INVALID:
        return None
    day = day_of(date)
    if day is None:
        problem = Phrase("'{date}' is not a calendar day (YYYY-MM-DD)", date=date)
        listed = listed_day(record, metadata)
        if listed is not None:
            problem = Phrase("{problem}; the metadata have {day}", problem=problem, day=listed)
        return problem, None
    fix = None
    if spec.fix is not None and record.date_gap is not None:
        fix = Fix((record.date_gap.filled(day),), spec.applicability)
    return Phrase("'{date}' should be written {day}", date=date, day=day), fix


def _tomorrow() -> str:
    """The latest day that it may be anywhere now: the earliest time zone is 14 hours ahead of UTC."""
    return (dt.datetime.now(dt.UTC) + dt.timedelta(hours=14)).date().isoformat()
