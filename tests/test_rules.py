"""Every rule's examples, run as tests: found where marked and nowhere else, fixed text exact and stable."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import pytest

from linter.chinese.targets import Target
from linter.diagnostics import Applicability
from linter.document import Document
from linter.engine import check
from linter.fixer import fix
from linter.kinds import Options
from linter.packs import built_in_packs, load_pack
from linter.regions import MARKUP_KINDS, RegionKind
from tests.conftest import load_rules

if TYPE_CHECKING:
    from linter.packs import Example, Rule


@functools.cache
def rules_for(variant: str) -> dict[str, Rule]:
    return {rule.id: rule for rule in load_rules(Options(target=Target(variant)))}


def examples() -> list[tuple[str, int]]:
    return [(rule.id, n) for rule in rules_for("zh-TW").values() for n in range(len(rule.examples))]


def example_of(rule_id: str, number: int) -> tuple[Rule, Example]:
    example = rules_for("zh-TW")[rule_id].examples[number]
    return rules_for(example.variant or "zh-TW")[rule_id], example


@pytest.mark.parametrize(("rule_id", "number"), examples())
def test_example_is_found_where_marked(rule_id: str, number: int) -> None:
    rule, example = example_of(rule_id, number)
    result = check(Document(example.text), [rule])
    assert not result.errors
    found = tuple((each.span.start, each.span.end) for each in result.diagnostics)
    assert found == example.spans


@pytest.mark.parametrize(("rule_id", "number"), examples())
def test_example_is_fixed_exactly_and_once(rule_id: str, number: int) -> None:
    rule, example = example_of(rule_id, number)
    fixed = fix(Document(example.text), [rule], Applicability.UNSAFE).document
    assert fixed.text == (example.text if example.fixed is None else example.fixed)
    assert fix(fixed, [rule], Applicability.UNSAFE).applied == ()


@pytest.mark.parametrize("rule_id", sorted(rules_for("zh-TW")))
def test_rule_proves_itself(rule_id: str) -> None:
    rule = rules_for("zh-TW")[rule_id]
    invalid = [each for each in rule.examples if each.spans]
    valid = [each for each in rule.examples if not each.spans]
    assert len(invalid) >= 1
    assert len(valid) >= 2
    kinds = {region.kind for each in valid for region in Document(each.text).regions}
    assert kinds - {RegionKind.PROSE, *MARKUP_KINDS}, "one near miss must stand in a protected region"


def test_built_in_packs_follow_the_schema() -> None:
    for path in built_in_packs():
        load_pack(path, Options())


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
