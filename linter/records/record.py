"""A record: one lecture of a seed document, with the place of each of its parts."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linter.phrases import Phrase

if TYPE_CHECKING:
    from linter.spans import Span


@dataclass(frozen=True, slots=True)
class Field:
    """The value of a record's field and the span it was read from."""

    value: str
    span: Span


#: What people call the fields.
FIELD_NAMES = {
    "index": Phrase("number"),
    "date": Phrase("date"),
    "title": Phrase("title"),
    "link": Phrase("link"),
    "thumbnail": Phrase("thumbnail"),
    "video_id": Phrase("video id"),
    "heading": Phrase("heading"),
    "summary": Phrase("summary"),
}


class DateStatus(enum.StrEnum):
    """What is known about a record's date."""

    KNOWN = "known"  #: the page gives a calendar day
    FROM_METADATA = "from-metadata"  #: the page gives none, the metadata file does
    MISSING = "missing"
    INVALID = "invalid"  #: the page gives something that is no calendar day


class SummaryStatus(enum.StrEnum):
    """What a record's body holds."""

    PRESENT = "present"
    EMPTY = "empty"
    PLACEHOLDER = "placeholder"  #: only the visible sign that nothing is there yet


@dataclass(frozen=True, slots=True)
class Record:
    """One `<details>` block of a page, as it was read.

    Spans are 0-based code-point offsets into the document. A field that the block does not give is None.
    `date` holds what stands between the brackets, be it a date or not; `body` is the summary's Markdown
    without the blank lines around it.
    """

    span: Span
    anchor: Span
    """The `<summary>` tag, or `<details>` where there is none: findings about all of it point there."""
    index: Field | None
    date: Field | None
    title: Field | None
    link: Field | None
    thumbnail: Field | None
    video_id: Field | None
    heading: Field | None
    body: Field
    summary: Field
    """The body without the comments, and the rules across the page, before and behind it."""
    closed: bool = True
    """Whether the block has a closing tag of its own."""


@dataclass(frozen=True, slots=True)
class BrokenBlock:
    """Something about a `<details>` block that a reader of the page, or a program, would stumble over."""

    span: Span
    problem: Phrase


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a document and what is broken about its blocks, both in order."""

    records: tuple[Record, ...]
    broken: tuple[BrokenBlock, ...]
