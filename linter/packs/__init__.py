"""Rule packs: how they are read, joined, validated and selected."""

from linter.packs.load import DEFAULT, check_name, load_packs, load_summary_judge, select_rules
from linter.packs.rule import Example, Rule, RulePack
from linter.packs.source import built_in_packs, looks_like_pack

__all__ = [
    "DEFAULT",
    "Example",
    "Rule",
    "RulePack",
    "built_in_packs",
    "check_name",
    "load_packs",
    "load_summary_judge",
    "looks_like_pack",
    "select_rules",
]
