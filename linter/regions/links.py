"""Links: their addresses, and the headings of the same document that they lead to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from linter.regions.region import RegionKind
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from linter.regions.block import Heading
    from linter.regions.region import Region

_TARGET = re.compile(r"\]\(\s*<?([^\s<>)]+)")
#: The fragment of a link to the same document: inline, as a definition, in HTML.
_FRAGMENT = re.compile(r"""(?:\]\(\s*<?|\]:\s*<?|href=["']?)#([^\s)"'>]+)""")
#: What the fragment of a heading leaves out.
_PUNCTUATION = re.compile(r"[^\w\- ]")
_WITH_LINKS = (RegionKind.LINK_TARGET, RegionKind.HTML)


def link_address(text: str, region: Region) -> Span | None:
    """The span of an inline link's address; None for a region that has none."""
    if region.kind is not RegionKind.LINK_TARGET:
        return None
    match = _TARGET.match(text, region.span.start, region.span.end)
    return Span(*match.span(1)) if match is not None else None


def only_links(text: str, regions: Iterable[Region]) -> bool:
    """Whether regions hold links and pictures with addresses, white space, and nothing else."""
    depth = 0
    for region in regions:
        if region.kind is RegionKind.LINK:
            depth += 1
        elif region.kind is RegionKind.LINK_TARGET and depth and link_address(text, region) is not None:
            depth -= 1
        elif not depth and region.span.text(text).strip():
            return False
    return not depth


def linked_headings(text: str, regions: Sequence[Region], headings: Sequence[Heading]) -> list[Heading]:
    """The headings to which links within the document lead by their words, in order.

    Programs that render Markdown make the fragment of a heading from its text, as GitHub does: lower case,
    hyphens for spaces, no punctuation.
    """
    wanted = _fragments(text, regions)
    if not wanted:
        return []
    return [heading for heading in headings if _fragment_of(heading.text) in wanted]


def _fragment_of(words: str) -> str:
    return _PUNCTUATION.sub("", words.lower()).replace(" ", "-")


def _fragments(text: str, regions: Sequence[Region]) -> frozenset[str]:
    """The fragments of links within a document, without `#`, decoded, in lower case."""
    if "#" not in text or _FRAGMENT.search(text) is None:
        return frozenset()
    spans = (region.span for region in regions if region.kind in _WITH_LINKS)
    matches = (match for span in spans for match in _FRAGMENT.finditer(text, span.start, span.end))
    return frozenset(unquote(match.group(1)).lower() for match in matches)
