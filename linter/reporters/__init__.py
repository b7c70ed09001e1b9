"""Report formats, one file each: a module with `write(run, stream)` and `recognises(text)`.

A new format is a new file and a line here.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Protocol, TextIO, cast

if TYPE_CHECKING:
    from linter.reporters.report import Run

#: Format to module, which is imported when needed.
FORMATS = {
    "github": "linter.reporters.github",
    "gitlab": "linter.reporters.gitlab",
    "json": "linter.reporters.json",
    "junit": "linter.reporters.junit",
    "markdown": "linter.reporters.markdown",
    "sarif": "linter.reporters.sarif",
    "text": "linter.reporters.text",
}


#: What `--statistics` writes instead of the findings.
STATISTICS = "statistics"
_MODULES = {**FORMATS, STATISTICS: "linter.reporters.statistics"}


class Reporter(Protocol):
    """What a format's module offers."""

    def write(self, run: Run, stream: TextIO) -> None:
        """Writes what a run found."""

    def recognises(self, text: str) -> bool:
        """Whether a text that is not empty is a report in this format, which a new one may replace."""


def load_reporter(name: str) -> Reporter:
    """The module of a format, or of the statistics.

    Raises:
        KeyError: the format does not exist.
    """
    return cast("Reporter", importlib.import_module(_MODULES[name]))
