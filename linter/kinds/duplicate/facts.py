"""What is remembered about a record, and indexes that find the first of equal ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.matching.per_document import PerDocument
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rensa import RMinHash

    from linter.document import Document
    from linter.records import Record
    from linter.spans import Span


class Fact(Value):
    """What is remembered about a record until the other documents are read; spans count in its document."""

    key: str
    record: str
    anchor: Span
    about: Span
    line: int
    shown: str
    signature: RMinHash | None = None
    text: Span | None = None
    """Where the summary is, so that it need not be kept."""
    excepted: bool = False
    """Whether nothing is reported about the record; another may still repeat it."""


def fact_of(
    document: Document, record: Record, key: str, shown: str, signature: RMinHash | None = None
) -> Fact:
    """The facts about a record."""
    return Fact(
        key,
        record.name or "",
        record.anchor,
        record.about,
        document.position(record.anchor.start).line,
        shown,
        signature,
        record.summary.span if signature is not None else None,
    )


class Comparison:
    """A property of records that is compared."""

    def __init__(self) -> None:
        #: The facts about a document, cached because both finders of a rule need them.
        self.facts = PerDocument(self._facts)

    def _facts(self, document: Document) -> list[Fact]:
        """The facts about each record that has the property."""
        raise NotImplementedError

    def index(self, documents: Sequence[Document]) -> Index:
        """An index with nothing in it."""
        raise NotImplementedError


class Index:
    """The records seen so far."""

    def first(self, document: int, fact: Fact) -> tuple[int, Fact, float] | None:
        """The first record that this one repeats, with the index of its document and the share in common.

        A record that repeats none is remembered.
        """
        raise NotImplementedError


class Exact(Index):
    """The records seen so far, by their keys."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[int, Fact]] = {}

    def first(self, document: int, fact: Fact) -> tuple[int, Fact, float] | None:
        """The first record with the same key."""
        other, first = self._seen.setdefault(fact.key, (document, fact))
        return None if first is fact else (other, first, 1.0)

    def replace(self, key: str, document: int, fact: Fact) -> None:
        """Makes a record the first one with a key."""
        self._seen[key] = (document, fact)
