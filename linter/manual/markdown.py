"""Pages as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.manual.page import Code, Table

if TYPE_CHECKING:
    from linter.manual.page import Page


def render_markdown(page: Page) -> str:
    """A page as a Markdown file."""
    parts = [f"# {page.title}", *map(_part, page.opening)]
    for section in page.sections:
        parts.append(f"## {section.title}")
        parts += map(_part, section.parts)
    return "\n\n".join(parts) + "\n"


def _part(part: str | Code | Table) -> str:
    if isinstance(part, Code):
        fence = "`" * 3
        while fence in part.text:
            fence += "`"
        return f"{fence}{part.language}\n{part.text.rstrip(chr(10))}\n{fence}"
    if isinstance(part, Table):
        head, *rows = part.rows
        lines = [head, ("---",) * len(head), *rows]
        return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)
    return part


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
