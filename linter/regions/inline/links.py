"""What square brackets make: links, pictures, references and footnotes, and the links of wikis.

CommonMark 0.31, sections 6.3 and 6.4. The text of a link is prose; its address or its label is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.lazy import lazy_re
from linter.regions.block import label_key
from linter.regions.inline.found import REACH
from linter.regions.inline.names import bracket_tag
from linter.regions.region import Region, RegionKind

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from linter.regions.block import InlineRun

_TARGET = lazy_re(
    r"""\]\(\s*(?:<[^<>\r\n]*>|(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.|\([^\s()]*\))*\))*)"""
    r"""(?:\s+(?:"[^"\r\n]*"|'[^'\r\n]*'|\([^()\r\n]*\)))?\s*\)"""
)
#: An address or the name of a file with spaces, perhaps with the size of a picture.
_LOOSE_TARGET = lazy_re(
    r"\]\((?:[^()\r\n]*://[^()\r\n]*|[^()\r\n]*[^\s()]\.[A-Za-z][A-Za-z0-9]{0,4}(?:#[^()\r\n\"]*)?"
    r"(?:[ \t]+=\d*x\d*)?(?:[ \t]+\"[^\"\r\n]*\")?[ \t]*)\)"
)
#: After the text of a reference: `[label]`, or `[]` where the text itself is the label.
_REFERENCE = lazy_re(r"\]\[([^\[\]]{0,999})\]")
#: The longest label that CommonMark allows (4.7).
_LONGEST_LABEL = 999
_FOOTNOTE = lazy_re(r"\[\^[^\]\s]{1,99}\]")
#: A link to a page or a file, or an embedded one, as in a wiki.
_WIKI_LINK = lazy_re(r"\[\[[^\[\]\r\n]{1,200}\]\]")


def target(text: str, run: InlineRun, at: int) -> Region | None:
    """The address of a link, from the `]` at `at`, which ends the link's text."""
    limit = min(run.end, at + REACH)
    match = _TARGET.match(text, at, limit) or _LOOSE_TARGET.match(text, at, limit)
    return Region(RegionKind.LINK_TARGET, *match.span()) if match is not None else None


class Brackets:
    """Reads the square brackets of one stretch.

    Args:
        text: the whole text.
        run: the stretch.
        labels: the labels of definitions, as `label_key` writes them.
    """

    def __init__(self, text: str, run: InlineRun, labels: AbstractSet[str]) -> None:
        self._text = text
        self._run = run
        self._labels = labels
        #: The offsets of the brackets that nothing has closed yet, including the `!` before them.
        self._open: list[int] = []

    def read_opening(self, at: int, done: int) -> Region | None:
        """A footnote's label, a wiki link or a tag; any other bracket is remembered until one closes it.

        With an address after it, what looks like one is the text of a link: `[[1]](address)`.

        Args:
            at: the offset of a `[`.
            done: where the last region ends, whose `!` is its own.
        """
        text, run = self._text, self._run
        match = _FOOTNOTE.match(text, at, run.end) or _WIKI_LINK.match(text, at, run.end)
        if match is not None and target(text, run, match.end() - 1) is None:
            return Region(RegionKind.LINK_TARGET, *match.span())
        if (tag := bracket_tag(text, run, at)) is not None:
            return tag
        is_picture = at > done and text[at - 1] == "!"
        self._open.append(at - is_picture)
        return None

    def read_closing(self, at: int) -> list[Region]:
        """What a `]` ends: the marks of a link with an address, or with a definition's label, in order."""
        opener = self._open.pop() if self._open else None
        address = target(self._text, self._run, at)
        if address is not None:
            return [address] if opener is None else [self._mark(opener), address]
        return self._reference(opener, at) if opener is not None and self._labels else []

    def _reference(self, opener: int, at: int) -> list[Region]:
        """The marks of a reference to a definition, if brackets from `opener` to `at` are one."""
        mark = self._mark(opener)
        label = self._text[mark.span.end : at] if at - opener <= _LONGEST_LABEL else ""
        match = _REFERENCE.match(self._text, at, self._run.end)
        if match is not None and label_key(match.group(1) or label) in self._labels:
            if not match.group(1):  # the text is the label
                return [Region(RegionKind.LINK_TARGET, opener, match.end())]
            return [mark, Region(RegionKind.LINK_TARGET, *match.span())]
        if label and label_key(label) in self._labels:
            return [Region(RegionKind.LINK_TARGET, opener, at + 1)]
        return []

    def _mark(self, opener: int) -> Region:
        """The bracket that opens the text of a link, with the `!` of a picture."""
        length = 2 if self._text[opener] == "!" else 1
        return Region(RegionKind.LINK, opener, opener + length)
