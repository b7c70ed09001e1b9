"""Whether a record has a summary, and the visible sign that it has none yet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linter.records.record import SummaryStatus

if TYPE_CHECKING:
    from linter.records.record import Record

#: What an unsafe fix writes into an empty record, and what is later recognised as "still to be written".
PLACEHOLDER = "（本集尚無摘要）"

#: Comments and the rules between records say nothing.
_SILENT = re.compile(
    r"<!--.*?-->"
    r"|(?:(?<=[\r\n])|\A)[ \t]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})(?=[\r\n]|\Z)",
    re.DOTALL,
)


def summary_text(record: Record) -> str:
    """What a record's body says, without the comments and rules around it."""
    return _SILENT.sub("", record.body.value).strip()


def summary_status(record: Record) -> SummaryStatus:
    """Whether a record's body says something, nothing, or only the placeholder."""
    said = summary_text(record)
    if not said:
        return SummaryStatus.EMPTY
    return SummaryStatus.PLACEHOLDER if said == PLACEHOLDER else SummaryStatus.PRESENT
