"""Backslashes and entities, which stand for characters (CommonMark 0.31, sections 2.4 and 2.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.lazy import lazy_re
from linter.regions.inline.addresses import drive_path, has_drive
from linter.regions.inline.maths import tex
from linter.regions.inline.names import reference
from linter.regions.region import Region, RegionKind

if TYPE_CHECKING:
    from linter.regions.block import InlineRun

_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_ENTITY = lazy_re(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")


def backslash(text: str, run: InlineRun, at: int) -> Region | None:
    """What a backslash at `at` begins: a path, maths, a reference of TeX, or an escaped character."""
    if has_drive(text, run, at):
        return drive_path(text, run, at)
    if (found := tex(text, run, at) or reference(text, run, at)) is not None:
        return found
    escaped = text[at + 1 : at + 2]
    if escaped not in _PUNCTUATION or run.raw:
        return None
    return Region(RegionKind.MARKUP, at, at + 2)


def entity(text: str, run: InlineRun, at: int) -> Region | None:
    """The entity that an ampersand at `at` begins."""
    match = _ENTITY.match(text, at, run.end)
    return Region(RegionKind.MARKUP, *match.span()) if match is not None else None
