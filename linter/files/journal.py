"""Remembers what files were before a run changed them, so that it can be undone.

Each run that changes something writes one file into the folder `undo` of the user's cache: a line of JSON
about the run, then one for each file, written before the file itself is. A line that a killed run left
unfinished is about a file that it had not touched yet.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import time
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from linter.errors import FileError, os_reason
from linter.files.resources import cache_folder
from linter.files.writer import lock, write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linter.messages.phrases import Phrase

#: Runs that are remembered, and the bytes that those before the newest may take; the oldest are forgotten.
MOST_RUNS = 20
MOST_BYTES = 500_000_000
_SUFFIX = ".jsonl"
#: Bytes of the line about a run.
_LONGEST_HEAD = 1000
#: What a line raises that is torn, or that somebody else wrote.
_NOT_OURS = (ValueError, KeyError, TypeError, OverflowError, RecursionError)


@dataclass(frozen=True, slots=True)
class Change:
    """What a run did to one file.

    `packed` is what the file held, as a journal has it, None if there was none; `after` the SHA-256 of what
    was written.
    """

    path: Path
    packed: str | None
    after: str

    @property
    def before(self) -> bytes | None:
        """What the file held; None if there was none.

        Raises:
            ValueError: the journal was damaged.
        """
        if self.packed is None:
            return None
        try:
            return zlib.decompress(base64.b64decode(self.packed))
        except zlib.error as error:
            raise ValueError(str(error)) from error

    def line(self) -> str:
        """The change as a line of a journal."""
        return json.dumps({"path": str(self.path), "before": self.packed, "after": self.after}) + "\n"


@dataclass(frozen=True, slots=True)
class PastRun:
    """A run that changed files: its command, when it began (seconds since 1970), and its journal."""

    file: Path
    command: str
    started: float

    def changes(self) -> Iterator[Change]:
        """What it did, file by file; nothing where its journal is gone by now."""
        with contextlib.suppress(FileNotFoundError), self.file.open("rb") as stream:
            stream.readline()
            for line in stream:
                with contextlib.suppress(*_NOT_OURS):
                    entry = json.loads(line)
                    packed = None if entry["before"] is None else str(entry["before"])
                    yield Change(Path(entry["path"]), packed, str(entry["after"]))

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keeps others from undoing the run.

        Raises:
            BlockingIOError: it is still going on, or being undone.
        """
        try:
            descriptor = os.open(self.file, os.O_RDONLY)
        except OSError:  # it is gone, or not ours: reading it will tell
            yield
            return
        try:
            lock(descriptor)
            yield
        finally:
            os.close(descriptor)

    def keep(self, changes: Sequence[Change]) -> None:
        """Leaves only some of the changes in the journal, which is removed with the last.

        Raises:
            FileError: it cannot be written.
        """
        if changes:
            lines = (_head(self.command, self.started), *(change.line() for change in changes))
            write_atomically(self.file, "".join(lines).encode("ascii"))
            return
        try:
            self.file.unlink(missing_ok=True)
        except OSError as error:
            name = str(self.file)
            raise FileError("cannot be written: {reason}", path=name, reason=os_reason(error)) from error


@dataclass(slots=True)
class Journal:
    """The journal of this run, begun with the first change and locked until it is closed.

    Args:
        command: what is run, for who looks at the list.
    """

    command: str
    problem: Phrase | None = None
    """Why changes cannot be remembered, once that is known; the run goes on without."""
    _descriptor: int | None = field(default=None, init=False)
    _file: Path | None = field(default=None, init=False)
    _kept: int = field(default=0, init=False)
    """How many records stand in it."""
    _last: int | None = field(default=None, init=False)
    """Where the last record begins, in bytes; None where what came last was not recorded."""

    def record(self, path: Path, before: bytes | None, after: bytes) -> None:
        """Remembers what a file is about to lose; where that is not possible, `problem` says why.

        What in the end was not written is taken back by `retract`.

        Args:
            path: the file; of a link, what it leads to is remembered.
            before: what the file holds; None if there is none yet.
            after: what will be written.
        """
        self._last = None
        if self.problem is not None:
            return
        packed = base64.b64encode(zlib.compress(before, 1)).decode("ascii") if before is not None else None
        change = Change(Path(os.path.realpath(path)), packed, digest(after))
        try:
            if self._descriptor is None:
                folder = _folder()
                if folder is None:
                    return
                self._descriptor = self._begin(folder)
            start = os.fstat(self._descriptor).st_size
            _write_all(self._descriptor, change.line())
            self._last = start
            self._kept += 1
        except OSError as error:
            self.problem = os_reason(error)

    def retract(self) -> None:
        """Forgets what was recorded last, because it was not written."""
        if self._descriptor is None or self._last is None:
            return
        with contextlib.suppress(OSError):  # the file then still is what it was, and undoing does nothing
            os.ftruncate(self._descriptor, self._last)
            self._kept -= 1
        self._last = None

    def close(self) -> None:
        """Ends the journal: now the run can be undone."""
        if self._descriptor is None or self._file is None:
            return
        os.close(self._descriptor)
        self._descriptor = None
        if not self._kept:
            with contextlib.suppress(OSError):
                self._file.unlink()

    def _begin(self, folder: Path) -> int:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _forget(folder)
        now = time.time_ns()
        started = now / 10**9
        second = time.strftime("%Y%m%dT%H%M%S", time.gmtime(started))
        self._file = folder / f"{second}.{now % 10**9:09}-{os.getpid()}{_SUFFIX}"
        # Nobody else needs to read what was in the files of this user.
        descriptor = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        lock(descriptor)
        _write_all(descriptor, _head(self.command, started))
        return descriptor


