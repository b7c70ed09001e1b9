"""Writes the records of many files in one format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.errors import ExportError
from linter.files.reading import read_source
from linter.formats import load_format, output_format, read_parts, text_encoding
from linter.formats.own import refuse_foreign
from linter.formats.rows import rows
from linter.jobs.output import check_output
from linter.messages.phrases import display
from linter.values import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from linter.formats import Row
    from linter.jobs.check import Found
    from linter.matching.summaries import SummaryJudge
    from linter.metadata import Metadata
    from linter.records.names import FieldNames


class Exported(Struct):
    """What was written."""

    records: int = 0
    files: int = 0
    undated: int = 0
    """Records without a date."""
    empty: int = 0
    """Records without a summary."""


def export_records(  # noqa: PLR0913 - the user chooses them all
    found: Found,
    output: Path,
    to: str | None,
    metadata: Metadata | None,
    names: FieldNames,
    *,
    summaries: SummaryJudge,
    encoding: str | None = None,
    others: Iterable[Path] = (),
) -> Exported:
    """Writes the records of files one by one, so that they are never in memory together.

    Args:
        found: the files.
        output: the file to write, or the folder if every record becomes a file.
        to: the format; if None, that of the output's suffix.
        metadata: has dates that records lack.
        names: the names of the fields, in what is read and in what is written.
        summaries: says which records have a summary.
        encoding: the encoding of files that are not in UTF-8; see `linter.files.encodings`.
        others: other files that were read, which the output must not replace either.

    Raises:
        LinterError: a path cannot be read, a record is invalid, or the output cannot be written; it is
            then as it was.
    """
    name = output_format(output, to)
    writer = load_format(name)
    for error in found.errors:
        raise error
    check_output(output, [*found.files, *others], page=True)
    if not output.is_dir():
        refuse_foreign(output, name, names)
    exported = Exported(files=len(found.files))

    def every() -> Iterator[Row]:
        for path in found.files:
            for part in read_parts(
                read_source(path, text_encoding(path, encoding)).data, display(path), names
            ):
                for problem in part.problems:
                    raise problem
                for row in rows(part, metadata, summaries):
                    exported.records += 1
                    exported.undated += row["date"] is None
                    exported.empty += row["summary_status"] != "present"
                    yield row
        if not exported.records:
            raise ExportError("no records found there")

    writer.write(every(), output, names)
    return exported
