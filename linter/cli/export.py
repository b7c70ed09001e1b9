"""`seedlint export`: writes the records for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from linter.cli.console import Console
from linter.cli.define import Option
from linter.cli.options import (
    ConfigOption,
    EncodingOption,
    Isolated,
    MetadataOption,
    NoCache,
    Paths,
    as_paths,
    warn_of_shared_cache,
)
from linter.files.encodings import known_encoding
from linter.jobs.check import find
from linter.jobs.choice import configuration, make_options, settings_files
from linter.jobs.export import export_records
from linter.matching.summaries import SummaryJudge
from linter.messages.phrases import Count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import regex

    from linter.config import Config


def export(
    console: Console,
    paths: Paths = None,
    *,
    output: Annotated[
        Path,
        Option(
            "--output-file",
            "-o",
            metavar="FILE",
            help="The file to write; its suffix gives the format: .jsonl, .json, .csv, .parquet, .md.",
        ),
    ],
    to: Annotated[
        str | None,
        Option(
            "--to", metavar="FORMAT", help="jsonl, json, csv, parquet, details, or front-matter (a folder)."
        ),
    ] = None,
    metadata: MetadataOption = None,
    encoding: EncodingOption = None,
    config: ConfigOption = None,
    isolated: Isolated = False,
    no_cache: NoCache = False,  # noqa: ARG001 - it is read before anything is parsed; see linter.recall.runs
) -> int:
    """Write the records of seed documents as data, or as pages.

    Every record is checked against the schema first; if one is invalid, or a file cannot be read, nothing
    is written.

    Exit status: 0 written, 2 nothing was written.
    """
    warn_of_shared_cache(console)
    settings = configuration(config, isolated=isolated)
    options = make_options(settings, None, metadata, console.locale)
    done = export_records(
        find(as_paths(paths), settings.exclude),
        output,
        to,
        options.metadata,
        settings.fields,
        encoding=known_encoding(encoding),
        summaries=SummaryJudge(lambda: _patterns(settings), "empty-summary"),
        others=settings_files(settings, metadata),
    )
    console.say(
        "{output}: {records} from {files}; without a date: {undated}, without a summary: {empty}",
        output=output,
        records=Count(done.records, "{count} record", "{count} records"),
        files=Count(done.files, "{count} file", "{count} files"),
        undated=done.undated,
        empty=done.empty,
    )
    return 0


def _patterns(settings: Config) -> Mapping[str, Sequence[regex.Pattern[str]]]:
    from linter.packs import load_summary_judge  # noqa: PLC0415 - most summaries are too long to need the packs

    return load_summary_judge(settings.packs, settings.file).patterns
