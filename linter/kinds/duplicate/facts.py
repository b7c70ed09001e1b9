"""What is remembered of a record, and what finds the first of those that are equal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from linter.matching.per_document import PerDocument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rensa import RMinHash

    from linter.document import Document
    from linter.records import Record
    from linter.spans import Span


@dataclass(frozen=True, slots=True)
class Fact:
    """What is remembered of a record until the other documents are read; spans count in its document."""

    key: str
    record: str
    anchor: Span
    about: Span
    line: int
    shown: str
    signature: RMinHash | None = None
    text: Span | None = None
    """Where the summary is, so that it need not be kept."""


def fact_of(
    document: Document, record: Record, key: str, shown: str, signature: RMinHash | None = None
) -> Fact:
    """What is remembered of a record."""
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


class Sort:
    """One sort of value to compare."""

    def __init__(self) -> None:
        #: What is remembered of a document; both finders of a rule ask for it.
        self.facts = PerDocument(self._facts)

    def _facts(self, document: Document) -> list[Fact]:
        """What is compared, of every record that has it."""
        raise NotImplementedError

    def index(self, documents: Sequence[Document]) -> Index:
        """An index with nothing in it."""
        raise NotImplementedError


class Index:
    """The records seen so far."""

    def first(self, place: int, fact: Fact) -> tuple[int, Fact, float] | None:
        """The first record that this one repeats, with the place of its document and the share in common.

        One that repeats none is remembered.
        """
        raise NotImplementedError


class Exact(Index):
    """The records seen so far, by their keys."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[int, Fact]] = {}

    def first(self, place: int, fact: Fact) -> tuple[int, Fact, float] | None:
        """The first record with the same key."""
        other, first = self._seen.setdefault(fact.key, (place, fact))
        return None if first is fact else (other, first, 1.0)

    def replace(self, key: str, place: int, fact: Fact) -> None:
        """Makes a record the first of all with a key."""
        self._seen[key] = (place, fact)
