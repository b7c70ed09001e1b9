"""What an examination is given, and what it sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from linter.errors import LinterError
    from linter.messages.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where the program runs."""

    folder: Path
    """The current folder."""
    environment: Mapping[str, str]
    """The variables of the environment, as the program was started with them."""
    config: Path | None = None
    """The configuration that was named."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What was seen of one thing."""

    fact: Phrase | str
    """How it is, in some words."""
    problems: tuple[Phrase | LinterError, ...] = ()
    """What is wrong, each with what helps."""
