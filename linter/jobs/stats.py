"""Counts what a corpus contains and what it lacks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Self

from linter.jobs.compared import compare_files
from linter.metadata.days import known_day
from linter.records import DateStatus, SummaryStatus, date_status, is_marked
from linter.values import Struct, field, fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from linter.document import Document
    from linter.errors import LinterError
    from linter.matching.summaries import SummaryJudge
    from linter.metadata import Metadata
    from linter.packs import Rule
    from linter.reporters.report import FileReport


class Numbers(Struct):
    """What records contain and lack. All numbers but `findings` count records."""

    records: int = 0
    dated: int = 0
    """With a date of their own."""
    datable: int = 0
    """Without a date of their own, but with one in the metadata."""
    undated: int = 0
    """Without a usable date, including those with a placeholder or an invalid date."""
    known_undated: int = 0
    """Undated ones with a placeholder."""
    invalid_dates: int = 0
    summarised: int = 0
    unsummarised: int = 0
    """Without a summary, including those with a placeholder."""
    known_unsummarised: int = 0
    """Those without a summary that have one of our placeholders."""
    missing_summaries: int = 0
    """Those without a summary that have nothing in its place, or only headings, links or the title."""
    placeholder_summaries: int = 0
    """Those that only say that there is none, with one of our placeholders or other words."""
    error_summaries: int = 0
    """Those that have only the message of a program that failed."""
    refusal_summaries: int = 0
    """Those that have only what a model says that could not write one."""
    template_summaries: int = 0
    """Those that have only a template that nobody filled in."""
    findings: int = 0

    def __iadd__(self, other: Numbers) -> Self:
        for number in fields(self):
            setattr(self, number.name, getattr(self, number.name) + getattr(other, number.name))
        return self


class Stats(Struct):
    """The numbers of a run: by file, by rule and by month (YYYY-MM)."""

    files: dict[str, Numbers] = field(default_factory=dict)
    rules: Counter[str] = field(default_factory=Counter)
    months: dict[str, Numbers] = field(default_factory=dict)
    errors: list[LinterError] = field(default_factory=list)

    @property
    def total(self) -> Numbers:
        """The numbers of all files together."""
        total = Numbers()
        for numbers in self.files.values():
            total += numbers
        return total


def count_files(
    checked: Iterable[FileReport],
    rules: Sequence[Rule],
    errors: Iterable[LinterError],
    metadata: Metadata | None,
    summaries: SummaryJudge,
) -> Stats:
    """Counts the records of files, and what the rules find in them.

    Args:
        checked: the reports of a check of the files.
        rules: the rules that checked them.
        errors: what went wrong before.
        metadata: what is known about the videos.
        summaries: judges summaries.
    """
    stats = Stats(errors=list(errors))
    reports: list[FileReport] = []
    for report in checked:
        if report.document is None:
            stats.errors += report.errors
            continue
        stats.files[report.path] = _count(report.document, metadata, summaries, stats.months)
        report.document.release()
        reports.append(report)
    for report in compare_files(reports, rules):
        stats.errors += report.errors
        stats.files[report.path].findings = len(report.diagnostics)
        stats.rules.update(diagnostic.rule for diagnostic in report.diagnostics)
    return stats


def _count(
    document: Document, metadata: Metadata | None, summaries: SummaryJudge, months: dict[str, Numbers]
) -> Numbers:
    """The numbers of a document; each record is added to its month as well."""
    total = Numbers()
    for record in document.records.records:
        status, summary = date_status(record), summaries.status(document, record)
        day = known_day(record, metadata) if status is not DateStatus.INVALID else None
        own = status is DateStatus.KNOWN
        numbers = Numbers(
            records=1,
            dated=int(own),
            datable=int(day is not None and not own),
            undated=int(day is None),
            known_undated=int(day is None and status is DateStatus.PLACEHOLDER),
            invalid_dates=int(status is DateStatus.INVALID),
            summarised=int(summary is SummaryStatus.PRESENT),
            unsummarised=int(summary is not SummaryStatus.PRESENT),
            known_unsummarised=int(is_marked(record)),
            missing_summaries=int(summary is SummaryStatus.MISSING),
            placeholder_summaries=int(summary is SummaryStatus.PLACEHOLDER),
            error_summaries=int(summary is SummaryStatus.ERROR),
            refusal_summaries=int(summary is SummaryStatus.REFUSAL),
            template_summaries=int(summary is SummaryStatus.TEMPLATE),
        )
        total += numbers
        if day is not None:
            month = months.setdefault(day[:7], Numbers())
            month += numbers
    return total
