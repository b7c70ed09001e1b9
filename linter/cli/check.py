"""`seedlint check`: find, and with `--fix` repair."""

from __future__ import annotations

import enum
import functools
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linter.cli.options import (
    Diff,
    Ignore,
    MetadataOption,
    Packs,
    Paths,
    Select,
    Unsafe,
    Variant,
    VariantOption,
    load_rules,
    print_errors,
    status,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.errors import LinterError
    from linter.packs import Rule
    from linter.reporters.report import FileReport


class OutputFormat(enum.StrEnum):
    """How findings are written."""

    TEXT = "text"
    JSON = "json"


def check(  # noqa: PLR0913 - one argument an option, described beside it
    paths: Paths = None,
    *,
    fix: Annotated[
        bool, typer.Option("--fix", help="Repair what can be repaired safely, report the rest.")
    ] = False,
    unsafe_fixes: Unsafe = False,
    diff: Diff = False,
    output_format: Annotated[
        OutputFormat, typer.Option("--output-format", help="How to write the findings.")
    ] = OutputFormat.TEXT,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output-file", "-o", metavar="FILE", help="Where to write them; standard output if not given."
        ),
    ] = None,
    rules: Packs = None,
    select: Select = None,
    ignore: Ignore = None,
    variant: VariantOption = Variant.TAIWAN,
    metadata: MetadataOption = None,
) -> int:
    """Find defects in seed documents.

    Exit status: 0 clean, 1 findings, 2 the job could not be done.
    """
    chosen = load_rules(rules, select=select, ignore=ignore, variant=variant, metadata=metadata)
    if diff:
        return show_diff(paths, chosen, unsafe=unsafe_fixes)
    reports, errors = run(paths, chosen, fix=fix, unsafe=unsafe_fixes)
    _report(reports, errors, output_format, output)
    return status(reports, errors)


def run(
    paths: Sequence[Path] | None, rules: Sequence[Rule], *, fix: bool, unsafe: bool, write: bool = True
) -> tuple[list[FileReport], list[LinterError]]:
    """Checks or fixes the files below the paths and says at once what could not be read or written."""
    from linter.jobs.check import check_file, find  # noqa: PLC0415 - see linter.cli.options

    found = find(paths or [Path()])
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
        print_errors(report.errors)
        reports.append(report)
    return reports, found.errors


def show_diff(paths: Sequence[Path] | None, rules: Sequence[Rule], *, unsafe: bool) -> int:
    """Prints what fixing would change; 1 if that is anything."""
    from linter.reporters.diff import unified_diff  # noqa: PLC0415

    reports, errors = run(paths, rules, fix=True, unsafe=unsafe, write=False)
    changed = False
    for report in reports:
        for line in unified_diff(report):
            changed = True
            sys.stdout.write(line)
    return 2 if errors or any(report.errors for report in reports) else int(changed)


def _report(
    reports: Sequence[FileReport],
    errors: Sequence[LinterError],
    output_format: OutputFormat,
    output: Path | None,
) -> None:
    from linter.reporters import load_reporter  # noqa: PLC0415

    reporter = load_reporter(output_format.value)
    if output is None:
        reporter.write(reports, errors, sys.stdout)
        return
    from linter.writer import write_atomically  # noqa: PLC0415

    stream = io.StringIO()
    reporter.write(reports, errors, stream)
    write_atomically(output, stream.getvalue().encode("utf-8"))
