"""The characters by which languages are recognised, from `frequent.txt`."""

from __future__ import annotations

import functools
from pathlib import Path

_FILE = Path(__file__).with_name("frequent.txt")


@functools.cache
def frequent(section: str) -> frozenset[str]:
    """The characters of a section of the file."""
    parts = _FILE.read_text(encoding="utf-8").split(f"[{section}]\n")[1].partition("\n[")[0]
    lines = (line for line in parts.splitlines() if not line.startswith("#"))
    return frozenset("".join(lines))
