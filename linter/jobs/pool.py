"""Spreads work on files over processes; the results come in the order of the files, whatever the number."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from multiprocessing.util import Finalize
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from linter.collection import collect_rarely
from linter.errors import LinterError
from linter.lazy import save
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

R = TypeVar("R")
#: Forked processes share what is loaded; on macOS, system libraries do not survive it.
METHOD = "fork" if sys.platform == "linux" else "spawn"


class Task(Value, Generic[R]):
    """What is to be done with each file, and how a process that shares nothing with this one learns it.

    Args:
        do: does it, in this process and in those that are forked from it.
        make: gives the same function in a process that was started afresh; it can be pickled.
    """

    do: Callable[[Path], R] | None
    make: Callable[[], Callable[[Path], R]]

    def __reduce__(self) -> tuple[Any, ...]:
        return Task, (None, self.make)


def spread(paths: Sequence[Path], task: Task[R], jobs: int, method: str = METHOD) -> Iterator[R]:
    """Does a task for each file in other processes.

    Args:
        paths: the files.
        task: what to do with each.
        jobs: how many processes.
        method: how they are started, by the names of `multiprocessing`.

    Yields:
        The results, in the order of the files.

    Raises:
        LinterError: something ended a process.
    """
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context(method), _begin, (task,))
    try:
        yield from pool.map(_do, paths, chunksize=max(1, min(16, len(paths) // (8 * jobs))))
    except BrokenProcessPool as error:
        raise LinterError("a process was ended from outside; with --jobs 1 there is only one") from error
    except BaseException:  # Ctrl-C must not wait for what has begun
        for child in multiprocessing.active_children():
            child.kill()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


#: What this process does, once it is prepared.
_tasks: list[Callable[[Path], Any]] = []


def _begin(task: Task[Any]) -> None:
    """Prepares a process of the pool."""
    collect_rarely()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends the others
    threading.Thread(target=_end_with_parent, daemon=True).start()
    Finalize(None, save, exitpriority=0)  # what it compiles, later runs need not
    _tasks.append(task.do or task.make())


def _end_with_parent() -> None:
    """Ends this process if the first one was killed, which otherwise leaves it waiting for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _do(path: Path) -> Any:  # noqa: ANN401 - what the task gives
    return _tasks[-1](path)
