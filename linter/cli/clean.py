"""`seedlint clean`: the one-shot job over a folder."""

from __future__ import annotations

import contextlib
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linter.cli.options import (
    ConfigOption,
    EncodingOption,
    Ignore,
    Isolated,
    MetadataOption,
    Packs,
    Select,
    Unsafe,
    VariantOption,
    as_paths,
    choose,
    close_journal,
    print_errors,
    status,
)
from linter.cli.running import write_report
from linter.cli.words import locale, say
from linter.errors import LinterError, UsageError
from linter.messages.phrases import Count, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linter.reporters.report import FileReport, Run

#: A job that takes longer shows a progress bar.
_PATIENCE = 1.0


def clean(
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
    variant: VariantOption = None,
    metadata: MetadataOption = None,
    encoding: EncodingOption = None,
    config: ConfigOption = None,
    isolated: Isolated = False,
) -> int:
    """Fix every document of a folder and mirror the rest.

    Exit status: 0 nothing is left, 1 findings are left, 2 something could not be done.
    """
    if (output is None) == (not in_place):
        raise UsageError("say where the clean tree goes: either -o DEST or --in-place")
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
    from linter.diagnostics import Applicability  # noqa: PLC0415
    from linter.files.journal import Journal  # noqa: PLC0415
    from linter.jobs import clean as cleaning  # noqa: PLC0415 - see linter.cli.options
    from linter.jobs.check import compare_files  # noqa: PLC0415
    from linter.jobs.fix import FixJob  # noqa: PLC0415
    from linter.jobs.output import check_output  # noqa: PLC0415
    from linter.reporters.report import Run  # noqa: PLC0415

    (folder,) = as_paths([source])
    target = as_paths([output])[0] if output is not None else None
    items, errors = cleaning.plan(folder, target, chosen.exclude)
    if report is not None:
        check_output(
            report, [*(path for item in items for path in (item.source, item.target)), *chosen.files]
        )
    journal = Journal("clean")
    least = Applicability.UNSAFE if unsafe_fixes else Applicability.SAFE
    job = FixJob(least, names=chosen.names, encoding=chosen.encoding, journal=journal)
    done = list(_progress(cleaning.clean(items, chosen.rules, job, target), len(items)))
    reports = compare_files([each for each in done if each is not None], chosen.rules)
    if not any(item.linted for item in items):
        errors.append(LinterError("no Markdown file (.md, .markdown) there", path=source))
    print_errors(errors)
    for each in reports:
        print_errors(each.errors)
    close_journal(journal)
    run = Run(reports, errors, chosen.packs, locale())
    _table(run, others=len(done) - len(reports), copied=not in_place)
    if report is not None:
        write_report(run, "json", report)
    return status(run)


def _progress(done: Iterable[FileReport | None], length: int) -> Iterator[FileReport | None]:
    """Passes the files on, with a bar on a terminal once the job has taken a second."""
    started = time.monotonic()
    with contextlib.ExitStack() as stack:
        bar = None
        for number, each in enumerate(done, 1):
            if bar is not None:
                bar.update(1)
            elif sys.stderr.isatty() and time.monotonic() - started > _PATIENCE:
                bar = stack.enter_context(
                    typer.progressbar(length=length, file=sys.stderr, label=Phrase("cleaning").text(locale()))
                )
                bar.update(number)
            yield each


def _table(run: Run, *, others: int, copied: bool) -> None:
    """The numbers of the job, rule by rule."""
    from linter.reporters.text import conclusion, table  # noqa: PLC0415

    fixed = Counter(diagnostic.rule for each in run.files for diagnostic in each.applied)
    left = Counter(diagnostic.rule for each in run.files for diagnostic in each.diagnostics)
    names = sorted(fixed.keys() | left.keys())
    if names:
        heads = [Phrase(head).text(locale()) for head in ("rule", "fixed", "left")]
        rows = [[name, str(fixed[name]), str(left[name])] for name in names]
        typer.echo(table(heads, rows, right=(1, 2)))
    say(conclusion(run))
    if others and copied:
        say(Phrase("{files} copied.", files=Count(others, "{count} other file", "{count} other files")))
