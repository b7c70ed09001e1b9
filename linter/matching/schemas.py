"""Parts of JSON Schemas that several kinds describe their parameters with.

They keep to what draft-07 and later drafts share, because editors know that best.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]


def text(description: str, **more: Any) -> Schema:  # noqa: ANN401 - any keyword of JSON Schema
    """A text that is not empty."""
    return {"type": "string", "minLength": 1, "description": description, **more}


def texts(description: str) -> Schema:
    """A list of texts, not empty."""
    return {
        "type": "array",
        "minItems": 1,
        "items": {"type": "string", "minLength": 1},
        "description": description,
    }


def dictionary(description: str, of: Schema | None = None) -> Schema:
    """A map from names or words to texts, or to what `of` describes."""
    return {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": of or {"type": "string"},
        "description": description,
    }


def list_or_dictionary(description: str, of: Schema) -> Schema:
    """A list of texts, or a map from them to what `of` describes."""
    listed = {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}}
    return {"anyOf": [dictionary(description, of), listed], "description": description}


def one_of(description: str, *names: str) -> Schema:
    """One of a few names."""
    return {"enum": list(names), "description": description}


def several(description: str, *names: str) -> Schema:
    """A list of some of a few names."""
    return {"type": "array", "minItems": 1, "items": {"enum": list(names)}, "description": description}


def number(description: str, **limits: float) -> Schema:
    """A number."""
    return {"type": "number", "description": description, **limits}


def whole(description: str, **limits: int) -> Schema:
    """A whole number."""
    return {"type": "integer", "description": description, **limits}


def switch(description: str) -> Schema:
    """True or false."""
    return {"type": "boolean", "description": description}


def params(required: tuple[str, ...] = (), /, **properties: Schema) -> Schema:
    """The schema of a kind's parameters: the names and nothing else."""
    schema: dict[str, Any] = {"type": "object", "additionalProperties": False, "properties": properties}
    return {**schema, "required": list(required)} if required else schema


UNLESS_LINE = texts("Patterns: a find is dropped where one of them matches in its line.")
