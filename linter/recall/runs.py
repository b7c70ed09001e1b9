"""Answers a run as an earlier one was, if all that the earlier one read is as it was.

The command line is not parsed for this: whoever types the same again where nothing has changed gets the same
bytes, in the same order, and the same status. So there is nothing here that could differ from the commands.
"""

from __future__ import annotations

import io
import marshal
import os
import sys

from linter.recall import bundle, objects, surroundings, trace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import IO, Any, TextIO

    from _typeshed import ReadableBuffer

#: The option that turns all this off.
OPTION = "--no-cache"
#: How much output is remembered, in bytes.
_MOST = 16_000_000
#: The statuses of runs that did their job.
_STATUSES = (0, 1)


class Run:
    """One run of the program: answered from memory, or listened to and remembered.

    Args:
        arguments: the command line.
    """

    def __init__(self, arguments: Sequence[str]) -> None:
        self._key = None if OPTION in arguments or not _is_usual() else surroundings.key(arguments)
        self._parts: list[tuple[int, bytearray]] = []
        self._size = 0
        self._streams: tuple[TextIO, ...] = ()
        self._trace: trace.Trace | None = None

    def answer(self) -> int | None:
        """Prints what an earlier run with these arguments printed.

        Returns:
            Its exit status; None if there is none to be repeated, and then nothing was printed.

        Raises:
            OSError: the output cannot be written.
        """
        content = objects.read(objects.RUNS, self._key) if self._key is not None else None
        if content is None:
            return None
        status, parts, read = marshal.loads(content)  # noqa: S302 - this user's own, and undamaged
        if not trace.Trace.load(read).holds():
            return None
        for descriptor, data in parts:
            view = memoryview(data)
            while view:
                view = view[os.write(descriptor, view) :]
        return int(status)

    def begin(self) -> None:
        """Begins to listen: from now on, the run reads and prints what makes its answer."""
        if self._key is None:
            return
        self._trace = trace.begin()
        bundle.begin(self._key)
        self._streams = (sys.stdout, sys.stderr)  # one that nobody holds is closed
        sys.stdout, sys.stderr = map(self._tee, self._streams)

    def end(self, status: int) -> None:
        """Remembers the run, if it did its job and its answer will last."""
        bundle.current.close()
        listened, key = self._trace, self._key
        if listened is None or key is None or status not in _STATUSES:
            return
        listened.close()
        if not listened.lasting:
            return
        objects.write(objects.RUNS, key, marshal.dumps((status, self._parts, listened.dump())))

    def heard(self, descriptor: int, data: ReadableBuffer) -> None:
        """Notes what the run printed."""
        part = bytes(data)
        self._size += len(part)
        if self._size > _MOST:
            trace.fleeting()
            self._parts.clear()
        elif self._parts and self._parts[-1][0] == descriptor:
            self._parts[-1][1].extend(part)
        else:
            self._parts.append((descriptor, bytearray(part)))

    def _tee(self, stream: TextIO) -> TextIO:
        tee: Any = _Tee(stream.buffer, self)
        return io.TextIOWrapper(
            tee, encoding="utf-8", errors="backslashreplace", line_buffering=stream.isatty()
        )


def _is_usual() -> bool:
    """Whether the standard streams are what they are at the start of a program."""
    try:
        return (sys.stdout.fileno(), sys.stderr.fileno()) == (1, 2)
    except (AttributeError, OSError):  # closed, or replaced by a test
        return False


class _Tee(io.BufferedIOBase):
    """A stream that tells a run what it writes.

    Args:
        stream: where the bytes go.
        run: who listens.
    """

    def __init__(self, stream: IO[bytes], run: Run) -> None:
        self._stream = stream
        self._run = run

    def write(self, data: ReadableBuffer, /) -> int:
        written = self._stream.write(data)
        self._run.heard(self.fileno(), data)
        return written

    def flush(self) -> None:
        self._stream.flush()

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self._stream.isatty()

    def fileno(self) -> int:
        return self._stream.fileno()
