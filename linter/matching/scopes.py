"""The parts of a document that a rule looks at."""

from __future__ import annotations

import enum
import re
from typing import TYPE_CHECKING

from linter.matching.places import Places
from linter.regions import RegionKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linter.document import Document


class Scope(enum.StrEnum):
    """A part of a document. Code, addresses, tags and maths within it are protected all the same."""

    PROSE = "prose"  #: everything
    HEADING = "heading"  #: lines that start with `#`
    TITLE = "title"  #: the titles of records
    SUMMARY = "summary"  #: the summaries of records, without link, thumbnail and first heading
    TABLE = "table"  #: rows of tables
    LIST = "list"  #: lines that start with a list marker


_ROW = re.compile(r"(?m)^[ \t]*\|[^\r\n]*")


def places(document: Document, scopes: Sequence[Scope]) -> Places:
    """The stretches of a document that belong to one of the scopes, `prose` not among them."""
    return Places(span for scope in scopes for span in _spans(document, scope))


def _spans(document: Document, scope: Scope) -> Iterator[tuple[int, int]]:
    if scope is Scope.TABLE:
        yield from (match.span() for match in _ROW.finditer(document.prose))
        return
    if scope in (Scope.HEADING, Scope.LIST):
        yield from _marked_lines(document, heading=scope is Scope.HEADING)
        return
    for record in document.records.records:
        if scope is Scope.SUMMARY:
            yield record.summary.span.start, record.summary.span.end
        elif record.title is not None:
            yield record.title.span.start, record.title.span.end


def _marked_lines(document: Document, *, heading: bool) -> Iterator[tuple[int, int]]:
    """The lines behind a mark of structure: the hashes of a heading, or a list's."""
    for region in document.regions:
        if region.kind is not RegionKind.STRUCTURE:
            continue
        mark = document.text[region.span.start]
        if (mark == "#") if heading else (mark in "-+*" or mark.isdigit()):
            line = document.lines.line_span(document.lines.position(region.span.start).line)
            yield region.span.end, line.end
