"""Keeps values between runs, in the user's cache folder.

What is kept is written by `marshal`, which runs no code when it is read: a file is worth as much trust as
Python's own `.pyc` files. Without a place to write, every run works things out anew.
"""

from __future__ import annotations

import contextlib
import marshal
import re
import sys
from typing import TYPE_CHECKING, Any

from linter.errors import FileError, os_reason
from linter.files.resources import cache_folder

if TYPE_CHECKING:
    from pathlib import Path


#: What is kept bears the tag of the Python that can read it: `cpython-311`.
_KEPT = re.compile(r".+-[a-z]+-?\d+")
#: The name of a value that is kept to see whether any can be.
_TRIED = "tried"


def _file(name: str) -> Path | None:
    folder = cache_folder()
    return folder / f"{name}-{sys.implementation.cache_tag}" if folder is not None else None


def files() -> list[Path]:
    """The files that values are kept in, those of other versions of Python among them."""
    folder = cache_folder()
    if folder is None or not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if _KEPT.fullmatch(path.name) and path.is_file())


def is_whole(file: Path) -> bool:
    """Whether a file of this Python's can be read; those of others count as whole."""
    return not file.name.endswith(f"-{sys.implementation.cache_tag}") or _read(file) is not None


def is_writable() -> bool:
    """Whether what is kept is there afterwards; tried, since modes and mounts tell only half of it."""
    keep(_TRIED, _TRIED)
    file = _file(_TRIED)
    with contextlib.suppress(OSError):
        if file is not None and load(_TRIED) == _TRIED:
            file.unlink()
            return True
    return False


def clear() -> None:
    """Removes whatever is kept.

    Raises:
        FileError: something cannot be removed.
    """
    for file in files():
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise FileError("cannot be removed: {reason}", path=str(file), reason=os_reason(error)) from error


def load(name: str) -> Any:  # noqa: ANN401 - whatever was kept
    """What was kept under a name, made of Python's own types; None if nothing was, or it cannot be read."""
    file = _file(name)
    return _read(file) if file is not None else None


def _read(file: Path) -> Any:  # noqa: ANN401 - as above
    with contextlib.suppress(OSError, ValueError, EOFError, TypeError):  # gone, torn, or somebody else's
        return marshal.loads(file.read_bytes())  # noqa: S302
    return None


def keep(name: str, value: Any) -> None:  # noqa: ANN401 - as above
    """Keeps a value made of Python's own types, or gives up silently where there is no room for it."""
    from linter.files.writer import write_atomically  # noqa: PLC0415 - only after something new

    file = _file(name)
    if file is None:
        return
    with contextlib.suppress(OSError, FileError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, marshal.dumps(value))
