"""SARIF 2.1.0 (OASIS), which GitHub's code scanning and many editors read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

import linter
from linter.diagnostics import Severity
from linter.messages.phrases import Phrase, printable
from linter.reporters.fingerprints import numbered
from linter.reporters.json import dump, value_of
from linter.reporters.places import as_uri
from linter.reporters.report import every_error

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linter.diagnostics import Diagnostic, Fix
    from linter.document import Document
    from linter.errors import LinterError
    from linter.messages.phrases import Locale
    from linter.packs import Rule
    from linter.reporters.report import FileReport, Run
    from linter.spans import Position

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
#: GitHub refuses more than 25,000 results and shows at most these, the most severe.
MOST_RESULTS = 5000


def write(run: Run, stream: TextIO) -> None:
    """Writes a log with one run."""
    found = [(report, diagnostic) for report in run.files for diagnostic in report.diagnostics]
    found.sort(key=lambda pair: pair[1].severity.rank)
    kept = {(report.path, diagnostic) for report, diagnostic in found[:MOST_RESULTS]}
    ids = {diagnostic.rule for _, diagnostic in kept}
    rules = [rule for pack in run.packs for rule in pack.rules if rule.id in ids]
    indices = {rule.id: index for index, rule in enumerate(rules)}
    notes = [_notification(error, run.locale) for error in every_error(run)]
    if len(found) > MOST_RESULTS:
        phrase = Phrase(
            "{count} findings; the {most} most severe are listed", count=len(found), most=MOST_RESULTS
        )
        notes.append({"level": "warning", "message": {"text": phrase.text(run.locale)}})
    dump(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {
                        "driver": {
                            "name": "seedlint",
                            "semanticVersion": linter.__version__,
                            "rules": [_rule(rule, run.locale) for rule in rules],
                        }
                    },
                    "columnKind": "unicodeCodePoints",
                    "invocations": [
                        {
                            "executionSuccessful": not every_error(run),
                            "toolExecutionNotifications": notes,
                        }
                    ],
                    "results": [row for report in run.files for row in _results(report, kept, indices)],
                }
            ],
        },
        stream,
    )


def _notification(error: LinterError, locale: Locale) -> dict[str, Any]:
    row: dict[str, Any] = {"level": "error", "message": {"text": printable(error.text(locale))}}
    if error.path is not None:
        place: dict[str, Any] = {"artifactLocation": {"uri": as_uri(error.path)}}
        if error.line is not None:
            place["region"] = {"startLine": error.line}
        row["locations"] = [{"physicalLocation": place}]
    return row


def _rule(rule: Rule, locale: Locale) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.text("summary", locale)},
        "fullDescription": {"text": rule.text("why", locale).strip()},
        "help": {"text": Phrase("`seedlint explain {rule}` tells more.", rule=rule.id).text(locale)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.pack]},
    }


def _results(
    report: FileReport, kept: set[tuple[str, Diagnostic]], indices: dict[str, int]
) -> Iterable[dict[str, Any]]:
    document = report.document
    if document is None:
        return
    uri = as_uri(document.path)
    for diagnostic, mark in numbered(document, report.diagnostics):
        if (report.path, diagnostic) not in kept:
            continue
        span = diagnostic.span
        region = _region(document.position(span.start), document.position(span.end))
        row: dict[str, Any] = {
            "ruleId": diagnostic.rule,
            "level": _LEVELS[diagnostic.severity],
            "message": {"text": printable(diagnostic.message)},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}],
            "partialFingerprints": {"seedlint/v1": mark},
        }
        if diagnostic.rule in indices:
            row["ruleIndex"] = indices[diagnostic.rule]
        if diagnostic.fix is not None:
            row["fixes"] = [_fix(document, diagnostic.fix, uri)]
        yield row


def _fix(document: Document, fix: Fix, uri: str) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(start, end), "insertedContent": {"text": content}}
        for start, end, content in document.in_file(fix.edits)
    ]
    return {
        "description": {"text": str(fix.applicability)},
        "artifactChanges": [{"artifactLocation": {"uri": uri}, "replacements": replacements}],
    }


def _region(start: Position, end: Position) -> dict[str, int]:
    """Lines and columns are 1-based, the end is exclusive (section 3.30)."""
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def recognises(text: str) -> bool:
    """Whether a text is a log with one run of this program."""
    match value_of(text):
        case {"runs": [{"tool": {"driver": {"name": "seedlint"}}}]}:
            return True
    return False
