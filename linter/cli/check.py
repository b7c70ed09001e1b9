"""`seedlint check`: find, and with `--fix` repair."""

from __future__ import annotations

from pathlib import Path
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
from linter.cli.running import run_over, show_diff, write_report
from linter.cli.words import locale
from linter.diagnostics import Severity
from linter.errors import UsageError
from linter.phrases import Phrase
from linter.reporters import FORMATS, STATISTICS


def _known_format(name: str) -> str:
    if name not in FORMATS:
        reason = Phrase("'{name}' is not one of {names}", name=name, names=", ".join(FORMATS))
        raise typer.BadParameter(reason.text(locale()))
    return name


def check(
    paths: Paths = None,
    *,
    fix: Annotated[
        bool, typer.Option("--fix", help="Repair what can be repaired safely, report the rest.")
    ] = False,
    unsafe_fixes: Unsafe = False,
    diff: Diff = False,
    output_format: Annotated[
        str,
        typer.Option(
            "--output-format",
            metavar="|".join(FORMATS),
            callback=_known_format,
            help="How to write the findings.",
        ),
    ] = "text",
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Only count the findings, by rule.")
    ] = False,
    fail_on: FailOn = Severity.INFO,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output-file", "-o", metavar="FILE", help="Where to write them; standard output if not given."
        ),
    ] = None,
    rules: Packs = None,
    select: Select = None,
    ignore: Ignore = None,
    variant: VariantOption = None,
    metadata: MetadataOption = None,
    encoding: EncodingOption = None,
    config: ConfigOption = None,
    isolated: Isolated = False,
) -> int:
    """Find defects in seed documents.

    Exit status: 0 clean, 1 findings, 2 the job could not be done.
    """
    if diff and (output is not None or output_format != "text"):
        raise UsageError("--diff writes a diff to standard output; it goes with no other output")
    if diff and fail_on is not Severity.INFO:
        raise UsageError("--fail-on goes with findings, not with --diff")
    if unsafe_fixes and not (fix or diff):
        raise UsageError("--unsafe-fixes goes with --fix or --diff")
    if statistics and (diff or output_format != "text"):
        raise UsageError("--statistics goes with neither --diff nor --output-format")
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
        return show_diff(paths, chosen, unsafe=unsafe_fixes)
    run = run_over(paths, chosen, fix=fix, unsafe=unsafe_fixes, output=output)
    write_report(run, STATISTICS if statistics else output_format, output)
    return status(run, fail_on)
