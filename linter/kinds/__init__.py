"""The kinds of rules, one file each.

A kind is a module with `FIELDS`, the names a message of such a rule may use (None: whatever its
pattern's groups are called), and `compile_rule(spec, options)`, which returns the rule's finder. A new
kind is a new file, a line here, and its parameters in schemas/rulepack.schema.json.
"""

from __future__ import annotations

import importlib
from typing import Protocol, cast

from linter.kinds.spec import Finder, Match, Options, RuleSpec, SpecError

__all__ = ["KINDS", "Finder", "Kind", "Match", "Options", "RuleSpec", "SpecError", "load_kind"]

#: Kind to module; imported when a rule of that kind is compiled.
KINDS = {
    "convert": "linter.kinds.convert",
    "language": "linter.kinds.language",
    "pattern": "linter.kinds.pattern",
    "record": "linter.kinds.record",
    "script": "linter.kinds.script",
}


class Kind(Protocol):
    """What a kind's module offers."""

    def compile_rule(self, spec: RuleSpec, options: Options) -> Finder:
        """The finder of one rule.

        Raises:
            SpecError: the parameters do not fit.
        """

    def fields(self, spec: RuleSpec) -> frozenset[str]:
        """The names that the rule's message may put between braces."""


def load_kind(name: str) -> Kind:
    """The kind's module.

    Raises:
        KeyError: there is no such kind.
    """
    return cast("Kind", importlib.import_module(KINDS[name]))
