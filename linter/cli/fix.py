"""`seedlint fix`: repair files in place."""

from __future__ import annotations

from typing import Annotated

import typer

from linter.cli.options import (
    ConfigOption,
    Diff,
    EncodingOption,
    FailOn,
    Ignore,
    Isolated,
    MetadataOption,
    Packs,
    Paths,
    Select,
    Unsafe,
    VariantOption,
    choose,
    status,
)
from linter.cli.running import run_over, show_diff
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
    if diff:
        outcome = show_diff(paths, chosen, unsafe=unsafe_fixes)
        return 0 if exit_zero and outcome == 1 else outcome
    from linter.reporters.report import summarise  # noqa: PLC0415 - see linter.cli.options
    from linter.reporters.text import conclusion  # noqa: PLC0415

    run = run_over(paths, chosen, fix=True, unsafe=unsafe_fixes)
    for report in run.files:
        if report.applied:
            fixed, left = len(report.applied), len(report.diagnostics)
            say("{path}: {fixed} fixed, {left} left", path=report.path, fixed=fixed, left=left)
    say(conclusion(summarise(run)))
    outcome = status(run, fail_on)
    return 0 if exit_zero and outcome == 1 else outcome
