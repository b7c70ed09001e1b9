"""What is known about a record's date."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from linter.records.record import DateStatus

if TYPE_CHECKING:
    from linter.records.record import Record

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def is_day(text: str) -> bool:
    """Whether a text is a calendar day, written YYYY-MM-DD."""
    if not _DATE.fullmatch(text):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def date_status(record: Record) -> DateStatus:
    """What the page says: a day, something that is none, or nothing (`[unknown]` is nothing)."""
    if record.date is None or not any(map(str.isdigit, record.date.value)):
        return DateStatus.MISSING
    return DateStatus.KNOWN if is_day(record.date.value) else DateStatus.INVALID
