"""How many processes a run uses."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: How many bytes files must have together before a second process pays: starting one takes as long as
#: checking some 30,000 bytes, and the first file of each process loads the tables again.
LEAST_BYTES = 300_000


def processors() -> int:
    """How many processes can run at once here."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS
        return os.cpu_count() or 1


def processes(paths: Sequence[Path], jobs: int) -> int:
    """How many processes pay for some files, at most `jobs`."""
    return min(jobs, len(paths)) if len(paths) > 1 and jobs > 1 and _are_much(paths) else 1


def _are_much(paths: Sequence[Path]) -> bool:
    size = 0
    for path in paths:
        try:
            size += path.stat().st_size
        except OSError:  # reading it will report that
            continue
        if size >= LEAST_BYTES:
            return True
    return False
