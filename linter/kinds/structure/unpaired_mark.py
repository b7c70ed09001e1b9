"""The mode `unpaired-mark`: a `**` alone in its line, or a back-tick that closes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.chinese.characters import HAN_RUN
from linter.diagnostics import Edit, Fix
from linter.kinds.structure.matches import match_mark
from linter.regions import RegionKind, unpaired_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.document import Document
    from linter.matching.spec import Finder, Match, RuleSpec

FIXABLE = True


def finder(spec: RuleSpec) -> Finder:
    """Finds the unpaired marks of lines with Chinese."""
    return lambda document: _unpaired(document, spec)


def _unpaired(document: Document, spec: RuleSpec) -> Iterator[Match]:
    text = document.text
    marks = document.regions.of(RegionKind.MARKUP)
    if "**" not in document.prose and all(text[mark.start] != "`" for mark in marks):  # all of it renders
        return
    for span in unpaired_marks(document.structure):
        line = document.lines.line_at(span.start)
        if HAN_RUN.search(text, line.start, line.end) is not None:
            fix = Fix((Edit(span, ""),), spec.applicability) if spec.fix is not None else None
            yield match_mark(document, span, fix)
