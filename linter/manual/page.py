"""The parts of a page of the manual, independent of any format."""

from __future__ import annotations

from linter.values import Value


class Code(Value):
    """Literal text in a language."""

    text: str
    language: str


class Table(Value):
    """Cells in rows; the first row is the header."""

    rows: tuple[tuple[str, ...], ...]


class Section(Value):
    """A heading and its contents: paragraphs of Markdown, code, tables."""

    title: str
    parts: tuple[str | Code | Table, ...]


class Page(Value):
    """A title, a first paragraph, and sections."""

    title: str
    opening: tuple[str | Code | Table, ...]
    sections: tuple[Section, ...]
