"""What the first characters of a line may begin (CommonMark 0.31, chapters 4 and 5)."""

from __future__ import annotations

import re

from linter.lazy import lazy_re

BLANKS = " \t"
FENCE = lazy_re(r"(`{3,})[^`\r\n]*$|(~{3,})")
HEADING = lazy_re(r"#{1,6}(?=[ \t]|$)")
CLOSING_HASHES = lazy_re(r"(?:^|[ \t])#+$")
LIST_MARKER = lazy_re(r"(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)")
BREAK = lazy_re(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
SETEXT = lazy_re(r"(?:=+|-+)[ \t]*$")
TABLE_RULE = lazy_re(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
DEFINITION = lazy_re(r"\[(\^?)([^\]\r\n]+)\]:(?=[ \t]*\S)")
#: What a definition strictly needs: one word, or one in angle brackets, and perhaps a title.
DESTINATION = lazy_re(
    r"""[ \t]*(?:<[^<>\r\n]*>|\S+)(?:[ \t]+(?:"[^"\r\n]*"|'[^'\r\n]*'|\([^()\r\n]*\)))?[ \t]*$"""
)
#: The box of a task, after its list marker (GitHub Flavored Markdown 5.3).
TASK = lazy_re(r"\[[ xX]\](?=[ \t])")
#: Elements whose content is not Markdown and may run across blank lines (CommonMark 4.6, kind 1).
RAW_ELEMENT = lazy_re(r"<(pre|script|style|textarea)(?=[\s>])", re.IGNORECASE)
#: Elements that start a block of raw HTML up to the next blank line (CommonMark 4.6, kind 6).
HTML_BLOCK = lazy_re(
    r"</?(?:address|article|aside|base|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl"
    r"|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link"
    r"|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot"
    r"|th|thead|title|tr|track|ul)(?=[\s/>]|$)",
    re.IGNORECASE,
)
#: Comments of Jinja and of Obsidian that run across lines: their first line, and how they end.
COMMENTS = ((lazy_re(r"\{#(?=[\s-])(?:(?!#\}).)*$"), "#}"), (lazy_re(r"%%[^%]*$"), "%%"))
#: Processing instructions, CDATA and declarations (CommonMark 4.6, kinds 3 to 5), and how they end.
INSTRUCTIONS = (
    (lazy_re(r"<\?"), "?>"),
    (lazy_re(r"<!\[CDATA\["), "]]>"),
    (lazy_re(r"<![A-Za-z]"), ">"),
)
LONE_TAG = lazy_re(r"</?[A-Za-z][^<>]*>[ \t]*$")
#: What ends a paragraph without a blank line, and so also the list items it is not indented into.
BLOCK_START = lazy_re(
    rf"{HEADING.pattern}|{LIST_MARKER.pattern}|{BREAK.pattern}|`{{3}}|~{{3}}|{HTML_BLOCK.pattern}",
    re.IGNORECASE,
)


def is_thematic_break(line: str) -> bool:
    """Whether a line, without newline and indentation, would be a thematic break by itself."""
    return BREAK.fullmatch(line) is not None


def item_marker(line: str) -> str:
    """The list marker of a line that would be a list item by itself; empty for any other line."""
    match = LIST_MARKER.match(line.lstrip(BLANKS))
    return match.group() if match is not None and not is_thematic_break(line.strip()) else ""


def is_definition(line: str) -> bool:
    """Whether a line would be the definition of a link or a footnote by itself."""
    return DEFINITION.match(line.lstrip(BLANKS)) is not None
