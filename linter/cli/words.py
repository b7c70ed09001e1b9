"""The language that the command line speaks: `--locale`, or the environment's."""

from __future__ import annotations

import functools
import gettext
import os
import re
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import typer

from linter.errors import UsageError
from linter.messages.phrases import CATALOGUES, ENVIRONMENT, OWN_VARIABLE, Locale, Phrase, printable, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_LOCALE: ContextVar[Locale] = ContextVar("locale", default=Locale.ENGLISH)
#: How environments name the Chinese of places that write Traditional characters.
_TRADITIONAL = ("zh_tw", "zh_hk", "zh_mo", "zh_hant")
_OPTION = "--locale"


def locale() -> Locale:
    """The language of this run."""
    return _LOCALE.get()


def say(message: str | Phrase, *, err: bool = False, **fields: object) -> None:
    """Prints a sentence in the run's language; to standard error if it is about what went wrong."""
    phrase = message if isinstance(message, Phrase) else Phrase(message, **fields)
    typer.echo(printable(phrase.text(locale())), err=err)


def complain(message: Phrase | str) -> None:
    """Prints to standard error what could not be done."""
    typer.echo(printable(f"seedlint: {shown(message, locale())}"), err=True)


def choose_locale(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """Settles the run's language before anything is said, even the help.

    Raises:
        UsageError: `--locale` or SEEDLINT_LOCALE names a language that the program does not speak.
    """
    own = environment.get(OWN_VARIABLE)
    if own not in list(Locale) and _command(arguments) == "doctor":
        own = None  # which is for the doctor to say
    for name, value in ((_OPTION, _asked(arguments)), (OWN_VARIABLE, own)):
        if value:
            if value not in list(Locale):
                raise UsageError(
                    "{name}: '{value}' is not one of {locales}",
                    name=name,
                    value=value,
                    locales=", ".join(Locale),
                )
            _LOCALE.set(Locale(value))
            break
    else:
        found = next((value for name in ENVIRONMENT if (value := environment.get(name))), "")
        traditional = found.replace("-", "_").lower().startswith(_TRADITIONAL)
        _LOCALE.set(Locale.TAIWAN if traditional else Locale.ENGLISH)
    # The headings of the help are typer's own words, looked up under this domain.
    gettext.bindtextdomain("messages", str(CATALOGUES))
    os.environ["LANGUAGE"] = locale().posix


def _command(arguments: Sequence[str]) -> str | None:
    """The command that is asked for: the first argument that is no option, and no option's value."""
    words = (
        argument
        for before, argument in zip(("", *arguments), arguments, strict=False)
        if not argument.startswith("-") and before != _OPTION
    )
    return next(words, None)


def _asked(arguments: Sequence[str]) -> str | None:
    """The value of the option, wherever it stands; typer reads it again and complains if it is missing."""
    for place, argument in enumerate(arguments):
        if argument == "--":
            return None
        if argument == _OPTION:
            return arguments[place + 1] if place + 1 < len(arguments) else None
        if argument.startswith(f"{_OPTION}="):
            return argument.partition("=")[2]
    return None


def localise(group: Any) -> None:  # noqa: ANN401 - a group of commands; which class it is depends on typer's version
    """Gives every command the option `--locale`, and translates what its help says."""
    option = next(each for each in group.params if each.name == "locale")
    for command in group.commands.values():
        command.params.insert(-1, option)
    for command in (group, *group.commands.values()):
        command.format_usage = functools.partial(_format_usage, command)
        command.get_help_option = functools.partial(_help_option, command.get_help_option)
        command.help = _paragraphs(command.help)
        command.short_help = _paragraphs(command.short_help)
        for parameter in command.params:
            if parameter is not option or command is group:
                parameter.help = _paragraphs(getattr(parameter, "help", None))


def _format_usage(command: Any, context: Any, formatter: Any) -> None:  # noqa: ANN401 - see above
    """Writes the first line of a help, which typer has in English only."""
    pieces = " ".join(command.collect_usage_pieces(context))
    formatter.write_usage(context.command_path, pieces, prefix=Phrase("Usage: ").text(locale()))


def _help_option(original: Callable[[Any], Any], context: Any) -> Any:  # noqa: ANN401 - see above
    """The option `--help`, which typer describes in English only."""
    option = original(context)
    if option is not None:
        option.help = Phrase("Show this message and exit.").text(locale())
    return option


def complain_usage(error: Any) -> None:  # noqa: ANN401 - see above
    """Says what is wrong with a command line; what typer itself says is English, and made anew elsewhere."""
    name = type(error).__name__
    if locale() is Locale.ENGLISH or name == "NoArgsIsHelpError":
        error.show()
        return
    parameter = getattr(error, "param", None)
    if name == "NoSuchOption":
        phrase = Phrase("no such option: {option}", option=error.option_name)
    elif name == "MissingParameter" and parameter is not None:
        phrase = Phrase("{option} is missing", option=parameter.get_error_hint())
    elif name == "BadParameter" and parameter is not None:
        phrase = Phrase(
            "{option}: {reason}", option=parameter.get_error_hint(), reason=_choice(error.message)
        )
    else:
        phrase = Phrase("{reason}", reason=error.format_message())
    if error.ctx is not None:
        typer.echo(error.ctx.get_usage(), err=True)
    complain(phrase)


def _choice(message: str) -> Phrase | str:
    """What typer says of a value that is none of those it knows."""
    match = re.search(r"'(?P<name>.*)' is not one of (?P<names>.*?)\.?$", message)
    return Phrase("'{name}' is not one of {names}", **match.groupdict()) if match is not None else message


def _paragraphs(text: str | None) -> str | None:
    """A help text translated, paragraph by paragraph."""
    if not text:
        return text
    parts = (" ".join(part.split()) for part in text.split("\n\n"))
    return "\n\n".join(Phrase(part).text(locale()) for part in parts if part)
