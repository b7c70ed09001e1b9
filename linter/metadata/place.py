"""Places in a metadata file of any format, and the checks of their values."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from linter.errors import MetadataError
from linter.lazy import lazy_re
from linter.messages.phrases import Phrase
from linter.records import is_day
from linter.values import Value, replace

if TYPE_CHECKING:
    from typing import Self

_UNKNOWN = frozenset(("", "unknown"))
_SURROGATE = lazy_re("[\ud800-\udfff]")
#: Maximum number of code points of a wrong value in a message.
_LONGEST = 80


class Place(Value):
    """A place in a metadata file, for errors.

    Its methods check a value and return what it means; None, or a text of only white space, means that there
    is none. They raise a MetadataError if the value is not valid.
    """

    path: str
    line: int
    video: str | None = None
    """The id of the video it is about, if known."""

    def of(self, video: str) -> Self:
        """The place of a video, on the same line."""
        return replace(self, video=video)

    def error(self, message: str, **fields: object) -> MetadataError:
        """The error to raise; the arguments are those of a phrase."""
        phrase = Phrase(message, **fields)
        if self.video is not None:
            phrase = Phrase("video {video}: {reason}", video=cut(self.video), reason=phrase)
        return MetadataError(phrase, path=self.path, line=self.line)

    def text(self, field: str, value: object) -> str | None:
        """A text, without white space around it."""
        if value is None:
            return None
        if not isinstance(value, str):
            raise self.wrong_type(field, Phrase("a text"), value)
        if not value.isascii() and (half := _SURROGATE.search(value)) is not None:
            raise self.error(
                "'{field}' contains {character}, which is half a character",
                field=field,
                character=f"U+{ord(half[0]):04X}",
            )
        return value.strip() or None

    def identifier(self, value: object) -> str | None:
        """The id of a video."""
        text = self.text("id", value)
        if text is not None and len(text.split()) > 1:
            raise self.error("'{id}' is not a video id: it contains white space", id=cut(text))
        return text

    def number(self, field: str, value: object) -> int | None:
        """A number in a list."""
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.wrong_type(field, Phrase("a whole number, 0 or more"), value)
        return value

    def day(self, value: object) -> str | None:
        """A date as people write it."""
        written = json.dumps(value) if isinstance(value, (int, float)) else self.text("date", value)
        if written is None or written.lower() in _UNKNOWN:
            return None
        if not is_day(written):
            raise self.error("'{date}' is neither a date (YYYY-MM-DD) nor 'unknown'", date=cut(written))
        return written

    def wrong_type(self, field: str, wanted: Phrase, found: object) -> MetadataError:
        """The error for a value whose type does not fit its field."""
        return self.error(
            "'{field}' must be {type}, not {found}", field=cut(field), type=wanted, found=shown(found)
        )


def shown(value: object) -> Phrase | str:
    """A value as a person writes it, or its type if that would be long."""
    if isinstance(value, dict):
        return Phrase("a map")
    if isinstance(value, list):
        return Phrase("a list")
    if value is None or value == "":
        return Phrase("nothing")
    return f"'{cut(value)}'" if isinstance(value, str) else cut(json.dumps(value))


def cut(text: str) -> str:
    """A text for a message: shortened if it is long, and without half characters."""
    text = _SURROGATE.sub("\ufffd", text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 2 :]}"
