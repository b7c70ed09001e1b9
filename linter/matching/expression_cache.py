"""Caches compiled expressions, so that a run does not compile again what an earlier one has compiled.

Compiling the expressions of our own packs takes most of the start-up; loading them takes a hundredth of that.
The file has what the `regex` package itself gives for pickling, bound to the versions of Python and `regex`.
"""

from __future__ import annotations

import contextlib
import copyreg
from typing import TYPE_CHECKING, Any

import regex
from regex import _regex

from linter.files import cache
from linter.recall import surroundings
from linter.recall.digests import digest, digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: Rebuilds a pattern from its reduced form; the package's stubs do not have it.
_MAKE: Any = vars(_regex)["compile"]
#: Expressions that a file holds, with what was read off them; if there are more, it holds those of the last
#: run only. A thousand rules of the kind `pattern` have two thousand.
_MOST = 5_000


class ExpressionCache:
    """The expressions that a run compiles: what the file has of them, what was used, and what is new."""

    def __init__(self) -> None:
        self._cached: dict[bytes, tuple[Any, ...]] | None = None
        self._used: dict[bytes, tuple[Any, ...]] = {}
        self._grown = False

    def find(self, expression: str, lists: Mapping[str, list[str]]) -> regex.Pattern[str] | None:
        """An expression that was compiled before; None if it was not.

        Args:
            expression: the expression, of version 1.
            lists: its named lists.
        """
        key = _key(expression, lists)
        made = self._used.get(key) or self._load().get(key)
        if made is not None:
            with contextlib.suppress(Exception):  # another build of regex: compiled again
                self._used[key] = made
                pattern: regex.Pattern[str] = _MAKE(*made)
                return pattern
        return None

    def compile(self, expression: str, lists: Mapping[str, list[str]]) -> regex.Pattern[str]:
        """Compiles an expression, or takes it from the cache; arguments are those of `find`.

        Raises:
            regex.error: it is not an expression.
        """
        known = self.find(expression, lists)
        if known is not None:
            return known
        pattern = regex.compile(expression, regex.VERSION1, cache_pattern=False, ignore_unused=True, **lists)
        reduced: Any = copyreg.dispatch_table[type(pattern)](pattern)
        self._used[_key(expression, lists)] = reduced[1]
        self._grown = True
        return pattern

    def texts(
        self, pattern: regex.Pattern[str], read_off: Callable[[regex.Pattern[str]], frozenset[str] | None]
    ) -> frozenset[str]:
        """What is read off a pattern, or was by an earlier run of the same program; empty for None.

        Args:
            pattern: the pattern.
            read_off: reads the texts off; there is one such function in the program.
        """
        key = _key_of_texts(pattern)
        known = None if key is None else self._used.get(key, self._load().get(key))
        if known is None:
            known = tuple(sorted(read_off(pattern) or ()))
            self._grown = self._grown or key is not None
        if key is not None:
            self._used[key] = known
        return frozenset(known)

    def save(self) -> None:
        """Writes the file if anything new was compiled."""
        if not self._grown:
            return
        cached = {**self._load(), **self._used}
        cache.store(_name(), cached if len(cached) <= _MOST else self._used)
        self._grown = False

    def _load(self) -> dict[bytes, tuple[Any, ...]]:
        if self._cached is None:
            self._cached = {}
            with contextlib.suppress(ValueError, TypeError):  # a file of something else
                self._cached = dict(cache.load(_name()) or {})
        return self._cached


def _key(expression: str, lists: Mapping[str, list[str]]) -> bytes:
    parts = [expression, *("\0".join(("", name, *words)) for name, words in sorted(lists.items()))]
    return digest("".join(parts).encode("utf-8", "surrogatepass"))


def _key_of_texts(pattern: regex.Pattern[str]) -> bytes | None:
    """The key of what is read off a pattern; None if nothing can be kept."""
    try:
        lists = sorted((name, sorted(words)) for name, words in pattern.named_lists.items())
        return digest_of((surroundings.program(), "texts", pattern.pattern, pattern.flags, lists))
    except (OSError, ValueError):
        return None


def _name() -> str:
    build = (getattr(_regex, name, "") for name in ("MAGIC", "CODE_SIZE"))
    return "-".join(map(str, ("expressions", regex.__version__, *build)))
