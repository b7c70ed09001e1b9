"""Recognises files that an export wrote, in each format: only these may be replaced by another export."""

from __future__ import annotations

import csv
import io
import json
import os
from typing import TYPE_CHECKING

from linter.errors import DecodeError, UsageError, os_reason
from linter.files.regular import read_regular
from linter.formats import PAGES, parquet
from linter.lazy import lazy_re
from linter.records.names import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from linter.records.names import FieldNames

#: Fields that every export has had, and other data hardly have.
_SIGNS = frozenset(("schema_version", "index", "date_status", "source"))
_DETAILS = lazy_re(r"(?mi)^<(/?)details\b[^>\n]*>")
_MATTER = lazy_re(r"---\n((?:[^\n]*\n)*?)---\n")
_KEY = lazy_re(r"(?m)^([^\s:#'\"-][^:\n]*):")


def is_export(data: bytes, name: str, names: FieldNames) -> bool:
    """Whether the content of a file is an export in a format; an empty one counts as one.

    Args:
        data: the content.
        name: the format.
        names: what the fields are called.
    """
    if not data.strip():
        return True
    if name == "parquet":
        return _is_parquet(data, names)
    try:
        return _BY_FORMAT[name](data.decode("utf-8-sig"), names)
    except (UnicodeDecodeError, csv.Error):
        return False


def refuse_foreign(output: Path, name: str, names: FieldNames) -> None:
    """Refuses to replace a file that is not an export in a format, or cannot be read; a link may be replaced.

    Raises:
        UsageError: the file is such a one.
    """
    if not os.path.lexists(output) or output.is_symlink():
        return
    try:
        ours = is_export(read_regular(output), name, names)
    except OSError as error:
        raise UsageError(
            "{output} cannot be replaced: {reason}", output=output, reason=os_reason(error)
        ) from error
    if not ours and name == PAGES:
        raise UsageError(
            "{output} contains text that is not part of a record; name another file", output=output
        )
    if not ours:
        raise UsageError(
            "{output} was not written by an export in this format; name another file, or remove it",
            output=output,
        )


def _called(names: FieldNames, *fields: str) -> set[str]:
    return {names.get(field, field) for field in fields}


def _is_lines(text: str, names: FieldNames) -> bool:
    """JSON lines: each begins with the first field."""
    first = f"{{{json.dumps(names.get(FIELDS[0], FIELDS[0]))}: "
    source = f", {json.dumps(names.get('source', 'source'))}: {{"
    lines = text.removesuffix("\n").split("\n")
    return all(line.startswith(first) and source in line for line in lines)


def _is_list(text: str, names: FieldNames) -> bool:
    """A list in JSON, indented as ours are."""
    first = json.dumps(names.get(FIELDS[0], FIELDS[0]))
    begins, ends = f"[\n{{\n  {first}: ", "\n}\n]\n"
    return text == "[]\n" or (text.startswith(begins) and text.endswith(ends))


def _is_table(text: str, names: FieldNames) -> bool:
    """A table whose header has our columns."""
    header = next(csv.reader(io.StringIO(text, newline="")), [])
    wanted = _called(names, *_SIGNS - {"source"}) | {f"{names.get('source', 'source')}.path"}
    return wanted <= set(header)


def _is_parquet(data: bytes, names: FieldNames) -> bool:
    try:
        row = next(parquet.values(data, "", names, {}), None)
    except DecodeError:
        return False
    return row is None or (isinstance(row.value, dict) and _called(names, *_SIGNS) <= row.value.keys())


def _is_pages(text: str, _names: FieldNames) -> bool:
    """Records one after the other, without text between them."""
    depth, end = 0, 0
    for match in _DETAILS.finditer(text):
        if not depth and text[end : match.start()].strip():
            return False
        depth, end = max(depth + (-1 if match[1] else 1), 0), match.end()
    return bool(end) and not depth and not text[end:].strip()


def _is_notes(text: str, names: FieldNames) -> bool:
    """Front matter that begins with the number of a record and has no other keys than ours."""
    matter = _MATTER.match(text)
    keys = _KEY.findall(matter[1]) if matter is not None else []
    return keys[:1] == [names.get("index", "index")] and set(keys) <= _called(names, *FIELDS)


_BY_FORMAT: Mapping[str, Callable[[str, FieldNames], bool]] = {
    "jsonl": _is_lines,
    "json": _is_list,
    "csv": _is_table,
    "details": _is_pages,
    "front-matter": _is_notes,
}
