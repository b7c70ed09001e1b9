"""Runs over files: finds and checks the files, writes reports, gives the exit status.

What checks is imported when it is needed: the help of a command needs none of it.
"""

from __future__ import annotations

import functools
import io
import sys
from typing import TYPE_CHECKING

from linter.cli.options import as_paths
from linter.cli.run_config import settle
from linter.reporters import load_reporter
from linter.reporters.report import Run, every_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from linter.cli.console import Console
    from linter.cli.options import FileOptions, RunOptions
    from linter.cli.run_config import RunConfig
    from linter.jobs.check import CheckJob, Found
    from linter.messages.phrases import Locale
    from linter.reporters.report import FileReport


def discover(paths: Sequence[str] | None, config: RunConfig, options: FileOptions) -> Found:
    """The files below the paths.

    Args:
        paths: what the user named.
        config: says which files are left out.
        options: say whether files that are named are left out, too, and since which commit files must have
            changed.

    Raises:
        UsageError: git cannot say which files differ.
    """
    from linter.jobs.check import find  # noqa: PLC0415 - see above

    named = as_paths(paths)
    found = find(named, config.exclude, forced=options.force_exclude)
    if options.since is not None:
        from linter.jobs.changed import keep_changed  # noqa: PLC0415 - few runs start git

        keep_changed(found, named, options.since)
    return found


def check_files(found: Found, config: RunConfig, console: Console) -> Run:
    """Checks files and immediately prints what could not be read."""
    return run_over(found, config, console, reports_of(found, config, console))


def reports_of(found: Found, config: RunConfig, console: Console) -> Iterable[FileReport]:
    """Checks files, as many at once as the run wants."""
    from linter.jobs import check  # noqa: PLC0415 - see above

    held: dict[Path, bytes] = {}
    linked = check.linked_keys(found.files, config.encoding, held)
    make = functools.partial(_check_job, config.options, console.locale, linked)
    return check.check_files(found.files, _job(config, linked, held), make, config.jobs)


def _job(config: RunConfig, linked: Mapping[Path, frozenset[str]], held: dict[Path, bytes]) -> CheckJob:
    from linter.jobs import check  # noqa: PLC0415 - see above

    return check.CheckJob(config.rules, config.names, config.encoding, linked, config.memory, held)


def _check_job(options: RunOptions, locale: Locale, linked: Mapping[Path, frozenset[str]]) -> CheckJob:
    """The job of a run in another process, which has nothing of the first but these."""
    return _job(settle(options, locale), linked, {})


def run_over(found: Found, config: RunConfig, console: Console, reports: Iterable[FileReport]) -> Run:
    """Takes the reports of a job as they come, and immediately prints what went wrong."""
    from linter.jobs.compared import compare_files  # noqa: PLC0415 - see above

    console.print_errors(found.errors)
    done = []
    for report in reports:
        console.print_errors(report.errors)
        done.append(report)
    return Run(compare_files(done, config.rules, config.memory), found.errors, config.packs, console.locale)


def write_report(run: Run, output_format: str, output: Path | None) -> None:
    """Writes the findings of a run to a file, whole or not at all, or to standard output."""
    reporter = load_reporter(output_format)
    if output is None:
        reporter.write(run, sys.stdout)
        return
    from linter.files.writer import write_atomically  # noqa: PLC0415 - most runs print

    stream = io.StringIO()
    reporter.write(run, stream)
    write_atomically(output, stream.getvalue().encode("utf-8"))


def status(run: Run) -> int:
    """The exit status of a run over files."""
    if every_error(run):
        return 2
    return int(any(any(report.tally.severities[: run.fail_on.rank + 1]) for report in run.files))
