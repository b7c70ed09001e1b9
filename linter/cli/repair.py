"""Runs that fix files, or show what fixing would change."""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING

from linter.cli.run_config import settle
from linter.cli.run_files import run_over
from linter.diagnostics import Applicability
from linter.errors import UsageError
from linter.files.journal import Journal
from linter.files.writer import sweep
from linter.jobs.fix import Computing, FixJob
from linter.jobs.fix import fix_files as fix_files_of
from linter.jobs.linked import linked_keys
from linter.messages.phrases import printable
from linter.reporters.diff import unified_diff
from linter.reporters.report import every_error

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from linter.cli.console import Console
    from linter.cli.options import RunOptions
    from linter.cli.run_config import RunConfig
    from linter.jobs.check import Found
    from linter.messages.phrases import Locale
    from linter.reporters.report import Run


def fix_files(found: Found, config: RunConfig, console: Console, *, unsafe: bool, write: bool = True) -> Run:
    """Fixes files and immediately prints what could not be read or written."""
    if write:
        sweep(found.files)
    journal = Journal("fix")
    least = Applicability.UNSAFE if unsafe else Applicability.SAFE
    linked = linked_keys(found.files, config.encoding)
    job = FixJob(least, write, config.names, config.encoding, journal, linked, config.memory)
    make = functools.partial(_computing, config.options, console.locale, least, linked)
    reports = fix_files_of(found.files, job, config.rules, make, config.jobs)
    run = run_over(found, config, console, reports)
    console.close_journal(journal)
    return run


def _computing(
    options: RunOptions, locale: Locale, least: Applicability, linked: Mapping[Path, frozenset[str]]
) -> Computing:
    """What works out fixes in another process, which has nothing of the first but these."""
    config = settle(options, locale)
    job = FixJob(least, names=config.names, encoding=config.encoding, linked=linked, memory=config.memory)
    return Computing(config.rules, job)


def show_diff(found: Found, config: RunConfig, console: Console, *, unsafe: bool) -> int:
    """Prints what fixing would change; the exit status is 1 if anything would.

    Raises:
        UsageError: files may be in another encoding, in which the diff would not apply.
    """
    if config.encoding is not None:
        raise UsageError("--diff shows UTF-8; it cannot be used with --encoding")
    run = fix_files(found, config, console, unsafe=unsafe, write=False)
    changed, terminal = False, sys.stdout.isatty()
    for report in run.files:
        for line in unified_diff(report):
            changed = True
            # `git apply` needs every character; a terminal must show control characters, not obey them.
            sys.stdout.write(printable(line) if terminal else line)
    return 2 if every_error(run) else int(changed)
