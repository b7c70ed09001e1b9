"""Findings for people: the position, the rule, the message, and the line with the finding marked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TextIO

from linter.diagnostics import apply_edits
from linter.lazy import lazy_re
from linter.messages.phrases import Count, Joined, Locale, Phrase, printable, template
from linter.recall import bundle
from linter.recall.digests import digest_of
from linter.reporters.columns import width
from linter.reporters.excerpts import Excerpts
from linter.reporters.report import summarise
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from linter.diagnostics import Diagnostic
    from linter.document import Document
    from linter.reporters.report import FileReport, Run, Summary

#: The beginning of a finding, and of a line that shows it.
_FINDING = lazy_re(r".+:\d+:\d+: [a-z0-9-]+: |  ")
_FIELD = lazy_re(r"\{\w+\}")
#: How many code points are shown of one of many places.
_LONGEST_PLACE = 40
#: The first sentences of conclusions; see `conclusion`.
_CONCLUSIONS = (
    template("Fixed {problems} in {files}."),
    template("{errors}, named above."),
    template("Found {problems} in {some} of {files}"),
    template("No problems in {files}."),
)


def write(run: Run, stream: TextIO) -> None:
    """Writes the findings file by file, then the conclusion. Errors go elsewhere."""
    for report in run.files:
        if report.document is not None:
            stream.writelines(_shown(report, report.document, run))
    stream.write(conclusion(run).text(run.locale) + "\n")


def _shown(report: FileReport, document: Document, run: Run) -> Iterable[str]:
    """The findings of a file as an earlier run showed them, or else as this one does."""
    found = _findings(document, report.diagnostics, run)
    if report.key is None:
        return found
    key = digest_of((report.key, document.path, run.locale.value, run.verbose))
    known = bundle.current.read(key)
    if known is not None:
        return (known.decode("utf-8", "surrogatepass"),)
    text = "".join(found)
    bundle.current.write(key, text.encode("utf-8", "surrogatepass"))
    return (text,)


def _findings(document: Document, diagnostics: Sequence[Diagnostic], run: Run) -> Iterator[str]:
    path, excerpts = printable(document.path), Excerpts(document)
    for diagnostic in diagnostics:
        span = diagnostic.span
        line, column = document.position(span.start)
        shown, marks = excerpts.of(span)
        number = str(line)
        yield (
            f"{path}:{number}:{column}: {diagnostic.rule}: {_line(diagnostic.message)}\n"
            f"  {number} | {shown}\n  {' ' * len(number)} | {marks}\n"
        )
        if run.verbose:
            for text in (*_details(diagnostic, run.locale), *_places(document, diagnostic)):
                yield f"  {_line(text)}\n"


def _line(text: str) -> str:
    return printable(text).replace("\n", " ")


def _details(diagnostic: Diagnostic, locale: Locale) -> Iterator[str]:
    """Why a finding is one, and why it cannot be fixed."""
    if diagnostic.evidence:
        counted = [
            Phrase("{reason} ({points})", reason=evidence.says, points=f"{evidence.points:+g}")
            for evidence in diagnostic.evidence
        ]
        yield Phrase("evidence: {reasons}", reasons=Joined(counted, "; ")).text(locale)
    if diagnostic.refusal is not None:
        yield Phrase("not fixable: {reason}", reason=diagnostic.refusal.phrase).text(locale)


def _places(document: Document, diagnostic: Diagnostic) -> Iterator[str]:
    """The places of a finding: the position, the text, and what it becomes."""
    edits = diagnostic.fix.edits if diagnostic.fix is not None else ()
    at = 0
    for start, end in diagnostic.places:
        first = at
        while at < len(edits) and edits[at].span.start < end:
            at += 1
        line, column = document.position(start)
        old = document.text[start:end]
        new = apply_edits(document.text, edits[first:at], Span(start, end))
        yield f"{line}:{column}: {_short(old)}" + (f" → {_short(new)}" if new != old else "")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_PLACE else f"{text[: _LONGEST_PLACE - 1]}…"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> str:
    """Columns side by side, as wide as their widest cell.

    Args:
        heads: the first line.
        rows: the lines below, each with as many cells.
        right: the columns (0-based) that hold numbers.
    """
    lines = [heads, *rows]
    wide = [max(width(line[column]) for line in lines) for column in range(len(heads))]

    def cell(column: int, text: str) -> str:
        gap = " " * (wide[column] - width(text))
        return gap + text if column in right else text + gap

    return "\n".join("  ".join(cell(n, text) for n, text in enumerate(line)).rstrip() for line in lines)


def conclusion(run: Run) -> Phrase:
    """The result of a run: the last line of its report."""
    summary, parts = summarise(run), list[Phrase]()
    if summary.fixed:
        fixed, in_files = _problems(summary.fixed), _files(summary.files_fixed)
        parts.append(Phrase("Fixed {problems} in {files}.", problems=fixed, files=in_files))
    if summary.errors:
        errors = Count(summary.errors, "{count} error", "{count} errors")
        parts.append(Phrase("{errors}, named above.", errors=errors))
    if summary.findings:
        parts.append(Phrase("{found}{ways}.", found=_found(summary), ways=_ways(summary)))
    elif not summary.errors:
        clean = (
            template("No problems left in {files}.") if summary.fixed else template("No problems in {files}.")
        )
        parts.append(Phrase(clean, files=_files(summary.files)))
    if summary.known:
        known = Count(summary.known, "{count} known problem", "{count} known problems")
        parts.append(Phrase("Not reported: {known} of the baseline.", known=known))
    if summary.gone:
        gone = Count(
            summary.gone, "{count} problem of the baseline is", "{count} problems of the baseline are"
        )
        parts.append(Phrase("{gone} gone; `--write-baseline` removes them.", gone=gone))
    return Joined(parts)


def _found(summary: Summary) -> Phrase:
    return Phrase(
        template("Left {problems} in {some} of {files}")
        if summary.fixed
        else template("Found {problems} in {some} of {files}"),
        problems=_problems(summary.findings),
        some=summary.files_with_findings,
        files=_files(summary.files),
    )


def _ways(summary: Summary) -> Phrase | str:
    """What can be done about the findings."""
    if summary.safe and summary.unsafe:
        ways = template(
            ": {safe} can be fixed with `seedlint fix`, {unsafe} more with `seedlint fix --unsafe-fixes`"
        )
    elif summary.safe:
        ways = template(": {safe} can be fixed with `seedlint fix`")
    elif summary.unsafe:
        ways = template(": {unsafe} can be fixed with `seedlint fix --unsafe-fixes`")
    else:
        return ""
    return Phrase(ways, safe=summary.safe, unsafe=summary.unsafe)


def _problems(count: int) -> Count:
    return Count(count, "{count} problem", "{count} problems")


def _files(count: int) -> Count:
    return Count(count, "{count} file", "{count} files")


def recognises(text: str) -> bool:
    """Whether a text has nothing but findings, the lines that show them, and a conclusion."""
    *lines, last = text.removesuffix("\n").split("\n")
    return is_conclusion(last) and all(_FINDING.match(line) for line in lines)


def is_conclusion(line: str) -> bool:
    """Whether a line begins as a conclusion does, in any language."""
    return any(
        pattern.match(line)
        for locale in Locale
        for pattern in (_pattern(sentence, locale) for sentence in _CONCLUSIONS)
    )


def _pattern(sentence: str, locale: Locale) -> re.Pattern[str]:
    parts = (re.escape(part) for part in _FIELD.split(Phrase(sentence).text(locale)))
    return re.compile(".+?".join(parts))
