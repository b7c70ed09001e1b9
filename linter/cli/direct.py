"""Reads a plain command line without typer.

What is not plain (a help, a mistake, an option before the command, a value that looks like an option) is left
to typer, so that there is one program that explains and completes. A test gives every form to both.
"""

from __future__ import annotations

import enum
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

from linter.cli.commands import COMMANDS, load_function
from linter.cli.define import Argument, call, parameters_of
from linter.cli.locale import OPTION as LOCALE
from linter.values import MISSING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from linter.cli.console import Console
    from linter.cli.define import Parameter


class _NotPlainError(Exception):
    """The command line is for typer."""


def run_directly(arguments: Sequence[str], console: Console) -> int | None:
    """Runs a command line that is plain.

    Returns:
        The exit status of the command; None for a command line that is not plain.
    """
    if not arguments or arguments[0] not in COMMANDS:
        return None
    name = arguments[0]
    function = load_function(name)
    try:
        values = parse(parameters_of(function), arguments[1:])
    except _NotPlainError:
        return None
    return call(function, values, console, console.remembered if COMMANDS[name].remembered else None)


def parse(parameters: Sequence[Parameter], words: Sequence[str]) -> dict[str, Any]:
    """The values of parameters on a command line.

    Raises:
        _NotPlainError: it is not plain.
    """
    options = {name: parameter for parameter in parameters for name in parameter.definition.names}
    values: dict[str, Any] = {}
    plain: list[str] = []
    waiting = list(reversed(words))
    while waiting:
        word = waiting.pop()
        if not word.startswith("-"):
            plain.append(word)
            continue
        name, equals, value = word.partition("=")
        if name == LOCALE and (equals or waiting):  # it was read before anything else
            value = value if equals else waiting.pop()
            continue
        parameter = options.get(name)
        if parameter is None or (equals and not name.startswith("--")):
            raise _NotPlainError
        if parameter.kind is bool:
            if equals:
                raise _NotPlainError
            values[parameter.name] = True
            continue
        if not equals:
            value = waiting.pop() if waiting else ""
        _add(values, parameter, value)
    _add_plain(values, parameters, plain)
    for parameter in parameters:
        if values.setdefault(parameter.name, parameter.default) is MISSING:
            raise _NotPlainError
    return values


def _add(values: dict[str, Any], parameter: Parameter, word: str) -> None:
    """Adds the value of an option."""
    made, is_list = _maker(parameter.kind)
    if (
        not word
        or word.startswith("-")
        or (parameter.definition.choices and word not in parameter.definition.choices)
    ):
        raise _NotPlainError
    try:
        value = made(word)
    except ValueError:
        raise _NotPlainError from None
    if is_list:
        values.setdefault(parameter.name, []).append(value)
    else:
        values[parameter.name] = value


def _add_plain(values: dict[str, Any], parameters: Sequence[Parameter], words: Sequence[str]) -> None:
    """Adds the values of the parameters without names: a list takes all, others one each, in order."""
    waiting = list(reversed(words))
    for parameter in parameters:
        if isinstance(parameter.definition, Argument) and waiting:
            while waiting:
                word = waiting.pop()
                _add(values, parameter, word)
                if not _maker(parameter.kind)[1]:
                    break
    if waiting:
        raise _NotPlainError


def _maker(kind: Any) -> tuple[Callable[[str], Any], bool]:  # noqa: ANN401 - a type or what stands for several
    """What makes a value of a type, and whether the type is a list of such values."""
    kinds = [
        part
        for part in (get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,))
        if part is not NoneType
    ]
    (one,) = kinds
    if get_origin(one) is list:
        return _maker(get_args(one)[0])[0], True
    if one in (str, Path) or (isinstance(one, type) and issubclass(one, enum.StrEnum)):
        return one, False
    raise _NotPlainError
