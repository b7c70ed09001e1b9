"""Compares the files of a run with each other, unless an earlier run has compared the same."""

from __future__ import annotations

import marshal
from typing import TYPE_CHECKING

from linter.engine import compare
from linter.jobs.remembered import NOTHING
from linter.jobs.rows import dump_found, load_found
from linter.recall import bundle, trace
from linter.recall.digests import digest_of
from linter.reporters.findings import Findings, Tally, tally_of
from linter.values import replace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from linter.diagnostics import Diagnostic
    from linter.jobs.remembered import Memory
    from linter.packs import Rule
    from linter.reporters.report import FileReport


def compare_files(
    reports: Sequence[FileReport], rules: Sequence[Rule], memory: Memory = NOTHING
) -> list[FileReport]:
    """Adds to the reports the findings of rules that compare files.

    Args:
        reports: the reports of a run.
        rules: the rules of the run.
        memory: what earlier runs found.
    """
    if len(reports) < 2 or not any(rule.across is not None for rule in rules):  # noqa: PLR2004 - a pair
        return list(reports)
    read = [(index, report) for index, report in enumerate(reports) if report.document is not None]
    key = memory.key_of_all(report for _, report in read)
    known = bundle.current.read(key) if key is not None else None
    if known is None:
        return _compared(reports, rules, key)
    compared = list(reports)
    for index, row in marshal.loads(known):  # noqa: S302 - this user's own, and undamaged
        compared[index] = _with_row(reports[index], row)
    return compared


def _compared(reports: Sequence[FileReport], rules: Sequence[Rule], key: bytes | None) -> list[FileReport]:
    before = trace.moments()
    read = [(index, one, one.document) for index, one in enumerate(reports) if one.document is not None]
    found = compare([document for _, _, document in read], rules, [report.facts for _, report, _ in read])
    compared, rows = list(reports), []
    for (index, report, document), result in zip(read, found, strict=True):
        document.release()
        if result.errors:
            key = None
            report = replace(report, errors=(*report.errors, *result.errors))  # noqa: PLW2901 - the same one
        if key is not None and result.diagnostics:
            rows.append((index, dump_found(result.diagnostics)))
            compared[index] = _with_row(report, rows[-1][1])
        else:
            compared[index] = _with(report, result.diagnostics)
    if key is not None and trace.moments() == before:
        bundle.current.write(key, marshal.dumps(rows, 2))
    return compared


def _with_row(report: FileReport, row: tuple[Any, ...]) -> FileReport:
    """A report with more findings, as `dump_found` wrote them."""
    more = _with(report, load_found(*row))
    return replace(more, key=digest_of((report.key, row)) if report.key is not None else None)


def _with(report: FileReport, more: Sequence[Diagnostic]) -> FileReport:
    """A report with more findings; its findings are then unlike those of its key."""
    if not more:
        return report
    found = report.diagnostics
    tally = Tally.total((tally_of(found), tally_of(more)))
    both = Findings(tally, lambda: tuple(sorted((*found, *more), key=lambda one: one.sort_key)))
    return replace(report, diagnostics=both, key=None)
