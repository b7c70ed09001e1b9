"""The parts of a document that a rule looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.document import tags
from linter.matching.spec import Scope
from linter.regions import BlockKind
from linter.spans import SpanSet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linter.document import Document


def places(document: Document, scopes: Sequence[Scope]) -> SpanSet:
    """The stretches of a document that belong to one of the scopes, `prose` not among them."""
    return SpanSet(span for scope in scopes for span in _spans(document, scope))


def _spans(document: Document, scope: Scope) -> Iterator[tuple[int, int]]:
    structure = document.structure
    if scope is Scope.HTML:
        yield from (tag.span for tag in tags(document.text, structure.regions))
        return
    if scope is Scope.TABLE:
        rows = structure.blocks.of(BlockKind.TABLE_ROW)
        yield from ((row.span.start, row.span.end) for row in rows)
        return
    if scope is Scope.HEADING:
        yield from ((heading.span.start, heading.span.end) for heading in structure.headings)
        return
    if scope is Scope.LIST:
        items = structure.blocks.of(BlockKind.LIST_ITEM)
        yield from ((item.content.start, item.content.end) for item in items)
        return
    for record in document.records.records:
        if scope is Scope.SUMMARY:
            yield record.summary.span.start, record.summary.span.end
        elif record.title is not None:
            yield record.title.span.start, record.title.span.end
