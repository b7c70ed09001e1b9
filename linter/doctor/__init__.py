"""The examinations of `seedlint doctor`. A new one is a new module with a line here."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from linter.messages.phrases import Phrase, template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.doctor.examination import Examination, Surroundings

#: The modules by subject, in the order of the output. Each has `examine(surroundings)`.
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
    """Examines one subject after the other.

    Yields:
        The subject and the result.
    """
    for subject, module in _MODULES.items():
        yield Phrase(subject), importlib.import_module(module).examine(surroundings)
