"""Reads the small text files that a run depends on: packs, word lists, configuration, metadata."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from linter.errors import os_reason
from linter.messages.phrases import template

if TYPE_CHECKING:
    from pathlib import Path

    from linter.errors import LinterError

#: Bytes that such a file may have: ten times the largest word list of ours.
MOST_BYTES = 4_000_000


def read_text(path: Path, error: type[LinterError], *, most: int | None = MOST_BYTES) -> str:
    """A file's text, without a byte-order mark.

    Args:
        path: the file.
        error: what to raise where it cannot be read, is too large, or is not UTF-8.
        most: how many bytes it may have; None for any number.
    """
    return decode(read_data(path, error, most=most), path, error)


def read_data(path: Path, error: type[LinterError], *, most: int | None = MOST_BYTES) -> bytes:
    """A file's bytes; the arguments are those of `read_text`."""
    name = str(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise error("is not a file", path=name)
        with path.open("rb") as stream:
            data = stream.read() if most is None else stream.read(most + 1)
    except ValueError:
        raise error("is no name of a file", path=name) from None
    except OSError as reason:
        raise error("cannot be read: {reason}", path=name, reason=os_reason(reason)) from reason
    if most is not None and len(data) > most:
        raise error("is larger than {limit} bytes", path=name, limit=most)
    return data


def decode(data: bytes, path: Path, error: type[LinterError]) -> str:
    """The text of a file's bytes, without a byte-order mark; the arguments are those of `read_text`."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        line = data.count(b"\n", 0, reason.start) + 1
        message = template("not UTF-8: byte at offset {offset}; save the file as UTF-8")
        raise error(message, path=str(path), line=line, offset=reason.start) from reason
