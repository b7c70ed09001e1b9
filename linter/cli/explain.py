"""`seedlint explain`: describes one rule, or one kind of rules."""

from __future__ import annotations

from typing import Annotated

from linter.cli.candidates import rule_and_kind_names
from linter.cli.console import Console, echo
from linter.cli.define import Argument, Option
from linter.cli.options import ConfigOption, Isolated, Packs, RunOptions, check_format
from linter.cli.run_config import resolve
from linter.errors import UsageError
from linter.kinds import kinds
from linter.manual import kind_page, render_markdown, render_terminal, rule_page
from linter.messages.phrases import printable_lines
from linter.messages.suggestions import did_you_mean


def explain(
    console: Console,
    name: Annotated[
        str,
        Argument(metavar="RULE", autocompletion=rule_and_kind_names, help="A rule's id, or a kind of rules."),
    ],
    *,
    output_format: Annotated[
        str, Option("--format", metavar="text|markdown", help="For the terminal, or as Markdown.")
    ] = "text",
    rules: Packs = None,
    config: ConfigOption = None,
    isolated: Isolated = False,
) -> int:
    """Explain a rule: why it exists, what it finds, how certain its fix is, what can be changed about it."""
    check_format(output_format, "text", "markdown")
    packs = resolve(RunOptions(rules, config=config, isolated=isolated), console).packs
    found = {rule.id: rule for pack in packs for rule in pack.rules}
    if name in found:
        page = rule_page(found[name], console.locale)
    elif name in kinds():
        page = kind_page(name, console.locale)
    else:
        hint = did_you_mean(name, [*found, *kinds()])
        raise UsageError("no rule or kind is called '{name}'{hint}", name=name, hint=hint)
    if output_format == "markdown":
        echo(printable_lines(render_markdown(page)), end="")
    else:
        echo(printable_lines(render_terminal(page)), end="")
    return 0
