"""Puts the commands together. A new command is a new module with a line here."""

from __future__ import annotations

from typing import Annotated

import typer

import linter
from linter.cli.check import check
from linter.cli.clean import clean
from linter.cli.completion import completion
from linter.cli.convert import convert
from linter.cli.doctor import doctor
from linter.cli.explain import explain as explain_rule
from linter.cli.export import export
from linter.cli.fix import fix
from linter.cli.new_rule import new_rule
from linter.cli.pages import pages
from linter.cli.rules import rules
from linter.cli.schema import schema
from linter.cli.stats import stats
from linter.cli.test import prove
from linter.cli.undo import undo
from linter.cli.validate import validate
from linter.cli.words import complain, complain_usage, locale, say
from linter.errors import LinterError, mistake, os_reason
from linter.messages.phrases import Locale, Phrase

ABORT = (typer.Abort, KeyboardInterrupt)
_HELP = "Finds, fixes and unifies the marks that language models leave in Chinese/English Markdown."

app = typer.Typer(
    name="seedlint",
    help=_HELP,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (check, fix, convert, clean, undo, export, validate, stats, rules, schema, doctor, completion):
    app.command()(command)
app.command("test")(prove)
app.command("explain")(explain_rule)
app.command("new-rule")(new_rule)
app.command("pages", hidden=True)(pages)


def _version(value: bool) -> None:  # noqa: FBT001 - typer calls it so
    if value:
        from linter.versions import dictionary_versions, listed, pack_versions  # noqa: PLC0415

        typer.echo(f"seedlint {linter.__version__}")
        say("packs: {names}", names=listed(pack_versions()))
        say("dictionaries: {names}", names=listed(dictionary_versions()))
        raise typer.Exit


@app.callback(help=_HELP)
def _main(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_version,
            is_eager=True,
            help="Show the versions of program, packs and dictionaries.",
        ),
    ] = False,
    locale: Annotated[  # read before anything is parsed: see linter.cli.words
        Locale | None,
        typer.Option(
            "--locale", expose_value=False, help="The language to speak; the environment's if not given."
        ),
    ] = None,
) -> None:
    pass


def explain(error: Exception) -> None:
    """Says in a sentence why the job could not be done."""
    if callable(getattr(error, "show", None)):  # a mistake on the command line; its class depends on typer
        complain_usage(error)
    elif isinstance(error, LinterError):
        complain(error.text(locale()))
    elif isinstance(error, OSError):  # ours are LinterErrors: what is left is our own output
        reason = os_reason(error)
        complain(Phrase("the output cannot be written: {reason}", reason=reason))
    else:
        complain(mistake(error).text(locale()))
