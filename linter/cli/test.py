"""`seedlint test`: tests rules by their own examples."""

from __future__ import annotations

import functools
import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from linter.cli.console import Console
from linter.cli.define import Argument, Option
from linter.cli.options import ConfigOption, Isolated, Select, check_format, warn_of_shared_cache
from linter.config.names import check_names
from linter.errors import UsageError
from linter.jobs.choice import configuration
from linter.jobs.examples import Verdict, run_examples
from linter.kinds import Options
from linter.messages.phrases import Count, Joined, Phrase
from linter.packs import load_packs, select_rules
from linter.packs.source import looks_like_pack
from linter.reporters.json import dump
from linter.values import Struct, field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linter.chinese.targets import Target
    from linter.config import Config
    from linter.jobs.examples import Outcome
    from linter.packs import Rule, RulePack


def run_tests(
    console: Console,
    packs: Annotated[
        list[Path] | None,
        Argument(
            help="Rule packs to test, or their word lists, or a configuration; if none, the packs of the "
            "configuration, or else all.",
            show_default=False,
        ),
    ] = None,
    *,
    only_packs: Annotated[
        bool,
        Option("--only-packs", help="Leave out files that do not belong to a pack; a hook passes them, too."),
    ] = False,
    select: Select = None,
    output_format: Annotated[
        str, Option("--format", metavar="text|json", help="The format of the outcome.")
    ] = "text",
    config: ConfigOption = None,
    isolated: Isolated = False,
) -> int:
    """Run the examples of rules.

    Every example must be found where it is marked and nowhere else, and be fixed exactly as it says; fixing
    again must change nothing. A rule that another pack or the configuration changes is tested as changed.

    Exit status: 0 all is as the examples say, 1 something is not, 2 a pack cannot be read.
    """
    check_format(output_format, "text", "json")
    warn_of_shared_cache(console)
    settings = configuration(config, isolated=isolated)
    requested = _requested(packs or (), settings, sniff=only_packs)
    if packs and not (requested.packs or requested.configured):
        return 0
    paths = [*settings.packs, *requested.new]

    # Metadata cannot be a cache key as a variant can; for the few examples that have some, packs are loaded
    # again.
    def load(options: Options) -> Mapping[str, Rule]:
        if options.metadata is not None:
            return _by_id(load_packs(paths, options, settings.file))
        return plain(options.target)

    @functools.cache
    def plain(target: Target) -> Mapping[str, Rule]:
        return _by_id(load_packs(paths, Options(target), settings.file))

    loaded = load_packs(paths, Options(locale=console.locale), settings.file)
    check_names(settings, loaded)
    configured = requested.configured or not packs
    wanted = _wanted(loaded, [*requested.packs, *(settings.packs if configured else ())])
    if settings.file is not None and configured:
        wanted |= set(settings.file.value.get("rules", ()))
    rules = [rule for rule in select_rules(loaded, select or (), (), opted_in=True) if rule.id in wanted]
    if not rules:
        raise UsageError("--select leaves no rule to test")
    outcomes = list(run_examples(rules, load))
    (_write_json if output_format == "json" else _write_text)(rules, outcomes, console)
    return 0 if all(outcome.verdict.passes for outcome in outcomes) else 1


class _Requested(Struct):
    """What the named files ask to test."""

    packs: list[Path] = field(default_factory=list)
    """The packs to test."""
    new: list[Path] = field(default_factory=list)
    """Those of them that are not loaded anyway."""
    configured: bool = False
    """Whether the packs of the configuration, and its changes, are to be tested."""


def _requested(files: Sequence[Path], settings: Config, *, sniff: bool) -> _Requested:
    """What to test.

    Args:
        files: packs, word lists of packs that are loaded anyway, configurations.
        settings: the configuration.
        sniff: whether to leave out files that are not one of these.
    """
    requested = _Requested()
    if not files:
        return requested
    loaded = load_packs(settings.packs, Options(), settings.file)
    owners = {os.path.realpath(file): pack for pack in loaded for file in pack.files}
    own = os.path.realpath(settings.file.path) if settings.file is not None else None
    for file in files:
        real = os.path.realpath(file)
        if real in owners:
            requested.packs.append(Path(owners[real].path))
        elif real == own:
            requested.configured = True
        elif not sniff or looks_like_pack(file):
            requested.packs.append(file)
            requested.new.append(file)
    return requested


def _by_id(packs: Sequence[RulePack]) -> Mapping[str, Rule]:
    return {rule.id: rule for pack in packs for rule in pack.rules}


def _wanted(loaded: Sequence[RulePack], paths: Sequence[Path]) -> set[str]:
    """The rules that the packs at the paths have or change; all rules where there are no paths."""
    if not paths:
        return {rule.id for pack in loaded for rule in pack.rules}
    requested = {os.path.realpath(path) for path in paths}
    named = [pack for pack in loaded if os.path.realpath(pack.path) in requested]
    return {rule.id for pack in named for rule in pack.rules} | {
        name for pack in named for name in pack.changes
    }


def _write_text(rules: Sequence[Rule], outcomes: Sequence[Outcome], console: Console) -> None:
    for outcome in outcomes:
        if not outcome.verdict.passes:
            console.say(
                "{place}: {rule}{number}: {verdict}: {reason}",
                place=f"{outcome.path}:{outcome.line}",
                rule=outcome.rule,
                number=f"[{outcome.number}]" if outcome.number else "",
                verdict=Phrase(outcome.verdict.value),
                reason=outcome.reason,
            )
    counts = Counter(outcome.verdict for outcome in outcomes)
    verdicts = [
        Phrase("{count} {verdict}", count=counts[verdict], verdict=Phrase(verdict.value))
        for verdict in Verdict
        if counts[verdict]
    ]
    examples = sum(len(rule.examples) for rule in rules)
    console.say(
        "{rules}, {examples}: {verdicts}.",
        rules=Count(len(rules), "{count} rule", "{count} rules"),
        examples=Count(examples, "{count} example", "{count} examples"),
        verdicts=Joined(verdicts, ", "),
    )


def _write_json(_rules: Sequence[Rule], outcomes: Sequence[Outcome], console: Console) -> None:
    rows = [
        {
            "rule": outcome.rule,
            "example": outcome.number or None,
            "verdict": outcome.verdict.value,
            "path": outcome.path,
            "line": outcome.line,
            "reason": outcome.reason.text(console.locale) if outcome.reason is not None else None,
        }
        for outcome in outcomes
    ]
    dump(rows, sys.stdout)
