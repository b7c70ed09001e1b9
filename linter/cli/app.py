"""Puts the commands together. A new command is a new module with a line here."""

from __future__ import annotations

import os
from typing import Annotated

import typer

import linter
from linter.cli.check import check
from linter.cli.clean import clean
from linter.cli.export import export
from linter.cli.fix import fix
from linter.errors import LinterError

ABORT = (typer.Abort, KeyboardInterrupt)

app = typer.Typer(
    name="seedlint",
    help="Finds, fixes and unifies the marks that language models leave in Chinese/English Markdown.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (check, fix, export, clean):
    app.command()(command)


def _version(value: bool) -> None:  # noqa: FBT001 - typer calls it so
    if value:
        typer.echo(f"seedlint {linter.__version__}")
        raise typer.Exit


@app.callback()
def _main(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Finds, fixes and unifies the marks that language models leave in Chinese/English Markdown."""


def explain(error: Exception) -> None:
    """Says in a sentence why the job could not be done."""
    show = getattr(error, "show", None)
    if callable(show):  # a mistake on the command line; which class it is depends on typer's version
        show()
    elif isinstance(error, LinterError):
        typer.echo(f"seedlint: {error}", err=True)
    elif isinstance(error, OSError):  # ours are LinterErrors: what is left is our own output
        typer.echo(f"seedlint: the output cannot be written: {error.strerror or error}", err=True)
    elif os.environ.get("SEEDLINT_TRACEBACK"):
        raise error
    else:
        typer.echo(
            f"seedlint: a mistake of ours ({type(error).__name__}: {error}); "
            "please report it with what SEEDLINT_TRACEBACK=1 shows",
            err=True,
        )
