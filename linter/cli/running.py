"""What `check`, `fix` and `clean` share: running over files, showing a diff, writing a report."""

from __future__ import annotations

import functools
import io
import sys
from typing import TYPE_CHECKING

from linter.cli.options import as_paths, print_errors, print_notes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from linter.errors import LinterError
    from linter.packs import Rule
    from linter.reporters.report import FileReport


def run_over(
    paths: Sequence[str] | None, rules: Sequence[Rule], *, fix: bool, unsafe: bool, write: bool = True
) -> tuple[list[FileReport], list[LinterError]]:
    """Checks or fixes the files below the paths and says at once what could not be read or written."""
    from linter.jobs.check import check_file, find  # noqa: PLC0415 - see linter.cli.options

    found = find(as_paths(paths))
    print_errors(found.errors)
    job = functools.partial(check_file, rules=rules)
    if fix:
        from linter.diagnostics import Applicability  # noqa: PLC0415
        from linter.jobs.fix import FixJob, fix_file  # noqa: PLC0415

        how = FixJob(Applicability.UNSAFE if unsafe else Applicability.SAFE, write)
        job = functools.partial(fix_file, rules=rules, job=how)
    reports = []
    for path in found.files:
        report = job(path)
        print_notes(report)
        reports.append(report)
    return reports, found.errors


def show_diff(paths: Sequence[str] | None, rules: Sequence[Rule], *, unsafe: bool) -> int:
    """Prints what fixing would change; 1 if that is anything."""
    from linter.reporters.diff import unified_diff  # noqa: PLC0415

    reports, errors = run_over(paths, rules, fix=True, unsafe=unsafe, write=False)
    changed = False
    for report in reports:
        for line in unified_diff(report):
            changed = True
            sys.stdout.write(line)
    return 2 if errors or any(report.errors for report in reports) else int(changed)


def write_report(
    reports: Sequence[FileReport], errors: Sequence[LinterError], output_format: str, output: Path | None
) -> None:
    """Writes the findings of a run to a file, whole or not at all, or to standard output."""
    from linter.reporters import load_reporter  # noqa: PLC0415

    reporter = load_reporter(output_format)
    if output is None:
        reporter.write(reports, errors, sys.stdout)
        return
    from linter.writer import write_atomically  # noqa: PLC0415

    stream = io.StringIO()
    reporter.write(reports, errors, stream)
    write_atomically(output, stream.getvalue().encode("utf-8"))
