"""Loads the packs of a run: gathers them, applies overrides and builds the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.errors import PackError
from linter.matching.expression_cache import ExpressionCache
from linter.messages.phrases import template
from linter.messages.suggestions import did_you_mean
from linter.packs.build import build_rule, summary_judge
from linter.packs.overrides import Layer, RuleSource, apply_overrides, check_changed
from linter.packs.rule import RulePack
from linter.packs.source import gather
from linter.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from linter.data.yaml_file import YamlFile
    from linter.kinds import Options
    from linter.matching.summaries import SummaryJudge
    from linter.packs.rule import Rule
    from linter.packs.source import PackSource


#: The name in `select` for all rules except those of packs that must be selected by name.
DEFAULT = "default"


def load_packs(paths: Iterable[Path], options: Options, config: YamlFile | None = None) -> list[RulePack]:
    """Loads the built-in packs, and then the user's.

    Args:
        paths: the user's packs.
        options: what the user chose for this run.
        config: the user's configuration, whose `rules` change rules of any pack.

    Raises:
        PackError: a pack is not valid, two rules share an id, or an override cannot be applied.
    """
    packs = gather(paths)
    rules = _changed_sources(packs, config)
    expressions = ExpressionCache()
    options = replace(options, summaries=_summary_judge(rules, expressions))
    built = {name: build_rule(rules[name], options, expressions) for name in sorted(rules)}
    expressions.save()
    return [
        RulePack(
            pack.name,
            pack.version,
            pack.files,
            pack.sha256,
            tuple(built[name] for name in built if rules[name].pack is pack),
            pack.value("opt_in", False),  # noqa: FBT003 - a default
            options.summaries,
            frozenset(pack.value("overrides", ())),
        )
        for pack in packs
    ]


def load_summary_judge(paths: Iterable[Path], config: YamlFile | None = None) -> SummaryJudge:
    """What judges summaries in a run without rules; arguments and errors are those of `load_packs`."""
    packs = gather(paths)
    rules = _changed_sources(packs, config)
    return _summary_judge(rules, ExpressionCache())


def _summary_judge(rules: Mapping[str, RuleSource], expressions: ExpressionCache) -> SummaryJudge:
    return summary_judge((rules[name] for name in sorted(rules)), expressions)


def _changed_sources(packs: Sequence[PackSource], config: YamlFile | None) -> dict[str, RuleSource]:
    """All rules by their ids, as packs and the configuration change them."""
    rules = _sources(packs)
    changed: set[str] = set()
    for pack in packs:
        if "overrides" in pack.file.value:
            reach = [rule.id for rule in rules.values() if any(rule.pack is base for base in pack.lineage)]
            changed |= apply_overrides(rules, pack.file, "overrides", reach)
    if config is not None:
        changed |= apply_overrides(rules, config, "rules", rules)
    check_changed([rules[name] for name in sorted(changed)])
    return rules


def _sources(packs: Iterable[PackSource]) -> dict[str, RuleSource]:
    """All rules by their ids."""
    rules: dict[str, RuleSource] = {}
    for pack in packs:
        if pack.name == DEFAULT:
            message = template("no pack can be called '{name}', which names all rules that run by default")
            raise PackError(message, path=pack.file.path, line=pack.file.line(("name",)), name=DEFAULT)
        for index, raw in enumerate(pack.value("rules", ())):
            steps = ("rules", index)
            if raw["id"] in rules:
                raise _twice(rules[raw["id"]], pack, pack.file.line((*steps, "id")))
            source = rules[raw["id"]] = RuleSource(pack, raw, [Layer(pack.file, steps)])
            source.note_examples(source.layers[0], raw.get("examples", ()), "examples")
    return rules


def _twice(other: RuleSource, pack: PackSource, line: int) -> PackError:
    """The error for a rule whose id another rule has."""
    path, first = other.locate(("id",))
    if other.pack is pack:
        message = template("the rule '{id}' is defined twice, first on line {first}")
    else:
        message = template(
            "the rule '{id}' is also in {other}; change it under 'overrides', or choose another id"
        )
    where = f"{path}:{first}" if not other.pack.built_in else other.pack.name
    return PackError(message, path=pack.file.path, line=line, id=other.id, first=first, other=where)


def select_rules(
    packs: Sequence[RulePack], select: Sequence[str], ignore: Sequence[str], *, opted_in: bool = False
) -> tuple[Rule, ...]:
    """The rules that a run uses, of all packs, in order of their ids.

    Args:
        packs: the loaded packs.
        select: rule ids, pack names or `DEFAULT`; empty means `DEFAULT`.
        ignore: rule ids or pack names to exclude.
        opted_in: whether packs that must be selected by name count as selected.

    Raises:
        PackError: a name is neither.
    """
    for name in (*(selected for selected in select if selected != DEFAULT), *ignore):
        check_name(packs, name)
    wanted, unwanted = frozenset(select or (DEFAULT,)), frozenset(ignore)
    chosen = [
        rule
        for pack in packs
        for rule in pack.rules
        if wanted & {rule.id, pack.name, *((DEFAULT,) if opted_in or not pack.opt_in else ())}
        and not unwanted & {rule.id, pack.name}
    ]
    return tuple(sorted(chosen, key=lambda rule: rule.id))


def check_name(
    packs: Sequence[RulePack],
    name: str,
    path: str | None = None,
    line: int | None = None,
    others: Iterable[str] = (),
) -> None:
    """Checks that a name is that of a rule or a pack.

    Args:
        packs: the loaded packs.
        name: the name.
        path: the file that has it; None for the command line.
        line: its 1-based line there.
        others: names that are allowed as well, for suggestions.

    Raises:
        PackError: it is neither.
    """
    known = {pack.name for pack in packs} | {rule.id for pack in packs for rule in pack.rules}
    if name not in known:
        hint = did_you_mean(name, [*known, *others])
        raise PackError(
            "no rule or pack is called '{name}'{hint}", path=path, line=line, name=name, hint=hint
        )
