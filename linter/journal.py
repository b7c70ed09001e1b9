"""Remembers what files were before a run changed them, so that it can be undone.

Each run that changes something writes one file into the folder `undo` of the user's cache: a line of JSON
about the run, then one for each file, written before the file itself is. A line that a killed run left
unfinished is about a file that it had not touched yet.
"""

from __future__ import annotations

import base64
import binascii
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
from linter.resources import cache_folder
from linter.writer import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linter.phrases import Phrase

#: Runs that are remembered, and the bytes that those before the newest may take; the oldest are forgotten.
MOST_RUNS = 20
MOST_BYTES = 500_000_000
_SUFFIX = ".jsonl"


@dataclass(frozen=True, slots=True)
class Change:
    """What a run did to one file.

    `before` is what the file held, None if there was none; `after` the SHA-256 of what was written.
    """

    path: Path
    before: bytes | None
    after: str

    def line(self) -> str:
        """The change as a line of a journal."""
        packed = None
        if self.before is not None:
            packed = base64.b64encode(zlib.compress(self.before, 1)).decode("ascii")
        return json.dumps({"path": str(self.path), "before": packed, "after": self.after})


@dataclass(frozen=True, slots=True)
class PastRun:
    """A run that changed files: its command, when it began (seconds since 1970), and its journal."""

    file: Path
    command: str
    started: float

    def changes(self) -> Iterator[Change]:
        """What it did, file by file."""
        for line in self.file.read_bytes().splitlines()[1:]:
            with contextlib.suppress(ValueError, KeyError, TypeError, binascii.Error, zlib.error):
                entry = json.loads(line)
                packed = entry["before"]
                before = zlib.decompress(base64.b64decode(packed)) if packed is not None else None
                yield Change(Path(entry["path"]), before, entry["after"])

    def keep(self, changes: Sequence[Change]) -> None:
        """Leaves only some of the changes in the journal, which is removed with the last.

        Raises:
            FileError: it cannot be written.
        """
        if not changes:
            self.file.unlink(missing_ok=True)
            return
        lines = [_head(self.command, self.started), *(change.line() for change in changes)]
        write_atomically(self.file, "".join(f"{line}\n" for line in lines).encode("ascii"))


@dataclass(slots=True)
class Journal:
    """The journal of this run, begun with the first change.

    Args:
        command: what is run, for who looks at the list.
    """

    command: str
    problem: Phrase | None = None
    """Why changes cannot be remembered, once that is known; the run goes on without."""
    _file: Path | None = field(default=None, init=False)

    def record(self, path: Path, before: bytes | None, after: bytes) -> None:
        """Remembers what a file is about to lose.

        Args:
            path: the file; of a link, what it leads to is remembered.
            before: what the file holds; None if there is none yet.
            after: what will be written.
        """
        if self.problem is not None:
            return
        change = Change(Path(os.path.realpath(path)), before, digest(after))
        try:
            if self._file is None:
                folder = _folder()
                if folder is None:
                    return
                self._file = self._begin(folder)
            with self._file.open("ab") as stream:
                stream.write(f"{change.line()}\n".encode("ascii"))
        except OSError as error:
            self.problem = os_reason(error)

    def _begin(self, folder: Path) -> Path:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _forget(folder)
        now = time.time_ns()
        started = now / 10**9
        second = time.strftime("%Y%m%dT%H%M%S", time.gmtime(started))
        file = folder / f"{second}.{now % 10**9:09}-{os.getpid()}{_SUFFIX}"
        # Nobody else needs to read what was in the files of this user.
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(f"{_head(self.command, started)}\n".encode("ascii"))
        return file


def replace_file(path: Path, data: bytes, journal: Journal | None, *, expected: bytes | None = None) -> None:
    """Replaces a file whole, and remembers what it held.

    Args:
        path: the file.
        data: what it shall hold.
        journal: where to remember; nowhere if None.
        expected: what it holds, if it was read.

    Raises:
        FileError: it cannot be written, or holds something else by now.
    """
    if journal is not None:
        before = expected
        if before is None and path.is_file():
            before = path.read_bytes()
        if before != data:
            journal.record(path, before, data)
    write_atomically(path, data, expected=expected)


def digest(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def past_runs() -> list[PastRun]:
    """The runs that are remembered, the newest first."""
    folder = _folder()
    runs = []
    for file in sorted(folder.glob(f"*{_SUFFIX}"), reverse=True) if folder is not None else ():
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError), file.open("rb") as stream:
            head = json.loads(stream.readline())
            runs.append(PastRun(file, str(head["command"]), float(head["started"])))
    return runs


def restore(change: Change) -> bool:
    """Gives a file back what it held, or takes it away where there was none.

    Returns:
        Whether anything was to be done.

    Raises:
        FileError: the file holds something else than what the run wrote, or cannot be written.
    """
    name = str(change.path)
    try:
        now = change.path.read_bytes() if os.path.lexists(change.path) else None
        if now == change.before:
            return False
        if now is None:
            raise FileError("is gone since; it was not brought back", path=name)
        if digest(now) != change.after:
            raise FileError("changed since; it was left alone", path=name)
        if change.before is None:
            change.path.unlink()
        else:
            write_atomically(change.path, change.before, expected=now)
    except OSError as error:
        raise FileError("cannot be written: {reason}", path=name, reason=os_reason(error)) from error
    return True


def _folder() -> Path | None:
    cache = cache_folder()
    return cache / "undo" if cache is not None else None


def _head(command: str, started: float) -> str:
    return json.dumps({"command": command, "started": started})


def _forget(folder: Path) -> None:
    """Takes the oldest journals away, so that there is room for one more."""
    size = 0
    for number, file in enumerate(sorted(folder.glob(f"*{_SUFFIX}"), reverse=True), 2):
        with contextlib.suppress(FileNotFoundError):  # another run forgets, too
            size += file.stat().st_size
            if number > MOST_RUNS or size > MOST_BYTES:
                file.unlink()
