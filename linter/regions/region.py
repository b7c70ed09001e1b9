"""The parts of a Markdown text, as far as a rule must distinguish them."""

from __future__ import annotations

import bisect
import enum
import functools
import itertools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, overload

from linter.spans import Pieces, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class RegionKind(enum.StrEnum):
    """What a stretch of text is. Rules see prose; everything else is protected."""

    PROSE = "prose"
    STRUCTURE = (
        "structure"  #: list markers, heading hashes and underlines, quote marks, thematic breaks, table rules
    )
    MARKUP = "markup"  #: the opening of emphasis that renders, escapes, entities
    MARKUP_END = "markup-end"  #: the closing of emphasis that renders
    FRONT_MATTER = "front-matter"
    CODE_BLOCK = "code-block"  #: fenced or indented, with its fences
    CODE_SPAN = "code-span"
    URL = "url"  #: a bare or angle-bracketed address, e-mail included
    LINK = "link"  #: the bracket that opens a link or an image, with the `!` of the latter
    LINK_TARGET = "link-target"  #: a link or image from its `]` on; a label of a reference or a footnote
    HTML = "html"  #: one tag with its attributes, or an element whose content is not prose
    COMMENT = "comment"
    MATH = "math"
    ATTRIBUTES = "attributes"  #: `{#id .class}`, template tags, expressions, and the markup of dialects
    HASHTAG = "hashtag"  #: `#topic`, which is a name


class Region(NamedTuple):
    """One stretch of a document, in 0-based half-open code-point offsets."""

    kind: RegionKind
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Its offsets as a span."""
        return Span(self.start, self.end)


#: Each kind by the byte that stands for it.
_KINDS = tuple(RegionKind)
_CODES = {kind: code for code, kind in enumerate(_KINDS)}
_PROSE = _CODES[RegionKind.PROSE]
_PROSE_ALONE = bytes((_PROSE,))


class Regions(Pieces, Sequence[Region]):
    """The regions of a text, without gaps or overlaps, from its first code point to its last.

    A page has one for every few words, so only two numbers of each are kept: where it starts, and its kind.

    Args:
        length: the length of the text.
        found: those that are not prose, in order of their starts, of equal starts the longest first; what of
            one another covers is cut off.
    """

    def __init__(self, length: int, found: Iterable[Region]) -> None:
        super().__init__()
        self._kinds, self._length = bytearray(), 0
        self.add(length, found)

    def add(self, end: int, found: Iterable[Region]) -> None:
        """Adds the regions of what follows in the text, up to an offset.

        Args:
            end: the offset.
            found: those that are not prose, as the class takes them.
        """
        starts, kinds, done = self.starts, self._kinds, self._length
        after_prose = kinds[-1:] == _PROSE_ALONE
        for kind, start, stop in found:
            if stop <= max(start, done):
                continue
            if start > done and not after_prose:
                starts.append(done)
                kinds.append(_PROSE)
            done = max(start, done)
            starts.append(done)
            kinds.append(_CODES[kind])
            done, after_prose = stop, False
        if done < end and not after_prose:
            starts.append(done)
            kinds.append(_PROSE)
        self._length = end

    def take(self, other: Regions, span: Span, by: int) -> None:
        """Adds the regions that another text has in a span, moved down: that is what follows in this one."""
        if not len(span):
            return
        first, last = other.index_of(span.start), bisect.bisect_left(other.starts, span.end)
        kinds, starts = other._kinds[first:last], other.starts[first:last]
        starts[0] = span.start
        if self._kinds[-1:] == _PROSE_ALONE == kinds[:1]:
            del kinds[0], starts[0]
        self._kinds += kinds
        self.starts.extend([start + by for start in starts] if by else starts)
        self._length = span.end + by

    def __len__(self) -> int:
        return len(self._kinds)

    @overload
    def __getitem__(self, at: int) -> Region: ...

    @overload
    def __getitem__(self, at: slice) -> list[Region]: ...

    def __getitem__(self, at: int | slice) -> Region | list[Region]:
        if isinstance(at, slice):
            return [self[index] for index in range(*at.indices(len(self)))]
        kind = _KINDS[self._kinds[at]]
        following = at + 1 if at >= 0 else at + 1 + len(self)
        end = self.starts[following] if following < len(self) else self._length
        return Region(kind, self.starts[at], end)

    def __iter__(self) -> Iterator[Region]:
        ends = itertools.chain(itertools.islice(self.starts, 1, None), (self._length,))
        return map(Region, map(_KINDS.__getitem__, self._kinds), self.starts, ends)

    def of(self, *kinds: RegionKind, within: Span | None = None) -> Iterator[Region]:
        """The regions of some kinds, in order: finds a few among many without looking at all.

        Args:
            kinds: the kinds.
            within: where they start; anywhere if None.
        """
        codes, starts, last = self._kinds, self.starts, len(self) - 1
        ends = (bisect.bisect_left(starts, offset) for offset in within) if within is not None else ()
        for match in _searcher(kinds).finditer(codes, *ends):
            at = match.start()
            yield Region(_KINDS[codes[at]], starts[at], starts[at + 1] if at < last else self._length)

    def between(self, span: Span) -> Iterator[Region]:
        """The regions that share a code point with a span, whole."""
        start, end = span
        index = self.index_of(start) if start < end else len(self)
        while index < len(self) and self.starts[index] < end:
            yield self[index]
            index += 1

    def within(self, span: Span) -> Iterator[Region]:
        """The regions that share a code point with a span, cut to it."""
        for kind, start, end in self.between(span):
            yield Region(kind, max(start, span.start), min(end, span.end))

    def reading(self, span: Span) -> tuple[bytes, list[int]]:
        """How a span is read, to be compared: what its regions are, and where in it they start."""
        start, end = span
        if start >= end:
            return b"", []
        first, last = self.index_of(start), bisect.bisect_left(self.starts, end)
        return bytes(self._kinds[first:last]), [max(at - start, 0) for at in self.starts[first:last]]

    def at(self, offset: int) -> Region:
        """The region with an offset; the last one for the end of the text."""
        return self[self.index_of(offset)]


@functools.cache
def _searcher(kinds: tuple[RegionKind, ...]) -> re.Pattern[bytes]:
    """Finds the codes of some kinds."""
    return re.compile(b"[%s]" % re.escape(bytes(_CODES[kind] for kind in kinds)))


#: Markup of the prose: rules do not see it, and a fix may remove text between its parts.
MARKUP_KINDS = frozenset((RegionKind.STRUCTURE, RegionKind.MARKUP, RegionKind.MARKUP_END))
