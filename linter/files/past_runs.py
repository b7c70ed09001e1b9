"""Reads the journals of past runs, and restores what the runs changed."""

from __future__ import annotations

import contextlib
import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from linter.errors import FileError, os_reason
from linter.files.journal import SUFFIX, Change, digest, head_line, journal_folder, read_bytes, unsafe
from linter.files.locks import lock
from linter.files.private import FILE_MODE
from linter.files.regular import open_descriptor, open_regular
from linter.files.writer import write_atomically
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: How long the line about a run may be, in bytes.
_LONGEST_HEAD = 1000
#: What parsing raises for a line that is truncated, or that another program wrote.
_NOT_OURS = (ValueError, KeyError, TypeError, OverflowError, RecursionError)


class PastRun(Value):
    """A run that changed files: its journal, its command, and when it began (seconds since 1970)."""

    file: Path
    command: str
    started: float

    def changes(self) -> Iterator[Change]:
        """The changes of the run, file by file; none if its journal is gone."""
        with contextlib.suppress(OSError), open_regular(self.file, follow=False) as stream:
            stream.readline()
            for line in stream:
                with contextlib.suppress(*_NOT_OURS):
                    entry = json.loads(line)
                    packed = None if entry["before"] is None else str(entry["before"])
                    yield Change(Path(entry["path"]), packed, str(entry["after"]))

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keeps other processes from undoing the run.

        Raises:
            BlockingIOError: it has not ended, or is being undone.
        """
        try:
            descriptor = open_descriptor(self.file, follow=False)
        except OSError:  # it is gone or not ours: reading it will report that
            yield
            return
        try:
            lock(descriptor)
            yield
        finally:
            os.close(descriptor)

    def keep(self, changes: Sequence[Change]) -> None:
        """Keeps only some of the changes in the journal, which is removed if there are none.

        Raises:
            FileError: it cannot be written.
        """
        if changes:
            lines = (head_line(self.command, self.started), *(change.line() for change in changes))
            data = "".join(lines).encode("ascii")
            write_atomically(self.file, data, follow=False, mode=FILE_MODE)
            return
        try:
            self.file.unlink(missing_ok=True)
        except OSError as error:
            name = str(self.file)
            raise FileError("cannot be written: {reason}", path=name, reason=os_reason(error)) from error


def past_runs() -> list[PastRun]:
    """The runs that have a journal, the newest first."""
    folder = journal_folder() if unsafe() is None else None
    runs = []
    for file in sorted(folder.glob(f"*{SUFFIX}"), reverse=True) if folder is not None else ():
        with contextlib.suppress(OSError, *_NOT_OURS), open_regular(file, follow=False) as stream:
            head = json.loads(stream.readline(_LONGEST_HEAD))
            time.localtime(head["started"])  # raises if it is not a time
            runs.append(PastRun(file, str(head["command"]), float(head["started"])))
    return runs


def restore(change: Change) -> bool:
    """Restores the former content of a file, or removes a file that did not exist before.

    Returns:
        Whether there was anything to do.

    Raises:
        FileError: the file is no longer what the run wrote, or cannot be written.
    """
    name = str(change.path)
    try:
        before = change.before
    except ValueError:
        raise FileError("its former content is damaged in the undo journal", path=name) from None
    if not os.path.lexists(change.path):
        if before is None:
            return False
        raise FileError("was deleted since; it was not restored", path=name)
    if change.path.is_symlink() or not change.path.is_file():
        raise FileError("changed since; it was left alone", path=name)
    now = read_bytes(change.path)
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
