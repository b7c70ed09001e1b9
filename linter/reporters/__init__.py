"""Report formats, one file each: a module with `write(reports, errors, stream)`.

A new format is a new file and a line here.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Protocol, TextIO, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.errors import LinterError
    from linter.reporters.report import FileReport

#: Format to module; imported when it is asked for.
FORMATS = {
    "json": "linter.reporters.json",
    "text": "linter.reporters.text",
}


class Reporter(Protocol):
    """What a format's module offers."""

    def write(self, reports: Sequence[FileReport], errors: Sequence[LinterError], stream: TextIO) -> None:
        """Writes the findings of a run; `errors` are those about no file that was read."""


def load_reporter(name: str) -> Reporter:
    """The module of a format.

    Raises:
        KeyError: there is no such format.
    """
    return cast("Reporter", importlib.import_module(FORMATS[name]))
