"""The mode `empty-heading`: hashes without a heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.kinds.structure.matches import match_heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.document import Document
    from linter.matching.spec import Finder, Match, RuleSpec

FIXABLE = False


def finder(_spec: RuleSpec) -> Finder:
    """Finds the headings without a text."""
    return _empty_headings


def _empty_headings(document: Document) -> Iterator[Match]:
    for heading in document.structure.headings:
        if not heading.text:
            yield match_heading(document, heading)
