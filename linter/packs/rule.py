"""Rules as the engine runs them, and the packs they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linter.diagnostics import Severity
    from linter.kinds import Finder
    from linter.regions import RegionKind


@dataclass(frozen=True, slots=True)
class Example:
    """A text that shows a rule at work.

    `spans` are the 0-based half-open code-point spans that must be found in `text`; none makes it a near
    miss. `fixed` is the text after fixing, None where the rule must not fix it.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    fixed: str | None
    variant: str | None
    """The variant of Chinese the example is for, None for any."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, ready to run."""

    id: str
    severity: Severity
    scope: frozenset[RegionKind]
    """The kinds of region its edits may touch."""
    message: str
    find: Finder
    examples: tuple[Example, ...]
    pack: str


@dataclass(frozen=True, slots=True)
class RulePack:
    """One YAML file of rules, in order of their ids."""

    name: str
    path: str
    rules: tuple[Rule, ...]
