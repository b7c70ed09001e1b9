"""`seedlint rules`: lists the rules."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

from linter.cli.console import Console, echo
from linter.cli.define import Option
from linter.cli.options import ConfigOption, Ignore, Isolated, Packs, RunOptions, Select, check_format
from linter.cli.run_config import resolve
from linter.messages.phrases import Phrase, printable_lines
from linter.reporters.json import dump
from linter.reporters.text import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.messages.phrases import Locale
    from linter.packs import Rule


def rules(
    console: Console,
    *,
    rules: Packs = None,
    select: Select = None,
    ignore: Ignore = None,
    output_format: Annotated[
        str, Option("--format", metavar="text|json", help="The format of the list.")
    ] = "text",
    config: ConfigOption = None,
    isolated: Isolated = False,
) -> int:
    """List the rules that would run."""
    check_format(output_format, "text", "json")
    options = RunOptions(rules, select, ignore, config=config, isolated=isolated)
    run_config = resolve(options, console)
    if output_format == "json":
        dump([_row(rule) for rule in run_config.rules], sys.stdout)
        return 0
    heads = [
        Phrase(head).text(console.locale) for head in ("rule", "pack", "kind", "severity", "fix", "finds")
    ]
    echo(printable_lines(table(heads, _cells(run_config.rules, console.locale))))
    running = {rule.id for rule in run_config.rules}
    off = [
        pack.name for pack in run_config.packs if pack.opt_in and running.isdisjoint(r.id for r in pack.rules)
    ]
    if off:
        console.say(Phrase("Off unless selected by name: {names}", names=", ".join(off)))
    return 0


def _cells(rules: Sequence[Rule], locale: Locale) -> list[list[str]]:
    return [
        [
            rule.id,
            rule.pack,
            rule.source["kind"],
            Phrase(rule.severity.value).text(locale),
            Phrase(rule.applicability).text(locale) if rule.applicability else "–",
            rule.text("summary"),
        ]
        for rule in rules
    ]


def _row(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "pack": rule.pack,
        "path": rule.path,
        "line": rule.line,
        "kind": rule.source["kind"],
        "severity": rule.severity.value,
        "fix": rule.applicability or None,
        "summary": rule.text("summary"),
        "why": " ".join(rule.text("why").split()),
        "message": rule.message,
        "params": rule.source["params"],
        "exceptions": rule.source.get("exceptions", []),
        "examples": len(rule.examples),
    }
