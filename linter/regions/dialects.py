"""Lines that dialects of Markdown read as markup, where CommonMark reads text.

Read are the admonitions of Python-Markdown, the tabs and blocks of its extensions, the containers of pandoc,
VuePress, Docusaurus and MyST, the callouts of Obsidian and GitHub, and the modules of MDX. A title in them is
prose, all else is protected. Only what has no other sensible meaning counts: `!!! note`, but not `!!! 注意`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The first characters of such lines.
STARTERS = frozenset("!?=:/[-")
#: How far the content of an admonition or of a tab is indented, in columns.
CONTENT_INDENT = 4
#: `!!! note inline "Title"`, `??? tip`, `???+ tip`; the class is never Chinese.
_ADMONITION = re.compile(r'(?:!!!|\?\?\?\+?)[ \t]+[A-Za-z][\w-]*(?:[ \t]+[A-Za-z][\w-]*)*[ \t]*(?=["\r\n]|$)')
#: `=== "Title"`, with `!` or `+`.
_TAB = re.compile(r'===[!+]?[ \t]+(?=")')
_QUOTED = re.compile(r'"([^"\r\n]*)"[ \t]*$')
#: `/// note | Title`, and its end.
_BLOCK = re.compile(r"/{3,}(?:[ \t]+[A-Za-z][\w-]*[ \t]*(?:\|[ \t]*|$)|[ \t]*$)")
_BRACES = r"\{[^{}\r\n]*\}"
#: `::: tip Title`, `:::note[Title]{#id}`, `::: {.class}`, and the `:::` that ends it.
_CONTAINER = re.compile(
    rf":{{3,}}(?:[ \t]*(?:{_BRACES}|[\w-]+))?(?:\[([^\[\]\r\n]*)\])?(?:[ \t]*{_BRACES})?[ \t]*"
)
#: `::name[Title]{#id}`, alone on its line.
_LEAF = re.compile(rf"::[A-Za-z][\w-]*(?:\[([^\[\]\r\n]*)\])?(?:{_BRACES})?[ \t]*$")
_CLOSING_COLONS = re.compile(r"[ \t]*:*[ \t]*$")
#: `[!note]-`, the first line of a block quote.
_CALLOUT = re.compile(r"\[![^\[\]\r\n]{1,60}\][+-]?(?=[ \t]|$)")
#: `--8<-- "file"`, which includes another file.
_INCLUDED = re.compile(r"-{2,}8<-{2,}(?:[ \t].*)?$")
#: A line that imports into a module of JavaScript, or exports from it.
_MODULE = re.compile(
    r"""import[ \t]+(?:['"]|[^'"\r\n]*[ \t}]from[ \t]*['"])|import[ \t]*\{[^{}'"]*$"""
    r"|export[ \t]+(?:(?:const|let|var|class|async|function\*?)[ \t]+[\w$\[{]|default[ \t(\[{<]|\*[ \t]|\{)"
)
#: How many lines a block of JavaScript may have.
_LONGEST = 200
_MODULE_LINES = ("import ", "export ")


class Marker(NamedTuple):
    """A line of markup: the title in it, perhaps empty, and whether indented lines below are its content."""

    title: Span
    indents: bool = False


def read_marker(text: str, at: int, end: int, *, quoted: bool) -> Marker | None:
    """The markup of a dialect that a line is, from `at` to `end`; None for any other line.

    All of the line but the title is markup.

    Args:
        text: the whole text.
        at: where the line starts, after indentation and the marks of lists and quotes.
        end: where it ends.
        quoted: whether it is in a block quote.
    """
    match text[at]:
        case "!" | "?":
            return _titled(_ADMONITION.match(text, at, end), text, end)
        case "=":
            return _titled(_TAB.match(text, at, end), text, end)
        case "/":
            return _until(_BLOCK.match(text, at, end), end)
        case "[":
            return _until(_CALLOUT.match(text, at, end), end) if quoted else None
        case "-":
            return _until(_INCLUDED.match(text, at, end), end)
        case _:
            return _colons(text, at, end)


def _titled(match: re.Match[str] | None, text: str, end: int) -> Marker | None:
    """A marker that may have a title in straight quotation marks, and nothing else."""
    if match is None:
        return None
    if not text[match.end() : end].strip():
        return Marker(Span(end, end), indents=True)
    title = _QUOTED.match(text, match.end(), end)
    return Marker(Span(*title.span(1)), indents=True) if title is not None else None


def _until(match: re.Match[str] | None, end: int) -> Marker | None:
    """A marker with a title up to the end of the line."""
    return Marker(Span(match.end(), end)) if match is not None else None


def _colons(text: str, at: int, end: int) -> Marker | None:
    if (match := _LEAF.match(text, at, end)) is not None:
        return Marker(Span(*match.span(1)) if match.group(1) is not None else Span(end, end))
    if (match := _CONTAINER.match(text, at, end)) is None:
        return None
    if match.group(1) is not None:
        return Marker(Span(*match.span(1)))
    closing = _CLOSING_COLONS.search(text, match.end(), end)
    return Marker(Span(match.end(), closing.start() if closing is not None else end))


def is_module(text: str) -> bool:
    """Whether a text may have lines of JavaScript, as MDX has."""
    return any(text.startswith(line) or f"\n{line}" in text for line in _MODULE_LINES)


def module_end(text: str, lines: Sequence[tuple[int, int]], number: int) -> int:
    """The line after a block of JavaScript that starts in line `number`; `number` itself if none does.

    As in MDX, it ends with the next blank line; or, if brackets are open there, with the one after they are
    closed. Lines are counted from 0; `lines` holds start and end of each.
    """
    start, end = lines[number]
    if not text.startswith(_MODULE_LINES, start) or _MODULE.match(text, start, end) is None:
        return number
    depth, first_blank = 0, 0
    last = min(number + _LONGEST, len(lines))
    for later in range(number, last):
        line = text[slice(*lines[later])]
        if line.strip():
            depth += sum(map(line.count, "([{")) - sum(map(line.count, ")]}"))
        elif depth <= 0:
            return later
        else:
            first_blank = first_blank or later
    return first_blank or last
