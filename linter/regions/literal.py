"""Emphasis and code that were intended, but whose marks are visible.

`**重點。**後面` and `** 重點**後面` show their asterisks: a run of delimiters between punctuation and a
letter closes nothing, and one before white space opens nothing (CommonMark 0.31, section 6.2). Only the
parser's own delimiter runs can tell: in `**甲**說。**乙**`, a regular expression would match `**說。**`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from linter.characters.punctuation import CLOSING, FULL_WIDTH_CLAUSE_END, OPENING
from linter.characters.scripts import HAN
from linter.lazy import lazy_re
from linter.regions.emphasis import LONGEST_RUN
from linter.regions.region import RegionKind
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from linter.regions.structure import Structure
    from linter.spans import LineIndex

_HAN = lazy_re(f"[{HAN}]")
_CODE = lazy_re(r"[A-Za-z0-9_)\]]")
_ARGUMENTS = ("", "(", ",", " ", "\n")
#: A character next to the back-tick of a piece of code.
_TICKED = lazy_re(r"[A-Za-z0-9_$/-]")


class LiteralEmphasis(NamedTuple):
    """A pair of `**`, `__` or `*` that was meant as emphasis but does not render: the spans of both ends."""

    opening: Span
    closing: Span


def literal_emphasis(structure: Structure) -> Iterator[LiteralEmphasis]:
    """Yields the pairs of delimiters within one line that do not render as a pair, in order.

    Equal runs of a line belong together two by two; in a line with an odd number of them, it is unclear
    which. Operators are not emphasis (`2 ** 3`), nor are those of code (`f(**a), g(**b)`).
    """
    text = structure.text
    for runs, ends in structure.delimiters:
        shown = set(ends)  # whole runs that render, as an end of this pair or of another
        pairs = set(zip(ends[::2], ends[1::2], strict=True))
        found = [
            LiteralEmphasis(Span(*opening), Span(*closing))
            for opening, closing in _pairs(text, structure.lines, runs)
            if (opening, closing) not in pairs
            and _shows(opening, closing, shown)
            and _is_meant(text, opening, closing)
        ]
        yield from sorted(found)


_Run = tuple[int, int]


def unpaired_marks(structure: Structure) -> Iterator[Span]:
    """Yields the marks that are visible because they have no partner, in order.

    These are runs of `**` that are the only visible ones of their line, and back-ticks next to a letter or
    digit of code that nothing closes.
    """
    text = structure.text
    found = [
        region.span
        for region in structure.regions.of(RegionKind.MARKUP)
        if text[region.start] == "`"
        if _TICKED.match(text, region.end) or _TICKED.match(text, max(region.start - 1, 0))
    ]
    for runs, ends in structure.delimiters:
        shown = set(ends)
        of_line: dict[int, list[_Run]] = {}
        for run in runs:
            if run[1] - run[0] == LONGEST_RUN:
                of_line.setdefault(structure.lines.index_of(run[0]), []).append(run)
        for alike in of_line.values():
            left = [run for run in alike if run not in shown]
            if len(left) == 1 and len(alike) % 2 and _is_mark(text, left[0]):
                found.append(Span(*left[0]))
    yield from sorted(found)


def _is_mark(text: str, run: _Run) -> bool:
    """Whether a run was meant as one end of emphasised text, not as an operator, an argument or a name."""
    before, after = text[run[0] - 1 : run[0]], text[run[1] : run[1] + 1]
    if text[run[0]] == "_":
        return False  # __init, and blanks to fill in
    if (before in _ARGUMENTS and _CODE.match(after)) or "/" in (before, after):
        return False  # f(**options), src/**/*.py
    touches = (before and not before.isspace()) or (after and not after.isspace())
    return bool(touches) and not (_CODE.match(before) and (_CODE.match(after) or not after.strip()))


def _pairs(text: str, lines: LineIndex, runs: list[_Run]) -> Iterator[tuple[_Run, _Run]]:
    """The runs of each line that look alike, two by two."""
    alike: dict[tuple[int, str], list[_Run]] = {}
    for run in runs:
        if run[1] - run[0] <= LONGEST_RUN:
            alike.setdefault((lines.index_of(run[0]), text[run[0] : run[1]]), []).append(run)
    for (_, mark), of_line in alike.items():
        if len(of_line) % 2 == 0 and mark != "_":
            yield from zip(of_line[::2], of_line[1::2], strict=True)


def _shows(opening: _Run, closing: _Run, rendered: AbstractSet[_Run]) -> bool:
    """Whether the marks of a pair are visible.

    Of single marks, both must be visible, since they may be nested; one of two double marks may be the end of
    an unintended pair.
    """
    shown = [run not in rendered for run in (opening, closing)]
    return all(shown) if opening[1] - opening[0] == 1 else any(shown)


def _is_meant(text: str, opening: _Run, closing: _Run) -> bool:
    """Whether a pair was meant as emphasis."""
    inside = text[opening[1] : closing[0]]
    words = inside.strip()
    if not words or words[-1] in OPENING or words[0] in CLOSING:
        return False
    if text[opening[0]] == "_" and words.isidentifier() and words.isascii():
        return False  # __init__
    before = text[opening[0] - 1 : opening[0]]
    if words != inside:
        return opening[1] - opening[0] == LONGEST_RUN and _is_spaced(text, opening, closing)
    if opening[1] - opening[0] == 1:  # pairs of single asterisks around other text are products
        return inside[-1] in FULL_WIDTH_CLAUSE_END and (
            not before or before.isspace() or before in FULL_WIDTH_CLAUSE_END
        )
    return True


def _is_spaced(text: str, opening: _Run, closing: _Run) -> bool:
    """Whether `** 重點**` was meant: it encloses Chinese, and is not an operator between operands."""
    inside = text[opening[1] : closing[0]]
    before = opening[0] - 1
    while before >= 0 and text[before].isspace() and text[before] != "\n":
        before -= 1
    above = text[before] if before >= 0 and text[before] != "\n" else ""
    around = (above, text[closing[1] : closing[1] + 2].lstrip()[:1])
    operands = any(_CODE.match(character) for character in around if character)
    both = inside[0].isspace() and inside[-1].isspace()
    return _HAN.search(inside) is not None and not (operands and both)
