"""From the paths a user names to the files to read."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from linter.errors import FileError, LinterError, os_reason
from linter.files.encodings import read_source
from linter.files.excludes import Exclusion
from linter.messages.phrases import template

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linter.files.encodings import Source

#: What is looked for in folders. A file that is named itself may have any name.
SUFFIXES = frozenset((".md", ".markdown"))
_NO_FILE = template("is neither a file nor a folder")
_SKIPPED_FOLDERS = frozenset(("node_modules", "__pycache__", "venv"))


#: Nothing is left out.
ALL = Exclusion()


def find_files(
    paths: Iterable[Path], exclude: Exclusion = ALL, *, forced: bool = False
) -> Iterator[Path | LinterError]:
    """Yields the files, each once and in a steady order, and an error for each path that cannot be read.

    Folders are walked without their hidden ones. Links below a folder are not followed, so that no walk is
    endless or leaves the folder; a link that is named itself is.

    Args:
        paths: files and folders.
        exclude: what folders are walked without.
        forced: whether a file that is named itself is left out, too.
    """
    seen: set[str] = set()
    for path in paths:
        if forced and exclude.covers(path) and not path.is_dir():
            continue
        for found in _below(path, exclude):
            if isinstance(found, LinterError):
                yield found
                continue
            real = os.path.realpath(found)
            if real not in seen:
                seen.add(real)
                yield found


def is_skipped(folder: str) -> bool:
    """Whether a folder of this name is none of ours: hidden, or made by a program."""
    return folder[0] == "." or folder in _SKIPPED_FOLDERS


def is_page(path: Path) -> bool:
    """Whether a file below a folder is one of ours: Markdown, and neither a link, a pipe nor a device."""
    try:
        return path.suffix.lower() in SUFFIXES and path.is_file() and not path.is_symlink()
    except OSError:  # a folder that may be listed and not entered: reading the file will say why
        return True


def _below(path: Path, exclude: Exclusion) -> Iterator[Path | LinterError]:
    try:
        yield from _look(path, exclude)
    except OSError as error:
        yield FileError("cannot be read: {reason}", path=str(path), reason=os_reason(error))


def _look(path: Path, exclude: Exclusion) -> Iterator[Path | LinterError]:
    if path.is_dir():
        errors: list[OSError] = []
        for folder, names, files in os.walk(path, onerror=errors.append):
            here = Path(folder)
            names[:] = sorted(
                name for name in names if not (is_skipped(name) or exclude.covers(here / name, folder=True))
            )
            for name in sorted(files):
                if is_page(here / name) and not exclude.covers(here / name):
                    yield here / name
        for error in errors:
            yield FileError("cannot be read: {reason}", path=error.filename, reason=os_reason(error))
    elif path.is_file():
        yield path
    elif path.exists():
        yield FileError(_NO_FILE, path=str(path))
    elif path.is_symlink():
        yield FileError(_leads(path), path=str(path))
    else:
        yield FileError("no such file or folder", path=str(path))


def _leads(link: Path) -> str:
    """What is wrong about a link that leads to nothing."""
    try:
        link.stat()
    except OSError as error:
        if error.errno == errno.ELOOP:
            return template("is a link that leads back to itself")
    return template("is a link that leads nowhere")


def read(path: Path, encoding: str | None = None) -> Source:
    """What a file holds.

    Args:
        path: the file.
        encoding: what it is written in if not in UTF-8, by the names of `linter.files.encodings`.

    Raises:
        FileError: it cannot be read.
        DecodeError: it is neither UTF-8 nor of that encoding.
    """
    try:
        if not (stat.S_ISREG(mode := path.stat().st_mode) or stat.S_ISDIR(mode)):
            raise FileError(_NO_FILE, path=str(path))  # reading a pipe or a device may never end
        raw = path.read_bytes()
    except OSError as error:
        raise FileError("cannot be read: {reason}", path=str(path), reason=os_reason(error)) from error
    return read_source(raw, str(path), encoding)
