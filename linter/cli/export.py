"""`seedlint export`: hand the records over to other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from linter.cli.options import MetadataOption, Paths, as_paths


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
) -> int:
    """Write the records of seed documents as data.

    Every record is checked against the schema first; if one is invalid, or a file cannot be read, nothing
    is written.

    Exit status: 0 written, 2 not.
    """
    from linter.jobs.export import export_records  # noqa: PLC0415 - see linter.cli.options
    from linter.metadata import read_metadata  # noqa: PLC0415
    from linter.reporters.text import plural  # noqa: PLC0415

    count, files = export_records(
        as_paths(paths), output, read_metadata(metadata) if metadata is not None else None
    )
    typer.echo(f"{output}: {plural(count, 'record')} from {plural(files, 'file')}")
    return 0
