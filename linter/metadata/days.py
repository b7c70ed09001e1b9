"""The day of a record, from the document or the metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.records import DateStatus, date_status

if TYPE_CHECKING:
    from linter.metadata import Metadata
    from linter.records import Record


def known_day(record: Record, metadata: Metadata | None) -> str | None:
    """The record's day, from the document or else the metadata; None if neither has it."""
    if record.date is not None and date_status(record) is DateStatus.KNOWN:
        return record.date.value
    return listed_day(record, metadata)


def listed_day(record: Record, metadata: Metadata | None) -> str | None:
    """The day that the metadata have for the record's video; None if they have none."""
    if metadata is None or record.video_id is None:
        return None
    return metadata.dates.get(record.video_id.value)
