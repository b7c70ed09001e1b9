"""What the readers of inline Markdown return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.regions.region import Region

if TYPE_CHECKING:
    from linter.regions.region import RegionKind

#: No maths or tag that a person writes is longer; a stray opener must not scan a whole file.
REACH = 5000


def region(kind: RegionKind, start: int, end: int) -> Region | None:
    """A region between two offsets; None if it would be empty."""
    return Region(kind, start, end) if start < end else None
