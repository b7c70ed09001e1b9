"""What is known about videos besides the page: the video list a seed document was made from."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linter.errors import MetadataError
from linter.records import is_day
from linter.textfile import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_UNKNOWN = frozenset(("", "unknown"))
_COLUMNS = ("id", "date")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Dates by video id; a video whose date is unknown is not among them."""

    dates: dict[str, str]


def read_metadata(path: Path) -> Metadata:
    """Reads a video list: CSV with a header that names at least `id` and `date`.

    Raises:
        MetadataError: the file cannot be read, is not UTF-8, has no such columns, gives something that is
            no date, or gives one video two dates.
    """
    text = read_text(path, MetadataError, most=None)
    dates: dict[str, str] = {}
    for line, video, date in _rows(text, str(path)):
        if dates.setdefault(video, date) != date:
            raise MetadataError(
                "video {video} has two dates: {first} and {second}",
                path=str(path),
                line=line,
                video=video,
                first=dates[video],
                second=date,
            )
    return Metadata(dates)


def _rows(text: str, path: str) -> Iterator[tuple[int, str, str]]:
    """Yields line, video id and date of each row whose date is known."""
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise MetadataError("the header has no column '{column}'", path=path, line=1, column=missing[0])
        for row in reader:
            video, date = (row["id"] or "").strip(), (row["date"] or "").strip()
            if not video:
                raise MetadataError("a row without a video id", path=path, line=reader.line_num)
            if date.lower() in _UNKNOWN:
                continue
            if not is_day(date):
                raise MetadataError(
                    "'{date}' is neither a date (YYYY-MM-DD) nor 'unknown'",
                    path=path,
                    line=reader.line_num,
                    date=date,
                )
            yield reader.line_num, video, date
    except csv.Error as error:
        raise MetadataError(
            "not CSV: {reason}", path=path, line=reader.reader.line_num, reason=error
        ) from error
