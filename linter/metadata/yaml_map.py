"""YAML maps from video id to a date, or to a map with any of `date`, `title`, `url` and `index`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.data.yaml_loader import load_yaml
from linter.errors import MetadataError
from linter.messages.suggestions import did_you_mean
from linter.metadata.place import Place, cut, shown
from linter.metadata.video import Video

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.data.yaml_file import YamlFile

_KEYS = ("date", "title", "url", "index")


def looks_right(_text: str) -> bool:
    """Accepts what is of none of the other formats."""
    return True


def read(text: str, path: str) -> Iterator[Video]:
    """Yields a video for each key.

    Raises:
        MetadataError: it is not YAML or not such a map, or a value is not valid for its key.
    """
    file = load_yaml(text, path, MetadataError)
    if not isinstance(file.value, dict):
        raise MetadataError(
            "must be a map from video ids to dates, not {found}",
            path=path,
            line=file.line(()),
            found=shown(file.value),
        )
    for key, value in file.value.items():
        place = Place(path, file.line((key,)))
        video = place.identifier(key)
        if video is None:
            raise place.error("a video without an 'id'")
        yield _video(video, value, file, key)


def _video(video: str, value: object, file: YamlFile, key: str) -> Video:
    line = file.line((key,))
    if not isinstance(value, dict):
        return Video(video, Place(file.path, line, video).day(value), None, None, None, line)
    places = {name: Place(file.path, file.line((key, name)), video) for name in value}
    for name, place in places.items():
        if name not in _KEYS:
            raise place.error("unknown key '{key}'{hint}", key=cut(name), hint=did_you_mean(name, _KEYS))
    anywhere = Place(file.path, line, video)
    return Video(
        video,
        places.get("date", anywhere).day(value.get("date")),
        places.get("title", anywhere).text("title", value.get("title")),
        places.get("url", anywhere).text("url", value.get("url")),
        places.get("index", anywhere).number("index", value.get("index")),
        line,
    )
