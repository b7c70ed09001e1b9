"""Rule packs: how they are read, joined, validated and selected."""

from linter.packs.load import DEFAULT, check_name, load_packs, load_summary_judge, select_rules
from linter.packs.rule import Example, Rule, RulePack

__all__ = [
    "DEFAULT",
    "Example",
    "Rule",
    "RulePack",
    "check_name",
    "load_packs",
    "load_summary_judge",
    "select_rules",
]
