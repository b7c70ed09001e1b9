"""Finds the files to read below the paths that a user names."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

from linter.errors import FileError, LinterError, os_reason
from linter.files.excludes import Exclusion
from linter.files.folders import walk
from linter.files.reading import NO_FILE
from linter.messages.phrases import template
from linter.recall import trace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

#: The files that are read in folders. A file that the user names may have any name.
SUFFIXES = frozenset((".md", ".markdown"))
_SKIPPED_FOLDERS = frozenset(("node_modules", "__pycache__", "venv"))


#: Excludes nothing.
ALL = Exclusion()


def find_files(
    paths: Iterable[Path], exclude: Exclusion = ALL, *, forced: bool = False
) -> Iterator[Path | LinterError]:
    """Yields the files, each once and in a stable order, and an error for each path that cannot be read.

    Hidden folders are skipped. Links below a folder are not followed, so that the walk ends and stays within
    the folder; a link that the user names is followed.

    Args:
        paths: files and folders.
        exclude: the files and folders to leave out of a walk.
        forced: whether to leave out files that the user names as well.
    """
    seen: set[str] = set()
    folders: dict[Path, str] = {}
    for path in paths:
        if forced and exclude.covers(path) and not path.is_dir():
            continue
        trace.ask("realpath", path)
        for found in _expanded(path, exclude):
            if isinstance(found, LinterError):
                yield found
                continue
            real = os.path.realpath(found) if found is path else _real(found, folders)
            if real not in seen:
                seen.add(real)
                yield found


def _real(file: Path, folders: dict[Path, str]) -> str:
    """The real path of a file that is not a link itself; `folders` has those of the folders seen so far."""
    folder = file.parent
    if folder not in folders:
        folders[folder] = os.path.realpath(folder)
    return os.path.join(folders[folder], file.name)  # noqa: PTH118 - there may be many


def is_skipped(folder: str) -> bool:
    """Whether a folder of this name is skipped: hidden, or written by a program."""
    return folder[0] == "." or folder in _SKIPPED_FOLDERS


def is_page(path: Path) -> bool:
    """Whether a file below a folder is read: Markdown, and not a link, a pipe or a device."""
    return has_suffix(path, SUFFIXES)


def has_suffix(path: Path, suffixes: Collection[str]) -> bool:
    """Whether a path is a file with one of some suffixes, and not a link, a pipe or a device."""
    try:
        return path.suffix.lower() in suffixes and path.is_file() and not path.is_symlink()
    except OSError:  # the folder may be listed but not entered: reading the file will report it
        return True


def _expanded(path: Path, exclude: Exclusion) -> Iterator[Path | LinterError]:
    try:
        yield from _walk(path, exclude)
    except OSError as error:
        yield FileError("cannot be read: {reason}", path=str(path), reason=os_reason(error))


def _walk(path: Path, exclude: Exclusion) -> Iterator[Path | LinterError]:
    if path.is_dir():
        errors: list[OSError] = []
        for folder, names, files in walk(path, errors.append):
            here = Path(folder)
            names[:] = sorted(
                name for name in names if not (is_skipped(name) or exclude.covers(here / name, folder=True))
            )
            for name in sorted(files):
                page = here / name
                if is_page(page) and not exclude.covers(page):
                    yield page
        for error in errors:
            yield FileError("cannot be read: {reason}", path=error.filename, reason=os_reason(error))
    elif path.is_file():
        yield path
    elif path.exists():
        yield FileError(NO_FILE, path=str(path))
    elif path.is_symlink():
        yield FileError(_broken_link(path), path=str(path))
    else:
        yield FileError("no such file or folder", path=str(path))


def _broken_link(link: Path) -> str:
    """The message about a link without a target."""
    try:
        link.stat()
    except OSError as error:
        if error.errno == errno.ELOOP:
            return template("is a link to itself")
    return template("is a broken link")
