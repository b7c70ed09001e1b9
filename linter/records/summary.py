"""Whether a record has a summary, and the visible sign that it has none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.records.record import SummaryStatus

if TYPE_CHECKING:
    from linter.records.record import Record

#: What an unsafe fix writes into an empty record, and what is later recognised as "still to be written".
PLACEHOLDER = "（本集尚無摘要）"


def summary_status(record: Record) -> SummaryStatus:
    """Whether a record's body says something, nothing, or only the placeholder."""
    said = record.summary.value
    if not said:
        return SummaryStatus.EMPTY
    return SummaryStatus.PLACEHOLDER if said == PLACEHOLDER else SummaryStatus.PRESENT
