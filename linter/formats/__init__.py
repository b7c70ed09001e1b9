"""The formats in which records are read and written, one file each.

A format is a module that offers what `Format` lists, and `values` if its files can be compared with a schema
(`instances.py`); a new one is a new file and a line in `FORMATS`. The data formats share `data.py`, which
shows rows to the rules as if they were on a page; `rows.py` makes rows that follow
schemas/record.schema.json.
"""

from __future__ import annotations

import functools
import importlib
import os
from typing import TYPE_CHECKING, Any, Protocol, cast

from linter.errors import UsageError
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from linter.document import Document
    from linter.records.names import FieldNames

#: The format of files whose suffix belongs to no other: text of any name is Markdown.
PAGES = "details"


class _Known(Value):
    module: str
    suffixes: tuple[str, ...]
    is_text: bool = True


FORMATS = {
    PAGES: _Known("details", (".md", ".markdown")),
    "front-matter": _Known("front_matter", ()),
    "jsonl": _Known("jsonlines", (".jsonl", ".ndjson")),
    "json": _Known("json", (".json",)),
    "csv": _Known("csv", (".csv",)),
    "parquet": _Known("parquet", (".parquet",), is_text=False),
}
#: The suffixes of files that may have records.
SUFFIXES = frozenset(suffix for known in FORMATS.values() for suffix in known.suffixes)
Row = dict[str, Any]


class Format(Protocol):
    """What a format's module offers."""

    def read(self, data: bytes, path: str, names: FieldNames) -> Document:
        """The records of a file, as rules see them.

        Raises:
            LinterError: the file cannot be read as this format.
        """

    def parts(self, data: bytes, path: str, names: FieldNames) -> Iterator[Document]:
        """The same records in several documents, for reading only: a large file is never in memory whole.

        Raises:
            LinterError: the file cannot be read as this format; perhaps only after some parts.
        """

    def write(self, rows: Iterator[Row], output: Path, names: FieldNames) -> None:
        """Replaces a file, or the files of a folder, each whole or not at all.

        Args:
            rows: what to write, by schemas/record.schema.json; rows are read one by one and need not fit in
                memory.
            output: the file or the folder.
            names: what the fields are to be called.

        Raises:
            LinterError: a row would be read back differently, or the file cannot be written.
        """


@functools.cache  # a run asks once a file
def load_format(name: str) -> Format:
    """The module of a format.

    Raises:
        KeyError: the format does not exist.
    """
    return cast("Format", importlib.import_module(f"{__name__}.{FORMATS[name].module}"))


def format_by_suffix(path: Path | str) -> str | None:
    """The format with a file's suffix; None if there is none."""
    suffix = os.path.splitext(path)[1].lower()  # noqa: PTH122 - a run asks for each of its files
    return next((name for name, known in FORMATS.items() if suffix in known.suffixes), None)


def text_encoding(path: Path, encoding: str | None) -> str | None:
    """The encoding in which a file may be written, if its format is text."""
    name = format_by_suffix(path)
    return encoding if name is None or FORMATS[name].is_text else None


def read_parts(data: bytes, path: str, names: FieldNames) -> Iterator[Document]:
    """A file's records in several documents; see `Format.parts`."""
    return load_format(format_by_suffix(path) or PAGES).parts(data, path, names)


def read_document(data: bytes, path: str, names: FieldNames) -> Document:
    """A file's records as rules see them, in the format of its suffix, or else as Markdown.

    Raises:
        LinterError: the file cannot be read as this format.
    """
    return load_format(format_by_suffix(path) or PAGES).read(data, path, names)


def output_format(output: Path, name: str | None) -> str:
    """The name of the format to write: the one named, or the one of the output's suffix.

    Raises:
        UsageError: the format does not exist, or none is named and no format has the suffix.
    """
    if name is not None:
        if name not in FORMATS:
            raise UsageError("--to is {known}, not '{name}'", known=" / ".join(FORMATS), name=name)
        return name
    found = format_by_suffix(output)
    if found is None:
        endings = ", ".join(suffix for known in FORMATS.values() for suffix in known.suffixes)
        raise UsageError(
            "cannot tell the format from '{name}': give it one of the suffixes {endings}, or use --to",
            name=output.name,
            endings=endings,
        )
    return found
