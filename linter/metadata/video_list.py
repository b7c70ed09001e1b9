"""Video lists: CSV with a header that names at least `id` and `date`.

The columns `idx` (or `index`), `title` and `url` are read if they exist; all others are ignored.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from linter.errors import MetadataError
from linter.lazy import lazy_re
from linter.metadata.place import Place, cut
from linter.metadata.video import Video

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NEEDED = ("id", "date")
_NUMBERS = ("idx", "index")
_FIRST_LINE = lazy_re(r"\s*([^\r\n]*)")
#: With more digits, it is not a number in a list, and would take time to read.
_NUMBER = lazy_re(r"[0-9]{1,18}")


def looks_right(text: str) -> bool:
    """Whether the first line has more than one cell, and one of them is `id`."""
    match = _FIRST_LINE.match(text)
    cells = _names(match[1].replace('"', "").split(",")) if match is not None else []
    return len(cells) > 1 and "id" in cells


def read(text: str, path: str) -> Iterator[Video]:
    """Yields a video for each row.

    Raises:
        MetadataError: it is not CSV, lacks a column, or has a row without a video id or a cell that is not
            valid for its column.
    """
    rows = _rows(text, path)
    line, header = next(rows, (1, None))
    if header is None:
        raise MetadataError("the file is empty", path=path, line=line)
    columns = _columns(header, Place(path, line))
    for line, cells in rows:
        yield _video({name: cells[n] for name, n in columns.items() if n < len(cells)}, Place(path, line))


def _names(header: Sequence[str]) -> list[str]:
    return [cell.strip().lower() for cell in header]


def _columns(header: Sequence[str], place: Place) -> dict[str, int]:
    """The columns that are read: name to the index of the cell, the first if two have the name."""
    names = _names(header)
    missing = next((name for name in _NEEDED if name not in names), None)
    if missing is not None:
        listed = cut(", ".join(cell.strip() for cell in header))
        raise place.error("the header has no column '{column}', only: {names}", column=missing, names=listed)
    number = next((name for name in _NUMBERS if name in names), None)
    read_ = (*_NEEDED, "title", "url", *((number,) if number is not None else ()))
    return {name: names.index(name) for name in read_ if name in names}


def _rows(text: str, path: str) -> Iterator[tuple[int, list[str]]]:
    """Yields line and cells of each row that is not empty."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    # A row with quoted line breaks gets the line where it begins; the reader only knows where it ends.
    line = 1
    try:
        while (cells := _next(reader, len(text))) is not None:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise MetadataError("not CSV: {reason}", path=path, line=line, reason=error) from error


def _next(reader: Iterator[list[str]], length: int) -> list[str] | None:
    """The next row of a text of so many code points; None after the last.

    An ignored column may be long. The limit belongs to the process, so it is changed for one row at a time.
    """
    limit = csv.field_size_limit(length + 1)
    try:
        return next(reader, None)
    finally:
        csv.field_size_limit(limit)


def _video(cells: dict[str, str], place: Place) -> Video:
    video = place.identifier(cells["id"]) if "id" in cells else None
    if video is None:
        raise place.error("a row without a video id")
    place = place.of(video)
    number = next((name for name in _NUMBERS if name in cells), None)
    return Video(
        video,
        place.day(cells.get("date")),
        place.text("title", cells.get("title")),
        place.text("url", cells.get("url")),
        _number(number, cells[number], place) if number is not None else None,
        place.line,
    )


def _number(column: str, cell: str, place: Place) -> int | None:
    written = cell.strip()
    return place.number(column, int(written) if _NUMBER.fullmatch(written) else written or None)
