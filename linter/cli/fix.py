"""`seedlint fix`: repair files in place."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from linter.cli.options import (
    ConfigOption,
    Diff,
    EncodingOption,
    FailOn,
    ForceExclude,
    Ignore,
    Isolated,
    MetadataOption,
    Packs,
    Paths,
    Select,
    Since,
    Unsafe,
    VariantOption,
    choose,
    status,
)
from linter.cli.running import look_up, run_over, show_diff
from linter.cli.words import say
from linter.diagnostics import Severity


def fix(
    paths: Paths = None,
    *,
    unsafe_fixes: Unsafe = False,
    diff: Diff = False,
    fail_on: FailOn = Severity.INFO,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Exit with 0 though findings are left.")
    ] = False,
    exit_non_zero_on_fix: Annotated[
        bool, typer.Option("--exit-non-zero-on-fix", help="Exit with 1 if a file was changed.")
    ] = False,
    since: Since = None,
    force_exclude: ForceExclude = False,
    rules: Packs = None,
    select: Select = None,
    ignore: Ignore = None,
    variant: VariantOption = None,
    metadata: MetadataOption = None,
    encoding: EncodingOption = None,
    config: ConfigOption = None,
    isolated: Isolated = False,
) -> int:
    """Repair what can be repaired safely.

    Every file is written whole or not at all, and only after proof that nothing but its prose changed.

    Exit status: 0 nothing is left, 1 findings are left, 2 the job could not be done.
    """
    chosen = choose(
        rules,
        select=select,
        ignore=ignore,
        variant=variant,
        metadata=metadata,
        config=config,
        isolated=isolated,
        encoding=encoding,
    )
    found = look_up(paths, chosen, forced=force_exclude, since=since)
    if diff:
        outcome = show_diff(found, chosen, unsafe=unsafe_fixes)
        return 0 if exit_zero and outcome == 1 else outcome
    from linter.reporters.text import conclusion  # noqa: PLC0415 - see linter.cli.options

    run = run_over(found, chosen, fix=True, unsafe=unsafe_fixes)
    for report in run.files:
        if report.applied:
            fixed, left = len(report.applied), len(report.diagnostics)
            say("{path}: {fixed} fixed, {left} left", path=report.path, fixed=fixed, left=left)
    say(conclusion(run))
    outcome = status(replace(run, fail_on=fail_on))
    if exit_zero and outcome == 1:
        outcome = 0
    return max(outcome, int(exit_non_zero_on_fix and any(report.applied for report in run.files)))
