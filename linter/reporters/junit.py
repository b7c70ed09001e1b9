"""JUnit's XML, which nearly every service for continuous integration reads: a test case for each file.

No standard exists; the elements and attributes are those that Jenkins, GitLab and Azure all read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO
from xml.sax.saxutils import escape, quoteattr

from linter.lazy import lazy_re
from linter.messages.phrases import display, printable
from linter.reporters.places import from_top
from linter.reporters.report import every_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.reporters.report import FileReport, Run

#: What XML 1.0 cannot express (section 2.2), but `printable` keeps.
_NOT_XML = lazy_re("[\ud800-\udfff\ufffe\uffff]")


def write(run: Run, stream: TextIO) -> None:
    """Writes a suite of all files: each has failed because of findings, has an error, or has passed.

    Findings that do not make the run fail are listed, but are not failures.
    """
    failed = sum(any(map(run.counts, report.diagnostics)) for report in run.files)
    errors = len(every_error(run))
    counts = f'tests="{len(run.files) + len(run.errors)}" failures="{failed}" errors="{errors}"'
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    stream.write(f'<testsuites name="seedlint" {counts}>\n<testsuite name="seedlint" {counts}>\n')
    for report in run.files:
        stream.writelines(_case(report, run))
    for error in run.errors:
        stream.write(f'<testcase name={_attribute(from_top(error.path or "."))} classname="seedlint">\n')
        stream.write(f"<error message={_attribute(error.text(run.locale))}/>\n</testcase>\n")
    stream.write("</testsuite>\n</testsuites>\n")


def _case(report: FileReport, run: Run) -> Iterator[str]:
    path = from_top(report.path)
    yield f'<testcase name={_attribute(path)} classname="seedlint">\n'
    for error in report.errors:
        yield f"<error message={_attribute(error.text(run.locale))}/>\n"
    if report.document is not None and report.diagnostics:
        lines_by_failing: dict[bool, list[str]] = {True: [], False: []}
        for diagnostic in report.diagnostics:
            line, column = report.document.position(diagnostic.span.start)
            lines_by_failing[run.counts(diagnostic)].append(
                f"{display(path)}:{line}:{column}: {diagnostic.rule}: {diagnostic.message}"
            )
        if lines := lines_by_failing[True]:
            first = _attribute(lines[0] if len(lines) == 1 else f"{lines[0]} (+{len(lines) - 1})")
            yield f"<failure message={first}>{_content(lines)}</failure>\n"
        if lines := lines_by_failing[False]:
            yield f"<system-out>{_content(lines)}</system-out>\n"
    yield "</testcase>\n"


def _content(lines: list[str]) -> str:
    return escape(_plain("\n".join(lines)))


def _attribute(text: str) -> str:
    return quoteattr(_plain(text))


def _plain(text: str) -> str:
    return _NOT_XML.sub("\ufffd", printable(text))


def recognises(text: str) -> bool:
    """Whether a text begins and ends with our elements."""
    declaration, _, rest = text.partition("\n")
    return (
        declaration.startswith("<?xml ")
        and rest.startswith('<testsuites name="seedlint" ')
        and rest.endswith("</testsuite>\n</testsuites>\n")
    )
