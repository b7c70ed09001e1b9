"""Folders and files that nobody but this user can change: what is trusted without being proved."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from linter.files.regular import open_descriptor
from linter.messages.phrases import Phrase
from linter.recall.folder import FILE_MODE, FOLDER_MODE, OTHERS_MAY_WRITE, is_private, is_trusted

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FILE_MODE", "FOLDER_MODE", "make_private", "open_private", "read_private", "shared"]


def make_private(folder: Path) -> None:
    """Creates a folder, and those above it that do not exist, for this user alone.

    Raises:
        OSError: it cannot be created.
    """
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_private(folder.parent)
    folder.mkdir(FOLDER_MODE, exist_ok=True)
    folder.chmod(FOLDER_MODE)


def shared(folder: Path) -> Phrase | None:
    """Why a folder is not private: others can write there, or own it. None if it is, or does not exist."""
    try:
        status = folder.stat()
    except OSError:
        return None
    if not is_trusted(status):
        return Phrase("{path} belongs to another user, who can change what is in it", path=folder)
    if stat.S_ISDIR(status.st_mode) and status.st_mode & OTHERS_MAY_WRITE:
        return Phrase("others can write to {path}; `chmod go-w` on it changes that", path=folder)
    return None


def read_private(file: Path) -> bytes:
    """The content of a file that nobody else can write, and that must not be a link.

    Raises:
        OSError: it cannot be read, is not such a file, or not a file at all.
    """
    with os.fdopen(open_private(file), "rb") as stream:
        return stream.read()


def open_private(file: Path, flags: int = os.O_RDONLY) -> int:
    """Opens such a file and gives its descriptor; arguments and errors are those of `open_descriptor`."""
    descriptor = open_descriptor(file, flags, follow=False)
    status = os.fstat(descriptor)
    if not is_private(status):
        os.close(descriptor)
        raise PermissionError(f"others can write to {file}")
    return descriptor
