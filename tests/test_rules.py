"""Every rule of ours proves itself by its examples, and every kind by the rule that it gives to start from."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import pytest

from linter.chinese.targets import Target
from linter.data.yaml_loader import load_yaml
from linter.jobs.examples import Verdict, judge, options_of, run_examples
from linter.kinds import Options
from linter.packs import load_packs
from linter.packs.checking import validate
from linter.packs.source import built_in_packs
from tests.conftest import load_rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linter.packs import Rule


@functools.cache
def rules_for(variant: str) -> dict[str, Rule]:
    return {rule.id: rule for rule in load_rules(Options(target=Target(variant)))}


def load(options: Options) -> Mapping[str, Rule]:
    if options.metadata is not None:
        return {rule.id: rule for rule in load_rules(options)}
    return rules_for(options.target)


def examples() -> list[tuple[str, int]]:
    return [(rule.id, n) for rule in rules_for("zh-TW").values() for n in range(len(rule.examples))]


@pytest.mark.parametrize(("rule_id", "number"), examples())
def test_example(rule_id: str, number: int) -> None:
    example = rules_for("zh-TW")[rule_id].examples[number]
    verdict, reason = judge(load(options_of(example))[rule_id], example)
    assert verdict is (Verdict.REPORTED if example.spans else Verdict.SILENT), str(reason)


@pytest.mark.parametrize("rule_id", sorted(rules_for("zh-TW")))
def test_rule_has_the_examples_it_needs(rule_id: str) -> None:
    outcomes = list(run_examples([rules_for("zh-TW")[rule_id]], load))
    assert [str(each.reason) for each in outcomes if not each.verdict.passes] == []


def test_built_in_packs_follow_the_schema() -> None:
    for path in built_in_packs():
        validate(load_yaml(path.read_text(encoding="utf-8"), str(path)))


def test_built_in_packs_bear_the_names_of_their_files() -> None:
    for pack in load_packs((), Options()):
        assert pack.path.endswith(f"/{pack.name}.yaml")


def test_ids_the_user_fixed_are_there() -> None:
    assert rules_for("zh-TW").keys() >= {
        "stray-dot",
        "stray-affix",
        "foreign-script",
        "mixed-script-word",
        "empty-summary",
        "missing-date",
        "simplified-in-traditional",
        "over-converted",
        "variant-form",
    }
