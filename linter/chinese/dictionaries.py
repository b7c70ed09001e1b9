"""OpenCC's dictionaries, read from the files that opencc-python-reimplemented ships (Apache-2.0).

The package's converter is not used: it converts blindly, which ruins text that is already right.
"""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

from linter.errors import LinterError

if TYPE_CHECKING:
    from collections.abc import Iterator


@functools.cache
def _folder() -> Path:
    """Where the dictionaries lie, found without importing the package."""
    spec = importlib.util.find_spec("opencc")
    for place in (spec.submodule_search_locations or ()) if spec is not None else ():
        folder = Path(place) / "dictionary"
        if (folder / "STPhrases.txt").is_file():
            return folder
    raise LinterError(
        "OpenCC's dictionaries are missing: opencc-python-reimplemented is not installed, or the package "
        "'opencc' was installed over it (both own the same folder); reinstall opencc-python-reimplemented"
    )


def _rows(name: str) -> Iterator[tuple[str, str]]:
    """The rows of a dictionary file: a key, and its values with a space between them."""
    text = (_folder() / f"{name}.txt").read_text(encoding="utf-8-sig")
    for line in text.splitlines():
        key, _, values = line.partition("\t")
        if values and line[0] != "#":
            yield key, values


@functools.cache
def table(name: str) -> dict[str, tuple[str, ...]]:
    """A dictionary by its file name without `.txt`: each key with its values, the preferred one first.

    Raises:
        LinterError: the dictionaries are not installed.
    """
    return {key: tuple(values.split(" ")) for key, values in _rows(name)}


@functools.cache
def phrases(name: str) -> dict[str, str]:
    """A dictionary reduced to the preferred value of each key, which is all that phrases need."""
    return {key: values.partition(" ")[0] for key, values in _rows(name)}
