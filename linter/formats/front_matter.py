"""Markdown with YAML front matter, one record per file; it is read like any other Markdown."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING

import yaml

from linter.errors import ExportError, FileError, UsageError, os_reason
from linter.files.writer import write_atomically
from linter.formats.details import parts, prove, read, summary_of
from linter.formats.own import refuse_foreign

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from linter.formats import Row
    from linter.records.names import FieldNames

__all__ = ["parts", "read", "write"]

#: The fields that front matter holds, in their order.
_HELD = ("index", "video_id", "title", "date", "url", "thumbnail")


def write(rows: Iterator[Row], output: Path, names: FieldNames) -> None:
    """Writes a file for each record into a folder, created if needed; other files in it are left alone.

    All rows are read before the first file is written, so that an invalid one leaves the folder as it was.
    """
    files: dict[str, bytes] = {}
    for row in rows:
        name = "-".join(f"{part}" for part in (f"{row['index']:04}", row["video_id"]) if part)
        if f"{name}.md" in files:
            raise ExportError(
                "record {number} occurs twice, and each record is written to its own file",
                path=row["source"]["path"],
                line=row["source"]["line"],
                number=row["index"],
            )
        text = record_notes(row, names)
        prove(row, text, names)
        files[f"{name}.md"] = text.encode("utf-8")
    if os.path.lexists(output) and not output.is_dir():
        raise UsageError("{target} is not a folder; name another", target=output)
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError("cannot be created: {reason}", path=str(output), reason=os_reason(error)) from error
    for name in files:
        refuse_foreign(output / name, "front-matter", names)
    for name, data in files.items():
        write_atomically(output / name, data, follow=False)


def record_notes(row: Row, names: FieldNames) -> str:
    """A record as front matter and summary."""
    values = {**row, "date": dt.date.fromisoformat(row["date"]) if row["date"] else row["date_written"]}
    held = {names.get(name, name): values[name] for name in _HELD if values[name] is not None}
    matter = yaml.safe_dump(held, allow_unicode=True, sort_keys=False, width=1_000_000)
    heading = f"# {row['heading']}\n\n" if row["heading"] else ""
    summary = summary_of(row)
    return f"---\n{matter}---\n\n{heading}{summary}" + ("\n" if summary else "")
