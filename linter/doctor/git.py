"""Examines git, which only `--since` and hooks need."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from linter.doctor.examination import Examination
from linter.messages.phrases import Phrase

if TYPE_CHECKING:
    from linter.doctor.examination import Surroundings


def examine(surroundings: Surroundings) -> Examination:
    """Looks for the program."""
    found = shutil.which("git", path=surroundings.environment.get("PATH"))
    return Examination(found or Phrase("not found; only `--since` needs it"))
