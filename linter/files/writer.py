"""Writes files whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
import sys
import time
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

from linter.errors import FileError, os_reason
from linter.messages.phrases import template

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: What drafts are called; see `_draft_of`.
_DRAFT = re.compile(r"\.seedlint-[0-9a-f]{16}\.tmp")
#: Seconds that another process may keep a folder locked.
_PATIENCE = 10.0


def write_atomically(path: Path, data: bytes, *, expected: bytes | None = None, follow: bool = True) -> None:
    """Replaces a file in one step; see `replacing`.

    Args:
        path: the file; its folder must exist.
        data: what it shall hold.
        expected: what it must still hold, if it was read before.
        follow: whether a link's target is replaced, and not the link.

    Raises:
        FileError: it could not be written, or holds something else by now; it is then as it was.
    """
    with replacing(path, expected=expected, follow=follow) as stream:
        stream.write(data)


@contextlib.contextmanager
def replacing(path: Path, *, expected: bytes | None = None, follow: bool = True) -> Iterator[BinaryIO]:
    """Yields a stream whose bytes replace a file in one step; who reads it meanwhile sees the old or the new.

    The bytes go to a file in the same folder that has no name until all of them are synced (where the file
    system knows no such files, to one named `.seedlint-….tmp`); it takes over the old file's mode, owner and
    extended attributes (Linux) and is renamed over it when the block ends. If the block fails or the process
    is killed, the old file stays; what a killed one leaves is taken away by the next run. A symbolic link
    keeps pointing to its target, which is replaced.

    Args:
        path: the file; its folder must exist.
        expected: what it must still hold, if it was read before.
        follow: whether a link's target is replaced, and not the link.

    Raises:
        FileError: it could not be written, or holds something else by now; it is then as it was. An OSError
            that the block raises becomes one, too.
    """
    target = Path(os.path.realpath(path if follow else path.parent)) / ("" if follow else path.name)
    if os.path.lexists(target) and not (target.is_file() or (target.is_symlink() and not follow)):
        raise FileError("is no regular file and cannot be replaced", path=str(path))
    try:
        _check_content(path, target, expected)
        if expected is not None and not _may_write(target):
            raise PermissionError(errno.EACCES, "Permission denied")
        with _Draft(target) as draft:
            yield draft.stream
            draft.stream.flush()
            _keep_attributes(path, target, draft.stream.fileno())
            os.fsync(draft.stream.fileno())
            with _locked(target.parent):
                _check_content(path, target, expected)
                draft.publish()
    except BlockingIOError:
        raise FileError("another program is writing there; it was left alone", path=str(path)) from None
    except OSError as error:
        raise FileError("cannot be written: {reason}", path=str(path), reason=os_reason(error)) from error


def replace_link(path: Path, leads_to: Path) -> None:
    """Makes a symbolic link, or has it lead elsewhere, in one step.

    Raises:
        OSError: it cannot be made.
    """
    with _locked(path.parent):
        draft = _draft_of(path)
        draft.unlink(missing_ok=True)
        draft.symlink_to(leads_to)
        draft.replace(path)


def sweep(paths: Iterable[Path]) -> None:
    """Takes away what killed runs left in the folders of some files; what cannot be taken away stays.

    Between giving a draft its name and renaming it lies a moment; a run killed in it leaves the draft.
    """
    for folder in sorted({os.path.dirname(os.path.realpath(path)) for path in paths}):  # noqa: PTH120 - as text
        with contextlib.suppress(OSError):
            drafts = [entry.path for entry in os.scandir(folder) if is_draft(entry.name)]
            if drafts:
                with _locked(Path(folder)):
                    for draft in drafts:
                        with contextlib.suppress(OSError):  # its run goes on
                            _take_away(Path(draft))


def _draft_of(target: Path) -> Path:
    """The draft of a file: one name for each, made of its own, which may be too long or odd."""
    digest = blake2b(os.fsencode(target.name), digest_size=8).hexdigest()
    return target.with_name(f".seedlint-{digest}.tmp")


def is_draft(name: str) -> bool:
    """Whether a file of this name is, or was left of, a draft of ours."""
    return _DRAFT.fullmatch(name) is not None


def _take_away(draft: Path) -> None:
    """Removes a draft whose writer is not alive any more; its folder is locked.

    Raises:
        BlockingIOError: its writer is alive.
        FileNotFoundError: there is none.
    """
    if draft.is_symlink():  # made and renamed while its folder is locked
        draft.unlink()
        return
    descriptor = os.open(draft, os.O_RDONLY)
    try:
        lock(descriptor)
        draft.unlink()
    finally:
        os.close(descriptor)


def _may_write(target: Path) -> bool:
    """Whether a file is ours to change; its folder decides only whether it can be replaced."""
    return os.access(target, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _check_content(path: Path, target: Path, expected: bytes | None) -> None:
    """Raises FileError where a file does not hold any more what was read."""
    if expected is None:
        return
    try:
        same = target.read_bytes() == expected
    except FileNotFoundError:
        raise FileError("vanished while seedlint was at work", path=str(path)) from None
    if not same:
        raise FileError("changed while seedlint was at work; it was left alone", path=str(path))


class _Draft:
    """A file that will replace another: without a name, or with one where there are no files without."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._name = _draft_of(target)
        self._named = False
        descriptor = _without_name(target.parent)
        if descriptor is None:
            descriptor = self._with_name()
        self.stream: BinaryIO = os.fdopen(descriptor, "wb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):  # closing flushes; if there is no room, that was said before
            self.stream.close()
        if self._named:
            self._name.unlink(missing_ok=True)

    def _with_name(self) -> int:
        """A new file of our name; whoever writes there is alive as long as it is locked."""
        with _locked(self._target.parent):
            with contextlib.suppress(FileNotFoundError):
                _take_away(self._name)
            descriptor = os.open(self._name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            self._named = True
            lock(descriptor)
            return descriptor

    def publish(self) -> None:
        """Puts the draft in its file's place; the folder is locked."""
        if not self._named:
            self._name.unlink(missing_ok=True)  # of a run that was killed between this line and the last
            folder = os.open(self._target.parent, os.O_RDONLY)
            try:
                # Only with a folder given does link() follow the entry in /proc to the file.
                source = f"/proc/self/fd/{self.stream.fileno()}"
                os.link(source, self._name.name, dst_dir_fd=folder, follow_symlinks=True)
            finally:
                os.close(folder)
            self._named = True
        self._name.replace(self._target)
        self._named = False


def _without_name(folder: Path) -> int | None:
    """A new file in a folder that is gone with its process; None where the system has no such files."""
    if not hasattr(os, "O_TMPFILE"):
        return None
    try:
        descriptor = os.open(folder, os.O_TMPFILE | os.O_WRONLY, 0o600)
    except OSError as error:
        if error.errno in (errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL):
            return None
        raise
    if os.path.exists(f"/proc/self/fd/{descriptor}"):  # noqa: PTH110 - else it could never get a name
        return descriptor
    os.close(descriptor)
    return None


def lock(descriptor: int) -> None:
    """Locks an open file for this process, if its file system has locks; closing it unlocks it.

    Raises:
        BlockingIOError: another process has locked it.
    """
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        return


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keeps other runs from replacing a file of a folder; it lasts as long as a rename.

    Raises:
        BlockingIOError: another process keeps the folder locked.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                lock(descriptor)
                break
            except BlockingIOError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.002)
        yield
    finally:
        os.close(descriptor)


def _keep_attributes(path: Path, target: Path, descriptor: int) -> None:
    """Gives the new file the old one's owner, extended attributes and mode; a new name gets the umask's.

    Raises:
        FileError: the owner or the group cannot be kept.
    """
    if not target.is_file() or target.is_symlink():
        mask = os.umask(0)
        os.umask(mask)
        os.fchmod(descriptor, 0o666 & ~mask)
        return
    old, new = target.stat(), os.fstat(descriptor)
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        try:
            os.fchown(descriptor, old.st_uid, old.st_gid)
        except PermissionError:
            message = template("its owner and group could not be kept; it was left alone")
            raise FileError(message, path=str(path)) from None
    if sys.platform == "linux":
        _keep_extended(target, descriptor)
    os.fchmod(descriptor, old.st_mode & 0o7777)  # behind the owner: a new one takes away what runs as the old


def _keep_extended(target: Path, descriptor: int) -> None:
    """Gives a file the extended attributes of another, access lists among them, and no others."""
    with contextlib.suppress(OSError):  # not every file system has them
        old = os.listxattr(target)
        for name in os.listxattr(descriptor):
            if name not in old:
                with contextlib.suppress(OSError):  # some are the system's
                    os.removexattr(descriptor, name)
        for name in old:
            with contextlib.suppress(OSError):
                os.setxattr(descriptor, name, os.getxattr(target, name))
