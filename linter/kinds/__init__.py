"""The kinds of rules, one file each.

A kind is a module with `compile_rule(spec, options)`, which returns the rule's finder and the names its
message may use. A new kind is a new file, a line here, and its parameters in schemas/rulepack.schema.json.
"""

from __future__ import annotations

import importlib
from typing import Protocol, cast

from linter.matching.spec import Compiled, Finder, Match, Options, RuleSpec, SpecError

__all__ = ["KINDS", "Compiled", "Finder", "Kind", "Match", "Options", "RuleSpec", "SpecError", "load_kind"]

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

    def compile_rule(self, spec: RuleSpec, options: Options) -> Compiled:
        """One rule, ready to run.

        Raises:
            SpecError: the parameters do not fit.
        """


def load_kind(name: str) -> Kind:
    """The kind's module.

    Raises:
        KeyError: there is no such kind.
    """
    return cast("Kind", importlib.import_module(KINDS[name]))
