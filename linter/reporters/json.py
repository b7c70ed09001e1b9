"""One JSON object that follows schemas/report.schema.json, for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TextIO

import linter
from linter.lazy import lazy_re
from linter.reporters.report import every_error, summarise
from linter.values import as_dict

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from linter.diagnostics import Diagnostic, Fix
    from linter.document import Document
    from linter.errors import LinterError
    from linter.messages.phrases import Locale
    from linter.reporters.report import Run
    from linter.spans import Position, Span


#: C1 controls, and the characters that change the direction of writing (UAX #9).
_STEERING = lazy_re(r"[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def write(run: Run, stream: TextIO) -> None:
    """Writes the report."""
    dump(build(run), stream)


def dump(value: object, stream: TextIO) -> None:
    """Writes a value as JSON and a newline.

    Characters that JSON allows but a terminal or a log would obey are escaped, which means the same.
    """
    stream.writelines(
        _harmless(part) for part in json.JSONEncoder(ensure_ascii=False, indent=1).iterencode(value)
    )
    stream.write("\n")


def _harmless(part: str) -> str:
    if "##" in part:  # what may be a command of a log
        part = part.replace("##", r"#\u0023")
    return part if part.isprintable() else _STEERING.sub(_escape, part)


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def build(run: Run) -> dict[str, Any]:
    """The report as an object. Lines and columns are 1-based and count code points; ends are exclusive."""
    return {
        "version": 1,
        "tool": {"name": "seedlint", "version": linter.__version__},
        "locale": run.locale.value,
        "packs": [{"name": p.name, "version": p.version, "sha256": p.sha256} for p in run.packs],
        "diagnostics": [
            row for report in run.files for row in _rows(report.document, report.diagnostics, run.locale)
        ],
        "applied": [
            row for report in run.files for row in _rows(report.original, report.applied, run.locale)
        ],
        "errors": error_rows(every_error(run), run.locale),
        "summary": as_dict(summarise(run)),
    }


def error_rows(errors: Iterable[LinterError], locale: Locale) -> list[dict[str, Any]]:
    """The errors as reports have them."""
    return [{"path": e.path, "line": e.line, "message": e.phrase.text(locale)} for e in errors]


def _rows(
    document: Document | None, diagnostics: Iterable[Diagnostic], locale: Locale
) -> Iterable[dict[str, Any]]:
    if document is None:
        return
    for diagnostic in diagnostics:
        refusal = diagnostic.refusal
        yield {
            "path": document.path,
            "rule": diagnostic.rule,
            "severity": diagnostic.severity.value,
            **_place(document, diagnostic.span),
            "message": diagnostic.message,
            "fix": _fix(document, diagnostic.fix),
            "fix_refused": refusal.phrase.text(locale) if refusal is not None else None,
            "summary_status": diagnostic.summary_status,
            "evidence": [as_dict(evidence) for evidence in diagnostic.evidence],
        }


def _place(document: Document, span: Span) -> dict[str, int]:
    return _between(document.position(span.start), document.position(span.end))


def _between(start: Position, end: Position) -> dict[str, int]:
    return {"line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column}


def _fix(document: Document, fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    edits = [
        {**_between(start, end), "content": content} for start, end, content in document.in_file(fix.edits)
    ]
    return {"applicability": str(fix.applicability), "edits": edits}


def recognises(text: str) -> bool:
    """Whether a text is an object with the name of the program."""
    value = value_of(text)
    return isinstance(value, dict) and _is_ours(value.get("tool")) and "diagnostics" in value


def value_of(text: str) -> Any:  # noqa: ANN401 - any JSON value
    """The value of a text in JSON; None if it is not JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _is_ours(tool: object) -> bool:
    return isinstance(tool, dict) and tool.get("name") == "seedlint"
