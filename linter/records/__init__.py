"""Records: what they are, and how they are read from pages and notes."""

from linter.records.dates import date_status, day_of, fall, is_day
from linter.records.details import parse_details, sections
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
from linter.records.summary import summary_status

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
    "parse_details",
    "sections",
    "summary_status",
    "value_of",
]
