"""Makes rules of packs: gathers these, applies overrides and builds the rules."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from linter.errors import PackError
from linter.matching.expression_cache import ExpressionCache
from linter.messages.phrases import template
from linter.packs.build import build_rule, summary_judge
from linter.packs.load import DEFAULT
from linter.packs.overrides import Layer, RuleSource, apply_overrides, check_changed
from linter.packs.rule import RulePack
from linter.packs.source import gather
from linter.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from linter.data.yaml_file import YamlFile
    from linter.kinds import Options
    from linter.matching.summaries import SummaryJudge
    from linter.packs.rule import Rule
    from linter.packs.source import PackSource


class Loading:
    """Packs on their way to rules, each step when it is first asked for.

    Arguments and errors are those of `linter.packs.load.load_packs`.
    """

    def __init__(self, paths: Sequence[Path], options: Options, config: YamlFile | None) -> None:
        self._paths = paths
        self._options = options
        self._config = config
        self._expressions = ExpressionCache()
        self._rules: dict[str, Rule] = {}

    def load(self) -> list[RulePack]:
        """The packs with rules that are ready to run."""
        sources = self._sources
        _ = self.judge  # an error in it is found before one in a rule
        built = {name: self._built(name) for name in sorted(sources)}
        self._expressions.save()
        return [
            RulePack(
                pack.name,
                pack.version,
                pack.files,
                pack.sha256,
                tuple(rule for name, rule in built.items() if sources[name].pack is pack),
                pack.value("opt_in", False),  # noqa: FBT003 - a default
                lambda: self.judge,
                frozenset(pack.value("overrides", ())),
            )
            for pack in self._packs
        ]

    def read(self) -> dict[str, bytes]:
        """The bytes of all files that were read, by their paths."""
        return {str(path): data for pack in self._packs for path, data in pack.read_files()}

    def rule(self, name: str) -> Rule:
        """A rule of an image, ready to run."""
        rule = self._built(name, is_known=True)
        if rule.together:
            own = self._sources[name]
            for other, source in self._sources.items():
                if source.pack is own.pack and source.raw["kind"] == own.raw["kind"]:
                    self._built(other, is_known=True)
        self._expressions.save()
        return rule

    def _built(self, name: str, *, is_known: bool = False) -> Rule:
        if name not in self._rules:
            options = replace(self._options, judge=lambda: self.judge)
            self._rules[name] = build_rule(self._sources[name], options, self._expressions, is_known=is_known)
        return self._rules[name]

    @functools.cached_property
    def judge(self) -> SummaryJudge:
        """What judges summaries by the words of all packs."""
        rules = self._sources
        return summary_judge((rules[name] for name in sorted(rules)), self._expressions)

    @functools.cached_property
    def _packs(self) -> list[PackSource]:
        return gather(self._paths)

    @functools.cached_property
    def _sources(self) -> dict[str, RuleSource]:
        return _changed_sources(self._packs, self._config)


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
