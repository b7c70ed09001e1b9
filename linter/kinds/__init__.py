"""The kinds of rules, a module each.

A kind is a module of this folder that offers what `Kind` lists; its docstring is the start of its page. To
add a kind, add a file and its test: schema, pages and commands find it by its name; `make pages words`
updates them. A kind with several modes is a folder with a file for each: to add one, add its file and its
line in `_MODES`.
"""

from __future__ import annotations

import functools
import importlib
from typing import TYPE_CHECKING, Protocol, cast

from linter.matching.spec import Compiled, Finder, Match, Options, RuleSpec, SpecError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linter.matching.schemas import Schema

__all__ = ["Compiled", "Finder", "Kind", "Match", "Options", "RuleSpec", "SpecError", "kinds", "load_kind"]


class Kind(Protocol):
    """What a kind's module offers."""

    PARAMS: Schema
    """The JSON Schema of a rule's `params`."""
    FIX: Mapping[str, Schema] | None
    """What a rule's `fix` may hold besides its applicability; None if the kind has no fixes."""
    FIX_REQUIRED: tuple[str, ...]
    """What a rule's `fix` must hold."""
    FIELDS: Mapping[str, str]
    """The names that a message may use, each with its meaning."""
    SCOPED: bool
    """Whether its matches are in prose, so that a rule may be narrowed to a scope."""
    EXTENDS: str | None
    """The built-in pack that a new pack extends, because its rules need the word lists; or None."""
    STARTER: str
    """An example of a rule in YAML, with comments, to start from. Its id is `my-rule`."""

    def compile_rule(self, spec: RuleSpec, options: Options) -> Compiled:
        """Compiles a rule.

        Raises:
            SpecError: the parameters do not fit.
        """


@functools.cache
def kinds() -> tuple[str, ...]:
    """The names of all kinds, sorted."""
    import pkgutil  # noqa: PLC0415 - it loads `inspect`, and a run takes kinds by their names

    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def load_kind(name: str) -> Kind:
    """The kind's module.

    Raises:
        KeyError: no kind has this name.
    """
    if not name.isidentifier():
        raise KeyError(name)
    try:
        return cast("Kind", importlib.import_module(f"{__name__}.{name}"))
    except ModuleNotFoundError as error:
        if error.name != f"{__name__}.{name}":
            raise
        raise KeyError(name) from None
