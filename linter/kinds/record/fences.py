"""Summaries that are a block of code which holds Markdown."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linter.diagnostics import Edit
from linter.edits.whole_lines import unwraps
from linter.regions import RegionKind
from linter.spans import Span

if TYPE_CHECKING:
    from linter.document import Document
    from linter.records import Record

#: Of a fenced summary, so much may stand outside the fence, in code points per one inside.
_OUTSIDE = 0.5
#: The first line of a fence that says that it holds Markdown, or nothing.
_MARKDOWN_FENCE = re.compile(
    r" {0,3}(?:`{3,}|~{3,})[ \t]*(?P<info>(?:markdown|md|mdx)\b[^\r\n]*)?(?=[\r\n])", re.IGNORECASE
)
#: What Markdown has and code has not, each with Chinese in it.
_MARKDOWN_LINE = re.compile(
    r"^ {0,3}(?:(?P<heading>#{2,6})|(?P<item>[-*+]|\d{1,2}\.)|(?P<bold>\*\*)) ?[^\r\n]*[\u4e00-\u9fff]",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class FencedSummary:
    """A block that a summary stands in: its first line, how to unwrap it, and whether that is sure."""

    opening: Span
    edits: tuple[Edit, ...]
    sure: bool


class Fences:
    """Finds the summaries of a document that stand in a block of code."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._blocks = [region.span for region in document.regions if region.kind is RegionKind.CODE_BLOCK]
        self._starts = [block.start for block in self._blocks]

    def around(self, record: Record) -> FencedSummary | None:
        """The block around a record's summary; None where there is none, or most stands outside."""
        text, summary = self._document.text, record.summary.span
        places = range(
            bisect.bisect_left(self._starts, summary.start), bisect.bisect_left(self._starts, summary.end)
        )
        if not places:
            return None
        block = self._blocks[places[0]]
        opening = _MARKDOWN_FENCE.match(text, block.start, block.end)
        outside = len(summary) - len(block)
        if opening is None or outside > _OUTSIDE * len(block):
            return None
        if not opening["info"] and not _is_markdown(text, block):
            return None
        sure = len(places) == 1 and not outside and bool(opening["info"])
        return FencedSummary(Span(*opening.span()), self._unwrapped(block), sure)

    def _unwrapped(self, block: Span) -> tuple[Edit, ...]:
        """The edits that take out both lines of a fence; none where it is not closed."""
        lines = self._document.lines
        first, last = lines.position(block.start).line, lines.position(block.end).line
        inside = lines.line_span(first + 1).start
        closing = lines.line_span(last)
        after = lines.line_span(last + 1).start if last < len(lines.spans) else len(self._document.text)
        edits = (Edit(Span(lines.line_span(first).start, inside), ""), Edit(Span(closing.start, after), ""))
        if last - first < 2 or not unwraps(self._document, edits):  # noqa: PLR2004 - both fences and a line between
            return ()
        return edits


def _is_markdown(text: str, block: Span) -> bool:
    """Whether a block that does not say what it holds is Markdown: it has headings of it, lists, or bold."""
    kinds = {match.lastgroup for match in _MARKDOWN_LINE.finditer(text, block.start, block.end)}
    return "heading" in kinds and len(kinds) > 1
