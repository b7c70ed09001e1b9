"""Makes rows that follow schemas/record.schema.json from a document's records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.chinese.language import language_and_variant
from linter.data.validation import violations
from linter.errors import ExportError
from linter.metadata.days import listed_day
from linter.records import DateStatus, SummaryStatus, date_status, value_of
from linter.records.placeholders import SIGNED
from linter.spans import NEWLINE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.document import Document
    from linter.formats import Row
    from linter.matching.summaries import SummaryJudge
    from linter.metadata import Metadata
    from linter.records import Record

#: The version of schemas/record.schema.json that rows follow.
VERSION = 3


def rows(document: Document, metadata: Metadata | None, summaries: SummaryJudge) -> Iterator[Row]:
    """Yields the rows of a document's records, each validated against the schema.

    Args:
        document: the document.
        metadata: has dates that records lack.
        summaries: says which records have a summary.

    Raises:
        ExportError: a record is not valid; the message gives its number, the JSON pointer and the reason.
    """
    found = document.records
    if found.broken and not found.records:
        raise ExportError(
            "a record cannot be read: {problem}",
            path=document.path,
            line=document.position(found.broken[0].span.start).line,
            problem=found.broken[0].problem,
        )
    for record in found.records:
        row = _row(document, record, metadata, summaries.status(document, record))
        for violation in violations("record", row):
            raise ExportError(
                "record {number} is not valid: {pointer}: {reason}",
                path=document.path,
                line=row["source"]["line"],
                number=record.name or "?",
                pointer=violation.pointer or "/",
                reason=violation.phrase,
            )
        yield row


def _row(document: Document, record: Record, metadata: Metadata | None, status: SummaryStatus) -> Row:
    written_summary = NEWLINE.sub("\n", (record.held or record.summary).value)
    summary = written_summary if status is SummaryStatus.PRESENT else ""
    language, variant = SIGNED.get(written_summary) or language_and_variant(summary)
    date, dated = _date(record, metadata)
    written = value_of(record.date)
    return {
        "schema_version": VERSION,
        "index": int(record.index.value) if record.index is not None else None,
        "video_id": value_of(record.video_id),
        "url": value_of(record.link),
        "thumbnail": value_of(record.thumbnail),
        "title": value_of(record.title),
        "heading": value_of(record.heading),
        "date": date,
        "date_status": dated.value,
        "date_written": written if written != date else None,
        "language": language,
        "variant": variant,
        "summary_markdown": summary,
        "summary_status": status.value,
        "summary_written": (written_summary or None) if not summary else None,
        "source": {"path": document.path, "line": document.position(record.anchor.start).line},
    }


def _date(record: Record, metadata: Metadata | None) -> tuple[str | None, DateStatus]:
    """The record's date and its status; the metadata are consulted only if the record gives no date."""
    status = date_status(record)
    if status is DateStatus.KNOWN:
        return value_of(record.date), status
    day = listed_day(record, metadata) if status is not DateStatus.INVALID else None
    return (day, DateStatus.FROM_METADATA) if day is not None else (None, status)
