"""Comments that silence rules for a line: `<!-- seedlint-ignore over-converted: 幹擾 -->`.

The name is followed by rule ids, separated by commas, and perhaps by a colon and words, separated by spaces.
A comment applies to the line on which it ends or, if it is alone on that line, to the next: there the rules
find nothing, or nothing that overlaps one of the words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.lazy import lazy_re
from linter.matching.per_document import PerDocument
from linter.regions import RegionKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.document import Document

#: What such a comment begins with.
NAME = "seedlint-ignore"
_COMMENT = lazy_re(rf"<!--\s*{NAME}\s+([a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)\s*(?::\s*(\S[^:]*?))?\s*-->")


@PerDocument
def suppressions(document: Document) -> dict[str, list[tuple[int, int]]]:
    """Where rules may find nothing: by the rule's id, half-open code-point offsets."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for region in document.regions.of(RegionKind.COMMENT) if NAME in document.text else ():
        comment = region.span.text(document.text)
        match = _COMMENT.fullmatch(comment)
        if match is None:
            continue
        found = list(_spans(document, region.span.end, comment, (match.group(2) or "").split()))
        for rule in match.group(1).split(","):
            spans.setdefault(rule.strip(), []).extend(found)
    return spans


def _spans(document: Document, end: int, comment: str, words: list[str]) -> Iterator[tuple[int, int]]:
    """The line to which a comment applies, or the words on it."""
    line = document.lines.line_at(end)
    if line.text(document.text).strip() == comment.rpartition("\n")[2].strip():
        number = document.lines.position(end).line
        if number == len(document.lines.spans):
            return
        line = document.lines.line_span(number + 1)
    if not words:
        yield line.start, line.end
    for word in words:
        at = document.text.find(word, line.start, line.end)
        while at >= 0:
            yield at, at + len(word)
            at = document.text.find(word, at + 1, line.end)
