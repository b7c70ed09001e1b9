"""Runs over files: finds and checks the files, writes reports, gives the exit status.

What checks is imported when it is needed: the help of a command needs none of it.
"""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from linter.cli.options import as_paths
from linter.reporters import load_reporter
from linter.reporters.report import Run, every_error

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from linter.cli.console import Console
    from linter.cli.options import FileOptions
    from linter.cli.run_config import RunConfig
    from linter.jobs.check import Found
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
    from linter.jobs.check import CheckJob, check_file, linked_keys  # noqa: PLC0415 - see above

    linked = linked_keys(found.files, config.encoding)
    job = CheckJob(config.rules, config.names, config.encoding, linked, config.memory)
    return run_over(found, config, console, lambda path: check_file(path, job))


def run_over(found: Found, config: RunConfig, console: Console, job: Callable[[Path], FileReport]) -> Run:
    """Does a job for each file and immediately prints what went wrong."""
    from linter.jobs.check import compare_files  # noqa: PLC0415 - see above

    console.print_errors(found.errors)
    reports = []
    for path in found.files:
        report = job(path)
        console.print_errors(report.errors)
        reports.append(report)
    config.memory.close()
    return Run(compare_files(reports, config.rules), found.errors, config.packs, console.locale)


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
    return int(any(run.counts(diagnostic) for report in run.files for diagnostic in report.diagnostics))
