"""Reads files: documents, and the small text files that a run depends on.

The small ones are packs, word lists, configuration and metadata; their size is limited.
"""

from __future__ import annotations

import contextlib
import stat
from typing import TYPE_CHECKING

from linter.errors import FileError, os_reason
from linter.files.encodings import decode_source
from linter.files.regular import open_regular, read_regular
from linter.messages.phrases import template
from linter.recall import trace

if TYPE_CHECKING:
    from pathlib import Path

    from linter.errors import LinterError
    from linter.files.encodings import Source

#: How many bytes a small file may have: ten times our largest word list.
MOST_BYTES = 4_000_000
NO_FILE = template("is neither a file nor a folder")


def read_source(path: Path, encoding: str | None = None) -> Source:
    """Reads a document.

    Args:
        path: the file.
        encoding: its encoding if it is not UTF-8, by the names of `linter.files.encodings`.

    Raises:
        FileError: it cannot be read.
        DecodeError: it is neither UTF-8 nor in that encoding.
    """
    try:
        raw = read_regular(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            if not (stat.S_ISREG(mode := path.stat().st_mode) or stat.S_ISDIR(mode)):
                raise FileError(NO_FILE, path=str(path)) from error
        raise FileError("cannot be read: {reason}", path=str(path), reason=os_reason(error)) from error
    return decode_source(raw, str(path), encoding)


def read_text(path: Path, error: type[LinterError], *, most: int | None = MOST_BYTES) -> str:
    """Reads a small text file, without its byte-order mark.

    Args:
        path: the file.
        error: the class to raise where it cannot be read, is too large, or is not UTF-8.
        most: how many bytes it may have; None for no limit.
    """
    return decode(read_data(path, error, most=most), path, error)


def read_data(path: Path, error: type[LinterError], *, most: int | None = MOST_BYTES) -> bytes:
    """Reads a small file's bytes; the arguments are those of `read_text`."""
    name = str(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise error("is not a file", path=name)
        with open_regular(path) as stream:
            data = stream.read() if most is None else stream.read(most + 1)
        trace.file(path, data)
    except ValueError:
        raise error("is not a valid file name", path=name) from None
    except OSError as reason:
        raise error("cannot be read: {reason}", path=name, reason=os_reason(reason)) from reason
    if most is not None and len(data) > most:
        raise error("is larger than {limit} bytes", path=name, limit=most)
    return data


def decode(data: bytes, path: Path, error: type[LinterError]) -> str:
    """The text of a file's bytes, without its byte-order mark; the arguments are those of `read_text`."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        line = data.count(b"\n", 0, reason.start) + 1
        message = template("not UTF-8: byte at offset {offset}; save the file as UTF-8")
        raise error(message, path=str(path), line=line, offset=reason.start) from reason
