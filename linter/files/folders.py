"""Walks and makes folders that may be nested deeply: the functions of Python 3.11 for it call themselves."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from linter.recall import trace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def walk(top: Path, on_error: Callable[[OSError], object]) -> Iterator[tuple[str, list[str], list[str]]]:
    """Like `os.walk`: each folder with the names of its folders, which may be changed, and of its files.

    Args:
        top: the folder to begin with.
        on_error: is called with the error of each folder that cannot be listed.
    """
    waiting = [str(top)]
    while waiting:
        folder = waiting.pop()
        try:
            names, files = trace.listing(folder)
        except OSError as error:
            on_error(error)
            continue
        trace.folder(folder, names, files)
        yield folder, names, files
        inner = (os.path.join(folder, name) for name in reversed(names))  # noqa: PTH118 - there may be many
        waiting += [path for path in inner if not os.path.islink(path)]  # noqa: PTH114 - see above


def make(folder: Path) -> None:
    """Makes a folder and those above it, as far as they do not exist.

    Raises:
        OSError: one cannot be made.
    """
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        if folder == folder.parent:
            break
        folder = folder.parent
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
