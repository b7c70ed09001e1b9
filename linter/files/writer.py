"""Writes files whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

from linter.errors import FileError, os_reason
from linter.files.attributes import copy_attributes
from linter.files.locks import lock, wait_for_lock
from linter.files.regular import open_descriptor, read_regular
from linter.lazy import lazy_re
from linter.recall import trace
from linter.recall.digests import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: The names of drafts; see `_draft_of`.
_DRAFT = lazy_re(r"\.seedlint-[0-9a-f]{16}\.tmp")


def write_atomically(
    path: Path, data: bytes, *, expected: bytes | None = None, follow: bool = True, mode: int | None = None
) -> None:
    """Replaces a file in one step; see `replacing`.

    Args:
        path: the file; its folder must exist.
        data: its new content.
        expected: its current content, if it was read before.
        follow: whether to replace a link's target rather than the link.
        mode: the mode of the file, whatever the old one has and the umask says; None for these.

    Raises:
        FileError: it cannot be written, or is no longer `expected`; it is then unchanged.
    """
    with replacing(path, expected=expected, follow=follow, mode=mode) as stream:
        stream.write(data)


@contextlib.contextmanager
def replacing(
    path: Path, *, expected: bytes | None = None, follow: bool = True, mode: int | None = None
) -> Iterator[BinaryIO]:
    """Yields a stream whose bytes replace a file in one step: readers see either the old or the new content.

    The bytes go to a draft in the same folder that has no name until all of them are synced (or is named
    `.seedlint-….tmp`, if the file system has no unnamed files). It takes over the old file's mode, owner and
    extended attributes (Linux) and is renamed over it when the block ends. If the block fails or the process
    is killed, the old file stays; the next run removes what a killed run left. A symbolic link keeps pointing
    to its target, which is replaced.

    Args:
        path: the file; its folder must exist.
        expected: its current content, if it was read before.
        follow: whether to replace a link's target rather than the link.
        mode: the mode of the file; see `write_atomically`.

    Raises:
        FileError: it cannot be written, or is no longer `expected`; it is then unchanged. An OSError that the
            block raises becomes a FileError, too.
    """
    trace.wrote(path)
    target = Path(os.path.realpath(path if follow else path.parent)) / ("" if follow else path.name)
    if os.path.lexists(target) and not (target.is_file() or (target.is_symlink() and not follow)):
        raise FileError("is not a regular file and cannot be replaced", path=str(path))
    try:
        _check_content(path, target, expected)
        if expected is not None and not _may_write(target):
            raise PermissionError(errno.EACCES, "Permission denied")
        with _Draft(target) as draft:
            yield draft.stream
            draft.stream.flush()
            _take_attributes(path, target, draft.stream.fileno(), mode)
            os.fsync(draft.stream.fileno())
            with _locked(target.parent):
                _check_content(path, target, expected)
                draft.publish()
    except BlockingIOError:
        raise FileError("another program is writing there; it was left alone", path=str(path)) from None
    except OSError as error:
        raise FileError("cannot be written: {reason}", path=str(path), reason=os_reason(error)) from error


def replace_link(path: Path, leads_to: Path) -> None:
    """Creates a symbolic link, or changes its target, in one step.

    Raises:
        OSError: it cannot be created.
    """
    with _locked(path.parent):
        draft = _draft_of(path)
        _remove_unlocked(draft)
        draft.symlink_to(leads_to)
        draft.replace(path)


def sweep(paths: Iterable[Path]) -> None:
    """Removes drafts that killed runs left in the folders of some files; what cannot be removed stays.

    A run that is killed between naming a draft and renaming it leaves the draft.
    """
    for folder in sorted({os.path.dirname(os.path.realpath(path)) for path in paths}):  # noqa: PTH120 - as text
        with contextlib.suppress(OSError):
            names, files = trace.listing(folder)
            trace.folder(folder, names, files)
            drafts = [os.path.join(folder, name) for name in files if is_draft(name)]  # noqa: PTH118 - as text
            if drafts:
                with _locked(Path(folder)):
                    for draft in drafts:
                        # The run that it belongs to has not ended, or it is not a draft.
                        with contextlib.suppress(OSError, FileError):
                            _remove_draft(Path(draft))


def _draft_of(target: Path) -> Path:
    """The draft of a file: its name is a hash of the file's, which may be too long or odd."""
    name = digest(os.fsencode(target.name)).hex()[:16]
    return target.with_name(f".seedlint-{name}.tmp")


