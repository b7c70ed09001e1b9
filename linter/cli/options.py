"""Options that several commands share, and what they are turned into."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linter.chinese.targets import Target
from linter.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from linter.errors import LinterError
    from linter.packs import Rule
    from linter.reporters.report import FileReport


#: Text, so that what cannot be read is said by us, file by file, and the others are still done.
Paths = Annotated[
    list[str] | None, typer.Argument(help="Files or folders; the current folder if none.", show_default=False)
]
Packs = Annotated[
    list[Path] | None, typer.Option("--rules", metavar="FILE", help="A rule pack of your own; repeatable.")
]
Select = Annotated[
    list[str] | None, typer.Option("--select", metavar="RULE", help="Only this rule or pack; repeatable.")
]
Ignore = Annotated[
    list[str] | None, typer.Option("--ignore", metavar="RULE", help="Not this rule or pack; repeatable.")
]
VariantOption = Annotated[Target, typer.Option("--variant", help="The Chinese to bring text to.")]
MetadataOption = Annotated[
    Path | None,
    typer.Option(
        "--metadata", metavar="FILE", help="Video list (CSV with id and date) to fill missing dates from."
    ),
]
Unsafe = Annotated[bool, typer.Option("--unsafe-fixes", help="Apply unsafe fixes, too.")]
Diff = Annotated[bool, typer.Option("--diff", help="Show what would change and write nothing.")]


def load_rules(
    packs: Iterable[Path] | None,
    *,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    variant: Target = Target.TAIWAN,
    metadata: Path | None = None,
) -> tuple[Rule, ...]:
    """The rules that the options ask for.

    Raises:
        PackError: a pack is wrong, or a name is unknown.
        MetadataError: the metadata file is wrong.
    """
    from linter.kinds import Options  # noqa: PLC0415 - help and version need none of it
    from linter.metadata import read_metadata  # noqa: PLC0415
    from linter.packs import load_packs, select_rules  # noqa: PLC0415

    options = Options(variant, read_metadata(metadata) if metadata is not None else None)
    rules = select_rules(load_packs(packs or (), options), select or (), ignore or ())
    if not rules:
        raise UsageError("--select and --ignore leave no rule to run")
    return rules


def as_paths(names: Sequence[str] | None) -> list[Path]:
    """The paths that the arguments name.

    Raises:
        UsageError: one is empty, as an unset variable of a shell is.
    """
    if names is not None and "" in names:
        raise UsageError("an empty path; say . for the current folder")
    return [Path(name) for name in names or (".",)]


def print_errors(errors: Iterable[LinterError]) -> None:
    """Writes what could not be done to standard error."""
    for error in errors:
        typer.echo(f"seedlint: {error}", err=True)


def print_notes(report: FileReport) -> None:
    """Writes to standard error what went wrong with a file, and what was left out to keep it whole."""
    print_errors(report.errors)
    for note in report.notes:
        typer.echo(f"seedlint: {report.path}: {note}", err=True)


def status(reports: Sequence[FileReport], errors: Sequence[LinterError]) -> int:
    """The exit status of a run over files."""
    if errors or any(report.errors for report in reports):
        return 2
    return 1 if any(report.diagnostics for report in reports) else 0
