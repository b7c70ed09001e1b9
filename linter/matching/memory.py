"""What is computed of a stretch of text once, however often a fix checks the document that has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from linter.document import Document

Key = TypeVar("Key")
T = TypeVar("T")


def remembered(document: Document, name: object, compute: Callable[[Key], T]) -> Callable[[Key], T]:
    """The function itself, or while a document is fixed, one that remembers what it returned.

    A fix checks a text again after each of its passes, and most of it is as before then. A check looks at
    each stretch once, so that remembering would only take memory.

    Args:
        document: the document.
        name: what identifies the function among all that a run uses.
        compute: the function; what it returns depends on nothing but its argument.
    """
    memory = document.memory
    if memory is None:
        return compute
    known: dict[Any, Any] = memory.setdefault(name, {})

    def recall(key: Key) -> T:
        try:
            found: T = known[key]
        except KeyError:
            found = known[key] = compute(key)
        return found

    return recall
