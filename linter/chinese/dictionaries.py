"""OpenCC's dictionaries, read from the files that opencc-python-reimplemented ships (Apache-2.0).

The package's converter is not used: it converts blindly, which ruins text that is already right.
"""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path

from linter.errors import LinterError


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


@functools.cache
def table(name: str) -> dict[str, tuple[str, ...]]:
    """A dictionary by its file name without `.txt`: each key with its values, the preferred one first.

    Raises:
        LinterError: the dictionaries are not installed.
    """
    text = (_folder() / f"{name}.txt").read_text(encoding="utf-8-sig")
    rows = (line.partition("\t") for line in text.splitlines() if line and line[0] != "#")
    return {key: tuple(values.split(" ")) for key, _, values in rows if values}


@functools.cache
def phrases(name: str) -> dict[str, str]:
    """A dictionary reduced to the preferred value of each key, which is all that phrases need."""
    text = (_folder() / f"{name}.txt").read_text(encoding="utf-8-sig")
    rows = (line.partition("\t") for line in text.splitlines() if line and line[0] != "#")
    return {key: values.partition(" ")[0] for key, _, values in rows if values}
