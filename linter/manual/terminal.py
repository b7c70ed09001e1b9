"""Pages for a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from linter.manual.page import Code, Table
from linter.reporters.text import table

if TYPE_CHECKING:
    from linter.manual.page import Page

_WIDTH = 88


def render_terminal(page: Page) -> str:
    """A page as plain text: headings in a line of their own, everything below them indented."""
    blocks = [page.title, *(_part(each) for each in page.opening)]
    for section in page.sections:
        blocks.append(section.title)
        blocks += (textwrap.indent(_part(each), "  ") for each in section.parts)
    return "\n\n".join(blocks) + "\n"


def _part(part: str | Code | Table) -> str:
    if isinstance(part, Code):
        return textwrap.indent(part.text.rstrip("\n"), "  ")
    if isinstance(part, Table):
        head, *rows = ([cell.replace("`", "") for cell in row] for row in part.rows)
        return table(head, rows)
    return "\n".join(
        textwrap.fill(line, _WIDTH, subsequent_indent="  " if line.startswith("- ") else "")
        for line in part.split("\n")
    )
