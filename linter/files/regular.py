"""Opens regular files, and nothing else.

Opening a pipe waits for its other end, and opening a device may already do something. In a folder that came
from a stranger, any name that a run opens may be one of these.
"""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, BinaryIO

from linter.messages.phrases import template
from linter.recall import trace
from linter.recall.objects import read_all

if TYPE_CHECKING:
    from pathlib import Path

#: What the error says of pipes, sockets and devices, for which systems have no message.
_NOT_REGULAR = template("not a regular file")


def open_descriptor(path: Path, flags: int = os.O_RDONLY, *, follow: bool = True) -> int:
    """Opens a file and gives its descriptor; never waits.

    Args:
        path: the file.
        flags: those of `os.open`, without flags that create a file.
        follow: whether it may be a link.

    Raises:
        OSError: it cannot be opened; it is a folder, a pipe, a socket or a device; or it is a link and must
            not be one.
    """
    _refuse_others(path.stat(follow_symlinks=follow).st_mode)
    descriptor = os.open(path, flags | os.O_NONBLOCK | (0 if follow else os.O_NOFOLLOW))
    try:
        _refuse_others(os.fstat(descriptor).st_mode)  # it may be another one by now
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def open_regular(path: Path, *, follow: bool = True) -> BinaryIO:
    """Opens a file for reading; arguments and errors are those of `open_descriptor`."""
    return os.fdopen(open_descriptor(path, follow=follow), "rb")


def read_regular(path: Path, *, follow: bool = True) -> bytes:
    """The content of a file; arguments and errors are those of `open_descriptor`."""
    descriptor = open_descriptor(path, follow=follow)
    try:
        data = read_all(descriptor)
    finally:
        os.close(descriptor)
    trace.file(path, data)
    return data


def _refuse_others(mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if stat.S_ISLNK(mode):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    raise OSError(errno.EINVAL, _NOT_REGULAR)
