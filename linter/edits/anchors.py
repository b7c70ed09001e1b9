"""Headings that a link of the same document leads to by their words.

Programs that render Markdown make the anchor of a heading from its text, as GitHub does: small letters,
hyphens for spaces, no punctuation. The link is an address and stays as it is, so the words must, too.
"""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING

from linter.regions import headings

if TYPE_CHECKING:
    from linter.document import Document
    from linter.spans import Span

#: A link to a place in the same document: inline, as a definition, in HTML.
_FRAGMENT = re.compile(r"""(?:\]\(\s*<?|\]:\s*<?|href=["']?)#([^\s)"'>]+)""")
#: What an anchor leaves out.
_PUNCTUATION = re.compile(r"[^\w\- ]")


def is_linked_to(document: Document, place: int) -> bool:
    """Whether a link of the document leads to the heading at a place, an offset in code points."""
    linked: list[Span] = document.derive("linked headings", lambda: _linked(document))
    at = bisect.bisect_right(linked, place, key=lambda heading: heading.start) - 1
    return at >= 0 and place <= linked[at].end


def _linked(document: Document) -> list[Span]:
    """The headings that links within the document lead to, in order."""
    text = document.text
    fragments = _fragments(text)
    if not fragments:
        return []
    found = headings(text, document.lines, document.regions)
    return sorted(heading.span for heading in found if _anchor(heading.text) in fragments)


def _anchor(words: str) -> str:
    return _PUNCTUATION.sub("", words.lower()).replace(" ", "-")


def _fragments(text: str) -> frozenset[str]:
    """What the links within a document lead to, in small letters."""
    if "#" not in text or _FRAGMENT.search(text) is None:
        return frozenset()
    from urllib.parse import unquote  # noqa: PLC0415 - few documents have such links

    return frozenset(unquote(match.group(1)).lower() for match in _FRAGMENT.finditer(text))
