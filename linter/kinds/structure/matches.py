"""The matches that the modes yield."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.matching.spec import Match
from linter.spans import Span

if TYPE_CHECKING:
    from linter.diagnostics import Fix
    from linter.document import Document
    from linter.regions import Heading


def match_mark(document: Document, span: Span, fix: Fix | None) -> Match:
    """A match of marks in a line."""
    return Match(span, {"match": span.text(document.text), "level": "", "before": ""}, fix)


def match_heading(document: Document, heading: Heading, before: int = 0) -> Match:
    """A match of a heading; `before` is the level of the one before it."""
    shown = heading.shown.text(document.text).rstrip()
    span = Span(heading.shown.start, heading.shown.start + len(shown))
    return Match(span, {"match": shown, "level": str(heading.level), "before": str(before)})
