"""The dictionaries that Chinese is unified with, which other packages ship."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.chinese.dictionaries import overwritten, sources
from linter.doctor.examination import Examination
from linter.errors import LinterError
from linter.versions import dictionary_versions, listed

if TYPE_CHECKING:
    from linter.doctor.examination import Surroundings


def examine(_surroundings: Surroundings) -> Examination:
    """Looks whether they are there, and whether the wheel `opencc` lies over them."""
    problems = [each for each in [overwritten()] if each is not None]
    try:
        sources()
    except LinterError as error:
        problems = [error.phrase]
    return Examination(", ".join(listed(dictionary_versions())), tuple(problems))
