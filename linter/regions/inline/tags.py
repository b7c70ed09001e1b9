"""What is in angle brackets: tags, comments and addresses (CommonMark 0.31, sections 6.5 and 6.6).

Comments of Obsidian are read here, too: `%%…%%`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linter.lazy import lazy_re
from linter.regions.inline.found import REACH, region
from linter.regions.inline.templates import tag_end
from linter.regions.region import Region, RegionKind

if TYPE_CHECKING:
    from linter.regions.block import InlineRun

_ATTRIBUTE = r"""\s+(?:[^\W\d]|[_:@#])[\w.:@#-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?"""
#: A tag exactly as CommonMark 6.6 defines it, or anything on one line that a browser would read as one.
#: A bare `<` before a space, a digit or Han opens nothing.
_TAG = lazy_re(
    rf"</?[A-Za-z][A-Za-z0-9-]*(?:{_ATTRIBUTE})*\s*/?>|</?[A-Za-z][A-Za-z0-9-]*(?:[\s/][^<>\r\n]*)?>"
)
_OPEN_TAG = lazy_re(r"</?[A-Za-z][A-Za-z0-9-]*[\s/]")
#: What closes each element whose content is not prose.
_OPAQUE_END = {
    name: lazy_re(rf"</{name}\s*>", re.IGNORECASE)
    for name in ("code", "kbd", "samp", "var", "tt", "math", "svg", "script", "style", "pre", "textarea")
}
_OPAQUE = lazy_re(rf"<({'|'.join(_OPAQUE_END)})(?=[\s>])", re.IGNORECASE)
#: A tag of another element as most pages have it, which nothing else can be.
_USUAL = lazy_re(
    rf"</?(?!(?:{'|'.join(_OPAQUE_END)})[\s/>])[A-Za-z][A-Za-z0-9-]*"
    r"""(?:[ ][A-Za-z-]+="[^"<>{}`\r\n]*")*[ ]?/?>""",
    re.IGNORECASE,
)
_COMMENT_END = lazy_re("-->")
_SPECIAL = lazy_re(r"<[!?]\w[^<>]*>|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_AUTOLINK = lazy_re(r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>|<[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+>")
#: A comment of Obsidian within a line.
_HIDDEN = lazy_re(r"(?<![\d%])%%(?=[^\s%])[^%\r\n]*%%(?!%)")


def hidden_comment(text: str, run: InlineRun, at: int) -> Region | None:
    """The comment of Obsidian that begins at `at`."""
    match = _HIDDEN.match(text, at, min(run.end, at + REACH))
    return Region(RegionKind.COMMENT, *match.span()) if match is not None else None


class Tags:
    """Reads the tags of one stretch; a closing tag that is missing is searched for only once."""

    def __init__(self, text: str, run: InlineRun) -> None:
        self._text = text
        self._run = run
        self._absent: set[re.Pattern[str]] = set()

    def read(self, at: int) -> Region | None:
        """What a `<` at `at` opens: a tag, an element whose content is not prose, a comment, an address."""
        text, limit = self._text, min(self._run.end, at + REACH)
        if (match := _USUAL.match(text, at, limit)) is not None:
            return Region(RegionKind.HTML, *match.span())
        if text.startswith("<!--", at):
            close = self._find(_COMMENT_END, at + 4)
            return Region(RegionKind.COMMENT, at, close) if close >= 0 else None
        if (match := _AUTOLINK.match(text, at, limit)) is not None:
            return Region(RegionKind.URL, *match.span())
        if (close := tag_end(text, at, limit)) > at:
            kind = RegionKind.ATTRIBUTES if text[at + 1] in "%?" else RegionKind.HTML
            return Region(kind, at, close)
        return region(RegionKind.HTML, at, self._tag_end(at, limit))

    def _tag_end(self, at: int, limit: int) -> int:
        """Where a tag of HTML ends, or the element whose content is not prose; `at` itself for neither."""
        text, run = self._text, self._run
        if (match := _TAG.match(text, at, limit) or _SPECIAL.match(text, at, limit)) is None:
            # In a block of HTML, a tag that is never closed takes what follows as its attributes.
            return run.end if run.raw and _OPEN_TAG.match(text, at, limit) else at
        opaque = _OPAQUE.match(text, at, limit)
        if opaque is not None:
            close = self._find(_OPAQUE_END[opaque.group(1).lower()], match.end())
            if close >= 0:
                return close
        return match.end()

    def _find(self, closer: re.Pattern[str], after: int) -> int:
        """Where the next closer ends, or -1."""
        if closer in self._absent:
            return -1
        match = closer.search(self._text, after, self._run.end)
        if match is None:
            self._absent.add(closer)
            return -1
        return match.end()
