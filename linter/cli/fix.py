"""`seedlint fix`: fixes files in place."""

from __future__ import annotations

from typing import Annotated

from linter.cli.console import Console
from linter.cli.define import Option
from linter.cli.options import Diff, FailOn, FileOptions, Paths, RunOptions, Unsafe
from linter.cli.repair import fix_files, show_diff
from linter.cli.run_config import resolve
from linter.cli.run_files import discover, status
from linter.diagnostics import Severity
from linter.reporters.text import conclusion
from linter.values import replace


def fix(
    console: Console,
    paths: Paths = None,
    *,
    unsafe_fixes: Unsafe = False,
    diff: Diff = False,
    fail_on: FailOn = Severity.INFO,
    exit_zero: Annotated[bool, Option("--exit-zero", help="Exit with 0 even if findings are left.")] = False,
    exit_non_zero_on_fix: Annotated[
        bool, Option("--exit-non-zero-on-fix", help="Exit with 1 if a file was changed.")
    ] = False,
    files: FileOptions,
    options: RunOptions,
) -> int:
    """Fix what can be fixed safely.

    Every file is written whole or not at all, and only after proof that nothing but its prose changed.

    Exit status: 0 nothing is left, 1 findings are left, 2 the job could not be done.
    """
    config = resolve(options, console)
    found = discover(paths, config, files)
    if diff:
        outcome = show_diff(found, config, console, unsafe=unsafe_fixes)
        return 0 if exit_zero and outcome == 1 else outcome
    run = fix_files(found, config, console, unsafe=unsafe_fixes)
    for report in run.files:
        if report.applied:
            fixed, left = len(report.applied), len(report.diagnostics)
            console.say("{path}: {fixed} fixed, {left} left", path=report.path, fixed=fixed, left=left)
    console.say(conclusion(run))
    outcome = status(replace(run, fail_on=fail_on))
    if exit_zero and outcome == 1:
        outcome = 0
    return max(outcome, int(exit_non_zero_on_fix and any(report.applied for report in run.files)))
