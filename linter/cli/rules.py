"""`seedlint rules`: what there is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from linter.cli.options import ConfigOption, Ignore, Isolated, Packs, Select, check_format, choose
from linter.cli.words import locale, say
from linter.messages.phrases import Phrase, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.packs import Rule


def rules(
    *,
    rules: Packs = None,
    select: Select = None,
    ignore: Ignore = None,
    output_format: Annotated[
        str, typer.Option("--format", metavar="text|json", help="How to write the list.")
    ] = "text",
    config: ConfigOption = None,
    isolated: Isolated = False,
) -> int:
    """List the rules that would run."""
    check_format(output_format, "text", "json")
    chosen = choose(rules, select=select, ignore=ignore, config=config, isolated=isolated)
    if output_format == "json":
        from linter.reporters.json import dump  # noqa: PLC0415 - see linter.cli.options

        dump([_row(rule) for rule in chosen.rules], sys.stdout)
        return 0
    from linter.reporters.text import table  # noqa: PLC0415 - see linter.cli.options

    heads = [Phrase(head).text(locale()) for head in ("rule", "pack", "kind", "severity", "fix", "finds")]
    typer.echo(printable(table(heads, _cells(chosen.rules))))
    running = {rule.id for rule in chosen.rules}
    off = [pack.name for pack in chosen.packs if pack.opt_in and running.isdisjoint(r.id for r in pack.rules)]
    if off:
        say(Phrase("Off unless selected by name: {names}", names=", ".join(off)))
    return 0


def _cells(rules: Sequence[Rule]) -> list[list[str]]:
    return [
        [
            rule.id,
            rule.pack,
            rule.source["kind"],
            Phrase(rule.severity.value).text(locale()),
            Phrase(rule.applicability).text(locale()) if rule.applicability else "–",
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
