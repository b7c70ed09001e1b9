"""Stored bytes under the hash of what they were computed from, each in a file of its own.

A file is written under another name and renamed, so that runs at the same time do not disturb each other. It
carries the hash of its content: one that is damaged counts as missing and is written again.
"""

from __future__ import annotations

import os
import stat
import time

from linter.recall.digests import SIZE, digest
from linter.recall.folder import FILE_MODE, FOLDER_MODE, cache_folder, is_private, private_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

#: The kinds of objects, each with a folder of this name.
RUNS = "runs"
ROWS = "rows"
BUNDLES = "bundles"
PARSED = "parsed"
CODE = "code"
KINDS = (RUNS, ROWS, BUNDLES, PARSED, CODE)
#: How many bytes the objects of one kind may take; the oldest are removed first.
MOST_BYTES = 256_000_000
#: How many folders the objects of a kind are in.
_SHARDS = 256
#: The last bytes of an object; another format has others.
_MARK = b"seedlint object 1\n"
_DRAFT = ".draft"
#: How many seconds a draft may be old before its writer must have been killed.
_ABANDONED = 3600


def usable() -> bool:
    """Whether objects can be read and stored, as far as is known: there is to be a private cache."""
    folder = cache_folder()
    return folder is not None and (private_folder() is not None or not os.path.lexists(folder))


def read(kind: str, key: bytes) -> bytes | None:
    """The bytes under a key; None if there are none, they are damaged, or others can write them."""
    folder = private_folder()
    if folder is None or not _is_own(f"{folder}/{kind}"):
        return None
    try:
        descriptor = os.open(_path(folder, kind, key), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode) or not is_private(status):
                return None
            data = read_all(descriptor)
        finally:
            os.close(descriptor)
    except OSError:
        return None
    content = data[: -len(_MARK) - SIZE]
    return content if data[len(content) :] == digest(content) + _MARK else None


def read_all(descriptor: int) -> bytes:
    """The bytes of an open file."""
    data = os.read(descriptor, os.fstat(descriptor).st_size + 1)
    while part := os.read(descriptor, 1 << 20):
        data += part
    return data


def write(kind: str, key: bytes, content: bytes) -> None:
    """Stores bytes under a key, and makes room if needed; does nothing where they cannot be written."""
    folder = cache_folder()
    if folder is None or len(content) > MOST_BYTES // 4:
        return
    path = _path(folder, kind, key)
    draft = f"{path}.{os.getpid()}{_DRAFT}"
    try:
        _make(folder, kind, os.path.dirname(path))
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, FILE_MODE)
    except OSError:
        return
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content + digest(content) + _MARK)
        os.replace(draft, path)
        if _weighs_much(os.path.dirname(path)):
            prune(kind, time.time())
    except OSError:
        _remove(draft)


def files(kind: str) -> Iterator[tuple[str, os.stat_result]]:
    """The files of the objects of a kind, and of drafts, with their status."""
    folder = private_folder()
    if folder is None or not _is_own(f"{folder}/{kind}"):
        return
    try:
        for shard in os.scandir(f"{folder}/{kind}"):
            if shard.is_dir(follow_symlinks=False):
                for entry in os.scandir(shard.path):
                    if _is_name(entry.name):
                        yield entry.path, entry.stat(follow_symlinks=False)
    except OSError:
        return


def prune(kind: str, now: float, most: int = MOST_BYTES) -> None:
    """Removes abandoned drafts, and the oldest objects of a kind if they take too much.

    Args:
        kind: the kind.
        now: the time, in seconds since 1970.
        most: how many bytes may stay.
    """
    found = []
    for path, status in files(kind):
        if path.endswith(_DRAFT) and now - status.st_mtime > _ABANDONED:
            _remove(path)
        else:
            found.append((status.st_mtime_ns, path, status.st_size))
    size = sum(entry[2] for entry in found)
    found.sort()
    for _, path, bytes_ in found:
        if size <= most:
            break
        _remove(path)
        size -= bytes_


def clear() -> None:
    """Removes all objects, and nothing else.

    Raises:
        OSError: one cannot be removed.
    """
    for kind in KINDS:
        for path, _ in list(files(kind)):
            os.unlink(path)


def _weighs_much(shard: str) -> bool:
    """Whether a folder of objects has more than its share: most are then as full, as hashes spread evenly."""
    with os.scandir(shard) as entries:
        return sum(entry.stat(follow_symlinks=False).st_size for entry in entries) > MOST_BYTES // _SHARDS


def _path(folder: str, kind: str, key: bytes) -> str:
    name = key.hex()
    return f"{folder}/{kind}/{name[:2]}/{name}"


def _is_name(name: str) -> bool:
    head = name[: 2 * SIZE]
    rest = name[2 * SIZE :]
    return len(head) == 2 * SIZE and head.isalnum() and (not rest or rest.endswith(_DRAFT))


def _make(folder: str, kind: str, shard: str) -> None:
    """Makes the folder of an object, all private.

    Raises:
        OSError: it cannot be made, or others can write to one.
    """
    if os.path.isdir(shard) and all(map(_is_own, (folder, f"{folder}/{kind}"))):
        return
    os.makedirs(os.path.dirname(os.path.abspath(folder)), exist_ok=True)
    for path in (folder, f"{folder}/{kind}", shard):
        try:
            os.mkdir(path, FOLDER_MODE)
        except FileExistsError:
            if not _is_own(path):
                raise
        else:
            os.chmod(path, FOLDER_MODE)


def _is_own(folder: str) -> bool:
    try:
        status = os.stat(folder)
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and is_private(status)


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
