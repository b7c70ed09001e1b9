"""Checks the names of rules and packs in a configuration against the packs that were loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.packs import DEFAULT, check_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.config import Config
    from linter.packs import RulePack


def check_names(config: Config, packs: Sequence[RulePack]) -> None:
    """Checks that every rule and pack that a configuration selects or ignores exists.

    Raises:
        PackError: a name belongs to neither a rule nor a pack.
    """
    if config.file is None:
        return
    for key, names in (("select", config.select), ("ignore", config.ignore)):
        others = (DEFAULT,) if key == "select" else ()
        for index, name in enumerate(names):
            if name not in others:
                check_name(packs, name, config.file.path, config.file.line((key, index)), others)
