"""JSON Schemas (draft 2020-12) and what an instance violates, in words."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linter import resources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator


@dataclass(frozen=True, slots=True)
class Violation:
    """Where an instance breaks its schema, as the steps into it, and why."""

    path: tuple[str | int, ...]
    reason: str

    @property
    def pointer(self) -> str:
        """The place as an RFC 6901 JSON pointer; the empty string is the whole instance."""
        return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in self.path)


def load_schema(name: str) -> dict[str, Any]:
    """The schema `schemas/<name>.schema.json`."""
    path = resources.folder("schemas") / f"{name}.schema.json"
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


@functools.cache
def _validator(name: str) -> Validator:
    from jsonschema import Draft202012Validator, FormatChecker  # noqa: PLC0415 - 80 ms that most runs never need

    return Draft202012Validator(load_schema(name), format_checker=FormatChecker(("date",)))


def violations(name: str, instance: Any) -> Iterator[Violation]:  # noqa: ANN401 - any JSON value
    """Yields what is wrong with an instance, deepest cause first where a choice failed."""
    from jsonschema.exceptions import best_match, relevance  # noqa: PLC0415 - see above

    for error in sorted(_validator(name).iter_errors(instance), key=relevance, reverse=True):
        cause = best_match([error]) or error
        yield Violation(tuple(cause.absolute_path), _reason(cause))


def _reason(error: ValidationError) -> str:
    """What is wrong, in words for a person, cut where jsonschema quotes a whole instance."""
    if error.validator == "const":
        return f"must be {error.validator_value!r}"
    if error.validator == "type" and error.instance is None:
        return "is missing"
    if error.validator == "contains":
        return "needs at least one 'invalid' and one 'valid' example"
    limit = 200
    message = error.message
    return message if len(message) <= limit else f"{message[:90]} … {message[-90:]}"
