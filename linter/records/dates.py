"""What is known about a record's date."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from typing import TYPE_CHECKING

from linter.lazy import lazy_re
from linter.records.placeholders import DATE_PLACEHOLDERS
from linter.records.record import DateStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.records.record import Record

_DATE = lazy_re(r"\d{4}-\d{2}-\d{2}", re.ASCII)
#: Year, month and day, in any notation: no other order starts with four digits.
_SPELLINGS = lazy_re(
    r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))", re.ASCII
)


def is_day(text: str) -> bool:
    """Whether a text is a calendar day, written YYYY-MM-DD."""
    if not _DATE.fullmatch(text):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def day_of(text: str) -> str | None:
    """The calendar day that a text means, as YYYY-MM-DD: `2024/1/2` and `20240102` are 2024-01-02.

    None if it is not a day, or is ambiguous.
    """
    match = _SPELLINGS.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups("") if part.isdigit())
    written = f"{year:04}-{month:02}-{day:02}"
    return written if is_day(written) else None


def fall(days: Sequence[str]) -> bool:
    """Whether a sequence of days falls more often than it rises, as in a list with the newest first."""
    steps = list(itertools.pairwise(days))
    return sum(above > below for above, below in steps) > sum(above < below for above, below in steps)


def date_status(record: Record) -> DateStatus:
    """What a record has as its date: a day, something else, the placeholder, or nothing (or `unknown`)."""
    written = record.date.value if record.date is not None else ""
    if written in DATE_PLACEHOLDERS:
        return DateStatus.PLACEHOLDER
    if not any(map(str.isdigit, written)):
        return DateStatus.MISSING
    return DateStatus.KNOWN if is_day(written) else DateStatus.INVALID
