"""Gives a new file the owner, the mode and the extended attributes of the file that it replaces."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from linter.errors import FileError
from linter.messages.phrases import template

if TYPE_CHECKING:
    from pathlib import Path


def copy_attributes(path: Path, target: Path, descriptor: int) -> None:
    """Copies owner, extended attributes and mode of the old file; without one, the umask decides the mode.

    Raises:
        FileError: the owner or the group cannot be kept.
    """
    if not target.is_file() or target.is_symlink():
        mask = os.umask(0)
        os.umask(mask)
        os.fchmod(descriptor, 0o666 & ~mask)
        return
    old, new = target.stat(), os.fstat(descriptor)
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        try:
            os.fchown(descriptor, old.st_uid, old.st_gid)
        except PermissionError:
            message = template("its owner and group could not be kept; it was left alone")
            raise FileError(message, path=str(path)) from None
    if sys.platform == "linux":
        _copy_extended_attributes(target, descriptor)
    os.fchmod(descriptor, old.st_mode & 0o7777)  # after the owner, whose change clears setuid and setgid


def _copy_extended_attributes(target: Path, descriptor: int) -> None:
    """Gives a file the extended attributes of another, access lists included, and no others."""
    with contextlib.suppress(OSError):  # not every file system has them
        old = os.listxattr(target)
        for name in os.listxattr(descriptor):
            if name not in old:
                with contextlib.suppress(OSError):  # some belong to the system
                    os.removexattr(descriptor, name)
        for name in old:
            with contextlib.suppress(OSError):
                os.setxattr(descriptor, name, os.getxattr(target, name))
