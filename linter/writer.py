"""Writes files whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from linter.errors import FileError, os_reason

if TYPE_CHECKING:
    from collections.abc import Iterator


def write_atomically(path: Path, data: bytes, *, expected: bytes | None = None) -> None:
    """Replaces a file in one step; see `replacing`.

    Args:
        path: the file; its folder must exist.
        data: what it shall hold.
        expected: what it must still hold, if it was read before.

    Raises:
        FileError: it could not be written, or holds something else by now; it is then as it was.
    """
    with replacing(path, expected=expected) as stream:
        stream.write(data)


@contextlib.contextmanager
def replacing(path: Path, *, expected: bytes | None = None) -> Iterator[BinaryIO]:
    """Yields a stream whose bytes replace a file in one step; who reads it meanwhile sees the old or the new.

    The bytes go to a temporary file in the same folder, which is synced, takes over the old file's mode and
    owner, and is renamed over it when the block ends; if the block fails, the old file stays. A symbolic link
    keeps pointing to its target, which is replaced.

    Args:
        path: the file; its folder must exist.
        expected: what it must still hold, if it was read before.

    Raises:
        FileError: it could not be written, or holds something else by now; it is then as it was.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        raise FileError("is no regular file and cannot be replaced", path=str(path))
    temporary: str | None = None
    try:
        if expected is not None and target.read_bytes() != expected:
            raise FileError("changed while seedlint was at work; it was left alone", path=str(path))
        descriptor, temporary = tempfile.mkstemp(
            prefix=f".{target.name[:40]}.", suffix=".tmp", dir=target.parent
        )
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            _keep_mode(target, stream.fileno())
            os.fsync(stream.fileno())
        os.replace(temporary, target)  # noqa: PTH105 - Path.replace says the same with one object more
        temporary = None
    except OSError as error:
        raise FileError("cannot be written: {reason}", path=str(path), reason=os_reason(error)) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108


def _keep_mode(target: Path, descriptor: int) -> None:
    """Gives the new file the old one's mode and owner; a new name gets what the umask leaves."""
    try:
        old = target.stat()
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        os.fchmod(descriptor, 0o666 & ~mask)
        return
    os.fchmod(descriptor, old.st_mode & 0o7777)
    with contextlib.suppress(PermissionError):  # only root may give files away
        os.fchown(descriptor, old.st_uid, old.st_gid)
