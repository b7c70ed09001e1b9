"""Remembers which packs and configurations follow their schema, so that a hook checks each only once.

Importing the validator alone takes a third of a start. What is remembered is a hash of the schema and of the
text: a change to either is looked at anew. Without a place to write, every run looks.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from linter.errors import FileError
from linter.resources import cache_folder, folder

if TYPE_CHECKING:
    from pathlib import Path

#: How many texts are remembered.
_MOST = 500


def _file() -> Path | None:
    folder = cache_folder()
    return folder / "valid" if folder is not None else None


def stamp(schema: str, text: str) -> str:
    """The hash under which a text that follows a schema is remembered."""
    import hashlib  # noqa: PLC0415 - only for packs that are not ours

    rules = (folder("schemas") / f"{schema}.schema.json").read_bytes()
    return hashlib.sha256(rules + b"\0" + text.encode("utf-8")).hexdigest()


def is_known(mark: str) -> bool:
    """Whether a hash is remembered."""
    return mark in _read()


def remember(mark: str) -> None:
    """Remembers a hash, and forgets the oldest."""
    from linter.writer import write_atomically  # noqa: PLC0415 - only after a text that was not known

    file = _file()
    if file is None:
        return
    marks = [*(each for each in _read() if each != mark), mark][-_MOST:]
    with contextlib.suppress(OSError, FileError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, "".join(f"{each}\n" for each in marks).encode("ascii"))


def _read() -> list[str]:
    file = _file()
    if file is None:
        return []
    try:
        return file.read_text(encoding="ascii").split()
    except (OSError, UnicodeDecodeError):
        return []
