"""Mistakes on the command line, which typer describes in English only."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any, Protocol, TextIO, TypeGuard, runtime_checkable

import typer

from linter.cli.console import Console
from linter.messages.phrases import Locale, Phrase, printable_lines


class Mistake(Protocol):
    """What typer raises for a command line that it cannot parse."""

    ctx: Any
    message: str

    def format_message(self) -> str:
        """The mistake in English."""

    def show(self, file: TextIO) -> None:
        """Writes the mistake in English, with how the command is used."""


@runtime_checkable
class _UnknownOption(Protocol):
    """The mistake of an option that does not exist, by the attribute that no other mistake has."""

    option_name: str
    possibilities: Sequence[str] | None


def is_mistake(error: Exception) -> TypeGuard[Mistake]:
    """Whether typer rejected the command line.

    typer exports one class of these errors; what all of them have in common is its base.
    """
    return isinstance(error, typer.BadParameter.__bases__)


def report_mistake(error: Mistake, console: Console) -> None:
    """Prints what is wrong with a command line, and how the command is used."""
    if console.locale is Locale.ENGLISH:
        text = io.StringIO()
        if error.ctx is not None:
            error.ctx.color = True  # else escape sequences vanish, instead of being shown
        error.show(text)
        typer.echo(printable_lines(text.getvalue()), err=True, nl=False)
        return
    if error.ctx is not None:
        typer.echo(error.ctx.get_usage(), err=True)
    console.print_error(_phrase(error))


def _phrase(error: Mistake) -> Phrase:
    if isinstance(error, _UnknownOption):
        return Phrase("no such option: {option}", option=error.option_name)
    if isinstance(error, typer.BadParameter) and error.param is not None:
        option = error.param.get_error_hint()
        if not error.message:
            return Phrase("{option} is missing", option=option)
        return Phrase("{option}: {reason}", option=option, reason=_reason(error.message))
    return Phrase("{reason}", reason=error.format_message())


def _reason(message: str) -> Phrase | str:
    """What typer says about a value that is not allowed, as a phrase."""
    match = re.search(r"'(?P<name>.*)' is not one of (?P<names>.*?)\.?$", message)
    return Phrase("'{name}' is not one of {names}", **match.groupdict()) if match is not None else message
