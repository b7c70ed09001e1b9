"""What is known about videos besides the page: the list from which a seed document was made.

Each format is a module with `looks_right(text)` and `read(text, path)`. A new format is a new file and a line
in `FORMATS`.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Protocol, cast

from linter.errors import MetadataError, unquoted
from linter.files.reading import read_text
from linter.messages.phrases import Phrase, display
from linter.metadata.known import Metadata, from_dates, merged
from linter.metadata.video import Video

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["FORMATS", "Format", "Metadata", "Video", "from_dates", "read_metadata"]

#: Module to the suffixes of its files. Any other file has the first format that it looks like; the last
#: format accepts every text.
FORMATS = {
    "linter.metadata.info_json": (".json", ".jsonl", ".ndjson"),
    "linter.metadata.video_list": (".csv",),
    "linter.metadata.yaml_map": (".yaml", ".yml"),
}


class Format(Protocol):
    """What a format's module offers."""

    def looks_right(self, text: str) -> bool:
        """Whether a file seems to be of this format, if its suffix does not say."""

    def read(self, text: str, path: str) -> Iterator[Video]:
        """Yields the videos in the order of the file; a video may occur more than once.

        Raises:
            MetadataError: the text is not of this format, or has a value that is not valid.
        """


def read_metadata(path: Path, *, quoting: bool = True) -> Metadata:
    """Reads a video list (CSV), info JSON of yt-dlp, or a YAML map from video id to date.

    The suffix gives the format; if no format has it, the beginning of the text decides.

    Args:
        path: the file.
        quoting: whether errors may quote it. A configuration may name any file, which may be no metadata.

    Raises:
        MetadataError: the file cannot be read, is not UTF-8, is not of its format, has something that is not
            a date, or gives one video two dates.
    """
    name = display(path)
    text = read_text(path, MetadataError, most=None)
    try:
        return merged(_format(path.suffix.lower(), text).read(text, name), name)
    except MetadataError as error:
        if quoting:
            raise
        hint = Phrase("--metadata with this file shows what is written there")
        raise unquoted(error, hint) from None


def _format(suffix: str, text: str) -> Format:
    for name, suffixes in FORMATS.items():
        if suffix in suffixes:
            return _load(name)
    return next(module for module in map(_load, FORMATS) if module.looks_right(text))


def _load(name: str) -> Format:
    return cast("Format", importlib.import_module(name))
