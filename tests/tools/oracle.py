"""cmark-gfm as a second opinion on what a fix or a conversion changed.

It shares no code with `linter.regions`, nor with the parser that `linter.fixing.tree` uses.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

from cmarkgfm import cmark

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPTIONS = cmark.Options.CMARK_OPT_UNSAFE | cmark.Options.CMARK_OPT_FOOTNOTES
_EXTENSIONS = ("table", "strikethrough", "tasklist")
_EMPHASIS = frozenset(("em", "strong", "del"))
_LITERAL = frozenset(("code",))
_Mark = tuple[object, ...]


def skeleton(text: str) -> list[_Mark]:
    """What a text has besides words: its elements with their attributes, its code, its comments."""
    reader = _Reader()
    html = cmark.markdown_to_html_with_extensions(text, _OPTIONS, _EXTENSIONS)
    try:
        reader.feed(html)
        reader.close()
    except AssertionError:  # how Python 3.11 reports that `<![a]` is not HTML
        return [(html,)]
    return reader.found


def lost(before: str, after: str) -> str | None:
    """The first part of a text that an edit of words changed, as cmark-gfm reads it; None if there is none.

    Emphasis may begin to render, because a mark that hindered it is gone.
    """
    return first_difference(skeleton(before), skeleton(after))


def first_difference(old: Sequence[_Mark], new: Sequence[_Mark]) -> str | None:
    """The first difference of two skeletons, emphasis that is new aside."""
    at = 0
    for mark in new:
        if at < len(old) and old[at] == mark:
            at += 1
        elif str(mark[-1]) not in _EMPHASIS or mark[0] not in ("<", "/"):
            return f"{old[at] if at < len(old) else None} became {mark}"
    return f"{old[at]} is gone" if at < len(old) else None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[_Mark] = []
        self._literal = 0

    def set_cdata_mode(self, elem: str, *, escapable: bool = False) -> None:
        """Reads on: what a tag among words opens, Markdown does not protect."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes a tag; the description of a picture is words."""
        self._literal += tag in _LITERAL
        kept = (each for each in attrs if not (tag == "img" and each[0] == "alt"))
        self.found.append(("<", *kept, tag))

    def handle_endtag(self, tag: str) -> None:
        """Notes a tag."""
        self._literal -= tag in _LITERAL and self._literal > 0
        self.found.append(("/", tag))

    def handle_data(self, data: str) -> None:
        """Notes code."""
        if self._literal:
            self.found.append(("code", data))

    def handle_comment(self, data: str) -> None:
        """Notes a comment."""
        self.found.append(("!--", data))

    def handle_decl(self, decl: str) -> None:
        """Notes a declaration."""
        self.found.append(("!", decl))

    def handle_pi(self, data: str) -> None:
        """Notes an instruction."""
        self.found.append(("?", data))

    def unknown_decl(self, data: str) -> None:
        """Notes a declaration in square brackets."""
        self.found.append(("![", data))
