"""Options that several commands share, and what they are turned into."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linter.chinese.targets import Target
from linter.cli.words import complain, locale
from linter.diagnostics import Severity
from linter.errors import LinterError, UsageError
from linter.messages.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from linter.config import Config
    from linter.files.excludes import Exclusion
    from linter.files.journal import Journal
    from linter.kinds import Options
    from linter.metadata import Metadata
    from linter.packs import Rule, RulePack
    from linter.records.names import FieldNames
    from linter.reporters.report import Run


def rule_names(incomplete: str) -> list[str]:
    """The rules and packs whose names begin so, for shells that complete; those of the configuration, too."""
    from linter.kinds import Options  # noqa: PLC0415 - see below
    from linter.packs import load_packs  # noqa: PLC0415

    try:
        settings = configuration(None, isolated=False)
        packs = load_packs(settings.packs, Options(), settings.file)
    except LinterError:  # nothing can be said in the middle of a command line
        return []
    names = {pack.name for pack in packs} | {rule.id for pack in packs for rule in pack.rules}
    return sorted(name for name in names if name.startswith(incomplete))


def kind_names(incomplete: str) -> list[str]:
    """The kinds of rules whose names begin so, for shells that complete."""
    from linter.kinds import kinds  # noqa: PLC0415 - see below

    return [name for name in kinds() if name.startswith(incomplete)]


def rule_and_kind_names(incomplete: str) -> list[str]:
    """What can be explained and begins so."""
    return [*rule_names(incomplete), *kind_names(incomplete)]


#: Text, so that what cannot be read is said by us, file by file, and the others are still done.
Paths = Annotated[
    list[str] | None, typer.Argument(help="Files or folders; the current folder if none.", show_default=False)
]
Packs = Annotated[
    list[Path] | None, typer.Option("--rules", metavar="FILE", help="A rule pack of your own; repeatable.")
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="RULE",
        autocompletion=rule_names,
        help="Only this rule or pack; `default` is what runs anyway; repeatable.",
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore", metavar="RULE", autocompletion=rule_names, help="Not this rule or pack; repeatable."
    ),
]
VariantOption = Annotated[
    Target | None, typer.Option("--variant", help="The Chinese to bring text to; zh-TW if not given.")
]
MetadataOption = Annotated[
    Path | None,
    typer.Option(
        "--metadata",
        metavar="FILE",
        help="What is known about the videos: a video list (CSV), yt-dlp's info JSON, or a YAML map.",
    ),
]
ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config", metavar="FILE", help="The configuration; the nearest seedlint.yaml if not given."
    ),
]
Isolated = Annotated[bool, typer.Option("--isolated", help="Use no configuration file.")]
EncodingOption = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        help="What files are written in that are not UTF-8: big5, gb18030, utf-16, …; refused without it.",
    ),
]
FailOn = Annotated[
    Severity, typer.Option("--fail-on", help="The least severity that makes the exit status 1.")
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="COMMIT",
        help="Only files that differ from this commit, or from where the branch left it; git says which.",
    ),
]
ForceExclude = Annotated[
    bool,
    typer.Option(
        "--force-exclude", help="Leave out what the configuration excludes even if it is named here."
    ),
]
Unsafe = Annotated[bool, typer.Option("--unsafe-fixes", help="Apply unsafe fixes, too.")]
Diff = Annotated[bool, typer.Option("--diff", help="Show what would change and write nothing.")]


@dataclass(frozen=True, slots=True)
class Choice:
    """The packs of a run, the rules of them that it uses, and how it reads."""

    packs: Sequence[RulePack]
    rules: Sequence[Rule]
    names: FieldNames
    """What the fields of records are called in data."""
    metadata: Metadata | None
    """What is known about the videos."""
    encoding: str | None
    """What files are written in that are not in UTF-8."""
    files: Sequence[Path]
    """What was read to know all that: configuration, packs, metadata."""
    exclude: Exclusion
    """What the configuration leaves out."""
    baseline: Path | None
    """The file with the findings that the configuration says are known."""


def configuration(path: Path | None, *, isolated: bool) -> Config:
    """The configuration that the options ask for.

    Raises:
        UsageError: both options are given.
        PackError: the file cannot be read, or something in it is wrong.
    """
    from linter.config import Config, find_config  # noqa: PLC0415 - help and version need none of it
    from linter.config.reading import read_config  # noqa: PLC0415

    if isolated:
        if path is not None:
            raise UsageError("--isolated and --config contradict each other")
        return Config()
    found = path or find_config(current_folder())
    return read_config(found) if found is not None else Config()


def current_folder() -> Path:
    """The folder that the program runs in.

    Raises:
        UsageError: it was removed.
    """
    try:
        return Path.cwd()
    except FileNotFoundError:
        raise UsageError("the current folder is gone; go to another one") from None


def make_options(config: Config, variant: Target | None, metadata: Path | None) -> Options:
    """What rules may depend on; the command line wins over the configuration.

    Raises:
        MetadataError: the metadata file is wrong.
    """
    from linter.kinds import Options  # noqa: PLC0415 - see above
    from linter.metadata import read_metadata  # noqa: PLC0415

    known = metadata or config.metadata
    return Options(
        variant or config.variant or Target.TAIWAN,
        read_metadata(known) if known is not None else None,
        locale(),
    )


def choose(
    packs: Iterable[Path] | None,
    *,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    variant: Target | None = None,
    metadata: Path | None = None,
    config: Path | None = None,
    isolated: bool = False,
    encoding: str | None = None,
) -> Choice:
    """The rules that the options and the configuration ask for.

    Raises:
        PackError: a pack or the configuration is wrong, or a name is unknown.
        MetadataError: the metadata file is wrong.
    """
    from linter.config.names import check_names  # noqa: PLC0415 - see above
    from linter.files.encodings import known_encoding  # noqa: PLC0415
    from linter.packs import load_packs, select_rules  # noqa: PLC0415

    warn_of_other_opencc()
    settings = configuration(config, isolated=isolated)
    options = make_options(settings, variant, metadata)
    loaded = load_packs([*settings.packs, *(packs or ())], options, settings.file)
    check_names(settings, loaded)
    rules = select_rules(loaded, select or settings.select, [*settings.ignore, *(ignore or ())])
    if not rules:
        raise UsageError("--select and --ignore leave no rule to run")
    return Choice(
        loaded,
        rules,
        settings.fields,
        options.metadata,
        known_encoding(encoding),
        [*settings_files(settings, metadata), *(file for pack in loaded for file in pack.files)],
        settings.exclude,
        settings.baseline,
    )


def settings_files(settings: Config, metadata: Path | None) -> list[Path]:
    """The configuration and the metadata that a run has read."""
    files = [] if settings.file is None else [Path(settings.file.path)]
    known = metadata or settings.metadata
    return files if known is None else [*files, known]


def warn_of_other_opencc() -> None:
    """Says on standard error that another package lies over the one whose dictionaries are used."""
    from linter.chinese.dictionaries import overwritten  # noqa: PLC0415 - see above

    problem = overwritten()
    if problem is not None:
        complain(problem)


def check_format(name: str, *known: str) -> None:
    """Checks the value of `--format`.

    Raises:
        UsageError: it is none of those known.
    """
    if name not in known:
        raise UsageError("--format is {known}, not '{name}'", known=" / ".join(known), name=name)


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
        complain(error.text(locale()))


def close_journal(journal: Journal) -> None:
    """Ends the journal of a run, and says why the run cannot be undone, if it cannot."""
    journal.close()
    if journal.problem is not None:
        complain(Phrase("what was changed cannot be undone later: {reason}", reason=journal.problem))


def status(run: Run) -> int:
    """The exit status of a run over files."""
    if run.errors or any(report.errors for report in run.files):
        return 2
    return int(any(run.counts(each) for report in run.files for each in report.diagnostics))
