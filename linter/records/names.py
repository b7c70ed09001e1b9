"""What the fields of a record are called in data files and in front matter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: Our name of a field to the key or column that has it; a field that is not here has its own name.
FieldNames = Mapping[str, str]

#: The fields of an exported record, in their order.
FIELDS = (
    "schema_version",
    "index",
    "video_id",
    "url",
    "thumbnail",
    "title",
    "heading",
    "date",
    "date_status",
    "date_written",
    "language",
    "variant",
    "summary_markdown",
    "summary_status",
    "summary_written",
    "source",
)
#: The fields that are read; the others are derived from these.
READ = tuple(name for name in FIELDS if name not in ("schema_version", "source"))
#: What an export derives from other fields; in other data, such a key may have any value.
DERIVED = frozenset(
    ("date_status", "date_written", "language", "variant", "summary_status", "summary_written")
)
#: No field has another name.
OWN_NAMES: FieldNames = {}


def renamed(row: Mapping[str, Any], names: FieldNames) -> Mapping[str, Any]:
    """A row with its fields called as the user wants."""
    return {names.get(name, name): value for name, value in row.items()} if names else row
