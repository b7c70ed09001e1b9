"""`seedlint check`: finds defects and, with `--fix`, fixes them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from linter.cli.console import Console
from linter.cli.define import Option
from linter.cli.options import Diff, FailOn, FileOptions, Paths, RunOptions, Unsafe
from linter.cli.run_config import RunConfig, resolve
from linter.cli.run_files import check_files, discover, status, write_report
from linter.diagnostics import Severity
from linter.errors import UsageError
from linter.jobs.output import check_output, check_report
from linter.messages.phrases import template
from linter.reporters import FORMATS, STATISTICS
from linter.values import Value, replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.jobs.check import Found
    from linter.reporters.report import Run


class ReportOptions(Value):
    """The options that decide where the findings go, and which of them count."""

    output_format: Annotated[
        str,
        Option(
            "--output-format",
            metavar="|".join(FORMATS),
            choices=tuple(FORMATS),
            help="The format of the findings.",
        ),
    ] = "text"
    statistics: Annotated[bool, Option("--statistics", help="Only count the findings, by rule.")] = False
    verbose: Annotated[
        bool, Option("--verbose", help="Say why a finding cannot be fixed, where its rule has a fix.")
    ] = False
    fail_on: FailOn = Severity.INFO
    output: Annotated[
        Path | None,
        Option(
            "--output-file", "-o", metavar="FILE", help="The file to write to; standard output if not given."
        ),
    ] = None
    report: Annotated[
        list[str] | None,
        Option("--report", metavar="FORMAT=FILE", help="Write the findings to a file as well; repeatable."),
    ] = None
    baseline: Annotated[
        Path | None,
        Option(
            "--baseline",
            metavar="FILE",
            help="Known findings: only others are reported and count.",
        ),
    ] = None
    write_baseline: Annotated[
        bool,
        Option("--write-baseline", help="Write the findings to the baseline instead of reporting them."),
    ] = False

    @property
    def reported(self) -> bool:
        """Whether the findings go anywhere but to standard output as text."""
        return self.output is not None or self.output_format != "text" or bool(self.report)


def check(
    console: Console,
    paths: Paths = None,
    *,
    fix: Annotated[bool, Option("--fix", help="Fix what can be fixed safely, and report the rest.")] = False,
    unsafe_fixes: Unsafe = False,
    diff: Diff = False,
    reports: ReportOptions,
    files: FileOptions,
    options: RunOptions,
) -> int:
    """Find defects in seed documents.

    Exit status: 0 clean, 1 findings, 2 the job could not be done.
    """
    _refuse_contradictions(reports, diff=diff)
    if unsafe_fixes and not (fix or diff):
        raise UsageError("--unsafe-fixes needs --fix or --diff")
    config = resolve(options, console)
    found = discover(paths, config, files)
    if diff:
        from linter.cli.repair import show_diff  # noqa: PLC0415 - checking needs none of what fixes

        return show_diff(found, config, console, unsafe=unsafe_fixes)
    baseline = reports.baseline or config.baseline
    written = _outputs(reports)
    _check_outputs(found, config, reports, baseline, written)

    def work() -> Run:
        if not fix:
            return check_files(found, config, console)
        from linter.cli.repair import fix_files  # noqa: PLC0415 - as above

        return fix_files(found, config, console, unsafe=unsafe_fixes)

    if baseline is None:
        run = work()
    else:
        from linter.cli import baselines  # noqa: PLC0415 - few runs have one

        if reports.write_baseline:
            whole = not (paths or files.since or options.select or options.ignore)
            return baselines.rewrite(baseline, work, config, console, whole=whole)
        run = baselines.run_against(baseline, work, config)
    run = replace(run, fail_on=reports.fail_on, verbose=reports.verbose)
    for name, file in written:
        write_report(run, name, file)
    outcome = status(run)
    if outcome == 1 and reports.output_format == "text" and os.environ.get("PRE_COMMIT"):
        _help_on(run, console)
    return outcome


def _refuse_contradictions(options: ReportOptions, *, diff: bool) -> None:
    """Refuses options that contradict each other.

    Raises:
        UsageError: two do.
    """
    contradictions = (
        (
            diff and options.reported,
            template("--diff writes a diff to standard output, and cannot be used with another output"),
        ),
        (
            diff and options.fail_on is not Severity.INFO,
            template("--fail-on cannot be used with --diff, which reports no findings"),
        ),
        (
            diff and (options.baseline is not None or options.write_baseline),
            template("--diff cannot be used with a baseline"),
        ),
        (
            options.statistics and (diff or options.output_format != "text"),
            template("--statistics cannot be used with --diff or --output-format"),
        ),
        (
            options.write_baseline and (options.statistics or options.reported),
            template("--write-baseline writes no report, only the baseline"),
        ),
    )
    for contradicts, reason in contradictions:
        if contradicts:
            raise UsageError(reason)


def _outputs(options: ReportOptions) -> list[tuple[str, Path | None]]:
    """The formats of the findings, each with its file; None for standard output.

    Raises:
        UsageError: a value of `--report` is not of the form FORMAT=FILE.
    """
    outputs = [(STATISTICS if options.statistics else options.output_format, options.output)]
    for value in options.report or ():
        name, _, file = value.partition("=")
        if name not in FORMATS or not file:
            raise UsageError(
                "--report is FORMAT=FILE, as in sarif=findings.sarif, not '{value}'; the formats are {names}",
                value=value,
                names=", ".join(FORMATS),
            )
        outputs.append((name, Path(file)))
    return outputs


def _check_outputs(
    found: Found,
    config: RunConfig,
    options: ReportOptions,
    baseline: Path | None,
    written: Sequence[tuple[str, Path | None]],
) -> None:
    """Refuses outputs that would replace what is read, each other, or other files.

    Raises:
        UsageError: an output would do so, or the baseline to write is not named.
    """
    if options.write_baseline and baseline is None:
        raise UsageError("--write-baseline needs --baseline FILE, or `baseline` in the configuration")
    read = [*found.files, *config.files]
    baselines = [baseline] if baseline is not None else []
    outputs = [file for _, file in written if file is not None]
    if options.write_baseline:
        outputs = baselines
    else:
        read += baselines
    for index, output in enumerate(outputs):
        check_output(output, [*read, *outputs[:index], *outputs[index + 1 :]])
    for name, file in written:
        if file is not None:
            check_report(file, name)


def _help_on(run: Run, console: Console) -> None:
    """Says what to do about a commit that the hook has stopped."""
    rule = next(diagnostic.rule for report in run.files for diagnostic in report.diagnostics)
    console.say(
        "To continue, fix the text and `git add` it; the hook `seedlint-fix` applies the safe fixes. "
        "To keep text that is right, put `<!-- seedlint-ignore {rule} -->` on the same line.",
        rule=rule,
    )
