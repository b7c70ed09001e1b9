"""`seedlint export`: hand the records over to other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from linter.cli.options import (
    ConfigOption,
    Isolated,
    MetadataOption,
    Paths,
    as_paths,
    configuration,
    make_options,
)
from linter.cli.words import say
from linter.phrases import Count


def export(
    paths: Paths = None,
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output-file", "-o", metavar="FILE", help="The file to write: .jsonl, one record a line."
        ),
    ],
    metadata: MetadataOption = None,
    config: ConfigOption = None,
    isolated: Isolated = False,
) -> int:
    """Write the records of seed documents as data.

    Every record is checked against the schema first; if one is invalid, or a file cannot be read, nothing
    is written.

    Exit status: 0 written, 2 not.
    """
    from linter.jobs.export import export_records  # noqa: PLC0415 - see linter.cli.options

    options = make_options(configuration(config, isolated=isolated), None, metadata)
    count, files = export_records(as_paths(paths), output, options.metadata)
    say(
        "{output}: {records} from {files}",
        output=output,
        records=Count(count, "{count} record", "{count} records"),
        files=Count(files, "{count} file", "{count} files"),
    )
    return 0
