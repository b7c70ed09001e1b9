"""Stores values between runs in the user's cache folder.

Values are written by `marshal`, which runs no code when they are read: a cached file is as trustworthy as
Python's own `.pyc` files. Without a writable folder, every run computes everything again.
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


#: A cached file ends with the tag of the Python that can read it: `cpython-311`.
_CACHED = re.compile(r".+-[a-z]+-?\d+")
#: The name of a value that is stored to test whether values can be stored.
_PROBE = "tried"


def _file(name: str) -> Path | None:
    folder = cache_folder()
    return folder / f"{name}-{sys.implementation.cache_tag}" if folder is not None else None


def files() -> list[Path]:
    """The files of cached values, including those of other versions of Python."""
    folder = cache_folder()
    if folder is None or not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if _CACHED.fullmatch(path.name) and path.is_file())


def is_whole(file: Path) -> bool:
    """Whether a file of this version of Python can be read; files of other versions count as whole."""
    return not file.name.endswith(f"-{sys.implementation.cache_tag}") or _read(file) is not None


def is_writable() -> bool:
    """Whether a stored value can be read back, which file modes and mounts alone do not tell."""
    store(_PROBE, _PROBE)
    file = _file(_PROBE)
    with contextlib.suppress(OSError):
        if file is not None and load(_PROBE) == _PROBE:
            file.unlink()
            return True
    return False


def clear() -> None:
    """Removes every cached value.

    Raises:
        FileError: a file cannot be removed.
    """
    for file in files():
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise FileError("cannot be removed: {reason}", path=str(file), reason=os_reason(error)) from error


def load(name: str) -> Any:  # noqa: ANN401 - whatever was stored
    """The value stored under a name, of Python's own types; None if there is none or it cannot be read."""
    file = _file(name)
    return _read(file) if file is not None else None


def _read(file: Path) -> Any:  # noqa: ANN401 - as above
    with contextlib.suppress(OSError, ValueError, EOFError, TypeError):  # missing, truncated, or not ours
        return marshal.loads(file.read_bytes())  # noqa: S302
    return None


def store(name: str, value: Any) -> None:  # noqa: ANN401 - as above
    """Stores a value of Python's own types; does nothing where it cannot be written."""
    from linter.files.writer import write_atomically  # noqa: PLC0415 - only after something new

    file = _file(name)
    if file is None:
        return
    with contextlib.suppress(OSError, FileError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, marshal.dumps(value))
