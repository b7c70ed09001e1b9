"""Reads the structure of Markdown once: its blocks, and its regions of prose and protected text.

This is a fast reading of CommonMark 0.31 with the extensions that seed documents use (front matter, tables,
maths, attributes), not a full parser: a doubtful construct is protected. `blocks` reads the lines, `inline`
what is within them, and `structure` puts both together. The tests compare it with markdown-it-py. No other
folder recognises Markdown.
"""

from __future__ import annotations

from linter.regions.block import Block, BlockKind, Heading
from linter.regions.edited import edited_structure
from linter.regions.lines import LineKind
from linter.regions.links import HeadingLink, heading_keys, heading_links, link_address, only_links
from linter.regions.literal import LiteralEmphasis, literal_emphasis, unpaired_marks
from linter.regions.marks import is_definition, is_thematic_break, item_marker
from linter.regions.plain import plain_text, unescaped
from linter.regions.region import MARKUP_KINDS, Region, RegionKind, Regions
from linter.regions.structure import Structure, read_structure

__all__ = [
    "MARKUP_KINDS",
    "Block",
    "BlockKind",
    "Heading",
    "HeadingLink",
    "LineKind",
    "LiteralEmphasis",
    "Region",
    "RegionKind",
    "Regions",
    "Structure",
    "edited_structure",
    "heading_keys",
    "heading_links",
    "is_definition",
    "is_thematic_break",
    "item_marker",
    "link_address",
    "literal_emphasis",
    "only_links",
    "plain_text",
    "read_structure",
    "unescaped",
    "unpaired_marks",
]
