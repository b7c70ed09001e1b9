"""GitLab's code quality report: a list, shown in merge requests.

The fields are those of its documentation, "Code Quality", section "Code Quality report format".
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, TextIO

from linter.diagnostics import Severity
from linter.messages.phrases import printable
from linter.reporters.fingerprints import numbered
from linter.reporters.json import dump, value_of
from linter.reporters.places import from_top
from linter.reporters.report import every_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.reporters.report import Run

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write(run: Run, stream: TextIO) -> None:
    """Writes the errors and the findings; an empty list if there are none."""
    dump(list(_rows(run)), stream)


def _rows(run: Run) -> Iterator[dict[str, Any]]:
    for number, error in enumerate(every_error(run)):
        message = error.phrase.text(run.locale)
        identifier = f"error-{number}-{message}"
        yield {
            "check_name": "error",
            "description": printable(message),
            "severity": "blocker",
            **_place(error.path or ".", error.line or 1, identifier),
        }
    for report in run.files:
        if report.document is None:
            continue
        for diagnostic, identifier in numbered(report.document, report.diagnostics):
            line = report.document.position(diagnostic.span.start).line
            yield {
                "check_name": diagnostic.rule,
                "description": printable(diagnostic.message),
                "severity": _SEVERITIES[diagnostic.severity],
                **_place(report.path, line, identifier),
            }


def _place(path: str, line: int, identifier: str) -> dict[str, Any]:
    """Where an issue is, and its fingerprint, which must be unique and stay the same when lines move."""
    location = from_top(path)
    digest = hashlib.blake2b(f"{location}\0{identifier}".encode("utf-8", "surrogateescape"), digest_size=16)
    return {
        "fingerprint": digest.hexdigest(),
        "location": {"path": location, "lines": {"begin": line}},
    }


def recognises(text: str) -> bool:
    """Whether a text is a list of issues, perhaps of another program: all write the same fields."""
    value = value_of(text)
    fields = ("check_name", "description", "severity", "fingerprint", "location")
    return isinstance(value, list) and all(
        isinstance(issue, dict) and tuple(issue) == fields for issue in value
    )
