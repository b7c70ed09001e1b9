"""Examines the dictionaries for unifying Chinese, which other packages ship."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.chinese.dictionaries import overwritten, sources
from linter.doctor.examination import Examination
from linter.errors import LinterError
from linter.versions import dictionary_versions, listed

if TYPE_CHECKING:
    from linter.doctor.examination import Surroundings
    from linter.messages.phrases import Phrase


def examine(_surroundings: Surroundings) -> Examination:
    """Checks that they are installed, and not overwritten by the wheel `opencc`."""
    problem: Phrase | LinterError | None = overwritten()
    try:
        sources()
    except LinterError as error:  # it says more
        problem = error
    fact = listed(dictionary_versions())
    return Examination(fact, () if problem is None else (problem,))
