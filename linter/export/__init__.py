"""Hands records over to other programs, in formats of one file each.

`FORMATS` maps the output file's ending to a module with `dump(rows)`, which returns the bytes to write.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Protocol, cast

from linter.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FORMATS = {".jsonl": "linter.export.jsonlines", ".ndjson": "linter.export.jsonlines"}


class Format(Protocol):
    """What a format's module offers."""

    def dump(self, rows: Iterable[dict[str, Any]]) -> bytes:
        """The file that holds the rows."""


def format_of(path: Path) -> Format:
    """The format that an output file's ending asks for.

    Raises:
        UsageError: no format has that ending.
    """
    name = FORMATS.get(path.suffix.lower())
    if name is None:
        raise UsageError(
            "cannot tell the format from '{name}': its ending must be one of {endings}",
            name=path.name,
            endings=", ".join(FORMATS),
        )
    return cast("Format", importlib.import_module(name))
