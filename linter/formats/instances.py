"""Values of files of data, to be compared with a schema.

A format that can be validated offers `values`, with the arguments of `instances`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linter.errors import UsageError
from linter.formats import format_by_suffix, load_format

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from linter.records.names import FieldNames


@dataclass(frozen=True, slots=True)
class Instance:
    """A value of a file.

    `line` tells where the value that a path leads to stands in the file, from 1 on; `number` is the place of
    the value in the file, from 1 on.
    """

    value: Any
    number: int
    line: Callable[[Sequence[str | int]], int]


def instances(data: bytes, path: str, names: FieldNames, schema: Mapping[str, Any]) -> Iterator[Instance]:
    """The values that a file holds: of JSON lines each line, of a list its items, of a table the rows.

    Args:
        data: the file's bytes.
        path: how the user names it; its ending says what it holds.
        names: what the fields of records are called.
        schema: what they are to be compared with: one of a list takes a list as one value, and columns of CSV
            are read as it describes them.

    Raises:
        LinterError: the file cannot be read as what its ending says.
    """
    name = format_by_suffix(Path(path))
    values = getattr(load_format(name), "values", None) if name is not None else None
    if values is None:
        raise UsageError("only .jsonl, .json, .csv and .parquet files can be validated", path=path)
    ours = {called: name for name, called in names.items()}
    for each in values(data, path, names, schema):
        yield Instance(_renamed(each.value, ours), each.number, each.line)


def _renamed(value: Any, ours: Mapping[str, str]) -> Any:  # noqa: ANN401 - any JSON value
    """A record with our names of its fields."""
    if not ours or not isinstance(value, dict):
        return value
    return {ours.get(key, key): each for key, each in value.items()}


def always(line: int) -> Callable[[Sequence[str | int]], int]:
    """A place for all that a value holds, where a format does not tell it apart."""
    return lambda _: line
