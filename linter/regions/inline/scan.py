"""Goes from one character that may begin something to the next, and has each read by its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.lazy import lazy_re
from linter.regions.emphasis import Delimiters, rendered_delimiters
from linter.regions.inline.addresses import email, path, program_address, web_address
from linter.regions.inline.code_spans import CodeSpans
from linter.regions.inline.escapes import backslash, entity
from linter.regions.inline.links import Brackets, target
from linter.regions.inline.maths import dollars
from linter.regions.inline.names import block_id, hashtag, mention, named_by_colon
from linter.regions.inline.tags import Tags, hidden_comment
from linter.regions.inline.templates import braces
from linter.regions.region import Region, RegionKind

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping
    from collections.abc import Set as AbstractSet

    from linter.regions.block import InlineRun

_ADDRESS_START = r"(?<=[Hh])[Tt][Tt][Pp][Ss]?://|(?<=[Ff])(?:[Tt][Pp]|[Ii][Ll][Ee])://|(?<=[Ww])[Ww][Ww]\.|(?<=[Mm])[Aa][Ii][Ll][Tt][Oo]:"
#: A colon of a field, of an address of a program, of the name of a text, or of a directive.
_COLON_START = r"(?<=:)(?:(?=:[ \t]|//)|(?<=\(ref:)|(?<![\w:]:)(?=[^\W\d][\w-]*\[))"
#: What may start a region: a character class first, so that `re` can skip to it, then what must follow.
_START = lazy_re(
    r"[\\`<$\[\]&{@/#＃%^:*_HhFfWwMm](?:(?<=[\\`<$\[\]&{@/#＃^])|(?<=%)%|(?<=\*)\**|(?<=_)_*"
    rf"|{_ADDRESS_START}|{_COLON_START})"
)
#: The part of it that may start a protected region.
_START_PROTECTED = lazy_re(
    rf"[\\`<$\[\]{{@/#＃%^:HhFfWwMm](?:(?<=[\\`<$\[\]{{@/#＃^])|(?<=%)%|{_ADDRESS_START}|{_COLON_START})"
)
_MARKUP = frozenset((RegionKind.MARKUP, RegionKind.MARKUP_END, RegionKind.LINK))


def scan_inline(
    text: str, run: InlineRun, labels: AbstractSet[str], *, markup: bool = True
) -> tuple[list[Region], Delimiters | None]:
    """The regions of one inline stretch that are not prose, in no particular order, and its delimiters.

    In a raw stretch (inside an HTML block) nothing is emphasis and nothing is escaped.

    Args:
        text: the whole text.
        run: the stretch.
        labels: the labels of definitions, as `label_key` writes them.
        markup: whether to find markup as well; see `read_structure`.

    Returns:
        The regions; and the runs of `*` and `_`, unless all of them are emphasis, or all are text because the
        stretch is raw or without markup.
    """
    first = (_START if markup else _START_PROTECTED).search(text, run.start, run.end)
    if first is None:
        return [], None
    regions, runs = _scan(text, run, labels, first)
    if not markup:
        return [region for region in regions if region.kind not in _MARKUP], None
    if run.raw or not runs:
        return regions, None
    delimiters = Delimiters(runs, [])
    for start, end, closes in rendered_delimiters(text, runs):
        delimiters.rendered.append((start, end))
        regions.append(Region(RegionKind.MARKUP_END if closes else RegionKind.MARKUP, start, end))
    return regions, delimiters if delimiters.show else None


def _at_sign(text: str, run: InlineRun, at: int) -> Region | None:
    return email(text, run, at) or mention(text, run, at)


def _colon(text: str, run: InlineRun, at: int) -> Region | None:
    reader = program_address if text.startswith("//", at + 1) else named_by_colon
    return reader(text, run, at)


#: The readers of what begins with a character; of letters, what begins is an address.
_READERS: Mapping[str, Callable[[str, InlineRun, int], Region | None]] = {
    "\\": backslash,
    "$": dollars,
    "]": target,
    "&": entity,
    "{": braces,
    "#": hashtag,
    "＃": hashtag,
    "%": hidden_comment,
    "^": block_id,
    "@": _at_sign,
    ":": _colon,
    "/": path,
}


def _scan(
    text: str, run: InlineRun, labels: AbstractSet[str], first: re.Match[str]
) -> tuple[list[Region], list[tuple[int, int]]]:
    """The regions, and the runs of `*` and `_` outside of them, from the first match on."""
    regions: list[Region] = []
    delimiters: list[tuple[int, int]] = []
    code, tags, brackets = CodeSpans(text, run), Tags(text, run), Brackets(text, run, labels)
    match: re.Match[str] | None = first
    search, done, limit = first.re.search, run.start, run.end
    while match is not None:
        here, at = match.span()
        character = text[here]
        if character in "*_":
            delimiters.append((here, at))
        else:
            if character == "]" and not run.raw:
                found = brackets.read_closing(here)
            else:
                if character == "`":
                    region: Region | None = code.read(here)
                elif character == "<":
                    region = tags.read(here)
                elif character == "[":
                    region = brackets.read_opening(here, done)
                else:
                    region = _READERS.get(character, web_address)(text, run, here)
                found = [region] if region is not None else []
            if found:
                regions += found
                at = done = found[-1].end
        match = search(text, at, limit)
    return regions, delimiters
