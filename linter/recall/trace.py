"""Notes what a run reads, so that a later one can tell whether its answer would be the same.

Whatever reads a file, lists a folder or asks whether one exists says so here; a test watches the system's
calls for what does not. Outside a run that is to be remembered, notes cost nothing.
"""

from __future__ import annotations

import os

from linter.recall.digests import digest, digest_of
from linter.recall.objects import read_all
from linter.recall.surroundings import PARTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any


class Trace:
    """What a run has read so far."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        """The hash of each file's content, by its path as it was opened."""
        self.folders: dict[str, bytes] = {}
        """The hash of what each folder has."""
        self.asked: dict[tuple[str, str], object] = {}
        """What was asked about each path, one of `_QUESTIONS`, and the answer."""
        self.written: set[str] = set()
        """The files that were written: what they are now is what the same run would write again."""
        self.lasting = True
        """Whether the same input gives the same output, any time."""

    def holds(self) -> bool:
        """Whether everything is still as it was."""
        return (
            all(_asked(question, path) == answer for (question, path), answer in self.asked.items())
            and all(_listed(path) == known for path, known in self.folders.items())
            and all(content(path) == known for path, known in self.files.items())
        )

    def close(self) -> None:
        """Notes what was written, once it is."""
        for path in self.written:
            known = content(path)
            if known is None or self.files.setdefault(path, known) != known:
                self.lasting = False

    def dump(self) -> tuple[Any, ...]:
        """The notes as a value of Python's own types, without the program's own files."""
        files = {path: known for path, known in self.files.items() if not path.startswith(PARTS)}
        return files, self.folders, self.asked

    @classmethod
    def load(cls, value: tuple[dict[str, bytes], dict[str, bytes], dict[tuple[str, str], object]]) -> Trace:
        """The inverse of `dump`."""
        trace = cls()
        trace.files, trace.folders, trace.asked = value
        return trace


_current: Trace | None = None
_moments = 0


def begin() -> Trace:
    """Begins to note what this process reads."""
    global _current  # noqa: PLW0603 - what is read, the process reads
    _current = Trace()
    return _current


def file(path: object, data: bytes) -> None:
    """Notes that a file was read, and its content."""
    if _current is not None and _current.files.setdefault(str(path), known := digest(data)) != known:
        _current.lasting = False  # it changed while the program ran


def wrote(path: object) -> None:
    """Notes that a file was, or will be, written."""
    if _current is not None:
        _current.written.add(str(path))


def folder(path: object, names: Iterable[str], files: Iterable[str]) -> None:
    """Notes that a folder was listed: the names of the folders in it, and of all else."""
    if _current is not None:
        known = _digest_of_listing(names, files)
        if _current.folders.setdefault(str(path), known) != known:
            _current.lasting = False


def ask(question: str, path: object) -> object:
    """Asks something about a path, and notes the answer; the questions are those of `_QUESTIONS`."""
    answer = _asked(question, str(path))
    if _current is not None:
        _current.asked[question, str(path)] = answer
    return answer


def fleeting() -> None:
    """Notes that what is being done depends on more than files, such as the day."""
    global _moments  # noqa: PLW0603 - see above
    _moments += 1
    if _current is not None:
        _current.lasting = False


class Unnoticed:
    """In its context, what is done leaves no note: what a run stores for later ones changes no answer."""

    def __enter__(self) -> None:
        global _current
        self._noting, _current = _current, None

    def __exit__(self, *_error: object) -> None:
        global _current  # noqa: PLW0603 - see above
        _current = self._noting


def moments() -> int:
    """How often something fleeting was noted in this process."""
    return _moments


def _asked(question: str, path: str) -> object:
    return _QUESTIONS[question](path)


_QUESTIONS: dict[str, Callable[[str], object]] = {
    "exists": os.path.exists,
    "is_file": os.path.isfile,
    "realpath": os.path.realpath,
}


def content(path: str) -> bytes | None:
    """The hash of what a file has; None if it cannot be read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        try:
            return digest(read_all(descriptor))
        finally:
            os.close(descriptor)
    except OSError:
        return None


def listing(path: str) -> tuple[list[str], list[str]]:
    """The names of the folders in a folder, and of all else in it.

    Raises:
        OSError: it cannot be listed.
    """
    names: list[str] = []
    files: list[str] = []
    with os.scandir(path) as entries:
        for entry in entries:
            (names if _is_folder(entry) else files).append(entry.name)
    return names, files


def _listed(path: str) -> bytes | None:
    try:
        return _digest_of_listing(*listing(path))
    except OSError:
        return None


def _digest_of_listing(names: Iterable[str], files: Iterable[str]) -> bytes:
    return digest_of((sorted(names), sorted(files)))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
