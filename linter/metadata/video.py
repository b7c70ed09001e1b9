"""One video of a metadata file."""

from __future__ import annotations

from linter.values import Value


class Video(Value):
    """What a metadata file says about one video; None for what it leaves out."""

    id: str
    """Text without white space; on YouTube 11 characters."""
    date: str | None
    """A calendar day, YYYY-MM-DD."""
    title: str | None
    url: str | None
    index: int | None
    """Its number in the list."""
    line: int
    """The 1-based line of the video; the first one if it occurs more than once."""
