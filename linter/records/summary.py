"""Whether a record has a summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.records.placeholders import SUMMARY_PLACEHOLDERS
from linter.records.record import SummaryStatus

if TYPE_CHECKING:
    from linter.records.record import Record


def summary_status(record: Record) -> SummaryStatus:
    """Whether a record has a summary, none, or only the placeholder."""
    text = record.summary.value
    if not text:
        return SummaryStatus.EMPTY
    return SummaryStatus.PLACEHOLDER if text in SUMMARY_PLACEHOLDERS else SummaryStatus.PRESENT