def replace_file(
    path: Path, data: bytes, journal: Journal | None, *, expected: bytes | None = None, follow: bool = True
) -> None:
    """Replaces a file whole, and remembers what it held.

    Args:
        path: the file.
        data: what it shall hold.
        journal: where to remember; nowhere if None.
        expected: what it holds, if it was read.
        follow: whether a link's target is replaced, and not the link, which is not remembered.

    Raises:
        FileError: it cannot be written, or holds something else by now.
    """
    if journal is not None:
        if expected is None and path.is_file() and (follow or not path.is_symlink()):
            expected = _held(path)
        if expected != data:
            journal.record(path if follow else path.parent.resolve() / path.name, expected, data)
    try:
        write_atomically(path, data, expected=expected, follow=follow)
    except FileError:
        if journal is not None and expected != data:
            journal.retract()
        raise


def digest(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def past_runs() -> list[PastRun]:
    """The runs that are remembered, the newest first."""
    folder = _folder()
    runs = []
    for file in sorted(folder.glob(f"*{_SUFFIX}"), reverse=True) if folder is not None else ():
        with contextlib.suppress(OSError, *_NOT_OURS), file.open("rb") as stream:
            head = json.loads(stream.readline(_LONGEST_HEAD))
            time.localtime(head["started"])  # raises where it is no time
            runs.append(PastRun(file, str(head["command"]), float(head["started"])))
    return runs


def restore(change: Change) -> bool:
    """Gives a file back what it held, or takes it away where there was none.

    Returns:
        Whether anything was to be done.

    Raises:
        FileError: the file is not what the run wrote, a link or something else stands there, or it cannot be
            written.
    """
    name = str(change.path)
    try:
        before = change.before
    except ValueError:
        raise FileError("what it held was not remembered whole", path=name) from None
    if not os.path.lexists(change.path):
        if before is None:
            return False
        raise FileError("is gone since; it was not brought back", path=name)
    if change.path.is_symlink() or not change.path.is_file():
        raise FileError("changed since; it was left alone", path=name)
    now = _held(change.path)
    if now == before:
        return False
    if digest(now) != change.after:
        raise FileError("changed since; it was left alone", path=name)
    if before is not None:
        write_atomically(change.path, before, expected=now)
        return True
    try:
        change.path.unlink()
    except OSError as error:
        raise FileError("cannot be removed: {reason}", path=name, reason=os_reason(error)) from error
    return True


def _held(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileError("cannot be read: {reason}", path=str(path), reason=os_reason(error)) from error


def _folder() -> Path | None:
    cache = cache_folder()
    return cache / "undo" if cache is not None else None


def _head(command: str, started: float) -> str:
    return json.dumps({"command": command, "started": started}) + "\n"


def _write_all(descriptor: int, line: str) -> None:
    data = line.encode("ascii")
    while data:
        data = data[os.write(descriptor, data) :]


def _is_locked(file: Path) -> bool:
    """Whether a run still writes a journal."""
    try:
        descriptor = os.open(file, os.O_RDONLY)
    except OSError:
        return False
    try:
        lock(descriptor)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _forget(folder: Path) -> None:
    """Takes the oldest journals away, so that there is room for one more."""
    size = 0
    for number, file in enumerate(sorted(folder.glob(f"*{_SUFFIX}"), reverse=True), 2):
        with contextlib.suppress(FileNotFoundError):  # another run forgets, too
            size += file.stat().st_size
            if (number > MOST_RUNS or size > MOST_BYTES) and not _is_locked(file):
                file.unlink()
