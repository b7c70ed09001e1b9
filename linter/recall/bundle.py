"""What a run needed of what earlier ones found, in one object: a run over many files opens no other.

It is kept under the command line, like the answer of the run (`linter.recall.runs`). What is in it is found
by the hash of all that it depends on, so it does not matter whether files have changed since.
"""

from __future__ import annotations

import marshal

from linter.recall import objects

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

#: A bundle with less is not worth a file.
_FEWEST = 16
#: What part of it must be new for all of it to be written again: a little is as soon found otherwise.
_NEW = 50
#: How many bytes are not too many to be read each time.
_MOST = objects.MOST_BYTES // 8


class Bundle:
    """The bytes that a run has asked for or made, by the hash of what they depend on.

    Args:
        key: of the object; None to keep nothing.
    """

    def __init__(self, key: bytes | None) -> None:
        self._key = key
        self._known: dict[bytes, bytes] | None = None
        self._used: dict[bytes, bytes] = {}
        self._size = self._new = 0

    def read(self, key: bytes, other: Callable[[], bytes | None] = lambda: None) -> bytes | None:
        """What is kept under a key; else what is kept elsewhere."""
        if self._key is None:
            return other()
        if self._known is None:
            content = objects.read(objects.BUNDLES, self._key)
            self._known = {} if content is None else marshal.loads(content)  # noqa: S302 - undamaged
        found = self._known.get(key)
        if found is not None:
            self._use(key, found)
        elif (found := other()) is not None:
            self.write(key, found)
        return found

    def write(self, key: bytes, content: bytes) -> None:
        """Keeps bytes."""
        self._new += len(content)
        self._use(key, content)

    def _use(self, key: bytes, content: bytes) -> None:
        self._size += len(content)
        if self._size > _MOST:
            self._key, self._used = None, {}
        elif self._key is not None:
            self._used[key] = content

    def close(self) -> None:
        """Stores what is kept, if much of it is new."""
        if self._key is None or len(self._used) < _FEWEST or self._new * _NEW <= self._size:
            return
        objects.write(objects.BUNDLES, self._key, marshal.dumps(self._used, 2))


#: That of this process.
current = Bundle(None)


def begin(key: bytes | None) -> None:
    """Begins the bundle of a run; see `Bundle`."""
    global current  # noqa: PLW0603 - a process is one run
    current = Bundle(key)
