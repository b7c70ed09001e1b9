"""Validates data against a JSON Schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linter.data.schemas import load_schema, schema_names
from linter.data.validation import Checker
from linter.errors import LinterError, UsageError
from linter.files.reading import read_source, read_text
from linter.formats import text_encoding
from linter.formats.instances import instances
from linter.matching.cpu_time import interrupted_after
from linter.messages.phrases import Phrase, display, template
from linter.messages.suggestions import did_you_mean
from linter.values import Struct, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linter.data.validation import Violation
    from linter.formats.instances import Instance
    from linter.records.names import FieldNames

#: How many CPU seconds one record may take: a schema may come from a stranger.
_RECORD_LIMIT = 60.0


class Invalid(Value):
    """A violation of the schema: file, 1-based line, the record's index or number, JSON pointer, and why."""

    path: str
    line: int
    record: Phrase | str
    pointer: str
    reason: Phrase


class Validated(Struct):
    """How much was validated so far."""

    records: int = 0
    wrong: int = 0
    """Records that violate the schema."""


def find_schema(name: str) -> dict[str, Any]:
    """A built-in schema by its name, or one in a file.

    Raises:
        UsageError: it does not exist, or is not a schema.
    """
    if name in schema_names():
        return load_schema(name)
    path = Path(name)
    if not path.exists() and not path.suffix:
        names = schema_names()
        raise UsageError(
            "no schema is called '{name}', and no such file exists{hint}",
            name=name,
            hint=did_you_mean(name, names),
        )
    text = read_text(path, UsageError)
    try:
        schema = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError("not JSON: {reason}", path=str(path), reason=error) from error
    if not isinstance(schema, dict):
        raise UsageError("a JSON Schema is a map", path=str(path))
    try:
        Checker(schema)
    except Exception as error:
        reason = str(getattr(error, "message", error)).partition("\n")[0]
        raise UsageError("is not a JSON Schema: {reason}", path=str(path), reason=reason) from error
    return schema


def validate(
    paths: Iterable[Path],
    schema: dict[str, Any],
    names: FieldNames,
    done: Validated,
    encoding: str | None = None,
) -> Iterator[Invalid | LinterError]:
    """Yields what is wrong with the records of files, in their order, and what cannot be read.

    Args:
        paths: the files.
        schema: the schema to validate against; it is compiled once.
        names: the names that data use for the fields of records.
        done: is updated while the files are read.
        encoding: the encoding of files that are not in UTF-8; see `linter.files.encodings`.

    Raises:
        UsageError: the schema refers to one that it does not contain, cannot be used, or takes too long.
    """
    checker = Checker(schema)
    for path in paths:
        for instance in _instances(path, names, schema, encoding):
            if isinstance(instance, LinterError):
                yield instance
                continue
            done.records += 1
            try:
                with interrupted_after(_RECORD_LIMIT):
                    found = list(_violations(checker, instance.value))
            except TimeoutError:
                message = template(
                    "a record takes more than {seconds} s with this schema; simplify the schema"
                )
                raise UsageError(
                    message, path=display(path), line=instance.line(()), seconds=f"{_RECORD_LIMIT:g}"
                ) from None
            done.wrong += bool(found)
            for violation in found:
                yield Invalid(
                    display(path),
                    instance.line(violation.path),
                    _name(instance.value, instance.number),
                    violation.pointer or "/",
                    violation.phrase,
                )


def _instances(
    path: Path, names: FieldNames, schema: dict[str, Any], encoding: str | None
) -> Iterator[Instance | LinterError]:
    """The records of a file, and an error at the point where it cannot be read."""
    try:
        data = read_source(path, text_encoding(path, encoding)).data
        yield from instances(data, display(path), names, schema)
    except LinterError as error:
        yield error


def _violations(checker: Checker, value: Any) -> Iterator[Violation]:  # noqa: ANN401 - any JSON value
    from referencing.exceptions import Unresolvable  # noqa: PLC0415 - comes with jsonschema

    try:
        yield from checker.violations(value)
    except Unresolvable as error:
        message = "the schema refers to '{name}', which is not in it; nothing is fetched"
        raise UsageError(message, name=getattr(error, "ref", error)) from error
    except RecursionError as error:
        raise UsageError("the schema refers to itself without end") from error
    except TimeoutError:
        raise
    except Exception as error:  # drafts before 4 allow what current validators cannot read
        reason = f"{type(error).__name__}: {error}".partition("\n")[0]
        raise UsageError("the schema cannot be used: {reason}", reason=reason) from error


def _name(value: Any, number: int) -> Phrase | str:  # noqa: ANN401 - any JSON value
    index = value.get("index") if isinstance(value, dict) else None
    return str(index) if type(index) is int else Phrase("#{number}", number=number)
