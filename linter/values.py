"""Classes of named fields, as `dataclasses` makes them, at a tenth of what defining one costs there.

A run defines some hundred of them before it reads its first file: with `dataclasses`, and with `inspect` and
what else that imports, these took a fifth of a short run. Here only `__init__` is made from text; the rest is
the same code for all classes.
"""

from __future__ import annotations

import functools
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class _Missing:
    """What a field has that must be given a value."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING = _Missing()


class Field:
    """A field of a class.

    Args:
        default: its value where none is given.
        default_factory: makes this value.
        init: whether it can be given; one without a default is then set by `__post_init__`.
        compare: whether values that differ only in it differ.
    """

    __slots__ = ("compare", "default", "default_factory", "init", "name")

    def __init__(
        self,
        *,
        default: object = MISSING,
        default_factory: Callable[[], object] | None = None,
        init: bool = True,
        compare: bool = True,
    ) -> None:
        self.name = ""
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.compare = compare


def field(
    *,
    default: Any = MISSING,  # noqa: ANN401 - of the field's type
    default_factory: Callable[[], Any] | None = None,
    init: bool = True,
    compare: bool = True,
) -> Any:  # noqa: ANN401 - of the field's type
    """Says more about a field than its default; see `Field`."""
    return Field(default=default, default_factory=default_factory, init=init, compare=compare)


def _field(name: str, default: object) -> Field:
    made = default if isinstance(default, Field) else Field(default=default)
    made.name = name
    return made


def _compared(names: list[str]) -> Callable[[Any], Any]:
    return attrgetter(*(names or ("__class__",)))


def _initializer(fields: tuple[Field, ...], *, calls_back: bool) -> Callable[..., None]:
    """The method that takes the contents of fields by position or by name."""
    known: dict[str, Any] = {"MISSING": MISSING}
    parameters = ["self"]
    lines = list[str]()
    for one in fields:
        name, value = one.name, one.name
        if one.default_factory is not None:
            known[f"_make_{name}"] = one.default_factory
            value = f"_make_{name}() if {name} is MISSING else {name}" if one.init else f"_make_{name}()"
        elif one.default is not MISSING:
            known[f"_{name}"] = one.default
            value = name if one.init else f"_{name}"
        elif not one.init:
            continue  # set by __post_init__
        if one.init:
            default = "=MISSING" if one.default_factory else "" if one.default is MISSING else f"=_{name}"
            parameters.append(name + default)
        lines.append(f"    self.{name} = {value}")
    if calls_back:
        lines.append("    self.__post_init__()")
    source = "\n".join((f"def __init__({', '.join(parameters)}):", *(lines or ["    pass"])))
    exec(source, known)  # noqa: S102 - of names alone
    made: Callable[..., None] = known["__init__"]
    return made


class _Defining(type):
    """Makes the classes; their fields are the names that they annotate."""

    def __new__(
        cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], *, identity: bool = False
    ) -> _Defining:
        inherited = [one for base in bases for one in getattr(base, "__fields__", ())]
        own = [_field(key, namespace.pop(key, MISSING)) for key in namespace.get("__annotations__", ())]
        fields = (*inherited, *own)
        has_cache = any(isinstance(value, functools.cached_property) for value in namespace.values())
        namespace["__slots__"] = (*(one.name for one in own), *(("__dict__",) if has_cache else ()))
        namespace["__fields__"] = fields
        namespace["__match_args__"] = tuple(one.name for one in fields if one.init)
        namespace["__compared__"] = _compared([one.name for one in fields if one.compare])
        if identity:
            namespace |= {"__eq__": object.__eq__, "__hash__": object.__hash__}
        if fields:
            namespace["__init__"] = _initializer(fields, calls_back="__post_init__" in namespace)
        return super().__new__(cls, name, bases, namespace)


class Fields(metaclass=_Defining):
    """What both kinds of classes have."""

    if TYPE_CHECKING:
        __slots__: tuple[str, ...]
        __fields__: tuple[Field, ...]
        __compared__: Callable[[Any], Any]

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        compared = self.__compared__
        return bool(compared(self) == compared(other))

    def __hash__(self) -> int:
        return hash(self.__compared__(self))

    def __repr__(self) -> str:
        values = ", ".join(f"{one.name}={getattr(self, one.name, MISSING)!r}" for one in self.__fields__)
        return f"{type(self).__qualname__}({values})"


@dataclass_transform(field_specifiers=(field,))
class Struct(Fields):
    """Has fields that may change. Structs with equal fields are equal; they have no hash."""

    __hash__ = None  # type: ignore[assignment]


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Value(Fields):
    """Has fields that never change, which the types check. Values with equal fields are equal.

    With the class argument `identity`, a value equals only itself.
    """


def fields(of: Fields | type[Fields]) -> tuple[Field, ...]:
    """The fields of a class, in order."""
    return of.__fields__


def replace(value: T, /, **changes: Any) -> T:  # noqa: ANN401 - of the fields' types
    """The same value with other contents of some fields.

    Raises:
        TypeError: it has no such field.
    """
    names = type(value).__match_args__  # type: ignore[attr-defined]
    return type(value)(**{name: getattr(value, name) for name in names if name not in changes}, **changes)


def as_dict(value: Fields) -> dict[str, Any]:
    """The contents of the fields by name."""
    return {one.name: getattr(value, one.name) for one in value.__fields__}
