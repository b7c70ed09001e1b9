"""Links: their addresses, and the headings that they lead to by their words.

Programs make the fragment of a heading from its words, each in its own way: GitHub in lower case, with
hyphens for spaces and without punctuation; pandoc without what is before the first letter; Python-Markdown
without what is not ASCII; Obsidian takes the words as they are. So only letters and digits are compared, and
a number at the end may count headings with equal words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from linter.lazy import lazy_re
from linter.regions.region import RegionKind
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linter.regions.block import Heading
    from linter.regions.region import Region, Regions

_TARGET = lazy_re(r"\]\(\s*<?([^\s<>)]+)")
#: A link with a fragment, inline or as a definition; and one in a tag, of HTML or of a template.
_ADDRESSED = lazy_re(r"""\](?:\(|:)\s*(?:<([^<>#\r\n]*)#([^<>\r\n]+)>|([^\s<>#]*)#([^\s)]+))""")
_QUOTED = lazy_re(r"""(["'])([^"'#\r\n]*)#([^"'\r\n]+)\1|href=([^\s"'#>]*)#([^\s"'>]+)""")
#: A link of a wiki; the headings in it lead from one to the next.
_WIKI = lazy_re(r"\[\[([^\[\]|#\r\n]*)#([^\[\]|\r\n]+)")
_NUMBER = lazy_re(r"[-_]\d+$")
_DIGITS = "0123456789"
_LINKS = {
    RegionKind.LINK_TARGET: (_ADDRESSED, _WIKI),
    RegionKind.HTML: (_QUOTED,),
    RegionKind.ATTRIBUTES: (_QUOTED,),
}
#: What is not shown of a heading.
_HIDDEN = frozenset((RegionKind.LINK, RegionKind.LINK_TARGET, RegionKind.HTML, RegionKind.ATTRIBUTES))


class HeadingLink(NamedTuple):
    """A link to a heading."""

    target: str
    """The path or the name of the document as written; empty for the same document."""
    keys: frozenset[str]
    """What `heading_keys` has of the headings that it may lead to."""


def link_address(text: str, region: Region) -> Span | None:
    """The span of an inline link's address; None for a region that has none."""
    if region.kind is not RegionKind.LINK_TARGET:
        return None
    match = _TARGET.match(text, region.start, region.end)
    return Span(*match.span(1)) if match is not None else None


def only_links(text: str, regions: Iterable[Region]) -> bool:
    """Whether regions hold links and pictures with addresses, white space, and nothing else."""
    depth = 0
    for region in regions:
        if region.kind is RegionKind.LINK:
            depth += 1
        elif region.kind is RegionKind.LINK_TARGET and depth and link_address(text, region) is not None:
            depth -= 1
        elif not depth and text[region.start : region.end].strip():
            return False
    return not depth


def heading_links(text: str, regions: Regions) -> Iterator[HeadingLink]:
    """The links with a fragment, to the same document or to another, in order.

    Args:
        text: the whole text.
        regions: its regions.
    """
    if "#" not in text:
        return
    for kind, start, end in regions.of(*_LINKS):
        if text.find("#", start, end) < 0:
            continue
        for pattern in _LINKS[kind]:
            for match in pattern.finditer(text, start, end):
                *_, target, fragment = (group for group in match.groups() if group is not None)
                keys = frozenset(key for part in unquote(fragment).split("#") for key in _fragment_keys(part))
                if keys:
                    yield HeadingLink(unquote(target), keys)


def _fragment_keys(fragment: str) -> Iterator[str]:
    if fragment.startswith("^"):  # a block of Obsidian, which has a name of its own
        return
    for words in (fragment, _NUMBER.sub("", fragment)):
        if key := _key(words):
            yield key


def _key(words: str) -> str:
    return "".join(character for character in words.casefold() if character.isalnum())


def heading_keys(words: str, shown: str) -> frozenset[str]:
    """What a link to a heading may call it.

    Args:
        words: the words of the heading as written.
        shown: the same without the addresses of links and without tags.
    """
    keys = {_key(words), _key(shown)}
    keys |= {key.lstrip(_DIGITS) for key in keys} | {"".join(filter(str.isascii, key)) for key in keys}
    return frozenset(keys - {""})


def linked_headings(
    text: str, regions: Regions, headings: Iterable[Heading], wanted: frozenset[str]
) -> list[Heading]:
    """The headings to which links with the keys `wanted` may lead, in order."""
    if not wanted:
        return []
    found = []
    for heading in headings:
        shown = "".join(_shown(text, regions, heading.content))
        if not wanted.isdisjoint(heading_keys(heading.text, shown)):
            found.append(heading)
    return found


def _shown(text: str, regions: Regions, span: Span) -> Iterator[str]:
    """The parts of a heading that are shown."""
    for kind, start, end in regions.between(span):
        if kind not in _HIDDEN:
            yield text[max(start, span.start) : min(end, span.end)]
