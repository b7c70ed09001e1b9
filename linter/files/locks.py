"""Locks that keep runs from writing the same files at the same time."""

from __future__ import annotations

import fcntl
import time

#: How many seconds to wait for what another process has locked.
_LOCK_TIMEOUT = 10.0


def lock(descriptor: int) -> None:
    """Locks an open file for this process if its file system has locks; closing the file unlocks it.

    Raises:
        BlockingIOError: another process has locked it.
    """
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        return


def wait_for_lock(descriptor: int) -> None:
    """Locks an open file, as `lock` does, and waits some seconds for another process that has locked it.

    Raises:
        BlockingIOError: another process still has locked it.
    """
    end = time.monotonic() + _LOCK_TIMEOUT
    while True:
        try:
            return lock(descriptor)
        except BlockingIOError:
            if time.monotonic() > end:
                raise
            time.sleep(0.002)
