"""Adapts the function of a command to typer: flattens groups of options, translates help texts."""

from __future__ import annotations

import copy
import inspect
from dataclasses import MISSING, fields, is_dataclass
from typing import TYPE_CHECKING, Annotated, Any, TypeGuard, get_args, get_type_hints

import typer

from linter.cli.console import Console
from linter.cli.locale import OPTION, paragraphs
from linter.messages.phrases import Locale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from _typeshed import DataclassInstance

    from linter.recall.runs import Run

LocaleOption = Annotated[  # read before anything is parsed: see linter.cli.locale
    Locale | None,
    typer.Option(
        OPTION, expose_value=False, help="The language of messages; the environment's if not given."
    ),
]


def typer_function(
    function: Callable[..., int], console: Console, run: Run | None = None
) -> Callable[..., int]:
    """A function that takes a command's parameters as typer passes them, and `--locale`.

    A parameter of the command whose type is a dataclass is a group: typer sees its fields as options in its
    place, and the command gets the dataclass. A parameter of type Console gets the console.

    Args:
        function: the command.
        console: the console.
        run: listens to the command.
    """
    hints = get_type_hints(function, include_extras=True)
    groups = {name: hint for name, hint in hints.items() if _is_group(hint)}
    parameters = [
        parameter
        for name, given in inspect.signature(function).parameters.items()
        if hints[name] is not Console
        for parameter in (
            _of_group(groups[name]) if name in groups else [_parameter(name, given.default, hints[name])]
        )
    ]
    parameters.insert(-1, _parameter("locale", None, LocaleOption))

    def call(**values: object) -> int:
        del values["locale"]
        arguments = {name: _collect(group, values) for name, group in groups.items()}
        arguments |= {name: console for name, hint in hints.items() if hint is Console}
        if run is not None:
            run.begin()
        return function(**arguments, **values)

    return with_parameters(call, parameters, console.locale)


def with_parameters(
    function: Callable[..., Any], parameters: list[inspect.Parameter], locale: Locale
) -> Callable[..., Any]:
    """A function that calls another, with a signature for typer whose help texts are translated."""

    def call(**values: object) -> Any:  # noqa: ANN401 - what the function returns
        return function(**values)

    translated = [_translated(parameter, locale) for parameter in parameters]
    call.__signature__ = inspect.Signature(translated)  # type: ignore[attr-defined]
    call.__annotations__ = {parameter.name: parameter.annotation for parameter in translated}
    return call


def _is_group(hint: object) -> TypeGuard[type[DataclassInstance]]:
    return isinstance(hint, type) and is_dataclass(hint) and hint is not Console


def _of_group(group: type[DataclassInstance]) -> Iterator[inspect.Parameter]:
    hints = get_type_hints(group, include_extras=True)
    for field in fields(group):
        yield _parameter(field.name, field.default, hints[field.name])


def _parameter(name: str, default: object, annotation: object) -> inspect.Parameter:
    default = inspect.Parameter.empty if default is MISSING else default
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _translated(parameter: inspect.Parameter, locale: Locale) -> inspect.Parameter:
    annotated, info = get_args(parameter.annotation)
    info = copy.copy(info)
    info.help = paragraphs(info.help, locale)
    return parameter.replace(annotation=Annotated[annotated, info])


def _collect(group: type[DataclassInstance], values: dict[str, object]) -> object:
    """The dataclass with its values, which are removed from `values`."""
    return group(**{field.name: values.pop(field.name) for field in fields(group)})
