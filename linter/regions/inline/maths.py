r"""Maths in running text, as pandoc's tex_math_dollars reads it, and between `\(` and `\)` or in TeX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linter.characters.scripts import HAN
from linter.lazy import lazy_re
from linter.regions.inline.found import REACH
from linter.regions.inline.templates import braces_end
from linter.regions.region import Region, RegionKind

if TYPE_CHECKING:
    from linter.regions.block import InlineRun

_MATH_SPAN = lazy_re(r"\$\$(?=\S).+?\$\$|\$(?![\s$])(?:[^$\\]|\\.)*?(?<![\s\\])\$(?!\d)", re.DOTALL)
_TEX = lazy_re(r"\\\((.+?)\\\)|\\\[(.+?)\\\]|\\begin\{(\w+\*?)\}.+?\\end\{\3\}", re.DOTALL)
_PRICE = lazy_re(r"\$+\d")
_HAN = lazy_re(f"[{HAN}]")


def dollars(text: str, run: InlineRun, at: int) -> Region | None:
    """The maths that a dollar sign at `at` opens; two prices with Chinese between them are not a formula."""
    limit = min(run.end, at + REACH)
    if text.startswith("{", at + 1):  # `${name}` of templates, unless it is plain TeX
        end = braces_end(text, at + 1, limit, always=False)
        if end > at + 1 and _HAN.search(text, at, end):
            return Region(RegionKind.ATTRIBUTES, at, end)
    match = _MATH_SPAN.match(text, at, limit)
    if match is None:
        return None
    if _PRICE.match(match.group()) and _HAN.search(match.group()) and "\\" not in match.group():
        return None
    return Region(RegionKind.MATH, *match.span())


def tex(text: str, run: InlineRun, at: int) -> Region | None:
    """The maths that a backslash at `at` opens."""
    match = _TEX.match(text, at, min(run.end, at + REACH))
    return Region(RegionKind.MATH, *match.span()) if match is not None else None
