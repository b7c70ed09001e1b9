"""The input and the result of an examination."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from linter.errors import LinterError
    from linter.messages.phrases import Phrase


class Surroundings(Value):
    """Where the program runs."""

    folder: Path
    """The current folder."""
    environment: Mapping[str, str]
    """The environment variables that the program was started with."""
    config: Path | None = None
    """The configuration that `--config` names."""


class Examination(Value):
    """The result for one subject."""

    fact: Phrase | str
    """Its state, in a few words."""
    problems: tuple[Phrase | LinterError, ...] = ()
    """What is wrong, each with what to do about it."""
