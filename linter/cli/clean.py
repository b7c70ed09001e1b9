"""`seedlint clean`: the one-shot job over a folder."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linter.chinese.targets import Target
from linter.cli.options import (
    Ignore,
    MetadataOption,
    Packs,
    Select,
    Unsafe,
    VariantOption,
    as_paths,
    load_rules,
    print_errors,
    print_notes,
    status,
)
from linter.cli.running import write_report
from linter.errors import LinterError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from linter.reporters.report import FileReport

#: A job that takes longer shows a progress bar.
_PATIENCE = 1.0


def clean(  # noqa: PLR0913 - one argument an option, described beside it
    source: Annotated[str, typer.Argument(help="The folder to clean.")],
    *,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="DEST", help="The folder to write the clean tree to."),
    ] = None,
    in_place: Annotated[bool, typer.Option("--in-place", help="Write into SOURCE itself.")] = False,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="FILE", help="Write what was changed and what is left as JSON."),
    ] = None,
    unsafe_fixes: Unsafe = False,
    rules: Packs = None,
    select: Select = None,
    ignore: Ignore = None,
    variant: VariantOption = Target.TAIWAN,
    metadata: MetadataOption = None,
) -> int:
    """Fix every document of a folder and mirror the rest.

    Exit status: 0 nothing is left, 1 findings are left, 2 something could not be done.
    """
    if (output is None) == (not in_place):
        raise UsageError("say where the clean tree goes: either -o DEST or --in-place")
    chosen = load_rules(rules, select=select, ignore=ignore, variant=variant, metadata=metadata)
    from linter.diagnostics import Applicability  # noqa: PLC0415
    from linter.jobs import clean as cleaning  # noqa: PLC0415 - see linter.cli.options
    from linter.jobs.fix import FixJob  # noqa: PLC0415

    (folder,) = as_paths([source])
    target = as_paths([output])[0] if output is not None else None
    items, errors = cleaning.plan(folder, target)
    if report is not None:
        taken = {os.path.realpath(path) for item in items for path in (item.source, item.target)}
        if os.path.realpath(report) in taken:
            raise UsageError(f"{report} is a file of {source}; name another for the report")
    job = FixJob(Applicability.UNSAFE if unsafe_fixes else Applicability.SAFE)
    done = list(_progress(cleaning.clean(items, chosen, job, target), len(items)))
    reports = [each for each in done if each is not None]
    if not any(item.linted for item in items):
        errors.append(LinterError("no Markdown file (.md, .markdown) there", path=source))
    print_errors(errors)
    for each in reports:
        print_notes(each)
    _table(reports, errors, others=len(done) - len(reports), copied=not in_place)
    if report is not None:
        write_report(reports, errors, "json", report)
    return status(reports, errors)


def _progress(done: Iterable[FileReport | None], length: int) -> Iterator[FileReport | None]:
    """Passes the files on, with a bar on a terminal once the job has taken a second."""
    started = time.monotonic()
    with contextlib.ExitStack() as stack:
        bar = None
        for number, each in enumerate(done, 1):
            if bar is not None:
                bar.update(1)
            elif sys.stderr.isatty() and time.monotonic() - started > _PATIENCE:
                bar = stack.enter_context(typer.progressbar(length=length, file=sys.stderr, label="cleaning"))
                bar.update(number)
            yield each


def _table(
    reports: Sequence[FileReport], errors: Sequence[LinterError], *, others: int, copied: bool
) -> None:
    """The numbers of the job, rule by rule."""
    from linter.reporters.report import summarise  # noqa: PLC0415
    from linter.reporters.text import conclusion, plural  # noqa: PLC0415

    fixed = Counter(diagnostic.rule for each in reports for diagnostic in each.applied)
    left = Counter(diagnostic.rule for each in reports for diagnostic in each.diagnostics)
    names = sorted(fixed.keys() | left.keys())
    if names:
        wide = max(map(len, names))
        typer.echo(f"{'rule':{wide}}  {'fixed':>7}  {'left':>7}")
        for name in names:
            typer.echo(f"{name:{wide}}  {fixed[name]:>7}  {left[name]:>7}")
    typer.echo(conclusion(summarise(reports, errors)))
    if others and copied:
        typer.echo(f"{plural(others, 'other file')} copied.")
