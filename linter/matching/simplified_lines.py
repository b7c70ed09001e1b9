"""Which lines of a document are Simplified: they are to be converted before their spellings count."""

from __future__ import annotations

import bisect
import itertools
from operator import itemgetter
from typing import TYPE_CHECKING

from linter.chinese.characters import is_simplified, one_sided_patterns
from linter.matching.per_document import PerDocument
from linter.records import sections

if TYPE_CHECKING:
    from linter.document import Document

#: The smallest share of Simplified-only among one-sided characters of a Simplified line, as in
#: `linter.chinese.lines`.
_LINE = 0.7


def is_in_simplified_line(document: Document, offset: int) -> bool:
    """Whether the line of an offset is Simplified, or could be either and is in a Simplified section."""
    parts = _parts(document)
    _, has_simplified, otherwise = parts[bisect.bisect_right(parts, offset, key=itemgetter(0)) - 1]
    if not has_simplified and not otherwise:
        return False
    line = document.lines.line_span(document.lines.position(offset).line)
    simplified, traditional = (
        sum(1 for _ in pattern.finditer(document.prose, line.start, line.end))
        for pattern in one_sided_patterns()
    )
    both = simplified + traditional
    return simplified >= _LINE * both if both else otherwise


@PerDocument
def _parts(document: Document) -> list[tuple[int, bool, bool]]:
    """The blocks of a page and what lies between them.

    Of each the offset of its start, whether it has a Simplified-only character, and whether it is Simplified.
    """
    prose, patterns = document.prose, one_sided_patterns()
    of_simplified, _ = patterns
    if not of_simplified.search(prose):
        return [(0, False, False)]
    whole = is_simplified(prose, 0, len(prose), patterns, lambda: False)
    ends = {0, len(prose)}
    for section in sections(document.text, document.regions):
        ends |= {section.start, section.end}
    return [
        (
            start,
            bool(of_simplified.search(prose, start, end)),
            is_simplified(prose, start, end, patterns, lambda: whole),
        )
        for start, end in itertools.pairwise(sorted(ends))
    ]
