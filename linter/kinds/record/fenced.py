"""The mode `fenced`: the summary is a block of code that holds Markdown, with little or nothing outside."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from linter.diagnostics import Edit, Fix
from linter.edits.whole_lines import unwraps
from linter.kinds.record.reading import match_at, named_records
from linter.matching import schemas
from linter.messages.phrases import Phrase
from linter.records import FIELD_NAMES
from linter.regions import RegionKind
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.document import Document
    from linter.matching.spec import Finder, Match, Options, RuleSpec
    from linter.records import Record

PARAMS = schemas.mode(("field",), field=schemas.only("summary"))
FIXABLE: tuple[str, ...] = ("summary",)

#: The largest share of a fenced summary outside the fence, in code points per one inside.
_OUTSIDE = 0.5

# -- Markdown -----------------------------------------------------------------------------------

#: The first line of a fence whose info string is Markdown, or empty.
_MARKDOWN_FENCE = re.compile(
    r" {0,3}(?:`{3,}|~{3,})[ \t]*(?P<info>(?:markdown|md|mdx)\b[^\r\n]*)?(?=[\r\n])", re.IGNORECASE
)
#: Lines of Markdown that code does not have, each with Chinese in it.
_MARKDOWN_LINE = re.compile(
    r"^ {0,3}(?:(?P<heading>#{2,6})|(?P<item>[-*+]|\d{1,2}\.)|(?P<bold>\*\*)) ?[^\r\n]*[\u4e00-\u9fff]",
    re.MULTILINE,
)


def finder(spec: RuleSpec, _options: Options) -> Finder:
    """Finds the fenced summaries; a fix is safe if all is inside one fence whose info string is Markdown."""

    def find(document: Document) -> Iterator[Match]:
        fences = _Fences(document)
        for record, number in named_records(document):
            fenced = fences.around(record)
            if fenced is None:
                continue
            fix = None
            if spec.fix is not None and fenced.edits:
                fix = Fix(fenced.edits, spec.applicability_of(sure=fenced.is_sure))
            problem = Phrase("the {field} is a block of code", field=FIELD_NAMES["summary"])
            opening = fenced.opening.text(document.text).strip()
            yield replace(match_at(record, number, problem, fix, match=opening), span=fenced.opening)

    return find


@dataclass(frozen=True, slots=True)
class _FencedSummary:
    """A fence around a summary: its first line, how to unwrap it, and whether that is sure to be right."""

    opening: Span
    edits: tuple[Edit, ...]
    is_sure: bool


class _Fences:
    """The summaries of a document that are in a block of code."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._blocks = [region.span for region in document.regions if region.kind is RegionKind.CODE_BLOCK]
        self._starts = [block.start for block in self._blocks]

    def around(self, record: Record) -> _FencedSummary | None:
        """The fence around a record's summary; None if there is none, or too much is outside."""
        text, summary = self._document.text, record.summary.span
        first = bisect.bisect_left(self._starts, summary.start)
        count = bisect.bisect_left(self._starts, summary.end) - first
        if count < 1:
            return None
        block = self._blocks[first]
        opening = _MARKDOWN_FENCE.match(text, block.start, block.end)
        outside = len(summary) - len(block)
        if opening is None or outside > _OUTSIDE * len(block):
            return None
        if not opening["info"] and not _is_markdown(text, block):
            return None
        sure = count == 1 and not outside and bool(opening["info"])
        return _FencedSummary(Span(*opening.span()), self._unwrapped(block), sure)

    def _unwrapped(self, block: Span) -> tuple[Edit, ...]:
        """The edits that take out both lines of a fence; none if it is not closed."""
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
    """Whether a block without an info string is Markdown: it has headings, and lists or bold text."""
    kinds = {match.lastgroup for match in _MARKDOWN_LINE.finditer(text, block.start, block.end)}
    return "heading" in kinds and len(kinds) > 1
