"""The videos of a metadata file, and what is known about them."""

from __future__ import annotations

import functools
from types import MappingProxyType
from typing import TYPE_CHECKING

from linter.errors import MetadataError
from linter.metadata.video import Video
from linter.records import fall
from linter.values import Value, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Metadata(Value):
    """What is known about videos."""

    path: str
    """The file, as the user named it; empty without a file."""
    videos: Mapping[str, Video]
    """The videos by id, in the order of the file."""

    @functools.cached_property
    def dates(self) -> Mapping[str, str]:
        """Known dates by video id."""
        known = {video.id: video.date for video in self.videos.values() if video.date is not None}
        return MappingProxyType(known)

    def at(self, index: int) -> Video | None:
        """The video with a number; None if there is none, or more than one."""
        return self._numbered.get(index)

    def between(self, id: str) -> tuple[str | None, str | None]:  # noqa: A002 - as a video calls it
        """The nearest known dates before and after a video, without its own; None if none is known.

        The order is that of the numbers, or that of the file if not every video has a number; equal numbers
        keep the order of the file. A list whose dates mostly fall starts with the newest.
        """
        return self._neighbours.get(id, (None, None))

    @functools.cached_property
    def _numbered(self) -> Mapping[int, Video | None]:
        numbered: dict[int, Video | None] = {}
        for video in self.videos.values():
            if video.index is not None:
                numbered[video.index] = None if video.index in numbered else video
        return numbered

    @functools.cached_property
    def _neighbours(self) -> Mapping[str, tuple[str | None, str | None]]:
        videos = list(self.videos.values())
        if all(video.index is not None for video in videos):
            videos.sort(key=lambda video: video.index or 0)
        if fall([video.date for video in videos if video.date is not None]):
            videos.reverse()
        before = _last_known(videos)
        after = _last_known(reversed(videos))
        return {video.id: (before[video.id], after[video.id]) for video in videos}


def _last_known(videos: Iterable[Video]) -> dict[str, str | None]:
    """The last known date before each video, by id."""
    known: dict[str, str | None] = {}
    last: str | None = None
    for video in videos:
        known[video.id] = last
        last = video.date or last
    return known


def from_dates(dates: Mapping[str, str]) -> Metadata:
    """Metadata without a file: dates by video id, as if each were on a line of its own."""
    videos = {id_: Video(id_, date, None, None, None, n) for n, (id_, date) in enumerate(dates.items(), 1)}
    return Metadata("", MappingProxyType(videos))


def merged(videos: Iterable[Video], path: str) -> Metadata:
    """The metadata of a file.

    Args:
        videos: the videos in the order of the file; if one occurs more than once, the first value of each
            field wins.
        path: the file, as the user named it.

    Raises:
        MetadataError: a video has two dates.
    """
    known: dict[str, Video] = {}
    for video in videos:
        known[video.id] = _both(known[video.id], video, path) if video.id in known else video
    return Metadata(path, MappingProxyType(known))


def _both(first: Video, second: Video, path: str) -> Video:
    if first.date is not None and second.date not in (None, first.date):
        raise MetadataError(
            "video {video} has two dates: {first} and {second}",
            path=path,
            line=second.line,
            video=first.id,
            first=first.date,
            second=second.date,
        )
    return replace(
        first,
        date=first.date if first.date is not None else second.date,
        title=first.title if first.title is not None else second.title,
        url=first.url if first.url is not None else second.url,
        index=first.index if first.index is not None else second.index,
    )
