"""Runs a command and prints its exit status, CPU seconds, wall seconds and the peak of its memory as the system says it.

It is a program of its own, and a small one: Linux takes the memory of the process that starts a program for the
program's own. CPU seconds are those of the command and of all processes that it waited for.
"""

from __future__ import annotations

import os
import sys
import time

begun = time.monotonic()
child = os.posix_spawnp(
    sys.argv[1],
    sys.argv[1:],
    os.environ,
    file_actions=[
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
    ],
)
_, status, usage = os.wait4(child, 0)
wall = time.monotonic() - begun
exit_status = os.waitstatus_to_exitcode(status)
sys.stdout.write(f"{exit_status} {usage.ru_utime + usage.ru_stime:.6f} {wall:.6f} {usage.ru_maxrss}\n")
