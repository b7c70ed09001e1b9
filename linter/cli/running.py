"""What `check`, `fix` and `clean` share: looking files up, running over them, diffs and reports."""

from __future__ import annotations

import functools
import io
import sys
from typing import TYPE_CHECKING

from linter.cli.options import as_paths, close_journal, print_errors
from linter.cli.words import locale
from linter.errors import UsageError
from linter.messages.phrases import printable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from linter.cli.options import Choice
    from linter.jobs.check import Found
    from linter.reporters.report import Run


def look_up(
    paths: Sequence[str] | None, choice: Choice, *, forced: bool = False, since: str | None = None
) -> Found:
    """The files below the paths.

    Args:
        paths: what the user named.
        choice: says what is left out.
        forced: whether a file that is named itself is left out, too.
        since: a commit; only files that differ from it. None for all.

    Raises:
        UsageError: git cannot say what differs.
    """
    from linter.jobs.check import find  # noqa: PLC0415 - see linter.cli.options

    named = as_paths(paths)
    found = find(named, choice.exclude, forced=forced)
    if since is not None:
        from linter.jobs.changed import keep_changed  # noqa: PLC0415

        keep_changed(found, named, since)
    return found


def run_over(found: Found, choice: Choice, *, fix: bool, unsafe: bool, write: bool = True) -> Run:
    """Checks or fixes files and says at once what could not be read or written."""
    from linter.jobs.check import check_file, compare_files  # noqa: PLC0415 - see linter.cli.options
    from linter.reporters.report import Run  # noqa: PLC0415

    print_errors(found.errors)
    job = functools.partial(check_file, rules=choice.rules, names=choice.names, encoding=choice.encoding)
    journal = None
    if fix:
        from linter.diagnostics import Applicability  # noqa: PLC0415
        from linter.files.journal import Journal  # noqa: PLC0415
        from linter.files.writer import sweep  # noqa: PLC0415
        from linter.jobs.fix import FixJob, fix_file  # noqa: PLC0415

        if write:
            sweep(found.files)
        journal = Journal("fix")
        least = Applicability.UNSAFE if unsafe else Applicability.SAFE
        how = FixJob(least, write, choice.names, choice.encoding, journal)
        job = functools.partial(fix_file, rules=choice.rules, job=how)
    reports = []
    for path in found.files:
        report = job(path)
        print_errors(report.errors)
        reports.append(report)
    if journal is not None:
        close_journal(journal)
    return Run(compare_files(reports, choice.rules), found.errors, choice.packs, locale())


def show_diff(found: Found, choice: Choice, *, unsafe: bool) -> int:
    """Prints what fixing would change; 1 if that is anything.

    Raises:
        UsageError: files may be in another encoding, where the diff would not apply.
    """
    from linter.reporters.diff import unified_diff  # noqa: PLC0415

    if choice.encoding is not None:
        raise UsageError("--diff shows UTF-8; it goes with no --encoding")
    run = run_over(found, choice, fix=True, unsafe=unsafe, write=False)
    changed, terminal = False, sys.stdout.isatty()
    for report in run.files:
        for line in unified_diff(report):
            changed = True
            # `git apply` needs what is there; a terminal shows it and does not obey it.
            sys.stdout.write(printable(line) if terminal else line)
    return 2 if run.errors or any(report.errors for report in run.files) else int(changed)


def write_report(run: Run, output_format: str, output: Path | None) -> None:
    """Writes the findings of a run to a file, whole or not at all, or to standard output."""
    from linter.reporters import load_reporter  # noqa: PLC0415

    reporter = load_reporter(output_format)
    if output is None:
        reporter.write(run, sys.stdout)
        return
    from linter.files.writer import write_atomically  # noqa: PLC0415

    stream = io.StringIO()
    reporter.write(run, stream)
    write_atomically(output, stream.getvalue().encode("utf-8"))
