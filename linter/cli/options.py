"""The options that several commands share, each defined once, and the groups in which commands take them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from linter.chinese.dictionaries import overwritten
from linter.chinese.targets import Target
from linter.cli.define import Argument, Option
from linter.diagnostics import Severity
from linter.errors import UsageError
from linter.files import cache
from linter.jobs.processors import processors
from linter.messages.phrases import Phrase
from linter.recall.runs import OPTION as NO_CACHE
from linter.values import Value

#: The value of `--jobs` for as many processes as there are processors, and the highest number.
AUTO = "auto"
MOST_JOBS = 256

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.cli.console import Console


def _rule_names(incomplete: str) -> list[str]:
    from linter.cli.candidates import rule_names  # noqa: PLC0415 - only a shell that completes needs it

    return rule_names(incomplete)


#: Strings rather than paths, so that an unreadable path is our error to report, and the other files are
#: processed.
Paths = Annotated[
    list[str] | None, Argument(help="Files or folders; the current folder if none.", show_default=False)
]
Packs = Annotated[
    list[Path] | None, Option("--rules", metavar="FILE", help="A rule pack of your own; repeatable.")
]
Select = Annotated[
    list[str] | None,
    Option(
        "--select",
        metavar="RULE",
        autocompletion=_rule_names,
        help="Only this rule or pack; `default` is what runs by default; repeatable.",
    ),
]
Ignore = Annotated[
    list[str] | None,
    Option(
        "--ignore",
        metavar="RULE",
        autocompletion=_rule_names,
        help="Leave out this rule or pack; repeatable.",
    ),
]
VariantOption = Annotated[
    Target | None,
    Option("--variant", help="The variant of Chinese that is wanted; zh-TW if not given."),
]
MetadataOption = Annotated[
    Path | None,
    Option(
        "--metadata",
        metavar="FILE",
        help="What is known about the videos: a video list (CSV), yt-dlp's info JSON, or a YAML map.",
    ),
]
EncodingOption = Annotated[
    str | None,
    Option(
        "--encoding",
        metavar="NAME",
        help="The encoding of files that are not UTF-8: big5, gb18030, utf-16, …; else they are refused.",
    ),
]
ConfigOption = Annotated[
    Path | None,
    Option("--config", metavar="FILE", help="The configuration; the nearest seedlint.yaml if not given."),
]
NoCache = Annotated[
    bool,
    Option(NO_CACHE, help="Check everything again, and remember nothing of it for later runs."),
]
Jobs = Annotated[
    str,
    Option(
        "--jobs",
        "-j",
        metavar="N|auto",
        help="How many processes check files; `auto` is one for each processor.",
    ),
]
Isolated = Annotated[bool, Option("--isolated", help="Use no configuration file.")]
Since = Annotated[
    str | None,
    Option(
        "--since",
        metavar="COMMIT",
        help="Only files that differ from this commit, or from where the branch left it; git says which.",
    ),
]
ForceExclude = Annotated[
    bool,
    Option("--force-exclude", help="Leave out what the configuration excludes, even if it is named here."),
]
FailOn = Annotated[Severity, Option("--fail-on", help="The lowest severity that makes the exit status 1.")]
Unsafe = Annotated[bool, Option("--unsafe-fixes", help="Apply unsafe fixes, too.")]
Diff = Annotated[bool, Option("--diff", help="Show what would change and write nothing.")]


class FileOptions(Value):
    """Which of the files below the paths a run takes."""

    since: Since = None
    force_exclude: ForceExclude = False


class RunOptions(Value):
    """The options that decide which rules run and how files are read; see `linter.cli.run_config.resolve`."""

    rules: Packs = None
    select: Select = None
    ignore: Ignore = None
    variant: VariantOption = None
    metadata: MetadataOption = None
    encoding: EncodingOption = None
    config: ConfigOption = None
    isolated: Isolated = False
    no_cache: NoCache = False
    jobs: Jobs = AUTO


def count_of(jobs: str) -> int:
    """How many processes the value of `--jobs` means.

    Raises:
        UsageError: it is neither a number from 1 nor `auto`.
    """
    if jobs == AUTO:
        return processors()
    if not (jobs.isascii() and jobs.isdecimal() and 0 < int(jobs) <= MOST_JOBS):
        raise UsageError(
            "--jobs is a number from 1 to {most}, or auto, not '{jobs}'", most=MOST_JOBS, jobs=jobs
        )
    return int(jobs)


def check_format(name: str, *known: str) -> None:
    """Checks the value of `--format`.

    Raises:
        UsageError: it is not one of the known formats.
    """
    if name not in known:
        raise UsageError("--format is {known}, not '{name}'", known=" / ".join(known), name=name)


def as_paths(names: Sequence[str] | None) -> list[Path]:
    """The paths that the arguments name.

    Raises:
        UsageError: one is empty, as an unset variable of a shell is.
    """
    if names is not None and "" in names:
        raise UsageError("an empty path; use . for the current folder")
    return [Path(name) for name in names or (".",)]


def warn_of_surroundings(console: Console) -> None:
    """Warns of a package that was installed over one that is used, and of a cache that others can write."""
    problem = overwritten()
    if problem is not None:
        console.print_error(problem)
    warn_of_shared_cache(console)


def warn_of_shared_cache(console: Console) -> None:
    """Warns if the cache is not used because others can write to it."""
    reason = cache.refused()
    if reason is not None:
        console.print_error(
            Phrase("{reason}; nothing is read from this cache, and nothing stored there", reason=reason)
        )
