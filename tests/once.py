"""What is slow to make and never changed: one test process makes it, and all use it."""

from __future__ import annotations

import fcntl
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def once(shared: Path, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that all processes of a test run use, filled by the first that asks for it.

    Args:
        shared: where the processes keep what they share.
        name: the folder's name.
        make: fills the folder; it exists and is empty. If it fails, the next process tries again.
    """
    folder, made = shared / name, shared / f"{name}.made"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            made.touch()
    return folder
