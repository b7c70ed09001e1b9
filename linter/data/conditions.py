"""Violations of the `if` and `then` of a JSON Schema, worded for a person.

It handles the schemas of `linter.matching.schemas.params_by_mode`: in a list `allOf`, `if` asks for one value
of a key, and `then` requires keys, forbids keys, or narrows the values of a key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linter.messages.phrases import Joined, Phrase
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: The schema of a key that must not be there; `false` would be shorter, but its errors do not name the key.
FORBIDDEN: Mapping[str, Any] = {"not": {}}
#: With more choices than this, a message names the one that does not fit instead of those that do.
_FEW = 2


class Condition(Value):
    """The value of a key on which something else depends."""

    key: str
    value: str
    siblings: Sequence[Any]
    """All conditions of the list that it is in."""
    values: Sequence[str]
    """All values of the key."""

    @property
    def shown(self) -> str:
        """The key and its value, as YAML has them."""
        return f"'{self.key}: {self.value}'"

    def needs(self, key: str) -> Phrase:
        """The message about a missing key."""
        return Phrase("'{value}' needs the key '{key}'", value=self.value, key=key)

    def forbids(self, key: str) -> Phrase:
        """The message about a key that should not be there."""
        forbidding = {
            _constant(sibling)[1]
            for sibling in self.siblings
            if sibling["then"].get("properties", {}).get(key) == FORBIDDEN
        }
        allowing = [f"'{self.key}: {value}'" for value in self.values if value not in forbidding]
        if len(allowing) > _FEW:
            return Phrase("'{key}' is not allowed with {condition}", key=key, condition=self.shown)
        return Phrase(
            "'{key}' is allowed only with {conditions}", key=key, conditions=Joined(allowing, " or ")
        )

    def narrows(self, names: Sequence[str]) -> Phrase:
        """The message about a value that is not among those that remain."""
        listed = Joined([f"'{name}'" for name in names], " or ")
        return Phrase("with {condition}, it must be {names}", condition=self.shown, names=listed)


def condition_of(root: Mapping[str, Any], error: Any) -> Condition | None:  # noqa: ANN401 - as validation.py has it
    """The condition that an error of jsonschema is about; None if there is none.

    Args:
        root: the whole schema.
        error: an error, which need not be about a condition.
    """
    match list(error.absolute_schema_path):
        case [*way, "allOf", int(number), "then", "required"]:
            pass
        case [*way, "allOf", int(number), "then", "properties", str(_), "enum"]:
            pass
        case [*way, "allOf", int(number), "then", "properties", str(_), "not"] if error.schema == FORBIDDEN:
            pass
        case _:
            return None
    schema = _at(root, way)
    key, value = _constant(schema["allOf"][number])
    return Condition(key, value, schema["allOf"], schema["properties"][key]["enum"])


def _constant(condition: Mapping[str, Any]) -> tuple[str, str]:
    """The key and the value that an `if` asks for."""
    ((key, schema),) = condition["if"]["properties"].items()
    return key, schema["const"]


def _at(root: Mapping[str, Any], steps: Sequence[str | int]) -> Any:  # noqa: ANN401 - any part of a schema
    """The part of a schema that the steps lead to; jsonschema leaves `$ref` out of them."""
    part: Any = root
    for step in steps:
        while isinstance(part, dict) and "$ref" in part:
            part = _at(root, part["$ref"].removeprefix("#/").split("/"))
        part = part[step]
    return part
