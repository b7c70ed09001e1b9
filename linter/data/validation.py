"""Validates instances against JSON Schemas, and says what is wrong with them.

It is imported only when something is validated, because the package jsonschema takes 80 ms to import.
"""

from __future__ import annotations

import functools
import json
import re
from typing import TYPE_CHECKING, Any

from jsonschema import FormatChecker
from jsonschema.exceptions import relevance
from jsonschema.validators import validator_for
from referencing.jsonschema import EMPTY_REGISTRY

from linter.data.conditions import condition_of
from linter.data.schemas import load_schema
from linter.messages.phrases import Joined, Phrase, template
from linter.messages.suggestions import did_you_mean
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jsonschema.protocols import Validator

    from linter.data.conditions import Condition

_TYPES = {
    "object": Phrase("a map"),
    "array": Phrase("a list"),
    "string": Phrase("a text"),
    "integer": Phrase("a whole number"),
    "number": Phrase("a number"),
    "boolean": Phrase("true or false"),
    "null": Phrase("nothing"),
}
#: Keywords of JSON Schema to messages.
_LIMITS = {
    "minimum": template("must be at least {limit}"),
    "exclusiveMinimum": template("must be more than {limit}"),
    "maximum": template("must be at most {limit}"),
    "exclusiveMaximum": template("must be less than {limit}"),
    "minItems": template("needs at least {limit} items"),
    "maxItems": template("may have at most {limit} items"),
    "minProperties": template("needs at least {limit} keys"),
    "maxProperties": template("may have at most {limit} keys"),
    "maxLength": template("may have at most {limit} characters"),
}
#: The most characters of a value that a message shows.
_LONGEST = 80


class Violation(Value):
    """Where an instance violates its schema, as the steps to the value, and why."""

    path: tuple[str | int, ...]
    phrase: Phrase
    keyword: str = ""
    """The violated keyword of JSON Schema, if it is about a value."""
    about_key: bool = False
    """Whether the last step is a key that is not allowed, rather than one whose value is wrong."""

    @property
    def pointer(self) -> str:
        """The path as an RFC 6901 JSON pointer; the empty string is the whole instance."""
        return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in self.path)


@functools.cache
def _validator(name: str) -> Validator:
    return _validator_of(load_schema(name))


def _validator_of(schema: Mapping[str, Any]) -> Validator:
    # An empty registry fetches nothing: a schema cannot make the program ask a server.
    return validator_for(schema)(schema, format_checker=FormatChecker(("date",)), registry=EMPTY_REGISTRY)


def violations(name: str, instance: Any) -> Iterator[Violation]:  # noqa: ANN401 - any JSON value
    """Yields what is wrong with an instance of a schema that seedlint ships."""
    yield from _violations(_validator(name), instance, load_schema(name))


def schema_violations(schema: Mapping[str, Any], instance: Any) -> Iterator[Violation]:  # noqa: ANN401
    """Yields what is wrong with an instance of any schema.

    Raises:
        Exception: the schema is not valid; the package jsonschema decides what is raised.
    """
    yield from Checker(schema).violations(instance)


class Checker:
    """A schema that is prepared once for many instances.

    Raises:
        Exception: the schema is not valid; the package jsonschema decides what is raised.
    """

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._validator = _validator_of(schema)
        self._validator.check_schema(dict(schema))

    def violations(self, instance: Any) -> Iterator[Violation]:  # noqa: ANN401 - any JSON value
        """Yields what is wrong with an instance."""
        yield from _violations(self._validator, instance)


def _violations(
    validator: Validator,
    instance: Any,  # noqa: ANN401
    root: Mapping[str, Any] | None = None,
) -> Iterator[Violation]:
    """Yields what is wrong, the deepest causes of a failed choice first; `root` is a schema of seedlint's."""
    for error in sorted(validator.iter_errors(instance), key=relevance, reverse=True):
        condition = condition_of(root, error) if root is not None else None
        yield from _violation(error) if condition is None else _conditional(error, condition)


def _conditional(error: Any, condition: Condition) -> Iterator[Violation]:  # noqa: ANN401 - see `_violation`
    """The violation that an error about a condition is."""
    path = tuple(error.absolute_path)
    if error.validator == "required":
        yield Violation((*path, condition.key), condition.needs(_missing_key(error)))
    elif error.validator == "enum":
        yield Violation(path, condition.narrows(error.validator_value))
    else:
        yield Violation(path, condition.forbids(str(path[-1])), about_key=True)


def _violation(error: Any) -> Iterator[Violation]:  # noqa: ANN401 - jsonschema declares attributes as perhaps unset
    """The violations of an error; of a choice, those of the branch whose type the instance has."""
    path = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        for key in _unknown(error):
            yield Violation((*path, key), _unknown_key(key, error), about_key=True)
    elif error.validator == "required" and isinstance(error.validator_value, list):
        yield Violation(path, Phrase("the key '{key}' is missing", key=_missing_key(error)))
    elif error.validator == "anyOf" and not _is_choice_of_keys(error):
        yield from _failed_choice(error)
    else:
        yield Violation(path, _reason(error), error.validator)


