"""`seedlint check`: find, and with `--fix` repair."""

from __future__ import annotations

import functools
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from linter.cli.running import look_up, run_over, show_diff, write_report
from linter.cli.words import locale, say
from linter.diagnostics import Severity
from linter.errors import UsageError
from linter.messages.phrases import Phrase, template
from linter.reporters import FORMATS, STATISTICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.reporters.report import Run


def _known_format(name: str) -> str:
    if name not in FORMATS:
        reason = Phrase("'{name}' is not one of {names}", name=name, names=", ".join(FORMATS))
        raise typer.BadParameter(reason.text(locale()))
    return name


def _reports(asked: list[str] | None) -> list[tuple[str, Path]]:
    """The formats and files of `--report`.

    Raises:
        UsageError: one is not of the form FORMAT=FILE.
    """
    pairs = []
    for each in asked or ():
        name, _, file = each.partition("=")
        if name not in FORMATS or not file:
            raise UsageError(
                "--report is FORMAT=FILE, as in sarif=findings.sarif, not '{value}'; the formats are {names}",
                value=each,
                names=", ".join(FORMATS),
            )
        pairs.append((name, Path(file)))
    return pairs


OutputFormat = Annotated[
    str,
    typer.Option(
        "--output-format",
        metavar="|".join(FORMATS),
        callback=_known_format,
        autocompletion=lambda: list(FORMATS),
        help="How to write the findings.",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output-file", "-o", metavar="FILE", help="Where to write them; standard output if not given."
    ),
]
Reports = Annotated[
    list[str] | None,
    typer.Option("--report", metavar="FORMAT=FILE", help="Write the findings to a file as well; repeatable."),
]
BaselineOption = Annotated[
    Path | None,
    typer.Option(
        "--baseline", metavar="FILE", help="Findings that are known: only others are reported, and count."
    ),
]
WriteBaseline = Annotated[
    bool,
    typer.Option("--write-baseline", help="Write what is found to the baseline instead of reporting it."),
]


def check(
    paths: Paths = None,
    *,
    fix: Annotated[
        bool, typer.Option("--fix", help="Repair what can be repaired safely, report the rest.")
    ] = False,
    unsafe_fixes: Unsafe = False,
    diff: Diff = False,
    output_format: OutputFormat = "text",
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Only count the findings, by rule.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", help="Say why a finding cannot be fixed, where its rule has a fix.")
    ] = False,
    fail_on: FailOn = Severity.INFO,
    output: Output = None,
    report: Reports = None,
    baseline: BaselineOption = None,
    write_baseline: WriteBaseline = False,
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
    """Find defects in seed documents.

    Exit status: 0 clean, 1 findings, 2 the job could not be done.
    """
    reported = output is not None or output_format != "text" or bool(report)
    _refuse(
        (
            diff and reported,
            template("--diff writes a diff to standard output; it goes with no other output"),
        ),
        (diff and fail_on is not Severity.INFO, template("--fail-on goes with findings, not with --diff")),
        (diff and (baseline is not None or write_baseline), template("--diff goes with no baseline")),
        (unsafe_fixes and not (fix or diff), template("--unsafe-fixes goes with --fix or --diff")),
        (
            statistics and (diff or output_format != "text"),
            template("--statistics goes with neither --diff nor --output-format"),
        ),
        (
            write_baseline and (statistics or reported),
            template("--write-baseline writes the baseline, and no report"),
        ),
    )
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
        return show_diff(found, chosen, unsafe=unsafe_fixes)
    known = baseline or chosen.baseline
    if write_baseline and known is None:
        raise UsageError("--write-baseline needs --baseline FILE, or `baseline` in the configuration")
    written = [(STATISTICS if statistics else output_format, output), *_reports(report)]
    outputs = [file for _, file in written if file is not None]
    held = [known] if known is not None else []
    read = [*found.files, *chosen.files]
    _check_outputs(*((held, read) if write_baseline else (outputs, [*read, *held])))
    work = functools.partial(run_over, found, chosen, fix=fix, unsafe=unsafe_fixes)
    if known is None:
        run = work()
    else:
        from linter.cli import baselines  # noqa: PLC0415 - see linter.cli.options

        if write_baseline:
            whole = not (paths or since or select or ignore)
            return baselines.rewrite(known, work, chosen, whole=whole)
        run = baselines.run_against(known, work, chosen)
    run = replace(run, fail_on=fail_on, verbose=verbose)
    for name, file in written:
        write_report(run, name, file)
    outcome = status(run)
    if outcome == 1 and output_format == "text" and os.environ.get("PRE_COMMIT"):
        _help_on(run)
    return outcome


def _check_outputs(outputs: Sequence[Path], read: Sequence[Path]) -> None:
    """Refuses outputs that would replace what is read, or each other.

    Raises:
        UsageError: one would.
    """
    from linter.jobs.output import check_output  # noqa: PLC0415 - see linter.cli.options

    for place, each in enumerate(outputs):
        check_output(each, [*read, *outputs[:place], *outputs[place + 1 :]])


def _refuse(*contradictions: tuple[bool, str]) -> None:
    """Says which options contradict each other.

    Raises:
        UsageError: two do.
    """
    for contradicts, reason in contradictions:
        if contradicts:
            raise UsageError(reason)


def _help_on(run: Run) -> None:
    """Says how a commit that the hook has stopped goes on."""
    say(
        "To go on, repair the text and `git add` it; the hook `seedlint-fix` repairs what is safe. "
        "What is right as it stands is left alone beside `<!-- seedlint-ignore {rule} -->`.",
        rule=next(each.rule for report in run.files for each in report.diagnostics),
    )
