"""What the modes share: the records to judge, their fields, and the match at a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.matching.spec import Match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.diagnostics import Fix
    from linter.document import Document
    from linter.messages.phrases import Phrase
    from linter.records.record import Field, Record


def named_records(document: Document) -> Iterator[tuple[Record, str]]:
    """The records that have a name, and their names; a block without a number can only be `broken`."""
    for record in document.records.records:
        if record.name is not None:
            yield record, record.name


def field_of(record: Record, name: str) -> Field | None:
    """A field that is there and not empty."""
    field: Field | None = getattr(record, name)
    return field if field is not None and field.value else None


def match_at(record: Record, number: str, problem: Phrase, fix: Fix | None = None, **more: str) -> Match:
    """A match at a record; `more` are further fields for the message."""
    fields: dict[str, str | Phrase] = {
        "record": number,
        "problem": problem,
        "match": "",
        "before": "",
        **more,
    }
    return Match(record.anchor, fields, fix, record.about)
