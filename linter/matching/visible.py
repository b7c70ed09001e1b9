"""The lines of a summary as its readers see them, without the marks of Markdown.

They come one by one, so that whoever finds the first line that says something reads no further.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linter.lazy import lazy_re
from linter.regions import RegionKind, unescaped
from linter.spans import Span
from linter.values import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.document import Document
    from linter.regions import LineKind, Region

_WEB = lazy_re(r"<?(?:https?://|www\.|mailto:)", re.IGNORECASE)
_TAG = lazy_re(r"</?([A-Za-z][A-Za-z0-9-]*)")
#: A tag with nothing in it but attributes; others are words that somebody put between angle brackets.
_WELL_FORMED = lazy_re(
    r"""</?[A-Za-z][\w-]*(?:\s+(?:[\w:@.-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)"""
    r"""|open|hidden|controls|allowfullscreen|async|defer))*\s*/?>"""
)
#: The elements of text, those that end a line, those that show something else, those that show nothing.
_INLINE = lazy_re(
    r"a|abbr|b|bdi|bdo|big|cite|del|dfn|em|font|i|ins|label|mark|q|rp|rt|ruby|s|small|span|strike|strong|sub|sup"
    r"|tt|u|wbr"
)
_BLOCK = lazy_re(
    r"article|aside|blockquote|body|br|center|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]|head|header|hr|html|li|main"
    r"|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|title|tr|ul"
)
_SHOWING = lazy_re(
    r"audio|canvas|code|embed|iframe|img|kbd|math|object|picture|pre|samp|svg|textarea|var|video"
)
_UNSEEN = lazy_re(r"script|style")
#: The picture of the record's video, or its player.
_OF_VIDEO = lazy_re(r"(?:img\.youtube\.com|i\d?\.ytimg\.com)/vi|youtube(?:-nocookie)?\.com/embed/")
#: A fence, and the first line of one whose content is text.
_FENCE = lazy_re(r"\s*(?:`{3,}|~{3,})")
_TEXT_FENCE = lazy_re(
    r"\s*(?:`{3,}|~{3,})[ \t]*(?:markdown|md|mdx|text|txt)?[ \t]*$", re.IGNORECASE | re.MULTILINE
)
#: What has no width, or is filled with nothing.
_EMPTY = lazy_re(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0]+"
)
_HIDDEN = frozenset(
    (RegionKind.COMMENT, RegionKind.STRUCTURE, RegionKind.MARKUP_END, RegionKind.FRONT_MATTER)
)


class Line(Struct):
    """A line of a summary, or a part of it that an element of HTML ends."""

    kind: LineKind
    text: str = ""
    """What it shows, but for the text of links."""
    linked: str = ""
    """The text of its links."""
    links: bool = False
    """Whether it has an address, or the picture of a video."""
    shows: bool = False
    """Whether it has something that is not text: a picture, code."""

    @property
    def is_blank(self) -> bool:
        """Whether it shows nothing."""
        return not (self.shows or self.links or self.text or self.linked)


def visible_lines(document: Document, span: Span) -> Iterator[Line]:
    """The lines of a part of a document that show anything, in order."""
    lines, kinds = document.lines, document.structure.line_kinds
    reader = _Reader(document)
    for number in range(lines.position(span.start).line, lines.position(span.end).line + 1):
        line = lines.line_span(number)
        start, end = max(line.start, span.start), min(line.end, span.end)
        yield from reader.lines(kinds[number - 1], start, end)


class _Reader:
    """Reads the lines of a document in order."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._regions = document.regions
        self._open: list[bool] = []  # of the open links, whether each is a picture

    def lines(self, kind: LineKind, start: int, end: int) -> Iterator[Line]:
        """The visible lines between two offsets of a line."""
        shown = Line(kind)
        for region in self._regions.between(Span(start, end)):
            raw = self._text[max(region.start, start) : min(region.end, end)]
            if self._ends_line(region, raw) and not shown.is_blank:
                yield shown
                shown = Line(kind)
            self._add(shown, region, raw)
        if not shown.is_blank:
            yield shown

    @staticmethod
    def _ends_line(region: Region, raw: str) -> bool:
        tag = _TAG.match(raw) if region.kind is RegionKind.HTML else None
        return tag is not None and _BLOCK.fullmatch(tag.group(1).lower()) is not None

    def _add(self, line: Line, region: Region, raw: str) -> None:
        """Adds what a region shows to a line."""
        kind = region.kind
        if kind in _HIDDEN:
            return
        if kind is RegionKind.HTML:
            self._add_tag(line, raw)
        elif kind is RegionKind.LINK:
            self._open.append(raw.startswith("!"))
        elif kind is RegionKind.LINK_TARGET and not raw.startswith("[["):
            self._add_target(line, raw)
        elif kind is RegionKind.URL and _WEB.match(raw):
            line.links = True
        elif kind is RegionKind.CODE_BLOCK:
            self._add_code(line, region, raw)
        elif kind is RegionKind.CODE_SPAN:
            line.shows = True
        elif kind is RegionKind.MARKUP:
            self._add_text(line, unescaped(raw) if raw.startswith("&") else "")
        else:
            self._add_text(line, raw)

    def _add_text(self, line: Line, raw: str) -> None:
        shown = raw if _EMPTY.sub("", raw) else " " * bool(raw and (line.text or line.linked))
        if self._open:
            line.linked += shown
        else:
            line.text += shown

    def _add_target(self, line: Line, raw: str) -> None:
        """Ends a link: that of a picture is something to see, unless it is that of the video."""
        if self._open and self._open.pop() and not _OF_VIDEO.search(raw):
            line.shows = True
        line.links = True

    def _add_tag(self, line: Line, raw: str) -> None:
        tag = _TAG.match(raw)
        name = tag.group(1).lower() if tag is not None else ""
        if _SHOWING.fullmatch(name):
            of_video = _OF_VIDEO.search(raw) is not None
            line.shows = line.shows or not (of_video or raw.startswith("</"))
            line.links = line.links or of_video
        elif tag is None and raw[:2] in ("<!", "<?"):
            return
        elif not _UNSEEN.fullmatch(name) and not _is_known(name, raw):
            self._add_text(line, raw)
        elif name == "a":
            line.links = True

    def _add_code(self, line: Line, region: Region, raw: str) -> None:
        """Adds a line of a block of code; a block without a language, or of Markdown, has text."""
        if _FENCE.match(raw) or not _EMPTY.sub("", raw):
            return
        if _TEXT_FENCE.match(self._text, region.span.start, region.span.end):
            self._add_text(line, raw)
        else:
            line.shows = True


def _is_known(name: str, raw: str) -> bool:
    """Whether a tag is one of an element that shows its text, written as HTML has it."""
    known = _INLINE.fullmatch(name) or _BLOCK.fullmatch(name)
    return known is not None and _WELL_FORMED.fullmatch(raw) is not None
