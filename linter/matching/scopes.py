"""The parts of a document that a rule looks at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linter.matching.spec import Scope
from linter.regions import RegionKind, headings, table_rows
from linter.spans import SpanSet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linter.document import Document


_MARKER = re.compile(r"[-+*]|\d{1,9}[.)]")


def places(document: Document, scopes: Sequence[Scope]) -> SpanSet:
    """The stretches of a document that belong to one of the scopes, `prose` not among them."""
    return SpanSet(span for scope in scopes for span in _spans(document, scope))


def _spans(document: Document, scope: Scope) -> Iterator[tuple[int, int]]:
    if scope is Scope.TABLE:
        rows = table_rows(document.text, document.lines, document.regions)
        yield from ((row.start, row.end) for row in rows)
        return
    if scope is Scope.HEADING:
        lines = headings(document.text, document.lines, document.regions)
        yield from ((each.span.start, each.span.end) for each in lines)
        return
    if scope is Scope.LIST:
        yield from _list_lines(document)
        return
    for record in document.records.records:
        if scope is Scope.SUMMARY:
            yield record.summary.span.start, record.summary.span.end
        elif record.title is not None:
            yield record.title.span.start, record.title.span.end


def _list_lines(document: Document) -> Iterator[tuple[int, int]]:
    """The lines behind a list marker."""
    for region in document.regions:
        mark = region.span.text(document.text)
        if region.kind is RegionKind.STRUCTURE and _MARKER.fullmatch(mark):
            line = document.lines.line_at(region.span.start)
            yield region.span.end, line.end
