"""Headings that a link of the same document leads to by their words.

Programs that render Markdown make the anchor of a heading from its text, as GitHub does: small letters,
hyphens for spaces, no punctuation. The link is an address and stays as it is, so the words must, too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linter.document import Document

#: A link to a place in the same document: inline, as a definition, in HTML.
_FRAGMENT = re.compile(r"""(?:\]\(\s*<?|\]:\s*<?|href=["']?)#([^\s)"'>]+)""")
#: What stands before the words of a heading, behind them, or below.
_HASHES = re.compile(r"[ \t>]*#{1,6}[ \t]+")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*$")
_UNDERLINE = re.compile(r"[ \t>]*(?:=+|-+)[ \t]*")
#: What an anchor leaves out.
_PUNCTUATION = re.compile(r"[^\w\- ]")


def is_linked_to(document: Document, place: int) -> bool:
    """Whether a link of the document leads to the heading at a place, an offset in code points."""
    fragments: frozenset[str] = document.derive("fragments", lambda: _fragments(document.text))
    if not fragments:
        return False
    lines, text = document.lines, document.text
    number = lines.position(place).line
    line = lines.line_span(number).text(text)
    below = lines.line_span(number + 1).text(text) if number < len(lines.spans) else ""
    if _HASHES.match(line) is None and _UNDERLINE.fullmatch(below) is None:
        return False
    words = _HASHES.sub("", _CLOSING.sub("", line)).strip()
    return _PUNCTUATION.sub("", words.lower()).replace(" ", "-") in fragments


def _fragments(text: str) -> frozenset[str]:
    """What the links within a document lead to, in small letters."""
    if "#" not in text or _FRAGMENT.search(text) is None:
        return frozenset()
    from urllib.parse import unquote  # noqa: PLC0415 - few documents have such links

    return frozenset(unquote(match.group(1)).lower() for match in _FRAGMENT.finditer(text))
