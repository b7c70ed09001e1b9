"""What shells offer as values of options."""

from __future__ import annotations

from linter.errors import LinterError
from linter.jobs.choice import configuration
from linter.kinds import Options, kinds
from linter.packs import load_packs


def rule_names(incomplete: str) -> list[str]:
    """The rules and packs whose names start with the text, those of the configuration included."""
    try:
        settings = configuration(None, isolated=False)
        packs = load_packs(settings.packs, Options(), settings.file)
    except LinterError:  # nothing can be printed in the middle of a command line
        return []
    names = {pack.name for pack in packs} | {rule.id for pack in packs for rule in pack.rules}
    return sorted(name for name in names if name.startswith(incomplete))


def kind_names(incomplete: str) -> list[str]:
    """The kinds of rules whose names start with the text."""
    return [name for name in kinds() if name.startswith(incomplete)]


def rule_and_kind_names(incomplete: str) -> list[str]:
    """The names that `explain` knows and that start with the text."""
    return [*rule_names(incomplete), *kind_names(incomplete)]
