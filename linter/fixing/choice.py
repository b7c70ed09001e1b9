"""Which fixes are made in one pass: those that are certain enough, and do not touch each other."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, NamedTuple

from linter.spans import Span
from linter.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from linter.diagnostics import Applicability, Diagnostic, Edit


class Piece(NamedTuple):
    """A part of a fix that may be made without the others: half-open offsets, and the edits there."""

    start: int
    end: int
    edits: tuple[Edit, ...]


class _Unit(NamedTuple):
    """A piece as it is compared with others: those of the first edits are tried first."""

    edits: tuple[tuple[int, int, str], ...]
    rule: str
    finding: int
    piece: int


def choose(diagnostics: Iterable[Diagnostic], least: Applicability) -> list[Diagnostic]:
    """The diagnostics to fix in one pass, in order of their edits; none touches an earlier one.

    Of one of many places, only the places that touch an earlier one are left out.
    """
    wanted = [one for one in diagnostics if one.fix is not None and one.fix.applicability >= least]
    pieces = [pieces_of(one) for one in wanted]
    taken: list[tuple[int, int]] = []
    chosen: dict[int, list[Piece]] = {}
    for unit in sorted(_units(wanted, pieces)):
        if not any(_touches_any(start, end, taken) for start, end, _ in unit.edits):
            for start, end, _ in unit.edits:
                bisect.insort(taken, (start, end))
            chosen.setdefault(unit.finding, []).append(pieces[unit.finding][unit.piece])
    return [with_pieces(wanted[index], some) for index, some in chosen.items()]


def pieces_of(diagnostic: Diagnostic) -> list[Piece]:
    """The pieces of a diagnostic's fix, in order: one for each of many places, or else the whole fix."""
    edits = edits_of(diagnostic)
    if not diagnostic.places:
        return [Piece(diagnostic.span.start, diagnostic.span.end, edits)] if edits else []
    pieces: list[Piece] = []
    at = 0
    for start, end in diagnostic.places:
        first = at
        # What an earlier pass inserted has an empty span in the text before it.
        while at < len(edits) and edits[at].span.start < max(end, start + 1):
            at += 1
        if at > first:
            pieces.append(Piece(start, end, edits[first:at]))
    return pieces


def with_pieces(diagnostic: Diagnostic, pieces: Sequence[Piece]) -> Diagnostic:
    """A diagnostic with only some of the pieces of its fix, at least one."""
    edits = tuple(edit for piece in pieces for edit in piece.edits)
    if diagnostic.fix is None or len(edits) == len(diagnostic.fix.edits):
        return diagnostic
    fix = replace(diagnostic.fix, edits=edits)
    places = tuple((piece.start, piece.end) for piece in pieces)
    return replace(diagnostic, span=Span(*places[0]), fix=fix, places=places)


def apart(diagnostic: Diagnostic) -> list[Diagnostic]:
    """A diagnostic of many places as one for each piece of its fix; any other as it is."""
    if not diagnostic.places:
        return [diagnostic]
    return [with_pieces(diagnostic, [piece]) for piece in pieces_of(diagnostic)]


def edits_of(diagnostic: Diagnostic) -> tuple[Edit, ...]:
    """The edits of a diagnostic's fix, in order; none if it has no fix."""
    return diagnostic.fix.edits if diagnostic.fix is not None else ()


def all_edits(diagnostics: Iterable[Diagnostic]) -> list[Edit]:
    """The edits of all their fixes, in order."""
    return sorted(edit for diagnostic in diagnostics for edit in edits_of(diagnostic))


def _units(diagnostics: Iterable[Diagnostic], pieces: Iterable[list[Piece]]) -> Iterator[_Unit]:
    for finding, (diagnostic, some) in enumerate(zip(diagnostics, pieces, strict=True)):
        for number, piece in enumerate(some):
            edits = tuple((edit.span.start, edit.span.end, edit.content) for edit in piece.edits)
            yield _Unit(edits, diagnostic.rule, finding, number)


def _touches_any(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    """Whether a span overlaps or meets one of the others, which are sorted and do not overlap."""
    index = bisect.bisect_left(taken, (start, end))
    return any(start <= other[1] and other[0] <= end for other in taken[max(index - 1, 0) : index + 1])
