"""The mode `fence`: a code block, a block of maths or a comment is never closed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linter.lazy import lazy_re
from linter.matching import schemas
from linter.messages.phrases import Phrase
from linter.regions import BlockKind, RegionKind

if TYPE_CHECKING:
    from linter.kinds.ending.endings import Ending, Finding, Judge, LastBlock, Reader
    from linter.matching.spec import RuleSpec
    from linter.spans import Span

#: The opening of displayed maths; if nothing closes it, a parser reads it as text.
_MATHS = lazy_re(r"^[ \t>]*(?:(\$\$)|(\\\[))[ \t]*(?:$|(?=[^$]*\\))", re.MULTILINE)


PARAMS = schemas.mode()


def judge(_spec: RuleSpec) -> Judge:
    """Judges a record by what it opens and does not close."""
    return _judge


def _judge(ending: Ending) -> Finding | None:
    finding = _open_fence(ending.reader, ending.record.body)
    if finding is not None or ending.block is None:
        return finding
    return _open_maths(ending.reader, ending.block)


def _open_fence(reader: Reader, body: Span) -> Finding | None:
    """A code block or a comment that runs to the end of its record."""
    if not len(body):
        return None
    region = reader.region(body.end - 1)
    inside = region.span.text(reader.text).rstrip()
    if region.kind is RegionKind.COMMENT and not inside.endswith("-->"):
        return reader.line_from(region.span.start), Phrase("the comment is not closed")
    for block in reader.blocks(region.span):
        if block.kind is BlockKind.FENCE and not block.closed:
            return reader.line_from(region.span.start), Phrase("the code block is not closed")
    return None


def _open_maths(reader: Reader, block: LastBlock) -> Finding | None:
    """Displayed maths, or a comment, that the last paragraph opens and does not close."""
    text = block.span.text(reader.text)
    for match in _MATHS.finditer(text):
        at = block.span.start + match.start(match.lastindex or 0)
        closing = "$$" if match[1] else "\\]"
        if reader.is_shown(at) and text.find(closing, match.end()) < 0:
            return reader.line_from(at), Phrase("the block of maths is not closed")
    at = reader.prose.rfind("<!--", block.span.start, block.span.end)
    return (reader.line_from(at), Phrase("the comment is not closed")) if at >= 0 else None
