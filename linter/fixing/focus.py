"""The parts of a document that a pass of a fix touched, as rules see them that look no further."""

from __future__ import annotations

import bisect
import functools
import itertools
import operator
from typing import TYPE_CHECKING, NamedTuple

from linter.spans import Span
from linter.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linter.diagnostics import Diagnostic
    from linter.document import Document
    from linter.matching.spec import Match
    from linter.packs import Rule


_START = operator.attrgetter("start")


class NoFocusError(Exception):
    """The parts cannot be looked at alone."""


class Part(NamedTuple):
    """A part of a document, before a pass and after it."""

    before: Span
    after: Span


def moved(diagnostic: Diagnostic, by: int) -> Diagnostic:
    """A finding without a fix, further down."""
    return replace(diagnostic, span=_shifted(diagnostic.span, by)) if by else diagnostic


class Focus:
    """Some parts of a document.

    Args:
        before: the document before the pass.
        after: the document after it.
        parts: the parts, in order, without overlap; what is between them has the same text in both documents.

    Raises:
        NoFocusError: what is between them is read in another way now, or parts overlap.
    """

    def __init__(self, before: Document, after: Document, parts: Sequence[Part]) -> None:
        if any(one.after.end > two.after.start for one, two in itertools.pairwise(parts)):
            raise NoFocusError
        taken = after.structure.taken
        for old, new in _between(parts, len(before.text), len(after.text)):
            if not _is_taken(taken, old) and _reading(before, old) != _reading(after, new):
                raise NoFocusError
        self._before = [part.before for part in parts]
        self._after = [part.after for part in parts]
        self._whole = after

    def find(self, rule: Rule) -> Iterator[Match]:
        """What a rule finds in the parts.

        Raises:
            NoFocusError: something is only partly in them.
        """
        raise NotImplementedError

    def had(self, span: Span) -> bool:
        """Whether something in the document before was in one of the parts.

        Raises:
            NoFocusError: it was partly in one, or at its edge.
        """
        return _is_in(self._before, span)


class Records(Focus):
    """Records: the document without the others, and without their prose."""

    @functools.cached_property
    def _document(self) -> Document:
        records = self._whole.records.records
        return self._whole.showing(self._after, [one for one in records if self._has(one.span)])

    def _has(self, span: Span) -> bool:
        at = bisect.bisect_right(self._after, span.start, key=_START) - 1
        return at >= 0 and span.end <= self._after[at].end

    def find(self, rule: Rule) -> Iterator[Match]:
        """What a rule finds in the records."""
        for match in rule.find(self._document) if self._after else ():
            if _is_in(self._after, match.span):
                yield match


class Blocks(Focus):
    """Blocks: a text that has nothing else."""

    @functools.cached_property
    def _document(self) -> Document:
        return self._whole.excerpt(self._after)

    @functools.cached_property
    def _starts(self) -> list[int]:
        return list(itertools.accumulate((len(span) for span in self._after[:-1]), initial=0))

    def find(self, rule: Rule) -> Iterator[Match]:
        """What a rule finds in the blocks, with its place in the document."""
        for match in rule.find(self._document) if self._after else ():
            by = self._shift(match.span)
            fix = match.fix
            if fix is not None:
                edits = [
                    replace(edit, span=_shifted(edit.span, self._shift(edit.span))) for edit in fix.edits
                ]
                fix = replace(fix, edits=tuple(edits))
            yield replace(match, span=_shifted(match.span, by), fix=fix, about=None)

    def _shift(self, span: Span) -> int:
        """How far something in the parts is from its place in the document.

        Raises:
            NoFocusError: it is in more than one part.
        """
        at = bisect.bisect_right(self._starts, span.start) - 1
        if at + 1 < len(self._starts) and span.end > self._starts[at + 1]:
            raise NoFocusError
        return self._after[at].start - self._starts[at]


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _is_in(parts: Sequence[Span], span: Span) -> bool:
    at = bisect.bisect_right(parts, span.start, key=_START) - 1
    for part in parts[max(at, 0) : at + 2]:
        overlaps = part.start < span.end and span.start < part.end
        if overlaps and part.start <= span.start and span.end <= part.end:
            return True
        if overlaps or (not len(span) and part.touches(span)):
            raise NoFocusError
    return False


def _between(parts: Sequence[Part], length: int, length_after: int) -> Iterator[tuple[Span, Span]]:
    """What is before, between and after the parts, in both documents."""
    start = start_after = 0
    for old, new in parts:
        yield Span(start, old.start), Span(start_after, new.start)
        start, start_after = old.end, new.end
    yield Span(start, length), Span(start_after, length_after)


def _is_taken(taken: Sequence[tuple[Span, int]], span: Span) -> bool:
    """Whether the reading of a stretch was taken over as it was."""
    at = bisect.bisect_right(taken, span.start, key=lambda one: one[0].start) - 1
    return at >= 0 and span.end <= taken[at][0].end


def _reading(document: Document, span: Span) -> tuple[str, tuple[bytes, list[int]]]:
    """How a stretch of a document is read."""
    return span.text(document.prose), document.regions.reading(span)
