"""What a page of the manual is made of, before any format."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A text as it stands in a file."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Table:
    """Cells in rows; the first row is the head."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it: paragraphs of Markdown, code, tables."""

    title: str
    parts: tuple[str | Code | Table, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A title, a first paragraph, and sections."""

    title: str
    opening: tuple[str | Code | Table, ...]
    sections: tuple[Section, ...]
