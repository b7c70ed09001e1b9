"""The parts of a page of the manual, independent of any format."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """Literal text in a language."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Table:
    """Cells in rows; the first row is the header."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its contents: paragraphs of Markdown, code, tables."""

    title: str
    parts: tuple[str | Code | Table, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A title, a first paragraph, and sections."""

    title: str
    opening: tuple[str | Code | Table, ...]
    sections: tuple[Section, ...]
