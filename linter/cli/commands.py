"""The commands and the module of each, which is imported only when its command is called."""

from __future__ import annotations

import importlib
import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from linter.cli.console import Console
from linter.cli.locale import paragraphs
from linter.cli.signature import typer_function
from linter.messages.phrases import Phrase, template

if TYPE_CHECKING:
    from collections.abc import Callable

#: Classes of click, which typer bundles and does not export.
Context: TypeAlias = Any
Formatter: TypeAlias = Any
HelpOption: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command is and what `seedlint --help` says about it."""

    function: str
    """The module below `linter.cli`, a colon, the function."""
    summary: str
    """The first paragraph of the function's docstring."""
    hidden: bool = False
    remembered: bool = False
    """Whether it only reads files and prints, so that the same input can be answered from memory."""


#: The commands in the order of the help. A new command is a new module with a line here.
COMMANDS = {
    "check": Entry("check:check", template("Find defects in seed documents."), remembered=True),
    "fix": Entry("fix:fix", template("Fix what can be fixed safely."), remembered=True),
    "convert": Entry(
        "convert:convert", template("Convert Chinese text to one variant, and change nothing else.")
    ),
    "clean": Entry("clean:clean", template("Fix every document of a folder and mirror the rest.")),
    "undo": Entry(
        "undo:undo", template("Undo what the last `fix`, `clean` or `convert --in-place` changed.")
    ),
    "export": Entry(
        "export:export",
        template("Write the records of seed documents as data, or as pages."),
        remembered=True,
    ),
    "validate": Entry(
        "validate:validate", template("Validate exported records, or other data, against a JSON Schema.")
    ),
    "stats": Entry(
        "stats:stats",
        template("Count records, dates, summaries and findings: by file, by rule, over time."),
        remembered=True,
    ),
    "rules": Entry("rules:rules", template("List the rules that would run.")),
    "schema": Entry("schema:schema", template("Print a JSON Schema.")),
    "cache": Entry("cache:cache", template("Show what is kept between runs, and where; or remove it.")),
    "doctor": Entry(
        "doctor:doctor",
        template(
            "Look for what is wrong with the installation, the environment, the cache and the configuration."
        ),
    ),
    "completion": Entry(
        "completion:completion",
        template("Print the script by which a shell completes commands, options and rule names."),
    ),
    "test": Entry("test:run_tests", template("Run the examples of rules.")),
    "explain": Entry(
        "explain:explain",
        template(
            "Explain a rule: why it exists, what it finds, how certain its fix is, "
            "what can be changed about it."
        ),
    ),
    "new-rule": Entry(
        "new_rule:new_rule",
        template("Write a commented, working rule pack to start from."),
    ),
    "pages": Entry(
        "pages:pages",
        template(
            "Write the pages of all rules and kinds, and the schemas that are generated from the kinds."
        ),
        hidden=True,
    ),
}


class Command(TyperCommand):
    """A command whose help is in the language of the run."""

    def format_usage(self, ctx: Context, formatter: Formatter) -> None:
        """Writes the first line of a help."""
        _write_usage(self.collect_usage_pieces(ctx), ctx, formatter)

    def get_help_option(self, ctx: Context) -> HelpOption:
        """The option `--help`."""
        return _translated(super().get_help_option(ctx), ctx.obj)


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
        return _translated(super().get_help_option(ctx), ctx.obj)


def _write_usage(pieces: list[str], ctx: Context, formatter: Formatter) -> None:
    """Writes the line with the usage, which typer has in English only."""
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=Phrase("Usage: ").text(ctx.obj.locale))


def _translated(option: HelpOption, console: Console) -> HelpOption:
    """The option `--help`, which typer describes in English only."""
    if option is not None:
        option.help = Phrase("Show this message and exit.").text(console.locale)
    return option


def load_function(name: str) -> Callable[..., int]:
    """Imports the module of a command and gives its function."""
    module, _, attribute = COMMANDS[name].function.partition(":")
    function: Callable[..., int] = getattr(importlib.import_module(f"linter.cli.{module}"), attribute)
    return function


def load_command(name: str, console: Console) -> Any:  # noqa: ANN401 - a command of click's
    """The command that typer runs, with its help in the language of the run."""
    function = load_function(name)
    run = console.remembered if COMMANDS[name].remembered else None
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    help_ = paragraphs(inspect.getdoc(function), console.locale)
    app.command(name, cls=Command, help=help_)(typer_function(function, console, run))
    return get_command(app)
