"""`seedlint fix`: repair files in place."""

from __future__ import annotations

from typing import Annotated

import typer

from linter.chinese.targets import Target
from linter.cli.options import (
    Diff,
    Ignore,
    MetadataOption,
    Packs,
    Paths,
    Select,
    Unsafe,
    VariantOption,
    load_rules,
    status,
)
from linter.cli.running import run_over, show_diff


def fix(  # noqa: PLR0913 - one argument an option, described beside it
    paths: Paths = None,
    *,
    unsafe_fixes: Unsafe = False,
    diff: Diff = False,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Exit with 0 though findings are left.")
    ] = False,
    rules: Packs = None,
    select: Select = None,
    ignore: Ignore = None,
    variant: VariantOption = Target.TAIWAN,
    metadata: MetadataOption = None,
) -> int:
    """Repair what can be repaired safely.

    Every file is written whole or not at all, and only after proof that nothing but its prose changed.

    Exit status: 0 nothing is left, 1 findings are left, 2 the job could not be done.
    """
    chosen = load_rules(rules, select=select, ignore=ignore, variant=variant, metadata=metadata)
    if diff:
        outcome = show_diff(paths, chosen, unsafe=unsafe_fixes)
        return 0 if exit_zero and outcome == 1 else outcome
    from linter.reporters.report import summarise  # noqa: PLC0415 - see linter.cli.options
    from linter.reporters.text import conclusion  # noqa: PLC0415

    reports, errors = run_over(paths, chosen, fix=True, unsafe=unsafe_fixes)
    for report in reports:
        if report.applied:
            typer.echo(f"{report.path}: {len(report.applied)} fixed, {len(report.diagnostics)} left")
    typer.echo(conclusion(summarise(reports, errors)))
    outcome = status(reports, errors)
    return 0 if exit_zero and outcome == 1 else outcome
