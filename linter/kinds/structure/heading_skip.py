"""The mode `heading-skip`: a heading more than one level below the one before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.kinds.structure.matches import match_heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.document import Document
    from linter.matching.spec import Finder, Match, RuleSpec

FIXABLE = False


def finder(_spec: RuleSpec) -> Finder:
    """Finds the headings that skip a level; levels start again with every record."""
    return _skips


def _skips(document: Document) -> Iterator[Match]:
    borders = sorted(at for record in document.records.records for at in (record.span.start, record.span.end))
    before = 0
    for heading in document.structure.headings:
        while borders and borders[0] <= heading.span.start:
            del borders[0]
            before = 0
        if before and heading.level > before + 1:
            yield match_heading(document, heading, before)
        before = heading.level
