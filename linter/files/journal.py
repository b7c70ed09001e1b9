"""Records the content of files before a run changes them, so that the run can be undone.

Each run that changes something writes one file to the folder `undo` of the user's cache: a line of JSON about
the run, then one for each file, written before the file itself. If a killed run leaves a line unfinished, it
had not yet touched the file.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import re
import time
import zlib
from pathlib import Path

from linter.errors import FileError, os_reason
from linter.files import cache
from linter.files.locks import lock
from linter.files.private import FILE_MODE, make_private, shared
from linter.files.regular import open_descriptor, read_regular
from linter.files.writer import write_atomically
from linter.lazy import lazy_re
from linter.messages.phrases import Phrase
from linter.values import Struct, Value, field

#: How many journals are kept, and how many bytes those before the newest may have; the oldest are removed.
MOST_RUNS = 20
MOST_BYTES = 500_000_000
SUFFIX = ".jsonl"
#: The names of journals, which begin with the time in UTC; no other file is ever removed.
_OURS = lazy_re(r"\d{8}T\d{6}\.\d{9}-\d+\.jsonl", re.ASCII)
_HEAD_BEGINS = b'{"command": '


class Change(Value):
    """What a run did to one file.

    `packed` is the former content as the journal stores it, or None if there was no file; `after` is the
    SHA-256 of what was written.
    """

    path: Path
    packed: str | None
    after: str

    @property
    def before(self) -> bytes | None:
        """The former content; None if there was no file.

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


class Journal(Struct):
    """The journal of this run, created by the first change and locked until it is closed.

    Args:
        command: the command, as `undo --list` shows it.
    """

    command: str
    problem: Phrase | None = None
    """Why changes cannot be recorded, once that is known; the run continues without a journal."""
    _descriptor: int | None = field(default=None, init=False)
    _file: Path | None = field(default=None, init=False)
    _count: int = field(default=0, init=False)
    """The number of changes in it."""
    _last: int | None = field(default=None, init=False)
    """The offset of the last change, in bytes; None if the last one was not recorded."""

    def record(self, path: Path, before: bytes | None, after: bytes) -> None:
        """Records a change that is about to be made; if that is not possible, `problem` says why.

        If the change is not made after all, `retract` removes it.

        Args:
            path: the file; for a link, its target.
            before: its content; None if there is no file yet.
            after: the content to write.
        """
        self._last = None
        if self.problem is not None:
            return
        packed = base64.b64encode(zlib.compress(before, 1)).decode("ascii") if before is not None else None
        change = Change(Path(os.path.realpath(path)), packed, digest(after))
        try:
            if self._descriptor is None:
                folder = journal_folder()
                self.problem = unsafe()
                if folder is None or self.problem is not None:
                    return
                self._descriptor = self._begin(folder)
            start = os.fstat(self._descriptor).st_size
            _write_all(self._descriptor, change.line())
            self._last = start
            self._count += 1
        except OSError as error:
            self.problem = os_reason(error)

    def retract(self) -> None:
        """Removes the last change, because it was not made."""
        if self._descriptor is None or self._last is None:
            return
        with contextlib.suppress(OSError):  # the file is then unchanged, and undoing does nothing
            os.ftruncate(self._descriptor, self._last)
            self._count -= 1
        self._last = None

    def close(self) -> None:
        """Closes the journal: from now on the run can be undone."""
        if self._descriptor is None or self._file is None:
            return
        os.close(self._descriptor)
        self._descriptor = None
        if not self._count:
            with contextlib.suppress(OSError):
                self._file.unlink()

    def _begin(self, folder: Path) -> int:
        make_private(folder)
        _remove_oldest(folder)
        now = time.time_ns()
        started = now / 10**9
        second = time.strftime("%Y%m%dT%H%M%S", time.gmtime(started))
        self._file = folder / f"{second}.{now % 10**9:09}-{os.getpid()}{SUFFIX}"
        # Nobody else may read the content of this user's files.
        descriptor = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, FILE_MODE)
        os.fchmod(descriptor, FILE_MODE)
        lock(descriptor)
        _write_all(descriptor, head_line(self.command, started))
        return descriptor


def replace_file(
    path: Path, data: bytes, journal: Journal | None, *, expected: bytes | None = None, follow: bool = True
) -> None:
    """Replaces a whole file, and records its former content.

    Args:
        path: the file.
        data: its new content.
        journal: where to record the change; None to record nothing.
        expected: its current content, if it was read before.
        follow: whether to replace a link's target rather than the link, which is not recorded.

    Raises:
        FileError: it cannot be written, or is no longer `expected`.
    """
    if journal is not None:
        if expected is None and path.is_file() and (follow or not path.is_symlink()):
            expected = read_bytes(path)
        if expected != data:
            journal.record(path if follow else path.parent.resolve() / path.name, expected, data)
    try:
        write_atomically(path, data, expected=expected, follow=follow)
    except FileError:
        if journal is not None and expected != data:
            journal.retract()
        raise


def digest(data: bytes) -> str:
    """The SHA-256 of a file's content, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def read_bytes(path: Path) -> bytes:
    """The content of a file.

    Raises:
        FileError: it cannot be read.
    """
    try:
        return read_regular(path)
    except OSError as error:
        raise FileError("cannot be read: {reason}", path=str(path), reason=os_reason(error)) from error


def journal_folder() -> Path | None:
    """The folder of the journals; None without a cache that can be used."""
    folder = cache.usable_folder()
    return folder / "undo" if folder is not None else None


def unsafe() -> Phrase | None:
    """Why there are no journals, if others could read or change them."""
    folder = journal_folder()
    if folder is None:
        return cache.refused()
    if folder.is_symlink():
        return Phrase("{path} is a link, which is not followed", path=folder)
    return shared(folder)


def head_line(command: str, started: float) -> str:
    """The first line of a journal: the command, and when it began (seconds since 1970)."""
    return json.dumps({"command": command, "started": started}) + "\n"


def _write_all(descriptor: int, line: str) -> None:
    data = line.encode("ascii")
    while data:
        data = data[os.write(descriptor, data) :]


def _may_remove(file: Path) -> bool:
    """Whether a file is a journal, and no run is still writing it."""
    try:
        descriptor = open_descriptor(file, follow=False)
    except OSError:
        return False
    try:
        lock(descriptor)
        return os.read(descriptor, len(_HEAD_BEGINS)) == _HEAD_BEGINS
    except OSError:
        return False
    finally:
        os.close(descriptor)


def _remove_oldest(folder: Path) -> None:
    """Removes the oldest journals, to make room for one more."""
    size = 0
    ours = (file for file in folder.glob(f"*{SUFFIX}") if _OURS.fullmatch(file.name))
    for number, file in enumerate(sorted(ours, reverse=True), 2):
        with contextlib.suppress(FileNotFoundError):  # another run removes them, too
            size += file.lstat().st_size
            if (number > MOST_RUNS or size > MOST_BYTES) and _may_remove(file):
                file.unlink()
