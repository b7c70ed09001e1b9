"""Info JSON of yt-dlp: one video or playlist, a list of them, or JSON lines.

A playlist's `entries` are its videos, or playlists again; null stands for one that could not be fetched.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from typing import TYPE_CHECKING, NoReturn

from linter.errors import MetadataError
from linter.metadata.place import Place, cut, shown
from linter.metadata.video import Video
from linter.phrases import Phrase, template
from linter.records import is_day

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping

_SPACE = re.compile(r"[ \t\n]*")
_ADDRESSES = ("webpage_url", "url", "original_url")
_DAYS = ("upload_date", "release_date")
_DAY = re.compile(r"[0-9]{8}")
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
#: Digits that Python surely reads as a whole number; it refuses thousands of them.
_MOST_DIGITS = 18
#: What Python's reader says most, so that it is translated.
_REASONS = (
    template("Expecting value"),
    template("Expecting ',' delimiter"),
    template("Expecting ':' delimiter"),
    template("Expecting property name enclosed in double quotes"),
    template("Unterminated string starting at"),
)


def looks_right(text: str) -> bool:
    """Whether the text starts as an object or a list."""
    return text.lstrip().startswith(("{", "["))


def read(text: str, path: str) -> Iterator[Video]:
    """Yields the videos; one of a playlist is said to stand where that begins.

    Raises:
        MetadataError: it is not JSON, or something that is read is not what yt-dlp writes.
    """
    # JSON has line breaks between its tokens only, so all of them may be the same.
    file = _File(text.replace("\r\n", "\n").replace("\r", "\n"), path)
    line, counted = 1, 0
    for value, position in file.values():
        line += file.text.count("\n", counted, position)
        counted = position
        yield from _videos(value, Place(path, line))


class _ConstantError(ValueError):
    """NaN or an infinity, which Python would read and JSON does not have."""


def _refuse(name: str) -> NoReturn:
    raise _ConstantError(name)


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= _MOST_DIGITS else float(digits)


_DECODER = json.JSONDecoder(parse_int=_whole, parse_constant=_refuse)


class _File:
    """Reads values one by one, so that the line of each is known.

    Args:
        text: what the file holds, all line breaks being line feeds.
        path: how the user names it.
    """

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self._path = path

    def values(self) -> Iterator[tuple[object, int]]:
        """Yields each value and where it begins; of a list its elements."""
        position = self._skip(0)
        if position == len(self.text):
            raise MetadataError("the file is empty", path=self._path, line=1)
        while position < len(self.text):
            if self.text[position] == "[":
                end = yield from self._elements(position + 1)
            else:
                value, end = self._decode(position)
                yield value, position
            position = self._skip(end)
            if position < len(self.text) and "\n" not in self.text[end:position]:
                raise self._error("there is more after the value", position)

    def _elements(self, position: int) -> Generator[tuple[object, int], None, int]:
        """Yields the elements of a list and where they begin; returns where it ends."""
        position = self._skip(position)
        if self.text.startswith("]", position):
            return position + 1
        while True:
            value, end = self._decode(position)
            yield value, position
            position = self._skip(end)
            if self.text.startswith("]", position):
                return position + 1
            if not self.text.startswith(",", position):
                raise self._error("Expecting ',' delimiter", position)
            position = self._skip(position + 1)

    def _skip(self, position: int) -> int:
        match = _SPACE.match(self.text, position)
        return match.end() if match is not None else position

    def _decode(self, position: int) -> tuple[object, int]:
        try:
            return _DECODER.raw_decode(self.text, position)
        except json.JSONDecodeError as error:
            raise self._error(error.msg, error.pos) from error
        except _ConstantError as error:
            raise MetadataError(
                "not JSON: {name} is no number", path=self._path, line=self._line(position), name=error
            ) from error
        except RecursionError:
            raise MetadataError(
                "nested too deep to be read", path=self._path, line=self._line(position)
            ) from None

    def _line(self, position: int) -> int:
        return self.text.count("\n", 0, position) + 1

    def _error(self, reason: str, position: int) -> MetadataError:
        return MetadataError(
            "not JSON: {reason} (character {column} of the line)",
            path=self._path,
            line=self._line(position),
            reason=Phrase(reason),
            column=position - self.text.rfind("\n", 0, position),
        )


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
                    "'{field}' is '{value}', which is no calendar day (YYYYMMDD)",
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
            "'{field}' is {value}, which is in none of the years 1 to 9999",
            field="timestamp",
            value=shown(seconds),
        ) from error
    return moment.date().isoformat()
