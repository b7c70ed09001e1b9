"""Pages for a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from linter.lazy import lazy_re
from linter.manual.page import Code, Table
from linter.reporters.columns import width
from linter.reporters.text import table

if TYPE_CHECKING:
    from linter.manual.page import Page

_WIDTH = 88
#: Pieces in which lines do not break: a word with the space after it, a wide character with its punctuation.
_PIECES = lazy_re(r"[^\s\u2e80-\uffef]+\s*|[\u2e80-\uffef][，。、；：！？）」』》]*|\s+")


def render_terminal(page: Page) -> str:
    """A page as plain text: each heading on a line of its own, everything below it indented."""
    blocks = [page.title, *map(_part, page.opening)]
    for section in page.sections:
        blocks.append(section.title)
        blocks += (textwrap.indent(_part(part), "  ") for part in section.parts)
    return "\n\n".join(blocks) + "\n"


def _part(part: str | Code | Table) -> str:
    if isinstance(part, Code):
        return textwrap.indent(part.text.rstrip("\n"), "  ")
    if isinstance(part, Table):
        head, *rows = ([cell.replace("`", "") for cell in row] for row in part.rows)
        return table(head, rows)
    lines = (_wrapped(line, hanging="  " if line.startswith("- ") else "") for line in part.split("\n"))
    return "\n".join(lines)


def _wrapped(line: str, hanging: str) -> str:
    """A line in lines of the terminal's width; Chinese, which has no spaces, breaks between characters."""
    out, room = [""], _WIDTH
    for piece in _PIECES.findall(line):
        if width(piece.rstrip()) > room and out[-1].strip():
            out[-1] = out[-1].rstrip()
            out.append(hanging)
            room = _WIDTH - len(hanging)
            piece = piece.lstrip()  # noqa: PLW2901 - a line does not start with the space it broke at
        out[-1] += piece
        room -= width(piece)
    return "\n".join(out).rstrip()