def _missing_key(error: Any) -> str:  # noqa: ANN401 - see above
    """The key that is missing: each has an error of its own, which names it only in its message."""
    missing = (key for key in error.validator_value if key not in error.instance)
    return next(str(key) for key in missing if error.message.startswith(f"{key!r} "))


def _failed_choice(error: Any) -> Iterator[Violation]:  # noqa: ANN401 - see above
    """The violations of the branch whose type the instance has; if it has none of the types, that."""
    branches: dict[int, list[Any]] = {}
    for cause in error.context:
        if cause.validator is not None:  # a branch that is `false` says nothing
            branches.setdefault(cause.schema_path[0], []).append(cause)
    for causes in branches.values():
        if not any(_is_about_type(cause, error) for cause in causes):
            for cause in causes:
                yield from _violation(cause)
            return
    choices = [choice for choice in error.validator_value if isinstance(choice, dict)]
    types = [choice.get("type", "object") for choice in choices]
    names = [_TYPES[name] for type_ in types for name in ([type_] if isinstance(type_, str) else type_)]
    phrase = Phrase("must be {type}, not {found}", type=Joined(names, " or "), found=_value(error.instance))
    yield Violation(tuple(error.absolute_path), phrase)


def _is_about_type(error: Any, choice: Any) -> bool:  # noqa: ANN401 - see above
    """Whether a branch of a choice failed because the instance has another type."""
    return bool(error.validator == "type" and error.absolute_path == choice.absolute_path)


def _is_choice_of_keys(error: Any) -> bool:  # noqa: ANN401 - see above
    """Whether an error means that one of several keys is needed."""
    choices = error.validator_value
    return error.validator == "anyOf" and all(
        isinstance(choice, dict) and "required" in choice for choice in choices
    )


def _unknown(error: Any) -> list[str]:  # noqa: ANN401 - see above
    known, patterns = (error.schema.get(name, {}) for name in ("properties", "patternProperties"))
    others = (key for key in error.instance if key not in known)
    return [key for key in others if not any(re.search(pattern, key) for pattern in patterns)]


def _unknown_key(key: str, error: Any) -> Phrase:  # noqa: ANN401 - see above
    known = error.schema.get("properties", {})
    if not known:
        return Phrase("unknown key '{key}'", key=_cut(key))
    return Phrase("unknown key '{key}'{hint}", key=_cut(key), hint=did_you_mean(key, known))


def _reason(error: Any) -> Phrase:  # noqa: ANN401 - see above
    """The message about a value."""
    keyword, wanted, found = error.validator, error.validator_value, error.instance
    if keyword in _LIMITS:
        empty = keyword in ("minItems", "minProperties") and wanted == 1
        return Phrase("must not be empty") if empty else Phrase(_LIMITS[keyword], limit=wanted)
    match keyword:
        case "const":
            phrase = Phrase("must be {value}, not {found}", value=_value(wanted), found=_value(found))
        case "enum":
            phrase = _not_one_of(found, wanted)
        case "type":
            phrase = _not_of_type(error)
        case "minLength" if wanted == 1:
            phrase = Phrase("must not be empty")
        case "minLength":
            phrase = Phrase("needs at least {limit} characters", limit=wanted)
        case "pattern" | "format":
            rule = error.schema.get("description") or str(wanted)
            phrase = Phrase("'{value}' is not valid here: {rule}", value=_cut(str(found)), rule=Phrase(rule))
        case "not":  # a schema that allows nothing
            phrase = Phrase(error.schema.get("description") or template("is not allowed here"))
        case "anyOf":  # of keys: see _is_choice_of_keys
            keys = ", ".join(f"'{key}'" for choice in wanted for key in choice["required"])
            phrase = Phrase("one of {keys} is needed", keys=keys)
        case _:
            phrase = Phrase("{reason}", reason=_cut(error.message))
    return phrase


def _not_of_type(error: Any) -> Phrase:  # noqa: ANN401 - see above
    wanted, found = error.validator_value, error.instance
    types = [wanted] if isinstance(wanted, str) else wanted
    phrase = Phrase("must be {type}, not {found}", type=_TYPES[types[0]], found=_value(found))
    if types[0] == "boolean" and str(found).lower() in ("true", "false"):
        return Phrase("{reason}; write {value}", reason=phrase, value=str(found).lower())
    if "pattern" in error.schema and "description" in error.schema:
        return Phrase("{reason}: {rule}", reason=phrase, rule=Phrase(error.schema["description"]))
    return phrase


def _not_one_of(found: object, wanted: list[Any]) -> Phrase:
    names = [str(name) for name in wanted]
    return Phrase(
        "{found} is not one of {names}{hint}",
        found=_value(found),
        names=", ".join(names),
        hint=_nearest(str(found), names),
    )


def _nearest(name: str, names: list[str]) -> Phrase | str:
    hint = did_you_mean(name, names)
    return hint if isinstance(hint, Phrase) and "mean" in hint.template else ""


def _value(value: object) -> Phrase | str:
    """A value as a person writes it, or its type if that is long."""
    if isinstance(value, dict):
        return _TYPES["object"]
    if isinstance(value, list):
        return _TYPES["array"]
    if value is None:
        return _TYPES["null"]
    if value == "":
        return _TYPES["null"]
    return f"'{_cut(value)}'" if isinstance(value, str) else _cut(json.dumps(value, default=str))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 2 :]}"
