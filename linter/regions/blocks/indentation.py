"""How far a line is indented, in columns (CommonMark 0.31, section 2.2)."""

from __future__ import annotations

from linter.regions.marks import BLANKS

#: What is indented by so many columns is code, and starts no other block.
CODE_INDENT = 4
_TAB = 4


def skip_blanks(text: str, at: int, end: int, column: int) -> tuple[int, int]:
    """The offset and the column after the blanks from `at` on; tabs stop at every fourth column.

    Args:
        text: the whole text.
        at: the offset of the first blank, if there is one.
        end: the end of the line.
        column: the column of `at`.
    """
    while at < end and text[at] in BLANKS:
        column += 1 if text[at] == " " else _TAB - column % _TAB
        at += 1
    return at, column
