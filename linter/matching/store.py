"""Keeps compiled expressions, so that a run does not compile again what another has compiled.

Compiling the expressions of our own packs takes most of a start; loading them takes a hundredth of that. What
is kept is what the `regex` package itself gives for pickling, written by `marshal`, which runs no code: the
file is worth as much trust as Python's own `.pyc` files, and lies in the user's cache folder. It is bound to
the versions of Python and of `regex`. Without a place to write, every run compiles.
"""

from __future__ import annotations

import contextlib
import copyreg
import marshal
import sys
from typing import TYPE_CHECKING, Any

import regex
from regex import _regex

from linter.errors import FileError
from linter.resources import cache_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: Makes a pattern of what it was reduced to; the package's stubs do not know it.
_MAKE: Any = vars(_regex)["compile"]
#: More than that of a run's own are written only if they are the run's; some packs come and go.
_MOST = 2_000


class _Store:
    """What was read from the file, what this process used of it, and whether it made something new."""

    def __init__(self) -> None:
        self._kept: dict[bytes, tuple[Any, ...]] | None = None
        self._used: dict[bytes, tuple[Any, ...]] = {}
        self._grown = False

    def compile(self, expression: str, lists: Mapping[str, list[str]]) -> regex.Pattern[str]:
        key = _key(expression, lists)
        made = self._used.get(key) or self._load().get(key)
        if made is not None:
            with contextlib.suppress(Exception):  # another build of regex: compiled anew, and kept so
                self._used[key] = made
                pattern: regex.Pattern[str] = _MAKE(*made)
                return pattern
        pattern = regex.compile(expression, regex.VERSION1, cache_pattern=False, ignore_unused=True, **lists)
        reduced: Any = copyreg.dispatch_table[type(pattern)](pattern)
        self._used[key] = reduced[1]
        self._grown = True
        return pattern

    def _load(self) -> dict[bytes, tuple[Any, ...]]:
        if self._kept is None:
            self._kept = {}
            file = _file()
            with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
                self._kept = dict(marshal.loads(file.read_bytes())) if file is not None else {}  # noqa: S302
        return self._kept

    def save(self) -> None:
        file = _file()
        if not self._grown or file is None:
            return
        from linter.writer import write_atomically  # noqa: PLC0415 - only after something new

        kept = {**self._load(), **self._used}
        with contextlib.suppress(OSError, FileError):
            file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(file, marshal.dumps(kept if len(kept) <= _MOST else self._used))
        self._grown = False


_STORE = _Store()


def compile_kept(expression: str, lists: Mapping[str, list[str]]) -> regex.Pattern[str]:
    """Compiles an expression, or takes it from the store.

    Args:
        expression: the expression, of version 1.
        lists: its named lists.

    Raises:
        regex.error: it is none.
    """
    return _STORE.compile(expression, lists)


def save() -> None:
    """Writes what was compiled anew in this process, if anything was."""
    _STORE.save()


def _key(expression: str, lists: Mapping[str, list[str]]) -> bytes:
    from hashlib import blake2b  # noqa: PLC0415 - OpenSSL's are not needed

    digest = blake2b(expression.encode("utf-8", "surrogatepass"), digest_size=16)
    for name, words in sorted(lists.items()):
        digest.update("\0".join(("", name, *words)).encode("utf-8", "surrogatepass"))
    return digest.digest()


def _file() -> Path | None:
    folder = cache_folder()
    build = (getattr(_regex, name, "") for name in ("MAGIC", "CODE_SIZE"))
    version = "-".join(map(str, (sys.implementation.cache_tag, regex.__version__, *build)))
    return folder / f"expressions-{version}" if folder is not None else None
