"""Records: what they are, and how they are read from pages and notes."""

from linter.records.dates import date_status, day_of, fall, is_day
from linter.records.details import parse_details, sections
from linter.records.placeholders import is_marked
from linter.records.record import (
    FIELD_NAMES,
    BrokenBlock,
    DateStatus,
    Field,
    Gap,
    Record,
    Records,
    SummaryStatus,
    value_of,
)

__all__ = [
    "FIELD_NAMES",
    "BrokenBlock",
    "DateStatus",
    "Field",
    "Gap",
    "Record",
    "Records",
    "SummaryStatus",
    "date_status",
    "day_of",
    "fall",
    "is_day",
    "is_marked",
    "parse_details",
    "sections",
    "value_of",
]
