"""Workflow commands of GitHub Actions, which shows them next to the changed lines.

GitHub shows ten of each severity per step; the most severe come first, and the log has them all. The escapes
are those of the runner's own toolkit, actions/toolkit, `packages/core/src/command.ts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from linter.diagnostics import Severity
from linter.messages.phrases import Phrase, printable
from linter.reporters.places import from_top
from linter.reporters.report import every_error
from linter.reporters.text import conclusion, is_conclusion

if TYPE_CHECKING:
    from linter.diagnostics import Diagnostic
    from linter.document import Document
    from linter.reporters.report import Run

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_IN_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = {**_IN_TEXT, **str.maketrans({":": "%3A", ",": "%2C"})}


def write(run: Run, stream: TextIO) -> None:
    """Writes the errors, the findings, and the conclusion."""
    for error in every_error(run):
        location = {"file": from_top(error.path)} if error.path is not None else {}
        line = {"line": error.line} if error.line is not None else {}
        stream.write(_command("error", {**location, **line}, error.phrase.text(run.locale)))
    for severity, command in _COMMANDS.items():
        for report in run.files:
            stream.writelines(
                _command(command, _properties(report.document, diagnostic), diagnostic.message)
                for diagnostic in report.diagnostics
                if report.document is not None and diagnostic.severity is severity
            )
    stream.write(conclusion(run).text(run.locale) + "\n")


def _properties(document: Document, diagnostic: Diagnostic) -> dict[str, object]:
    """Where a finding is. Columns are allowed only if it is on one line."""
    start, end = document.position(diagnostic.span.start), document.position(diagnostic.span.end)
    columns = {"col": start.column, "endColumn": end.column} if start.line == end.line else {}
    return {
        "file": from_top(document.path),
        "line": start.line,
        "endLine": end.line,
        **columns,
        "title": Phrase("seedlint: {rule}", rule=diagnostic.rule),
    }


def _command(name: str, properties: dict[str, object], message: str) -> str:
    listed = ",".join(
        f"{key}={printable(str(value)).translate(_IN_PROPERTY)}" for key, value in properties.items()
    )
    return f"::{name} {listed}::{printable(message).translate(_IN_TEXT)}\n"


def recognises(text: str) -> bool:
    """Whether a text has nothing but our commands and a conclusion."""
    *lines, last = text.removesuffix("\n").split("\n")
    begin = tuple(f"::{name} " for name in _COMMANDS.values())
    return is_conclusion(last) and all(line.startswith(begin) for line in lines)
