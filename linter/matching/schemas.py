"""Parts of JSON Schemas that several kinds describe their parameters with.

They use only what draft-07 and later drafts share, because editors support that best.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from linter.data.conditions import FORBIDDEN

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


def mode(required: tuple[str, ...] = (), /, **properties: Schema) -> Schema:
    """What one mode of a kind takes besides what all modes do; see `params_by_mode`.

    Args:
        required: what it needs, of its own and of the shared parameters.
        properties: its own parameters; of shared ones, what narrows them, or FORBIDDEN.
    """
    return {"required": list(required), "properties": properties}


def params_by_mode(
    report: Schema, modes: Mapping[str, Schema], required: tuple[str, ...] = (), /, **shared: Schema
) -> Schema:
    """The schema of the parameters of a kind whose `report` chooses a mode.

    Args:
        report: describes the choice.
        modes: the modes by their names, each as `mode` makes it.
        required: what every mode needs.
        shared: the parameters of all modes; one that a few have is listed with each of these instead.
    """
    own = {
        name: schema
        for taken in modes.values()
        for name, schema in taken["properties"].items()
        if name not in shared
    }
    conditions = [
        {"if": {"properties": {"report": {"const": name}}, "required": ["report"]}, "then": then}
        for name, taken in modes.items()
        if (then := _then(taken, own))
    ]
    schema = params(("report", *required), report=report, **shared, **own)
    return {**schema, "allOf": conditions} if conditions else schema


def _then(taken: Schema, own: Mapping[str, Schema]) -> Schema:
    """What holds for the parameters if a mode is chosen; `own` are the parameters of all modes."""
    properties = {name: schema for name, schema in taken["properties"].items() if name not in own}
    properties |= {name: FORBIDDEN for name in own if name not in taken["properties"]}
    then = {"required": taken["required"], "properties": properties}
    return {keyword: value for keyword, value in then.items() if value}


def only(*names: str) -> Schema:
    """Narrows a shared parameter of a mode to a few of its values."""
    return {"enum": list(names)}


#: A text, or one for each language; the schemas of packs and configurations define it.
LANGUAGES: Schema = {"$ref": "#/definitions/text"}
UNLESS_LINE = texts("Patterns: a match is not reported if one of them matches in its line.")
UNLESS_QUOTED = switch(
    "Whether a match is left alone in quotation marks, in a block quotation, and alone in round brackets."
)
