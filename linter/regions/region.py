"""The parts of a Markdown text, as far as a rule must distinguish them."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linter.spans import Span


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


@dataclass(frozen=True, slots=True)
class Region:
    """One stretch of a document, in 0-based code-point offsets."""

    kind: RegionKind
    span: Span


#: Markup of the prose: rules do not see it, and a fix may remove text between its parts.
MARKUP_KINDS = frozenset((RegionKind.STRUCTURE, RegionKind.MARKUP, RegionKind.MARKUP_END))
