"""Limits of CPU time: what else the machine does changes no result."""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Once the CPU time was asked for, it is not again for this share of what is left, by the clock on the wall.
_SURE = 0.1


class CpuLimit:
    """A limit that begins when it is made.

    To ask for CPU time takes forty times as long as to ask for the time of day. But a process never
    uses more CPU time than has passed by the clock, so for a while after it was asked for, that is enough.

    Args:
        seconds: CPU seconds of this process.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.process_time() + seconds
        self._sure, self._sure_until = seconds * (1 - _SURE), time.monotonic() + _SURE * seconds

    def left(self) -> float:
        """CPU seconds that are left, at least; zero or less once the limit is reached."""
        now = time.monotonic()
        if now < self._sure_until:
            return self._sure
        left = self._end - time.process_time()
        self._sure, self._sure_until = left * (1 - _SURE), now + _SURE * left
        return left

    def check(self) -> None:
        """Raises TimeoutError once the limit is reached."""
        if self.left() <= 0:
            raise TimeoutError


@contextlib.contextmanager
def interrupted_after(seconds: float) -> Iterator[None]:
    """Raises TimeoutError in a block, wherever it is, once it has taken so many CPU seconds.

    It is for the code of others, which asks for no time; it works only in the main thread, and where the
    system has such a timer.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    former = signal.signal(signal.SIGPROF, _raise_timeout)
    try:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, former)


def _raise_timeout(*_: object) -> None:
    raise TimeoutError
