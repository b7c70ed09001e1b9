"""The program: parses the arguments, runs a command, and turns what goes wrong into a sentence."""

from __future__ import annotations

import contextlib
import inspect
import os
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.main import get_command

import linter
from linter.cli.commands import COMMANDS, CommandGroup
from linter.cli.console import Console
from linter.cli.locale import choose_locale, paragraphs, translated_typer
from linter.cli.signature import LocaleOption, with_parameters
from linter.cli.usage import is_mistake, report_mistake
from linter.errors import FileError, LinterError, internal_error, os_reason
from linter.messages.phrases import Locale, Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.recall.runs import Run

HELP = "Finds, fixes and unifies the marks that language models leave in Chinese/English Markdown."
#: The variable by which a shell asks for completions; its name is typer's convention for this program.
COMPLETION_VARIABLE = "_SEEDLINT_COMPLETE"


def execute(arguments: Sequence[str], remembered: Run | None = None) -> int:
    """Runs the command line; whatever goes wrong is printed as a sentence.

    Args:
        arguments: those after the program's name.
        remembered: listens to commands that give the same for the same input.

    Returns:
        The exit status.
    """
    try:
        console = Console(choose_locale(arguments, os.environ), remembered)
    except LinterError as error:
        Console(Locale.ENGLISH).print_errors([error])
        return 2
    with translated_typer(console.locale):
        return _execute(arguments, console)


def _execute(arguments: Sequence[str], console: Console) -> int:
    try:
        if COMPLETION_VARIABLE in os.environ:
            from typer.completion import completion_init  # type: ignore[attr-defined]  # noqa: PLC0415

            completion_init()
        status = program(console).main(
            list(arguments), prog_name="seedlint", standalone_mode=False, obj=console
        )
        sys.stdout.flush()
    except (typer.Abort, KeyboardInterrupt):
        return 130
    except (BrokenPipeError, SystemExit) as error:  # typer exits with 1 for the former
        if getattr(error, "code", None) == 0:  # the shell has got its completions
            return 0
        # The reader has closed our output; nothing more may be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except Exception as error:  # noqa: BLE001 - every failure becomes a sentence here
        with contextlib.suppress(OSError):  # standard error is full, too
            _explain(error, console)
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
    parameters = inspect.signature(_root, eval_str=True).parameters
    root = with_parameters(_root, list(parameters.values()), console.locale)
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


def _root(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_print_version,
            is_eager=True,
            help="Show the versions of program, packs and dictionaries.",
        ),
    ] = False,
    locale: LocaleOption = None,
) -> None:
    """Typer's callback of the group, whose options are all handled before it is called."""


def _not_loaded() -> None:
    """Takes the place of a command whose module is imported when the command is called."""


def _explain(error: Exception, console: Console) -> None:
    """Prints in a sentence why the job could not be done."""
    if is_mistake(error):
        report_mistake(error, console)
    elif isinstance(error, LinterError):
        console.print_errors([error])
    elif isinstance(error, OSError) and error.filename is not None:  # such as a name that is too long
        reason = FileError("cannot be used: {reason}", path=str(error.filename), reason=os_reason(error))
        console.print_errors([reason])
    elif isinstance(error, OSError):  # ours are LinterErrors: what is left is our own output
        console.print_error(Phrase("the output cannot be written: {reason}", reason=os_reason(error)))
    else:
        console.print_errors([internal_error(error)])
