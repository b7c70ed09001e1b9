"""Records and the page formats they are read from, one file a format."""

from linter.records.details import parse_details
from linter.records.record import BrokenBlock, DateStatus, Field, Record, Records, SummaryStatus

__all__ = [
    "BrokenBlock",
    "DateStatus",
    "Field",
    "Record",
    "Records",
    "SummaryStatus",
    "parse_details",
]
