"""Rule packs: loading, validation, selection."""

from linter.packs.load import built_in_packs, load_pack, load_packs, select_rules
from linter.packs.rule import Example, Rule, RulePack

__all__ = ["Example", "Rule", "RulePack", "built_in_packs", "load_pack", "load_packs", "select_rules"]
