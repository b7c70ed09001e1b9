"""The mode `literal-emphasis`: a pair of `**`, `__` or `*` that shows as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.characters.punctuation import CLAUSE_END, QUOTE_PAIRS
from linter.diagnostics import Edit, Fix, apply_edits
from linter.kinds.structure.matches import match_mark
from linter.regions import literal_emphasis, read_structure
from linter.spans import LineIndex, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.document import Document
    from linter.matching.spec import Finder, Match, RuleSpec
    from linter.regions import LiteralEmphasis

FIXABLE = True

#: The longest line, in code points, that is parsed once for each of its pairs, to see whether a fix renders.
_LONGEST_LINE = 5000
#: Punctuation that may as well come after the emphasis.
_TRAILING = f"{CLAUSE_END}．."


def finder(spec: RuleSpec) -> Finder:
    """Finds the pairs that do not render."""
    return lambda document: _emphasis(document, spec)


def _emphasis(document: Document, spec: RuleSpec) -> Iterator[Match]:
    if "*" not in document.prose and "__" not in document.prose:  # all of it renders
        return
    for pair in literal_emphasis(document.structure):
        line = document.lines.line_at(pair.opening.start)
        fixable = spec.fix is not None and len(line) <= _LONGEST_LINE
        edits = _moved_out(document.text, pair) if fixable else []
        renders = bool(edits) and _renders(document, pair, line, edits)
        fix = Fix(tuple(edits), spec.applicability) if renders else None
        yield match_mark(document, Span(pair.opening.start, pair.closing.end), fix)


def _moved_out(text: str, pair: LiteralEmphasis) -> list[Edit]:
    """The edits that move the punctuation at a pair's end, or the quotes in it, out of the pair.

    The delimiters themselves are not touched: if they render as part of another pair, they are markup.
    """
    start, end = pair.opening.end, pair.closing.start
    inside = text[start:end]
    words = inside.strip()
    left = start + len(inside) - len(inside.lstrip())
    kept = words.rstrip(_TRAILING)
    if not kept:
        return []
    # White space is deleted; punctuation moves only if it keeps the pair from closing.
    moved = (
        words[len(kept) :]
        if words == inside or text[pair.closing.end : pair.closing.end + 1].isalnum()
        else ""
    )
    if words != inside or moved:
        right = left + len(words) - len(moved)
        edits = [_delete(start, left), _delete(right, end), _insert(pair.closing.end, moved)]
        return [edit for edit in edits if edit.content or len(edit.span)]
    if len(inside) > 2 and QUOTE_PAIRS.get(inside[0]) == inside[-1] and inside.count(inside[0]) == 1:  # noqa: PLR2004 - more than the quotes
        return [
            _insert(pair.opening.start, inside[0]),
            _delete(start, start + 1),
            _delete(end - 1, end),
            _insert(pair.closing.end, inside[-1]),
        ]
    return []


def _renders(document: Document, pair: LiteralEmphasis, line: Span, edits: list[Edit]) -> bool:
    """Whether the pair renders once the edits are made; its line is parsed by itself."""
    text = apply_edits(document.text, edits, line)
    opening = pair.opening.start - line.start
    opening += sum(edit.growth for edit in edits if edit.span.end <= pair.opening.start)
    shown = literal_emphasis(read_structure(text, LineIndex(text)))
    return all(other.opening.start != opening for other in shown)


def _delete(start: int, end: int) -> Edit:
    return Edit(Span(start, end), "")


def _insert(at: int, text: str) -> Edit:
    return Edit(Span(at, at), text)
