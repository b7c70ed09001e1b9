"""The parts of a document that a pass of a fix touched, as a document of their own."""

from __future__ import annotations

import bisect
import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from linter.regions import Region, Structure
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linter.diagnostics import Diagnostic, Edit
    from linter.document import Document
    from linter.matching.spec import Match
    from linter.packs import Rule
    from linter.regions import Block
    from linter.regions.block import InlineRun
    from linter.spans import LineIndex


class NoExcerptError(Exception):
    """The parts cannot be looked at alone."""


class Growth:
    """By how much edits move what is after them.

    Args:
        edits: the edits, sorted.
    """

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._ends = [edit.span.end for edit in edits]
        self._growths = list(itertools.accumulate((edit.growth for edit in edits), initial=0))

    def before(self, offset: int) -> int:
        """The growth by all edits that end at an offset or before it."""
        return self._growths[bisect.bisect_right(self._ends, offset)]


class Part(NamedTuple):
    """A part of a document, before a pass and after it."""

    before: Span
    after: Span


def moved(diagnostic: Diagnostic, by: int) -> Diagnostic:
    """A finding without a fix, further down."""
    return replace(diagnostic, span=_shifted(diagnostic.span, by)) if by else diagnostic


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


class Excerpt:
    """Some parts of a document.

    Args:
        whole: the document.
        parts: the parts, in order; none overlaps another.

    Raises:
        NoExcerptError: a stretch that is read as a whole is only partly in them.
    """

    def __init__(self, whole: Document, parts: Sequence[Part]) -> None:
        if any(one.after.end > two.after.start for one, two in itertools.pairwise(parts)):
            raise NoExcerptError
        self._whole = whole
        spans = self._after = [part.after for part in parts]
        self._before = [part.before for part in parts]
        self._before_starts = [span.start for span in self._before]
        self._starts: list[int] = []
        self._shifts: list[int] = []
        length = 0
        for span in spans:
            self._starts.append(length)
            self._shifts.append(span.start - length)
            length += len(span)
        text = "".join(span.text(whole.text) for span in spans)
        self.document = whole.with_text(text)
        self.document.earlier = whole.earlier
        self.document.structure = _structure(whole.structure, spans, text, self.document.lines)

    def __len__(self) -> int:
        return len(self.document.text)

    def has_the_records(self) -> bool:
        """Whether it has the records that the document has in its parts."""
        own = [
            (_shifted(record.span, by), _shifted(record.summary.span, by))
            for record in self.document.records.records
            for by in (self._shift(record.span),)
        ]
        spans = iter(self._after)
        span = next(spans, None)
        wanted: list[tuple[Span, Span]] = []
        for record in self._whole.records.records:
            while span is not None and span.end <= record.span.start:
                span = next(spans, None)
            if span is not None and span.start <= record.span.start:
                wanted.append((record.span, record.summary.span))
        return own == wanted

    def find(self, rule: Rule) -> Iterator[Match]:
        """What a rule finds in the parts, with its place in the whole document."""
        for match in rule.find(self.document):
            by = self._shift(match.span)
            fix = match.fix
            if fix is not None:
                edits = tuple(
                    replace(edit, span=_shifted(edit.span, self._shift(edit.span))) for edit in fix.edits
                )
                fix = replace(fix, edits=edits)
            yield replace(match, span=_shifted(match.span, by), fix=fix, about=None)

    def _shift(self, span: Span) -> int:
        """How far something in the excerpt is from its place in the document.

        Raises:
            NoExcerptError: it is in more than one part.
        """
        at = bisect.bisect_right(self._starts, span.start) - 1
        if at + 1 < len(self._starts) and span.end > self._starts[at + 1]:
            raise NoExcerptError
        return self._shifts[at]

    def had(self, span: Span) -> bool:
        """Whether something in the document before is in one of the parts.

        Raises:
            NoExcerptError: it is partly in one, or at its edge.
        """
        at = bisect.bisect_right(self._before_starts, span.start) - 1
        for part in self._before[max(at, 0) : at + 2]:
            overlaps = part.start < span.end and span.start < part.end
            if overlaps and part.start <= span.start and span.end <= part.end:
                return True
            if overlaps or (not len(span) and part.touches(span)):
                raise NoExcerptError
        return False


def _structure(whole: Structure, spans: Sequence[Span], text: str, lines: LineIndex) -> Structure:
    """The structure of some parts of a text.

    Raises:
        NoExcerptError: a stretch that is read as a whole is only partly in them.
    """
    regions: list[Region] = []
    blocks: list[Block] = []
    stretches: list[InlineRun] = []
    titles: list[Span] = []
    starts = [run.start for run in whole.stretches]
    length = 0
    for span in spans:
        by = length - span.start
        regions += _regions_in(whole, span, by)
        blocks += (
            block._replace(span=_shifted(block.span, by), content=_shifted(block.content, by))
            for block in whole.blocks_in(span)
        )
        first, last = bisect.bisect_left(starts, span.start), bisect.bisect_left(starts, span.end)
        if any(run.end > end for run, end in _ends(whole.stretches, first, last, span)):
            raise NoExcerptError
        stretches += (
            run._replace(start=run.start + by, end=run.end + by) for run in whole.stretches[first:last]
        )
        titles += (_shifted(title, by) for title in whole.titles if span.start <= title.start < span.end)
        length += len(span)
    return Structure(
        text, lines, tuple(regions), tuple(blocks), tuple(stretches), whole.labels, tuple(titles)
    )


def _ends(
    stretches: Sequence[InlineRun], first: int, last: int, span: Span
) -> Iterator[tuple[InlineRun, int]]:
    """The stretch before a part and those that begin in it, each with where it must end."""
    if first:
        yield stretches[first - 1], span.start
    for run in stretches[first:last]:
        yield run, span.end


def _regions_in(whole: Structure, span: Span, by: int) -> Iterator[Region]:
    """The regions of a part of a text, cut at its ends."""
    first = max(bisect.bisect_right(whole.region_starts, span.start) - 1, 0)
    for region in itertools.islice(whole.regions, first, None):
        if region.span.start >= span.end:
            break
        start, end = max(region.span.start, span.start), min(region.span.end, span.end)
        if start < end:
            yield Region(region.kind, Span(start + by, end + by))
