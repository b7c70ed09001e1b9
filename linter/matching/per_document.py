"""Analyses of documents that several rules share, each computed once for a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable

    from linter.document import Analysis, Document

T = TypeVar("T")


class PerDocument(Generic[T]):
    """A function of a document that remembers its results; also a decorator, like `functools.cache`.

    Results are freed with the document, or when it is released.

    Args:
        compute: the function. Its result must not refer to the document, which would then never be freed.
    """

    def __init__(self, compute: Callable[[Document], T]) -> None:
        self._compute = compute
        self._results: WeakKeyDictionary[Analysis, T] = WeakKeyDictionary()

    def __call__(self, document: Document) -> T:
        """The result for a document."""
        analysis = document.analysis
        try:
            return self._results[analysis]
        except KeyError:
            result = self._results[analysis] = self._compute(document)
            return result
