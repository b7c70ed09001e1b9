"""`seedlint validate`: validates data against a JSON Schema."""

from __future__ import annotations

from typing import Annotated

from linter.cli.console import Console
from linter.cli.define import Argument, Option
from linter.cli.options import ConfigOption, EncodingOption, Isolated, as_paths
from linter.errors import LinterError
from linter.files.encodings import known_encoding
from linter.jobs import validate as job
from linter.jobs.choice import configuration
from linter.messages.phrases import Count


def validate(
    console: Console,
    files: Annotated[list[str], Argument(help="Files of data: .jsonl, .json, .csv, .parquet.")],
    *,
    schema: Annotated[
        str,
        Option("--schema", metavar="NAME|FILE", help="The name of a built-in schema, or a file with one."),
    ] = "record",
    encoding: EncodingOption = None,
    config: ConfigOption = None,
    isolated: Isolated = False,
) -> int:
    """Validate exported records, or other data, against a JSON Schema.

    Nothing is fetched: a schema that refers to another one must contain it.

    Exit status: 0 valid, 1 something is not, 2 the job could not be done.
    """
    names = configuration(config, isolated=isolated).fields
    done = job.Validated()
    paths = as_paths(files)
    errors = 0
    for problem in job.validate(paths, job.find_schema(schema), names, done, known_encoding(encoding)):
        if isinstance(problem, LinterError):
            console.print_errors([problem])
            errors += 1
            continue
        console.say(
            "{path}:{line}: record {record}: {pointer}: {reason}",
            path=problem.path,
            line=problem.line,
            record=problem.record,
            pointer=problem.pointer,
            reason=problem.reason,
        )
    records = Count(done.records, "{count} record", "{count} records")
    in_files = Count(len(paths), "{count} file", "{count} files")
    if done.wrong:
        console.say(
            "Not valid: {wrong} of {records} in {files}.", wrong=done.wrong, records=records, files=in_files
        )
    elif not errors:
        console.say("{records} in {files}, all valid.", records=records, files=in_files)
    return 2 if errors else 1 if done.wrong else 0
