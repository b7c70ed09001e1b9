"""Front matter: what a page has before its first line of Markdown, in YAML, TOML or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.lazy import lazy_re
from linter.regions.blocks.landmarks import RECORD_TAG
from linter.regions.region import RegionKind

if TYPE_CHECKING:
    from linter.regions.blocks.state import State

#: What starts front matter, in YAML or in TOML, and what ends it.
_FRONT_MATTER = {"---": ("---", "..."), "+++": ("+++",)}
#: Front matter in JSON has a title, unlike the call of a tool.
_JSON_MATTER = lazy_re(
    r"""\{[ \t]*(?:\r\n?|\n)(?=[^{}]*"title"[ \t]*:)[ \t]*"(?:.*(?:\r\n?|\n))*?\}[ \t]*(?=[\r\n]|$)"""
)


def read_front_matter(state: State) -> int:
    """Protects what is between `---` on the first line and the next `---` or `...`, or between `+++`.

    If the second line is blank, the first is a thematic break; front matter contains no records.

    Returns:
        The number of the first line after it; 0 if there is none.
    """
    text, lines = state.text, state.lines
    if text.startswith("{") and (matter := _JSON_MATTER.match(text)) is not None:
        after = state.marks.line_of(matter.end()) + 1
        return state.protect_lines(0, 0, after, RegionKind.CODE_BLOCK)
    ends = _FRONT_MATTER.get(text[: lines[0][1]].rstrip())
    if ends is None or len(lines) == 1:
        return 0
    for number, (start, end) in enumerate(lines[1:], 1):
        line = text[start:end].rstrip()
        if line in ends:
            state.add(RegionKind.FRONT_MATTER, 0, end)
            return number + 1
        if (number == 1 and not line) or RECORD_TAG.match(text, start, end):
            return 0
    return 0
