"""Regular expressions that are compiled when they are first used, and once for all runs.

A module may name many, and a run use few of them: compiling all at import took a fifth of a short run. What
was compiled is kept as what both engines make patterns from, which takes a hundredth of the time. These are
private interfaces of theirs, so what does not work is compiled as usual.
"""

from __future__ import annotations

import importlib
import marshal
from typing import TYPE_CHECKING, Any, cast, overload

from linter.recall import objects, surroundings
from linter.recall.digests import digest_of

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    import regex


class _Lazy:
    """Takes the place of a pattern; what was used once is an attribute, as fast as the pattern's own."""

    def __init__(self, engine: str, expression: str | bytes, flags: int) -> None:
        self._arguments = engine, expression, int(flags)
        self.pattern = expression  # expressions are made of others at import, which must compile none

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        value = getattr(_STORE.compile(*self._arguments), name)
        setattr(self, name, value)
        return value


@overload
def lazy_re(expression: str, flags: int = 0) -> re.Pattern[str]: ...
@overload
def lazy_re(expression: bytes, flags: int = 0) -> re.Pattern[bytes]: ...
def lazy_re(expression: str | bytes, flags: int = 0) -> re.Pattern[str] | re.Pattern[bytes]:
    """A pattern of `re`, for a constant of a module; only its methods and attributes can be used."""
    return cast("re.Pattern[str]", _Lazy("re", expression, flags))


def lazy_regex(expression: str, flags: int = 0) -> regex.Pattern[str]:
    """A pattern of `regex`, for a constant of a module; only its methods and attributes can be used."""
    return cast("regex.Pattern[str]", _Lazy("regex", expression, flags))


def compiled_re(expression: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern of `re` that is made at run time, from what was kept of it."""
    return cast("re.Pattern[str]", _STORE.compile("re", expression, int(flags)))


def kept(name: str, expression: str, flags: int, compute: Callable[[], tuple[Any, ...]]) -> tuple[Any, ...]:
    """What is computed from an expression, or was by an earlier run.

    Args:
        name: what is computed.
        expression: all that it depends on, with the flags.
        flags: the flags of the expression.
        compute: computes it; every value in it is of a type of Python's own.
    """
    return _STORE.kept((name, expression, int(flags)), compute)


def save() -> None:
    """Keeps what this run compiled for later ones."""
    _STORE.save()


class _Store:
    """Compiled expressions, by engine, expression and flags."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str | bytes, int], bytes] | None = None
        self._made: dict[tuple[str, str | bytes, int], Any] = {}
        self._grown = False

    def compile(self, engine: str, expression: str | bytes, flags: int) -> Any:  # noqa: ANN401 - of either engine
        """The pattern, made once in a process."""
        key = (engine, expression, flags)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._from_known(key) or self._compile(key)
        return made

    def save(self) -> None:
        """Writes the file if anything new was compiled, with what other processes have added to it."""
        if self._grown and self._known is not None and objects.usable():
            objects.write(objects.CODE, _key(), marshal.dumps({**_stored(), **self._known}))
            self._grown = False

    def kept(
        self, key: tuple[str, str | bytes, int], compute: Callable[[], tuple[Any, ...]]
    ) -> tuple[Any, ...]:
        """What is kept under a key, computed if there is nothing."""
        known = self._load()
        if key not in known:
            known[key] = marshal.dumps(compute())
            self._grown = True
        value: tuple[Any, ...] = marshal.loads(known[key])  # noqa: S302 - see `_stored`
        return value

    def _load(self) -> dict[tuple[str, str | bytes, int], bytes]:
        """What is kept, each by itself: a run needs little of it."""
        if self._known is None:
            self._known = _stored() if objects.usable() else {}
        return self._known

    def _from_known(self, key: tuple[str, str | bytes, int]) -> Any:  # noqa: ANN401 - as above
        parts = self._load().get(key)
        return None if parts is None else _ENGINES[key[0]][1](marshal.loads(parts))  # noqa: S302 - see `_stored`

    def _compile(self, key: tuple[str, str | bytes, int]) -> Any:  # noqa: ANN401 - as above
        engine, expression, flags = key
        parts: tuple[Any, ...] | None = _ENGINES[engine][0](expression, flags)
        made = None if parts is None else _ENGINES[engine][1](parts)
        if made is None:
            return importlib.import_module(engine).compile(expression, flags)
        if self._known is not None and parts is not None:
            self._known[key] = marshal.dumps(parts)
            self._grown = True
        return made


def _stored() -> dict[tuple[str, str | bytes, int], bytes]:
    content = objects.read(objects.CODE, _key())
    return {} if content is None else marshal.loads(content)  # noqa: S302 - ours, and undamaged


def _key() -> bytes:
    return digest_of((surroundings.program(), "expressions"))


def _parts_of_re(expression: str | bytes, flags: int) -> tuple[Any, ...] | None:
    """What `re.compile` of Python 3.11 to 3.14 passes to `_sre.compile`; None if it is another one."""
    try:
        compiler = importlib.import_module("re._compiler")
        parsed = importlib.import_module("re._parser").parse(expression, flags)
        state = parsed.state
        names: list[str | None] = [None] * state.groups
        for name, number in state.groupdict.items():
            names[number] = name
        code = [*map(int, compiler._code(parsed, flags))]  # noqa: SLF001 - see the module
    except (ImportError, AttributeError, TypeError):
        return None
    return expression, int(flags | state.flags), code, state.groups - 1, dict(state.groupdict), tuple(names)


def _re_of(parts: tuple[Any, ...]) -> Any:  # noqa: ANN401 - a pattern
    try:
        return importlib.import_module("_sre").compile(*parts)
    except (ImportError, AttributeError, TypeError, ValueError, RuntimeError):
        return None


def _parts_of_regex(expression: str | bytes, flags: int) -> tuple[Any, ...] | None:
    """What `regex` itself gives for pickling."""
    pattern = importlib.import_module("regex").compile(expression, flags, cache_pattern=False)
    parts: tuple[Any, ...] = importlib.import_module("copyreg").dispatch_table[type(pattern)](pattern)[1]
    return parts


def _regex_of(parts: tuple[Any, ...]) -> Any:  # noqa: ANN401 - a pattern
    try:
        importlib.import_module("regex")
        return importlib.import_module("regex._regex").compile(*parts)
    except Exception:  # noqa: BLE001 - of another build of regex: compiled again
        return None


_ENGINES = {"re": (_parts_of_re, _re_of), "regex": (_parts_of_regex, _regex_of)}
_STORE = _Store()
