"""Values that are computed from a text once, and kept for later runs."""

from __future__ import annotations

import marshal

from linter.recall import objects, surroundings
from linter.recall.digests import digest_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    Value = TypeVar("Value", bound=Any)


def computed(name: str, text: str, compute: Callable[[], Value]) -> Value:
    """What is computed from a text, or was by an earlier run of this version of the program.

    Args:
        name: what is computed.
        text: all that it depends on.
        compute: computes it; every value in it is of a type of Python's own.
    """
    key = digest_of((surroundings.program(), name, text)) if objects.usable() else None
    known = objects.read(objects.PARSED, key) if key is not None else None
    if known is not None:
        value: Value = marshal.loads(known)  # noqa: S302 - this user's own, and undamaged
        return value
    value = compute()
    if key is not None:
        objects.write(objects.PARSED, key, marshal.dumps(value))
    return value
