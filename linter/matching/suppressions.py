"""What the author of a document excepts beside the place: `<!-- seedlint-ignore over-converted: 幹擾 -->`.

Behind the name stand rules, apart by commas, and perhaps a colon and words, apart by spaces. It holds for the
line that the comment ends, or, where nothing else stands on that line, for the next one: there the rules find
nothing, or nothing that overlaps one of the words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linter.matching.per_document import PerDocument
from linter.regions import RegionKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.document import Document

_NAME = "seedlint-ignore"
_COMMENT = re.compile(rf"<!--\s*{_NAME}\s+([a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)\s*(?::\s*(\S[^:]*?))?\s*-->")


def ignored(document: Document, rule: str) -> list[tuple[int, int]]:
    """The spans in which a rule may find nothing, as half-open code-point offsets."""
    return _by_rule(document).get(rule, [])


@PerDocument
def _by_rule(document: Document) -> dict[str, list[tuple[int, int]]]:
    spans: dict[str, list[tuple[int, int]]] = {}
    for region in document.regions if _NAME in document.text else ():
        comment = region.span.text(document.text)
        match = _COMMENT.fullmatch(comment) if region.kind is RegionKind.COMMENT else None
        if match is None:
            continue
        found = list(_places(document, region.span.end, comment, (match.group(2) or "").split()))
        for rule in match.group(1).split(","):
            spans.setdefault(rule.strip(), []).extend(found)
    return spans


def _places(document: Document, end: int, comment: str, words: list[str]) -> Iterator[tuple[int, int]]:
    """The line that a comment is about, or the words on it."""
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
