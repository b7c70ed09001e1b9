"""Gives the commands to typer, which parses what is not plain, explains mistakes, helps and completes."""

from __future__ import annotations

import inspect
import os
import sys
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

import linter
from linter.cli.commands import COMMANDS, load_function
from linter.cli.console import Console
from linter.cli.define import Argument, Option, Parameter, call, parameters_of
from linter.cli.locale import OPTION, paragraphs, translated_typer
from linter.cli.usage import is_mistake, report_mistake
from linter.messages.phrases import Locale, Phrase
from linter.values import MISSING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HELP = "Finds, fixes and unifies the marks that language models leave in Chinese/English Markdown."
#: The variable by which a shell asks for completions; its name is typer's convention for this program.
COMPLETION_VARIABLE = "_SEEDLINT_COMPLETE"
#: Classes of click, which typer bundles and does not export.
Context: TypeAlias = Any
Formatter: TypeAlias = Any
HelpOption: TypeAlias = Any
_LOCALE = Parameter(
    "locale",
    Locale | None,
    Option(  # read before anything is parsed: see linter.cli.locale
        OPTION, expose_value=False, help="The language of messages; the environment's if not given."
    ),
    None,
)


def parse_and_run(arguments: Sequence[str], console: Console) -> int:
    """Runs a command line, and prints what is wrong with it.

    Returns:
        The exit status.
    """
    with translated_typer(console.locale):
        try:
            if COMPLETION_VARIABLE in os.environ:
                from typer.completion import completion_init  # type: ignore[attr-defined]  # noqa: PLC0415

                completion_init()
            status = program(console).main(
                list(arguments), prog_name="seedlint", standalone_mode=False, obj=console
            )
            sys.stdout.flush()
        except typer.Abort:
            return 130
        except Exception as error:
            if not is_mistake(error):
                raise
            report_mistake(error, console)
            return 2
    return status if isinstance(status, int) else 0


def program(console: Console) -> Any:  # noqa: ANN401 - a group of click's, which typer does not export
    """The group of all commands, none of them loaded yet."""
    app = typer.Typer(
        cls=CommandGroup,
        add_completion=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    version = Option(
        "--version",
        callback=_print_version,
        is_eager=True,
        help="Show the versions of program, packs and dictionaries.",
    )
    root = _with_parameters(
        _root, [Parameter("version", bool, version, default=False), _LOCALE], console.locale
    )
    app.callback(help=paragraphs(HELP, console.locale))(root)
    for name, entry in COMMANDS.items():
        app.command(name, help=paragraphs(entry.summary, console.locale), hidden=entry.hidden)(_not_loaded)
    return get_command(app)


def _print_version(ctx: typer.Context, value: bool) -> None:  # noqa: FBT001 - typer calls it so
    if value:
        from linter.versions import dictionary_versions, listed, pack_versions  # noqa: PLC0415 - only this needs it

        console: Console = ctx.obj
        typer.echo(f"seedlint {linter.__version__}")
        console.say("packs: {names}", names=listed(pack_versions()))
        console.say("dictionaries: {names}", names=listed(dictionary_versions()))
        raise typer.Exit


def _root(*, version: bool, locale: Locale | None) -> None:
    """Typer's callback of the group, whose options are all handled before it is called."""


def _not_loaded() -> None:
    """Takes the place of a command whose module is imported when the command is called."""


def load_command(name: str, console: Console) -> Any:  # noqa: ANN401 - a command of click's
    """The command that typer runs, with its help in the language of the run."""
    function = load_function(name)
    run = console.remembered if COMMANDS[name].remembered else None
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    help_ = paragraphs(inspect.getdoc(function), console.locale)
    parameters = parameters_of(function)
    parameters.append(_LOCALE)

    def command(**values: Any) -> int:  # noqa: ANN401 - any value of a parameter
        del values[_LOCALE.name]
        return call(function, values, console, run)

    app.command(name, cls=Command, help=help_)(_with_parameters(command, parameters, console.locale))
    return get_command(app)


def _with_parameters(
    function: Callable[..., Any], parameters: Sequence[Parameter], locale: Locale
) -> Callable[..., Any]:
    """A function that calls another, with a signature for typer whose help texts are translated."""

    def called(**values: object) -> Any:  # noqa: ANN401 - what the function returns
        return function(**values)

    known = [_for_typer(parameter, locale) for parameter in parameters]
    called.__signature__ = inspect.Signature(known)  # type: ignore[attr-defined]
    called.__annotations__ = {parameter.name: parameter.annotation for parameter in known}
    return called


def _for_typer(parameter: Parameter, locale: Locale) -> inspect.Parameter:
    definition = parameter.definition
    settings = {**definition.settings, "help": paragraphs(definition.settings.get("help"), locale)}
    if definition.choices:
        settings["callback"] = _checked(definition.choices)
        settings["autocompletion"] = lambda: list(definition.choices)
    make = typer.Argument if isinstance(definition, Argument) else typer.Option
    info = make(*definition.names, **settings)
    return inspect.Parameter(
        parameter.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=inspect.Parameter.empty if parameter.default is MISSING else parameter.default,
        annotation=Annotated[parameter.kind, info],
    )


def _checked(choices: Sequence[str]) -> Callable[[typer.Context, str], str]:
    def check(ctx: typer.Context, name: str) -> str:
        if name not in choices:
            reason = Phrase("'{name}' is not one of {names}", name=name, names=", ".join(choices))
            raise typer.BadParameter(reason.text(ctx.obj.locale))
        return name

    return check


class Command(TyperCommand):
    """A command whose help is in the language of the run."""

    def format_usage(self, ctx: Context, formatter: Formatter) -> None:
        """Writes the first line of a help."""
        _write_usage(self.collect_usage_pieces(ctx), ctx, formatter)

    def get_help_option(self, ctx: Context) -> HelpOption:
        """The option `--help`."""
        return _in_language(super().get_help_option(ctx), ctx.obj)


class CommandGroup(TyperGroup):
    """Knows the commands by name and summary, and loads one when it is called or completed."""

    def resolve_command(self, ctx: Context, args: list[str]) -> Any:  # noqa: ANN401 - a tuple with click's classes
        """The name, the loaded command and the arguments that are left for it."""
        name, known, rest = super().resolve_command(ctx, args)
        return name, load_command(name, ctx.obj) if name and known else known, rest

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Parses the options before the command; without any argument, prints the help as an error."""
        if not args and not ctx.resilient_parsing:
            typer.echo(ctx.get_help(), err=True)
            raise typer.Exit(2)
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: Context, formatter: Formatter) -> None:
        """Writes the first line of the help."""
        _write_usage(self.collect_usage_pieces(ctx), ctx, formatter)

    def get_help_option(self, ctx: Context) -> HelpOption:
        """The option `--help`."""
        return _in_language(super().get_help_option(ctx), ctx.obj)


def _write_usage(pieces: list[str], ctx: Context, formatter: Formatter) -> None:
    """Writes the line with the usage, which typer has in English only."""
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=Phrase("Usage: ").text(ctx.obj.locale))


def _in_language(option: HelpOption, console: Console) -> HelpOption:
    """The option `--help`, which typer describes in English only."""
    if option is not None:
        option.help = Phrase("Show this message and exit.").text(console.locale)
    return option
