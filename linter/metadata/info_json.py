"""Info JSON of yt-dlp: one video or playlist, a list of them, or JSON lines.

A playlist's `entries` are videos or playlists; null is one that could not be fetched.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

from linter.data.json_loader import JsonText
from linter.errors import MetadataError
from linter.lazy import lazy_re
from linter.messages.phrases import Phrase
from linter.metadata.place import Place, cut, shown
from linter.metadata.video import Video
from linter.records import is_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ADDRESSES = ("webpage_url", "url", "original_url")
_DAYS = ("upload_date", "release_date")
_DAY = lazy_re(r"[0-9]{8}")
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def looks_right(text: str) -> bool:
    """Whether the text starts as an object or a list."""
    return text.lstrip().startswith(("{", "["))


def read(text: str, path: str) -> Iterator[Video]:
    """Yields the videos; one in a playlist gets the line where the playlist begins.

    Raises:
        MetadataError: it is not JSON, or a value that is read is not what yt-dlp writes.
    """
    file = JsonText(text, path, MetadataError)
    at = file.first()
    while at < len(text):
        if text.startswith("[", at):
            for value, span in file.elements(at):
                yield from _videos(value, Place(path, file.line_of(span.start)))
            at = file.next_line(file.end)
        else:
            value, end = file.value(at)
            yield from _videos(value, Place(path, file.line_of(at)))
            at = file.next_line(end)


def _videos(value: object, place: Place) -> Iterator[Video]:
    """Yields a value's videos in order; without recursion, because playlists may be as deep as JSON."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if value is None:
            continue
        if not isinstance(value, dict):
            raise place.error("a video or a playlist must be a map, not {found}", found=shown(value))
        if "entries" in value or value.get("_type") == "playlist":
            entries = value.get("entries")
            if not isinstance(entries, (list, type(None))):
                raise place.wrong_type("entries", Phrase("a list"), entries)
            waiting += reversed(entries or ())
        else:
            yield _video(value, place)


def _video(info: Mapping[str, object], place: Place) -> Video:
    video = place.identifier(info.get("id"))
    if video is None:
        raise place.error("a video without an 'id'")
    place = place.of(video)
    addresses = (place.text(field, info.get(field)) for field in _ADDRESSES)
    return Video(
        video,
        _date(info, place),
        place.text("title", info.get("title")),
        next(filter(None, addresses), None),
        place.number("playlist_index", info.get("playlist_index")),
        place.line,
    )


def _date(info: Mapping[str, object], place: Place) -> str | None:
    for field in _DAYS:
        written = place.text(field, info.get(field))
        if written is not None:
            day = f"{written[:4]}-{written[4:6]}-{written[6:]}"
            if not _DAY.fullmatch(written) or not is_day(day):
                raise place.error(
                    "'{field}' is '{value}', which is not a calendar day (YYYYMMDD)",
                    field=field,
                    value=cut(written),
                )
            return day
    seconds = info.get("timestamp")
    return None if seconds is None else _day_of(seconds, place)


def _day_of(seconds: object, place: Place) -> str:
    """The day in UTC of a time in seconds since 1970."""
    if not isinstance(seconds, (int, float)) or isinstance(seconds, bool):
        raise place.wrong_type("timestamp", Phrase("a number"), seconds)
    try:
        # A fraction might be rounded into the next day.
        moment = _EPOCH + dt.timedelta(seconds=math.floor(seconds))
    except OverflowError as error:
        raise place.error(
            "'{field}' is {value}, which is outside the years 1 to 9999",
            field="timestamp",
            value=shown(seconds),
        ) from error
    return moment.date().isoformat()
