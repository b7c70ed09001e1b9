"""What `seedlint doctor` looks at. A new examination is a new module with a line here."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from linter.messages.phrases import Phrase, template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.doctor.examination import Examination, Surroundings

#: The modules, in the order of what they say, by what they look at. Each has `examine(surroundings)`.
_MODULES = {
    template("packages"): "linter.doctor.packages",
    template("dictionaries"): "linter.doctor.dictionaries",
    template("rules"): "linter.doctor.rules",
    template("configuration"): "linter.doctor.configuration",
    template("language"): "linter.doctor.language",
    template("cache"): "linter.doctor.cache",
    template("git"): "linter.doctor.git",
}


def examine(surroundings: Surroundings) -> Iterator[tuple[Phrase, Examination]]:
    """Looks at one thing after the other.

    Returns:
        What was looked at, and what was seen.
    """
    for subject, module in _MODULES.items():
        yield Phrase(subject), importlib.import_module(module).examine(surroundings)
