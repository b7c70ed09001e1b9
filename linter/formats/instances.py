"""The values in files of data, to be validated against a schema.

A format that can be validated offers `values`, with the arguments of `instances`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from linter.errors import UsageError
from linter.formats import format_by_suffix, load_format
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from linter.records.names import FieldNames


class Instance(Value):
    """A value of a file.

    `line` gives the 1-based line in the file to which a path within the value leads; `number` is the 1-based
    position of the value among all values of the file.
    """

    value: Any
    number: int
    line: Callable[[Sequence[str | int]], int]


def instances(data: bytes, path: str, names: FieldNames, schema: Mapping[str, Any]) -> Iterator[Instance]:
    """The values of a file: each line of JSON lines, the items of a list, the rows of a table.

    Args:
        data: the file's bytes.
        path: how the user names it; its suffix gives the format.
        names: what the fields of records are called.
        schema: the schema to validate against: that of a list takes a list as one value, and columns of CSV
            are read with the types that it gives them.

    Raises:
        LinterError: the file cannot be read in the format of its suffix.
    """
    name = format_by_suffix(Path(path))
    values = getattr(load_format(name), "values", None) if name is not None else None
    if values is None:
        raise UsageError("only .jsonl, .json, .csv and .parquet files can be validated", path=path)
    ours = {called: name for name, called in names.items()}
    for instance in values(data, path, names, schema):
        yield Instance(_renamed(instance.value, ours), instance.number, instance.line)


def _renamed(value: Any, ours: Mapping[str, str]) -> Any:  # noqa: ANN401 - any JSON value
    """A record with our names of its fields."""
    if not ours or not isinstance(value, dict):
        return value
    return {ours.get(key, key): inner for key, inner in value.items()}


def always(line: int) -> Callable[[Sequence[str | int]], int]:
    """The same line for everything in a value, for formats that know no more."""
    return lambda _: line
