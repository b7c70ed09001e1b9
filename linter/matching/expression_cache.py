"""Keeps compiled expressions, so that a run does not compile again what another has compiled.

Compiling the expressions of our own packs takes most of a start; loading them takes a hundredth of that. What
is kept is what the `regex` package itself gives for pickling. It is bound to the versions of Python and of
`regex`.
"""

from __future__ import annotations

import contextlib
import copyreg
from typing import TYPE_CHECKING, Any

import regex
from regex import _regex

from linter.files import cache

if TYPE_CHECKING:
    from collections.abc import Mapping

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
            with contextlib.suppress(ValueError, TypeError):  # a file of something else
                self._kept = dict(cache.load(_name()) or {})
        return self._kept

    def save(self) -> None:
        if not self._grown:
            return
        kept = {**self._load(), **self._used}
        cache.keep(_name(), kept if len(kept) <= _MOST else self._used)
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


def _name() -> str:
    build = (getattr(_regex, name, "") for name in ("MAGIC", "CODE_SIZE"))
    return "-".join(map(str, ("expressions", regex.__version__, *build)))
