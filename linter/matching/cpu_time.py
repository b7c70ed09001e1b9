"""Limits of CPU time: what else the machine does changes no result."""

from __future__ import annotations

import time

#: Up to this share of the limit, counted by the clock on the wall, the CPU time is not asked for.
_SURE = 0.1


class CpuLimit:
    """A limit that begins when it is made.

    To ask for CPU time takes forty times as long as to ask for the time of day. But a process never
    uses more CPU time than has passed by the clock, so at first the clock is enough.

    Args:
        seconds: CPU seconds of this process.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._sure_until = time.monotonic() + _SURE * seconds
        self._end = time.process_time() + seconds

    def left(self) -> float:
        """CPU seconds that are left, at least; zero or less once the limit is reached."""
        if time.monotonic() < self._sure_until:
            return self.seconds * (1 - _SURE)
        return self._end - time.process_time()

    def check(self) -> None:
        """Raises TimeoutError once the limit is reached."""
        if self.left() <= 0:
            raise TimeoutError
