"""Reads the small text files that a run depends on: packs, word lists, metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from linter.errors import LinterError


def read_text(path: Path, error: type[LinterError]) -> str:
    """A file's text, without a byte-order mark.

    Args:
        path: the file.
        error: what to raise where it cannot be read or is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as reason:
        raise error(f"cannot be read: {reason.strerror}", path=str(path)) from reason
    except UnicodeDecodeError as reason:
        raise error(f"not UTF-8: byte at offset {reason.start}", path=str(path)) from reason
