"""Regular expressions that are compiled when they are first used.

A module may name many, and a run use few of them: compiling all at import took a fifth of a short run.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, cast, overload

if TYPE_CHECKING:
    import re

    import regex


class _Lazy:
    """Takes the place of a pattern; what was used once is an attribute, as fast as the pattern's own."""

    def __init__(self, engine: str, arguments: tuple[Any, ...]) -> None:
        self._engine = engine
        self._arguments = arguments

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        value = getattr(self._pattern(), name)
        setattr(self, name, value)
        return value

    def _pattern(self) -> Any:  # noqa: ANN401 - of either engine
        return importlib.import_module(self._engine).compile(*self._arguments)


@overload
def lazy_re(expression: str, flags: int = 0) -> re.Pattern[str]: ...
@overload
def lazy_re(expression: bytes, flags: int = 0) -> re.Pattern[bytes]: ...
def lazy_re(expression: str | bytes, flags: int = 0) -> re.Pattern[str] | re.Pattern[bytes]:
    """A pattern of `re`, for a constant of a module; only its methods and attributes can be used."""
    return cast("re.Pattern[str]", _Lazy("re", (expression, flags)))


def lazy_regex(expression: str, flags: int = 0) -> regex.Pattern[str]:
    """A pattern of `regex`, for a constant of a module; only its methods and attributes can be used."""
    return cast("regex.Pattern[str]", _Lazy("regex", (expression, flags)))
