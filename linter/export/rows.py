"""From a document's records to rows by schemas/record.schema.json."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linter.chinese.language import language_and_variant
from linter.errors import ExportError
from linter.records import DateStatus, SummaryStatus, date_status
from linter.records.summary import summary_status
from linter.validation import violations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.document import Document
    from linter.metadata import Metadata
    from linter.records import Record


def rows(document: Document, metadata: Metadata | None) -> Iterator[dict[str, Any]]:
    """Yields the rows of a document's records, each proved to follow the schema.

    Raises:
        ExportError: a record does not; the message names it, the JSON pointer and the reason.
    """
    for record in document.records.records:
        row = _row(document, record, metadata)
        for violation in violations("record", row):
            line = row["source"]["line"]
            raise ExportError(
                "record {number} is not valid: {pointer}: {reason}",
                path=document.path,
                line=line,
                number=row["index"] if row["index"] is not None else "?",
                pointer=violation.pointer or "/",
                reason=violation.phrase,
            )
        yield row


def _row(document: Document, record: Record, metadata: Metadata | None) -> dict[str, Any]:
    status = summary_status(record)
    summary = record.summary.value if status is SummaryStatus.PRESENT else ""
    language, variant = language_and_variant(summary)
    date, dated = _date(record, metadata)
    return {
        "index": int(record.index.value) if record.index is not None else None,
        "video_id": record.video_id.value if record.video_id is not None else None,
        "url": record.link.value if record.link is not None else None,
        "title": record.title.value if record.title is not None else None,
        "date": date,
        "date_status": dated.value,
        "language": language,
        "variant": variant,
        "summary_markdown": summary,
        "summary_status": status.value,
        "source": {"path": document.path, "line": document.lines.position(record.anchor.start).line},
    }


def _date(record: Record, metadata: Metadata | None) -> tuple[str | None, DateStatus]:
    """The record's date and where it is from; the metadata are asked only where the page gives none."""
    status = date_status(record)
    if status is not DateStatus.MISSING:
        return record.date.value if status is DateStatus.KNOWN and record.date is not None else None, status
    if metadata is None or record.video_id is None:
        return None, status
    day = metadata.dates.get(record.video_id.value)
    return (day, DateStatus.FROM_METADATA) if day is not None else (None, status)
