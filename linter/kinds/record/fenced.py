"""The mode `fenced`: the summary is a code block that contains Markdown, with little or nothing outside."""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING

from linter.characters.scripts import HAN
from linter.diagnostics import Edit, Fix
from linter.edits.whole_lines import unwraps
from linter.kinds.record.reading import match_at, named_records
from linter.lazy import lazy_re
from linter.matching import schemas
from linter.messages.phrases import Phrase
from linter.records import FIELD_NAMES
from linter.regions import BlockKind, RegionKind, read_structure
from linter.spans import NEWLINE, LineIndex, Span
from linter.values import Value, replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.document import Document
    from linter.matching.spec import Finder, Match, Options, RuleSpec
    from linter.records import Record
    from linter.regions import Block, Region

PARAMS = schemas.mode(("field",), field=schemas.only("summary"))
FIXABLE: tuple[str, ...] = ("summary",)

#: How many code points of a fenced summary may be outside the fence, for each one inside.
_OUTSIDE = 0.5

#: Info strings that say that a fence contains Markdown.
_MARKDOWN = lazy_re(r"(?:markdown|md|mdx)\b", re.IGNORECASE)
_HAN = lazy_re(f"[{HAN}]")


def finder(spec: RuleSpec, _options: Options) -> Finder:
    """Finds the fenced summaries; safe to fix if all is inside one fence whose info string says Markdown."""

    def find(document: Document) -> Iterator[Match]:
        fences = _Fences(document)
        for record, number in named_records(document):
            fenced = fences.around(record)
            if fenced is None:
                continue
            fix = None
            if spec.fix is not None and fenced.edits:
                fix = Fix(fenced.edits, spec.applicability_of(sure=fenced.is_certain))
            problem = Phrase("the {field} is a code block", field=FIELD_NAMES["summary"])
            opening = fenced.opening.text(document.text).strip()
            yield replace(match_at(record, number, problem, fix, match=opening), span=fenced.opening)

    return find


class _FencedSummary(Value):
    """A fence around a summary: its first line, the edits that remove it, and whether they are certain."""

    opening: Span
    edits: tuple[Edit, ...]
    is_certain: bool


class _Fences:
    """The summaries of a document that are in a code block."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._code = [region.start for region in document.regions.of(RegionKind.CODE_BLOCK)]

    def around(self, record: Record) -> _FencedSummary | None:
        """The fence around a record's summary; None if there is none, or too much is outside."""
        summary = record.summary.span
        first = bisect.bisect_left(self._code, summary.start)
        count = bisect.bisect_left(self._code, summary.end) - first
        fence = self._fence_at(self._code[first]) if count > 0 else None
        if fence is None:
            return None
        outside = len(summary) - len(fence.span)
        says_markdown = _MARKDOWN.match(fence.info) is not None
        if outside > _OUTSIDE * len(fence.span) or not (says_markdown or self._is_markdown(fence)):
            return None
        certain = count == 1 and not outside and says_markdown
        opening = Span(fence.span.start, self._document.lines.line_at(fence.span.start).end)
        return _FencedSummary(opening, self._unwrapped(fence), certain)

    def _fence_at(self, offset: int) -> Block | None:
        """The fence that starts at an offset, if it has more than one line."""
        blocks = self._document.structure.blocks.within(Span(offset, offset + 1))
        fences = (block for block in blocks if block.kind is BlockKind.FENCE)
        fence = next(fences, None)
        return fence if fence is not None and NEWLINE.search(fence.span.text(self._document.text)) else None

    def _is_markdown(self, fence: Block) -> bool:
        """Whether a fence without an info string holds Markdown: Chinese headings, and lists or bold."""
        if fence.info:
            return False
        text = fence.content.text(self._document.text)
        lines = LineIndex(text)
        structure = read_structure(text, lines)
        kinds = {
            block.kind
            for block in structure.blocks
            if _HAN.search(block.content.text(text)) and block.marker != "#"
        }
        if BlockKind.HEADING not in kinds:
            return False
        return BlockKind.LIST_ITEM in kinds or any(
            _starts_bold(region, lines, text) for region in structure.regions.of(RegionKind.MARKUP)
        )

    def _unwrapped(self, fence: Block) -> tuple[Edit, ...]:
        """The edits that take out both lines of a fence; none if it is not closed, or empty."""
        lines, text = self._document.lines, self._document.text
        first = lines.line_at(fence.span.start).start
        last = lines.position(fence.span.end).line
        after = lines.line_span(last + 1).start if last < len(lines.spans) else len(text)
        edits = (Edit(Span(first, fence.content.start), ""), Edit(Span(fence.content.end, after), ""))
        return edits if len(fence.content) and unwraps(self._document, edits) else ()


def _starts_bold(region: Region, lines: LineIndex, text: str) -> bool:
    """Whether a region opens bold text at the start of a Chinese line."""
    if region.span.text(text) != "**":
        return False
    line = lines.line_at(region.span.start)
    return line.start == region.span.start and _HAN.search(line.text(text)) is not None