def is_draft(name: str) -> bool:
    """Whether a file of this name is a draft."""
    return _DRAFT.fullmatch(name) is not None


def _remove_draft(draft: Path) -> None:
    """Removes a draft whose process has ended; its folder must be locked.

    Raises:
        BlockingIOError: its process has not ended.
        FileNotFoundError: there is no draft.
        FileError: something else has its name.
    """
    if draft.is_symlink():  # created and renamed while its folder is locked
        draft.unlink()
        return
    _refuse_others(draft)
    descriptor = open_descriptor(draft, follow=False)
    try:
        lock(descriptor)
        draft.unlink()
    finally:
        os.close(descriptor)


def _remove_unlocked(draft: Path) -> None:
    """Removes a draft that no process has open, if there is one; its folder must be locked.

    Raises:
        FileError: something else has its name.
    """
    with contextlib.suppress(FileNotFoundError):
        _refuse_others(draft)
        draft.unlink()


def _refuse_others(draft: Path) -> None:
    """Raises FileError if what has the name of a draft is neither a file nor a link, but perhaps a pipe."""
    mode = draft.lstat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)):
        raise FileError(
            "is in the way: seedlint's drafts have this name, and it is not a file; remove it",
            path=str(draft),
        )


def _may_write(target: Path) -> bool:
    """Whether the file itself is writable; its folder only decides whether it can be replaced."""
    return os.access(target, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _check_content(path: Path, target: Path, expected: bytes | None) -> None:
    """Raises FileError if the content of a file is no longer what was read."""
    if expected is None:
        return
    try:
        same = read_regular(target) == expected
    except FileNotFoundError:
        raise FileError("was deleted while seedlint was running", path=str(path)) from None
    if not same:
        raise FileError("changed while seedlint was running; it was left alone", path=str(path))


class _Draft:
    """A file that will replace another: unnamed, or named if the file system has no unnamed files."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._name = _draft_of(target)
        self._named = False
        descriptor = _open_unnamed(target.parent)
        if descriptor is None:
            descriptor = self._open_named()
        self.stream: BinaryIO = os.fdopen(descriptor, "wb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):  # closing flushes; a full disk was reported before
            self.stream.close()
        if self._named:
            self._name.unlink(missing_ok=True)

    def _open_named(self) -> int:
        """Creates a draft with a name; it stays locked while its process is alive."""
        with _locked(self._target.parent):
            with contextlib.suppress(FileNotFoundError):
                _remove_draft(self._name)
            descriptor = os.open(self._name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            self._named = True
            lock(descriptor)
            return descriptor

    def publish(self) -> None:
        """Replaces the file with the draft; the folder must be locked."""
        if not self._named:
            _remove_unlocked(self._name)  # left by a run that was killed before the last line
            folder = os.open(self._target.parent, os.O_RDONLY | os.O_DIRECTORY)
            try:
                # Only if it is given a folder does link() follow the entry in /proc to the file.
                source = f"/proc/self/fd/{self.stream.fileno()}"
                os.link(source, self._name.name, dst_dir_fd=folder, follow_symlinks=True)
            finally:
                os.close(folder)
            self._named = True
        self._name.replace(self._target)
        self._named = False


def _open_unnamed(folder: Path) -> int | None:
    """Creates a file without a name, which vanishes with its process; None if the system cannot."""
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


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keeps other runs from replacing files of a folder, for the time that a rename takes.

    Raises:
        BlockingIOError: another process has locked the folder.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        wait_for_lock(descriptor)
        yield
    finally:
        os.close(descriptor)


def _take_attributes(path: Path, target: Path, descriptor: int, mode: int | None) -> None:
    """Gives a draft the mode that was asked for, or everything that the old file has."""
    if mode is None:
        copy_attributes(path, target, descriptor)
    else:
        os.fchmod(descriptor, mode)
