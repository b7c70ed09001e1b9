"""Defines the parameters of commands: the one place from which parsing, help and completion follow.

`linter.cli.direct` reads a plain command line by these definitions; `linter.cli.parser` gives them to typer,
which knows everything else, and takes a tenth of a second to load.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, TypeGuard, get_args, get_type_hints

from linter.cli.console import Console
from linter.values import MISSING, Fields, Value, fields

if TYPE_CHECKING:
    from collections.abc import Callable

    from linter.recall.runs import Run


class Option:
    """A parameter with a name: `Annotated[bool, Option("--fix", help="…")]`.

    Args:
        names: its names, the long one first.
        choices: the values that it may have, where its type does not say so.
        settings: what typer is to know besides: `help`, `metavar`, `autocompletion` …
    """

    def __init__(self, *names: str, choices: tuple[str, ...] = (), **settings: Any) -> None:  # noqa: ANN401 - typer's
        self.names = names
        self.choices = choices
        self.settings = settings


class Argument(Option):
    """A parameter without a name; the settings are those of `Option`."""


class Parameter(Value):
    """A parameter of a command."""

    name: str
    """The name in the command's function, or in the group that it belongs to."""
    kind: Any
    """The type of its value: bool, str, Path, an enumeration, a list of one of these, or None besides."""
    definition: Option
    default: Any = MISSING


def parameters_of(function: Callable[..., int]) -> list[Parameter]:
    """The parameters of a command, with those of its groups in their place.

    A parameter of the command whose type has fields is a group: these are options, and the command gets
    the group. A parameter of type Console gets the console.
    """
    found: list[Parameter] = []
    for name, hint, default in _hints(function):
        if _is_group(hint):
            hints = get_type_hints(hint, include_extras=True)
            found += (_parameter(field.name, hints[field.name], field.default) for field in fields(hint))
        elif hint is not Console:
            found.append(_parameter(name, hint, default))
    return found


def call(function: Callable[..., int], values: dict[str, Any], console: Console, run: Run | None) -> int:
    """Calls a command.

    Args:
        function: the command.
        values: the value of each of its parameters.
        console: the console.
        run: listens to the command.
    """
    arguments: dict[str, Any] = {}
    for name, hint, _ in _hints(function):
        if hint is Console:
            arguments[name] = console
        elif _is_group(hint):
            arguments[name] = hint(**{field.name: values[field.name] for field in fields(hint)})
        else:
            arguments[name] = values[name]
    if run is not None:
        run.begin()
    return function(**arguments)


@functools.cache
def _hints(function: Callable[..., int]) -> list[tuple[str, Any, Any]]:
    """The parameters of a command: the name, the type and the default of each.

    `inspect.signature` says the same, but loading `inspect` takes as long as a bare start.
    """
    hints = get_type_hints(function, include_extras=True)
    code = function.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    by_position = function.__defaults__ or ()
    first = code.co_argcount - len(by_position)
    defaults = {**dict(zip(names[first:], by_position, strict=False)), **(function.__kwdefaults__ or {})}
    return [(name, hints[name], defaults.get(name, MISSING)) for name in names]


def _is_group(hint: object) -> TypeGuard[type[Fields]]:
    return isinstance(hint, type) and issubclass(hint, Fields) and hint is not Console


def _parameter(name: str, hint: object, default: object) -> Parameter:
    kind, definition = get_args(hint)
    return Parameter(name, kind, definition, default)
