"""Stores values between runs in the user's cache folder.

Values are written by `marshal`, which runs no code when they are read: a cached file is as trustworthy as
Python's own `.pyc` files. Without a writable folder, every run computes everything again; so it does where
others can write, too.

A manifest in the folder lists the files that were made here. Only these are read, replaced and removed, and
only while they are files that nobody else can write: the folder may contain anything else.
"""

from __future__ import annotations

import contextlib
import errno
import marshal
import os
import re
import sys
from typing import TYPE_CHECKING, Any

from linter.errors import FileError, os_reason
from linter.files.locks import wait_for_lock
from linter.files.private import FILE_MODE, make_private, open_private, read_private, shared
from linter.files.resources import cache_folder
from linter.lazy import lazy_re
from linter.recall import objects, trace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from linter.messages.phrases import Phrase

_SUFFIX = ".marshal"
#: The names of values. A file also names the Python that can read it: `words-en-cpython-311.marshal`.
_STORED = lazy_re(r"[a-z][\w.-]*\.marshal", re.ASCII)
_MANIFEST = "seedlint-manifest"
#: The first line of a manifest.
_HEAD = "Made by seedlint. These files are its own; `seedlint doctor --clear-cache` removes them."
#: The name of a value that is stored to test whether values can be stored.
_PROBE = "tried"


def usable_folder() -> Path | None:
    """The folder of the cache; None if there is to be none, or if others can write to it."""
    folder = cache_folder()
    return folder if folder is not None and shared(folder) is None else None


def refused() -> Phrase | None:
    """Why the folder of the cache is not used, if others can write to it."""
    folder = cache_folder()
    return shared(folder) if folder is not None else None


def files() -> list[Path]:
    """The files of cached values, including those of other versions of Python."""
    folder = usable_folder()
    if folder is None:
        return []
    listed = sorted(_read_manifest(folder) or ())
    return [folder / name for name in listed if _is_file(folder / name)]


def strangers() -> list[Path]:
    """What is not ours, but has a name that only our files should have, so that nothing is stored there."""
    folder = usable_folder()
    if folder is None or not folder.is_dir():
        return []
    ours = {file.name for file in files()}
    if _read_manifest(folder) is not None:
        ours.add(_MANIFEST)
    names = sorted(path.name for path in folder.iterdir())
    return [
        folder / name
        for name in names
        if name not in ours and (name == _MANIFEST or _STORED.fullmatch(name) is not None)
    ]


def is_whole(file: Path) -> bool:
    """Whether a file of this version of Python can be read; files of other versions count as whole."""
    return not file.name.endswith(_file_name("")) or _read(file) is not None


def is_writable() -> bool:
    """Whether a stored value can be read back, which file modes and mounts alone do not tell."""
    store(_PROBE, _PROBE)
    folder = usable_folder()
    with contextlib.suppress(OSError):
        if folder is not None and load(_PROBE) == _PROBE:
            (folder / _file_name(_PROBE)).unlink()
            return True
    return False


def clear() -> None:
    """Removes every cached value, and nothing else.

    Raises:
        FileError: a file cannot be removed.
    """
    folder = usable_folder()
    if folder is None:
        return
    try:
        objects.clear()
    except OSError as error:
        raise FileError(
            "cannot be removed: {reason}", path=error.filename, reason=os_reason(error)
        ) from error
    if _read_manifest(folder) is None:
        return
    try:
        with _locked_manifest(folder) as (descriptor, _):
            for file in files():
                _remove(file)
            os.ftruncate(descriptor, len(_HEAD))
    except OSError as error:
        name = str(folder / _MANIFEST)
        raise FileError("cannot be written: {reason}", path=name, reason=os_reason(error)) from error


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise FileError("cannot be removed: {reason}", path=str(file), reason=os_reason(error)) from error


def load(name: str) -> Any:  # noqa: ANN401 - whatever was stored
    """The value stored under a name, of Python's own types; None if there is none or it cannot be read."""
    folder = usable_folder()
    if folder is None or _file_name(name) not in (_read_manifest(folder) or ()):
        return None
    return _read(folder / _file_name(name))


def _read(file: Path) -> Any:  # noqa: ANN401 - as above
    with contextlib.suppress(OSError, ValueError, EOFError, TypeError):  # missing, truncated, or not ours
        return marshal.loads(read_private(file))  # noqa: S302
    return None


def store(name: str, value: Any) -> None:  # noqa: ANN401 - as above
    """Stores a value of Python's own types; does nothing where it cannot be written."""
    from linter.files.writer import write_atomically  # noqa: PLC0415 - only after something new

    folder = usable_folder()
    if folder is None:
        return
    file = folder / _file_name(name)
    with trace.Unnoticed(), contextlib.suppress(OSError, FileError):
        make_private(folder)
        with _locked_manifest(folder) as (descriptor, listed):
            if os.path.lexists(file) and not (file.name in listed and _is_file(file)):
                return  # somebody else's
            if file.name not in listed:
                os.write(descriptor, f"\n{file.name}".encode("ascii"))
            write_atomically(file, marshal.dumps(value), follow=False, mode=FILE_MODE)


def _file_name(name: str) -> str:
    return f"{name}-{sys.implementation.cache_tag}{_SUFFIX}"


def _is_file(file: Path) -> bool:
    return file.is_file() and not file.is_symlink()


def _read_manifest(folder: Path) -> frozenset[str] | None:
    """The names in the manifest; None if there is none that was made here."""
    try:
        return _names(read_private(folder / _MANIFEST))
    except OSError:
        return None


def _names(manifest: bytes) -> frozenset[str] | None:
    head, *names = manifest.decode("ascii", "replace").split("\n")
    return frozenset(filter(_STORED.fullmatch, names)) if head == _HEAD else None


@contextlib.contextmanager
def _locked_manifest(folder: Path) -> Iterator[tuple[int, frozenset[str]]]:
    """The open manifest, created if needed, to which a line can be appended, and the names in it.

    Raises:
        OSError: it cannot be written, is not ours, or another process has locked it.
    """
    path = folder / _MANIFEST
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))
        path.chmod(FILE_MODE)
    descriptor = open_private(path, os.O_RDWR | os.O_APPEND)
    try:
        wait_for_lock(descriptor)
        if not os.fstat(descriptor).st_size:
            os.write(descriptor, _HEAD.encode("ascii"))
        names = _names(os.pread(descriptor, os.fstat(descriptor).st_size, 0))
        if names is None:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        yield descriptor, names
    finally:
        os.close(descriptor)
