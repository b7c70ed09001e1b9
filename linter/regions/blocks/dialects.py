"""Lines that dialects of Markdown read as markup, where CommonMark reads text.

Read are the admonitions of Python-Markdown, the tabs and blocks of its extensions, the containers of pandoc,
VuePress, Docusaurus and MyST, the callouts of Obsidian and GitHub, and the modules of MDX. A title in them is
prose that rules see and no fix rewords, for it is a key or an anchor in many programs; all else is
protected. Only what has no other sensible meaning counts: `!!! note`, but not `!!! 注意`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from linter.lazy import lazy_re
from linter.regions.region import RegionKind
from linter.spans import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from linter.regions.blocks.state import State

#: The first characters of such lines.
STARTERS = frozenset("!?=:/[-@<(")
#: How far the content of an admonition or of a tab is indented, in columns.
_CONTENT_INDENT = 4
#: `!!! note inline "Title"`, `??? tip`, `???+ tip`.
_ADMONITION = lazy_re(r'(?:!!!|\?\?\?\+?)[ \t]+[^\W\d][\w-]*(?:[ \t]+[^\W\d][\w-]*)*[ \t]*(?=["\r\n]|$)')
#: The line below one without title whose class is Chinese: without it, the words may be meant for readers.
_INDENTED_LINE = lazy_re(r"(?:\r\n?|\n)[> \t]*(?: {4}|\t)[ \t]*\S")
#: `=== "Title"`, with `!` or `+`.
_TAB = lazy_re(r'===[!+]?[ \t]+(?=")')
_QUOTED = lazy_re(r'"([^"\r\n]*)"[ \t]*$')
#: `/// note | Title`, and its end.
_BLOCK = lazy_re(r"/{3,}(?:[ \t]+[A-Za-z][\w-]*[ \t]*(?:\|[ \t]*|$)|[ \t]*$)")
_BRACES = r"\{[^{}\r\n]*\}"
#: `::: tip Title`, `:::note[Title]{#id}`, `::: {.class}`, and the `:::` that ends it.
_CONTAINER = lazy_re(
    rf":{{3,}}(?:[ \t]*(?:{_BRACES}|[\w-]+(?:\.[\w-]+)*))?(?:\[([^\[\]\r\n]*)\])?(?:[ \t]*{_BRACES})?[ \t]*"
)
#: `::name[Title]{#id}`, alone on its line.
_LEAF = lazy_re(rf"::[^\W\d][\w-]*(?:\[([^\[\]\r\n]*)\])?(?:{_BRACES})?[ \t]*$")
_CLOSING_COLONS = lazy_re(r"[ \t]*:*[ \t]*$")
#: `[!note]-`, the first line of a block quote.
_CALLOUT = lazy_re(r"\[![^\[\]\r\n]{1,60}\][+-]?(?=[ \t]|$)")
#: `--8<-- "file"`, which includes another file.
_INCLUDED = lazy_re(r"-{2,}8<-{2,}(?:[ \t].*)?$")
#: `<<< file` of VitePress.
_INCLUDED_CODE = lazy_re(r"<<<[ \t]+\S.*$")
#: `@tab Title` of VuePress.
_TAB_LINE = lazy_re(r"@tab(?::[a-z]+)?(?:[ \t]+|$)")
#: `(name)=` of MyST, the name of what follows.
_TARGET = lazy_re(r"\([^\s()]+\)=[ \t]*$")
#: `:name: value`, an option below the opening of a container.
_OPTION = lazy_re(r":[^\W\d][\w-]*:(?:[ \t].*)?$")
_LINE_BEFORE = lazy_re(r"[> \t]*(:.*)")
_MOST_OPTIONS = 20
#: A line that imports into a module of JavaScript, or exports from it.
_MODULE = lazy_re(
    r"""import[ \t]+(?:['"]|[^'"\r\n]*[ \t}]from[ \t]*['"])|import[ \t]*\{[^{}'"]*$"""
    r"|export[ \t]+(?:(?:const|let|var|class|async|function\*?)[ \t]+[\w$\[{]|default[ \t(\[{<]|\*[ \t]|\{)"
)
#: The patterns of lines with a title in quotation marks, by their first character.
_TITLED = {"!": _ADMONITION, "?": _ADMONITION, "=": _TAB}
#: The patterns of lines with a title up to their end, or with none.
_PATTERNS = {
    "/": _BLOCK,
    "[": _CALLOUT,
    "-": _INCLUDED,
    "@": _TAB_LINE,
    "<": _INCLUDED_CODE,
    "(": _TARGET,
}
#: How many lines a block of JavaScript may have.
_LONGEST = 200
_MODULE_LINES = ("import ", "export ")


class _Marker(NamedTuple):
    """A line of markup: the title in it, perhaps empty, and whether indented lines below are its content."""

    title: Span
    indents: bool = False


def read_marker(state: State, at: int, end: int, column: int) -> bool:
    """Reads a line that is markup in a dialect, if it is; its title is prose.

    Args:
        state: the state of the scan.
        at: where the line starts, after indentation and the marks of lists and quotes.
        end: where it ends.
        column: the column of `at`.
    """
    marker = _marker(state.text, at, end, quoted=state.in_quote)
    if marker is None:
        return False
    title = marker.title
    state.close_run()
    state.in_table = False
    state.add(RegionKind.ATTRIBUTES, at, title.start)
    state.add(RegionKind.ATTRIBUTES, title.end, end)
    if len(title):
        state.found.titles.append(title)
    state.open_run(title.start, title.end)
    state.close_run()
    if marker.indents:
        state.lists = [content for content in state.lists if content <= column]
        state.lists.append(column + _CONTENT_INDENT)
    return True


def _marker(text: str, at: int, end: int, *, quoted: bool) -> _Marker | None:
    """The markup that a line is, from `at` to `end`; None for any other line. All but its title is markup."""
    first = text[at]
    if first in _TITLED:
        return _titled(_TITLED[first].match(text, at, end), text, end)
    if first in _PATTERNS:
        return _until(_PATTERNS[first].match(text, at, end), end) if quoted or first != "[" else None
    return _colons(text, at, end)


def _titled(match: re.Match[str] | None, text: str, end: int) -> _Marker | None:
    """A marker that may have a title in straight quotation marks, and nothing else."""
    if match is None:
        return None
    if not text[match.end() : end].strip():
        if not match.group().isascii() and _INDENTED_LINE.match(text, end) is None:
            return None
        return _Marker(Span(end, end), indents=True)
    title = _QUOTED.match(text, match.end(), end)
    return _Marker(Span(*title.span(1)), indents=True) if title is not None else None


def _until(match: re.Match[str] | None, end: int) -> _Marker | None:
    """A marker with a title up to the end of the line."""
    return _Marker(Span(match.end(), end)) if match is not None else None


def _colons(text: str, at: int, end: int) -> _Marker | None:
    if (match := _LEAF.match(text, at, end)) is not None:
        return _Marker(Span(*match.span(1)) if match.group(1) is not None else Span(end, end))
    if (match := _CONTAINER.match(text, at, end)) is None:
        option = _OPTION.match(text, at, end)
        return _until(option, end) if option is not None and _is_option(text, at) else None
    if match.group(1) is not None:
        return _Marker(Span(*match.span(1)))
    closing = _CLOSING_COLONS.search(text, match.end(), end)
    return _Marker(Span(match.end(), closing.start() if closing is not None else end))


def _is_option(text: str, at: int) -> bool:
    """Whether the lines right above are options, and above them the opening of a container."""
    before = text.rfind("\n", 0, at)
    for _ in range(_MOST_OPTIONS):
        start = text.rfind("\n", 0, max(before, 0)) + 1
        line = _LINE_BEFORE.match(text[start : max(before, 0)].rstrip())
        if line is None:
            return False
        if line.group(1).startswith(":::"):
            return line.group(1).rstrip(":") != ""
        if _OPTION.match(line.group(1)) is None:
            return False
        before = start - 1
    return False


def is_module(text: str) -> bool:
    """Whether a text may have lines of JavaScript, as MDX has."""
    return any(text.startswith(line) or f"\n{line}" in text for line in _MODULE_LINES)


def read_module(state: State, number: int) -> int:
    """Protects the lines of a block of JavaScript that starts in line `number`.

    Returns:
        The number of the line after it; `number` itself if none starts there.
    """
    after = _module_end(state.text, state.lines, number)
    if after == number:
        return number
    state.lists.clear()
    state.expressions = True
    return state.protect_lines(number, state.lines[number][0], after, RegionKind.CODE_BLOCK)


def _module_end(text: str, lines: Sequence[tuple[int, int]], number: int) -> int:
    """The line after a block of JavaScript that starts in line `number`; `number` itself if none does.

    As in MDX, it ends with the next blank line; or, if brackets are open there, with the one after they are
    closed.
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
