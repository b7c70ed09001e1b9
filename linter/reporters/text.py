"""Findings for people: the place, the rule, the sentence, and the line with the place marked."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, TextIO

from linter.reporters.report import summarise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linter.diagnostics import Diagnostic
    from linter.document import Document
    from linter.errors import LinterError
    from linter.reporters.report import FileReport, Summary

#: Terminal columns of a line that are shown; a longer one is cut around the place.
_WIDTH = 96
_BEFORE = 40


def write(reports: Sequence[FileReport], errors: Sequence[LinterError], stream: TextIO) -> None:
    """Writes the findings file by file, then what they add up to. Errors go elsewhere."""
    for report in reports:
        if report.document is not None:
            stream.writelines(
                "\n".join(_lines(report.document, diagnostic)) + "\n" for diagnostic in report.diagnostics
            )
    stream.write(conclusion(summarise(reports, errors)) + "\n")


def _lines(document: Document, diagnostic: Diagnostic) -> Iterator[str]:
    line, column = document.lines.position(diagnostic.span.start)
    yield f"{document.path}:{line}:{column}: {diagnostic.rule}: {diagnostic.message}"
    span = document.lines.line_span(line)
    start, end = diagnostic.span.start, min(diagnostic.span.end, span.end)
    # A line may be a whole file: only what can be shown of it is looked at.
    left, right = max(span.start, start - 2 * _WIDTH), min(span.end, end + 2 * _WIDTH)
    before, marked, after = _excerpt(
        document.text[left:start],
        document.text[start : min(end, start + 2 * _WIDTH)],
        document.text[end:right],
        whole=left == span.start and right == span.end,
    )
    number = str(line)
    yield f"  {number} | {before}{marked}{after}"
    yield f"  {' ' * len(number)} | {' ' * width(before)}{'^' * max(width(marked), 1)}"


def _excerpt(before: str, marked: str, after: str, *, whole: bool) -> tuple[str, str, str]:
    """The parts of a line around a place, shortened to the width shown, control characters made visible."""
    before, marked, after = (_visible(part) for part in (before, marked, after))
    if whole and width(before) + width(marked) + width(after) <= _WIDTH:
        return before, marked, after
    before = _cut(before.lstrip()[::-1], _BEFORE)[::-1]
    marked = _cut(marked, _WIDTH - width(before))
    return before, marked, _cut(after, max(_WIDTH - width(before) - width(marked), 1))


def _visible(text: str) -> str:
    return "".join(
        " " if c == "\t" else c if unicodedata.category(c) not in ("Cc", "Cf") else "\ufffd" for c in text
    )


def _cut(text: str, columns: int) -> str:
    """The start of a text that fits, with an ellipsis where something is left out."""
    if width(text) <= columns:
        return text
    kept = 0
    for place, character in enumerate(text):
        kept += width(character)
        if kept > columns - 1:
            return f"{text[:place]}…"
    return text


def width(text: str) -> int:
    """How many terminal columns a text takes.

    Two for wide and full-width characters (UAX #11), none for combining ones.
    """
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def conclusion(summary: Summary) -> str:
    """The last line of a run."""
    files = plural(summary.files, "file")
    parts = []
    if summary.fixed:
        parts.append(f"Fixed {plural(summary.fixed, 'problem')} in {plural(summary.files_fixed, 'file')}.")
    if summary.errors:
        parts.append(f"{plural(summary.errors, 'error')}, named above.")
    if not summary.findings and summary.errors:
        return " ".join(parts)
    if not summary.findings:
        parts.append(f"No problems {'left ' if summary.fixed else ''}in {files}.")
        return " ".join(parts)
    verb = "Left" if summary.fixed else "Found"
    sentence = f"{verb} {plural(summary.findings, 'problem')} in {summary.files_with_findings} of {files}"
    ways = []
    if summary.safe:
        ways.append(f"{summary.safe} can be fixed with `seedlint fix`")
    if summary.unsafe:
        ways.append(f"{summary.unsafe} {'more ' if summary.safe else ''}with `seedlint fix --unsafe-fixes`")
    parts.append(f"{sentence}{': ' if ways else ''}{', '.join(ways)}.")
    return " ".join(parts)


def plural(count: int, noun: str) -> str:
    """A count with its noun."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
