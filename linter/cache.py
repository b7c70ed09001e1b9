"""Keeps values between runs, in the user's cache folder.

What is kept is written by `marshal`, which runs no code when it is read: a file is worth as much trust as
Python's own `.pyc` files. Without a place to write, every run works things out anew.
"""

from __future__ import annotations

import contextlib
import marshal
import sys
from typing import TYPE_CHECKING, Any

from linter.errors import FileError
from linter.resources import cache_folder

if TYPE_CHECKING:
    from pathlib import Path


def _file(name: str) -> Path | None:
    folder = cache_folder()
    return folder / f"{name}-{sys.implementation.cache_tag}" if folder is not None else None


def load(name: str) -> Any:  # noqa: ANN401 - whatever was kept
    """What was kept under a name, made of Python's own types; None if nothing was, or it cannot be read."""
    file = _file(name)
    with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
        return marshal.loads(file.read_bytes()) if file is not None else None  # noqa: S302
    return None


def keep(name: str, value: Any) -> None:  # noqa: ANN401 - as above
    """Keeps a value made of Python's own types, or gives up silently where there is no room for it."""
    from linter.writer import write_atomically  # noqa: PLC0415 - only after something new

    file = _file(name)
    if file is None:
        return
    with contextlib.suppress(OSError, FileError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, marshal.dumps(value))
