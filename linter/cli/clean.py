"""`seedlint clean`: fixes a whole folder in one run."""

from __future__ import annotations

import contextlib
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linter.cli.console import Console, echo
from linter.cli.define import Argument, Option
from linter.cli.options import RunOptions, Unsafe, as_paths
from linter.cli.run_config import resolve
from linter.cli.run_files import status, write_report
from linter.diagnostics import Applicability
from linter.errors import LinterError, UsageError
from linter.files.journal import Journal
from linter.jobs import clean as job
from linter.jobs.clean import Other
from linter.jobs.compared import compare_files
from linter.jobs.fix import FixJob
from linter.jobs.linked import linked_keys
from linter.jobs.output import check_output, check_report
from linter.messages.phrases import Count, Locale, Phrase, template
from linter.reporters.report import FileReport, Run
from linter.reporters.text import conclusion, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from linter.cli.run_config import RunConfig
    from linter.jobs.clean import Item

#: A job that takes longer than this, in seconds, shows a progress bar.
_PATIENCE = 1.0


def clean(
    console: Console,
    source: Annotated[str, Argument(help="The folder to clean.")],
    *,
    output: Annotated[
        str | None,
        Option("--output", "-o", metavar="DEST", help="The folder to write the clean tree to."),
    ] = None,
    in_place: Annotated[bool, Option("--in-place", help="Write into SOURCE itself.")] = False,
    report: Annotated[
        Path | None,
        Option("--report", metavar="FILE", help="Write as JSON what was changed and what is left."),
    ] = None,
    unsafe_fixes: Unsafe = False,
    options: RunOptions,
) -> int:
    """Fix every document of a folder and mirror the rest.

    Exit status: 0 nothing is left, 1 findings are left, 2 something could not be done.
    """
    if (output is None) == (not in_place):
        raise UsageError("name the target of the clean tree: -o DEST or --in-place")
    config = resolve(options, console)
    (folder,) = as_paths([source])
    target = as_paths([output])[0] if output is not None else None
    items, errors = job.plan(folder, target, config.exclude)
    if report is not None:
        paths = (path for item in items for path in (item.source, item.target))
        check_output(report, [*paths, *config.files])
        check_report(report, "json")
    done = _clean(items, config, target, console, unsafe=unsafe_fixes)
    reports = compare_files([file for file in done if isinstance(file, FileReport)], config.rules)
    for other in done:
        if isinstance(other, Other) and other.reason is not None:
            console.print_error(_untouched(other.reason, copied=not in_place))
    if not reports:
        errors.append(
            LinterError("neither a Markdown file (.md, .markdown) nor data with records there", path=source)
        )
    console.print_errors(errors)
    for file in reports:
        console.print_errors(file.errors)
    run = Run(reports, errors, config.packs, console.locale)
    _print_counts(run, console, others=len(done) - len(reports), copied=not in_place)
    if report is not None:
        write_report(run, "json", report)
    return status(run)


def _clean(
    items: Sequence[Item], config: RunConfig, target: Path | None, console: Console, *, unsafe: bool
) -> list[FileReport | Other]:
    """Cleans the items; see `linter.jobs.clean.clean`."""
    journal = Journal("clean")
    least = Applicability.UNSAFE if unsafe else Applicability.SAFE
    linked = linked_keys([item.source for item in items if item.linted], config.encoding)
    how = FixJob(least, names=config.names, encoding=config.encoding, journal=journal, linked=linked)
    done = job.clean(items, config.rules, how, target)
    reports = list(_with_progress(done, len(items), console.locale))
    console.close_journal(journal)
    return reports


def _untouched(reason: LinterError, *, copied: bool) -> Phrase:
    """Says that a file of data has no records, and what became of it."""
    message = (
        template("{place}: {reason}; copied as it is")
        if copied
        else template("{place}: {reason}; left alone")
    )
    return Phrase(message, place=reason.place, reason=reason.phrase)


def _with_progress(
    done: Iterable[FileReport | Other], length: int, locale: Locale
) -> Iterator[FileReport | Other]:
    """Passes the reports on, with a progress bar on a terminal once the job has taken a second."""
    started = time.monotonic()
    with contextlib.ExitStack() as stack:
        bar = None
        for number, report in enumerate(done, 1):
            if bar is not None:
                bar.update(1)
            elif sys.stderr.isatty() and time.monotonic() - started > _PATIENCE:
                bar = stack.enter_context(
                    typer.progressbar(length=length, file=sys.stderr, label=Phrase("cleaning").text(locale))
                )
                bar.update(number)
            yield report


def _print_counts(run: Run, console: Console, *, others: int, copied: bool) -> None:
    """Prints the numbers of the job, rule by rule."""
    fixed = Counter(diagnostic.rule for file in run.files for diagnostic in file.applied)
    left = Counter(diagnostic.rule for file in run.files for diagnostic in file.diagnostics)
    names = sorted(fixed.keys() | left.keys())
    if names:
        heads = [Phrase(head).text(console.locale) for head in ("rule", "fixed", "left")]
        rows = [[name, str(fixed[name]), str(left[name])] for name in names]
        echo(table(heads, rows, right=(1, 2)))
    console.say(conclusion(run))
    if others and copied:
        console.say(
            Phrase("{files} copied.", files=Count(others, "{count} other file", "{count} other files"))
        )
