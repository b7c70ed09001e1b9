"""A record: one lecture of a seed document, with the spans of its parts."""

from __future__ import annotations

import enum
import re
from typing import TYPE_CHECKING, NamedTuple

from linter.diagnostics import Edit
from linter.lazy import lazy_re
from linter.messages.phrases import Phrase
from linter.spans import NEWLINE
from linter.values import Value

if TYPE_CHECKING:
    from linter.spans import Span


class Field(NamedTuple):
    """The value of a record's field and the span it was read from."""

    value: str
    span: Span


class Gap(NamedTuple):
    """Where a record can take a value that it lacks: the span to replace, and the text around the value."""

    span: Span
    before: str = ""
    after: str = ""

    def filled(self, value: str) -> Edit:
        """The edit that writes a value there."""
        return Edit(self.span, f"{self.before}{value}{self.after}")

    def is_filled_by(self, edit: Edit) -> bool:
        """Whether an edit writes a value there, on one line, and does nothing else."""
        value = edit.content[len(self.before) : len(edit.content) - len(self.after)]
        return self.filled(value) == edit and not NEWLINE.search(value)


#: The form of a record's number.
NUMBER = lazy_re(r"\d{1,9}", re.ASCII)


def value_of(field: Field | None) -> str | None:
    """The value of a field; None if it is not there."""
    return field.value if field is not None else None


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
    PLACEHOLDER = "placeholder"  #: the page gives the placeholder
    INVALID = "invalid"  #: the page gives something that is not a calendar day


class SummaryStatus(enum.StrEnum):
    """What a record has as its summary."""

    PRESENT = "present"
    MISSING = "missing"  #: nothing, or only headings, links or the title
    PLACEHOLDER = "placeholder"  #: only words that say that there is none
    ERROR = "error"  #: only the message of a program that failed
    REFUSAL = "refusal"  #: only what a model says that could not, or would not, write one
    TEMPLATE = "template"  #: only a template that nobody filled in


class Record(Value):
    """One record, as it was read: a `<details>` block, a file of notes, a row of data.

    Spans are 0-based code-point offsets into the document. A field that the record does not give is None.
    `date` holds the text in the date's position, whether it is a date or not; `body` covers the summary's
    Markdown without the blank lines around it: its text would be a second copy of the page.
    """

    span: Span
    anchor: Span
    """Where findings about the whole record are reported: a block's `<summary>` tag, or else `<details>`."""
    index: Field | None
    date: Field | None
    title: Field | None
    link: Field | None
    thumbnail: Field | None
    video_id: Field | None
    heading: Field | None
    body: Span
    summary: Field
    """The body without the comments and thematic breaks around it."""
    closed: bool = True
    """Whether the block has a closing tag of its own."""
    date_gap: Gap | None = None
    """Where a date can be written while none is known; None if the file cannot take one."""
    summary_gap: Gap | None = None
    """Where a summary can be written while there is none."""
    held: Field | None = None
    """The summary with comments and thematic breaks around it, where they are a field's content; None on a
    page, where they separate the summary from what is around it."""
    row: int | None = None
    """The 1-based number of its row in a file of data, which names it if it has no number of its own."""

    @property
    def about(self) -> Span:
        """What exceptions are compared with: the title, or else where findings are reported."""
        return self.title.span if self.title is not None else self.anchor

    @property
    def name(self) -> str | None:
        """What people call the record: its number, or `#` and its row; None for a block without a number."""
        if self.index is not None:
            return self.index.value
        return f"#{self.row}" if self.row is not None else None


class BrokenBlock(NamedTuple):
    """A defect of a `<details>` block that makes it hard to read for people or programs."""

    span: Span
    problem: Phrase


class Records(NamedTuple):
    """The records of a document and the defects of its blocks, both in order."""

    records: tuple[Record, ...]
    broken: tuple[BrokenBlock, ...]
