"""`seedlint test`: prove rules by their own examples."""

from __future__ import annotations

import functools
import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linter.cli.options import ConfigOption, Isolated, Select, check_format, configuration
from linter.cli.words import locale, say
from linter.errors import UsageError
from linter.phrases import Count, Joined, Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linter.chinese.targets import Target
    from linter.jobs.examples import Outcome
    from linter.kinds import Options
    from linter.packs import Rule, RulePack


def prove(
    packs: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Rule packs to test; those of the configuration, or else all, if none.", show_default=False
        ),
    ] = None,
    *,
    select: Select = None,
    output_format: Annotated[
        str, typer.Option("--format", metavar="text|json", help="How to write the outcome.")
    ] = "text",
    config: ConfigOption = None,
    isolated: Isolated = False,
) -> int:
    """Run the examples of rules.

    Every example must be found where it is marked and nowhere else, and be fixed exactly as it says; fixing
    again must change nothing. A rule that another pack or the configuration changes is tested as changed.

    Exit status: 0 all is as the examples say, 1 something is not, 2 a pack cannot be read.
    """
    from linter.jobs.examples import run_examples  # noqa: PLC0415 - see linter.cli.options
    from linter.kinds import Options  # noqa: PLC0415
    from linter.packs import load_packs, select_rules  # noqa: PLC0415

    check_format(output_format, "text", "json")
    settings = configuration(config, isolated=isolated)
    paths = [*settings.packs, *(packs or ())]

    # Metadata, unlike a variant, are in no look-up key; the few examples that bring some are loaded anew.
    def load(options: Options) -> Mapping[str, Rule]:
        if options.metadata is not None:
            return _by_id(load_packs(paths, options, settings.file))
        return plain(options.target)

    @functools.cache
    def plain(target: Target) -> Mapping[str, Rule]:
        return _by_id(load_packs(paths, Options(target), settings.file))

    loaded = load_packs(paths, Options(locale=locale()), settings.file)
    wanted = _wanted(loaded, list(packs or settings.packs))
    if settings.file is not None and not packs:
        wanted |= set(settings.file.value.get("rules", ()))
    rules = [rule for rule in select_rules(loaded, select or (), (), opted_in=True) if rule.id in wanted]
    if not rules:
        raise UsageError("--select leaves no rule to test")
    outcomes = list(run_examples(rules, load))
    (_write_json if output_format == "json" else _write_text)(rules, outcomes)
    return 0 if all(outcome.verdict.passes for outcome in outcomes) else 1


def _by_id(packs: Sequence[RulePack]) -> Mapping[str, Rule]:
    return {rule.id: rule for pack in packs for rule in pack.rules}


def _wanted(loaded: Sequence[RulePack], paths: Sequence[Path]) -> set[str]:
    """The rules that the packs at the paths have or change; all rules where there are no paths."""
    if not paths:
        return {rule.id for pack in loaded for rule in pack.rules}
    asked = {os.path.realpath(path) for path in paths}
    mine = [pack for pack in loaded if os.path.realpath(pack.path) in asked]
    return {rule.id for pack in mine for rule in pack.rules} | {
        name for pack in mine for name in pack.changes
    }


def _write_text(rules: Sequence[Rule], outcomes: Sequence[Outcome]) -> None:
    from linter.jobs.examples import Verdict  # noqa: PLC0415

    for outcome in outcomes:
        if not outcome.verdict.passes:
            say(
                "{place}: {rule}{number}: {verdict}: {reason}",
                place=f"{outcome.path}:{outcome.line}",
                rule=outcome.rule,
                number=f"[{outcome.number}]" if outcome.number else "",
                verdict=Phrase(outcome.verdict.value),
                reason=outcome.reason,
            )
    counts = Counter(outcome.verdict for outcome in outcomes)
    verdicts = [
        Phrase("{count} {verdict}", count=counts[each], verdict=Phrase(each.value))
        for each in Verdict
        if counts[each]
    ]
    examples = sum(len(rule.examples) for rule in rules)
    say(
        "{rules}, {examples}: {verdicts}.",
        rules=Count(len(rules), "{count} rule", "{count} rules"),
        examples=Count(examples, "{count} example", "{count} examples"),
        verdicts=Joined(verdicts, ", "),
    )


def _write_json(_rules: Sequence[Rule], outcomes: Sequence[Outcome]) -> None:
    rows = [
        {
            "rule": outcome.rule,
            "example": outcome.number or None,
            "verdict": outcome.verdict.value,
            "path": outcome.path,
            "line": outcome.line,
            "reason": outcome.reason.text(locale()) if outcome.reason is not None else None,
        }
        for outcome in outcomes
    ]
    from linter.reporters.json import dump  # noqa: PLC0415 - see linter.cli.options

    dump(rows, sys.stdout)
