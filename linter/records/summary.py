"""Whether a record has a summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.records.placeholders import SUMMARY_PLACEHOLDERS
from linter.records.record import SummaryStatus

if TYPE_CHECKING:
    from linter.records.record import Record


def summary_status(record: Record) -> SummaryStatus:
    """Whether a record's body says something, nothing, or only the placeholder."""
    said = record.summary.value
    if not said:
        return SummaryStatus.EMPTY
    return SummaryStatus.PLACEHOLDER if said in SUMMARY_PLACEHOLDERS else SummaryStatus.PRESENT
