"""Documents and records that are of the other variant as a whole: all their clauses make one finding."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from linter.chinese.characters import ENOUGH_EVIDENCE, one_sided_patterns
from linter.chinese.cluster import Reason
from linter.diagnostics import Fix
from linter.edits.guard import Allowed, Guard
from linter.messages.phrases import Phrase
from linter.records import sections

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    from linter.diagnostics import Applicability
    from linter.document import Document
    from linter.kinds.convert.clauses import Clause

#: The least share of what changes, among the one-sided characters, of a document or record that is of the
#: other variant, and of a document with records, which are otherwise judged one by one.
_OTHER = 2 / 3
_ALL_RECORDS = 0.9
#: The fewest clauses to judge by.
_FEWEST = 3


class Part(NamedTuple):
    """A document, or a part of it, that is of the other variant."""

    name: Phrase
    clauses: Sequence[Clause]
    allowed: Allowed | None = None
    """Its fix, as the guard allows it."""


class Parts(NamedTuple):
    """The parts that are of the other variant, and the clauses that are in none of them."""

    whole: list[Part]
    rest: list[Clause]


def parts_of(document: Document, clauses: list[Clause], reason: Reason) -> Parts:
    """Finds what is of the other variant.

    Args:
        document: the document.
        clauses: what changes in it, in order.
        reason: why: it is Simplified, or Traditional.
    """
    if not _is_enough(clauses):
        return Parts([], clauses)
    of_simplified, of_traditional = one_sided_patterns()
    kept = of_traditional if reason is Reason.SIMPLIFIED else of_simplified
    prose = document.prose
    spans = _records(document)
    least = _ALL_RECORDS if len(spans) > 1 else _OTHER
    if _is_other(prose, clauses, [(0, len(prose))], kept, least):
        return Parts([Part(Phrase("the document"), clauses)], [])
    if len(spans) <= 1:
        return Parts([], clauses)
    inside: list[list[Clause]] = [[] for _ in spans]
    outside: list[Clause] = []
    at = 0
    for clause in clauses:
        while at < len(spans) and spans[at][1] <= clause.start:
            at += 1
        within = at < len(spans) and spans[at][0] <= clause.start
        (inside[at] if within else outside).append(clause)
    parts = Parts([], [])
    around = itertools.pairwise((0, *itertools.chain.from_iterable(spans), len(prose)))
    groups = [(Phrase("the record"), some, [span]) for some, span in zip(inside, spans, strict=True)]
    groups.append((Phrase("the text outside the records"), outside, list(around)[::2]))
    for name, some, places in groups:
        if _is_enough(some) and _is_other(prose, some, places, kept, _OTHER):
            parts.whole.append(Part(name, some))
        else:
            parts.rest.extend(some)
    return parts


def _records(document: Document) -> list[tuple[int, int]]:
    """Where the records of a page are; a page without records may have other blocks of the same tags."""
    if not document.records.records:
        return []
    return [(span.start, span.end) for span in sections(document.text, document.regions)]


def without_refused(document: Document, parts: Parts, applicability: Applicability) -> Parts:
    """The parts with the fixes that the guard allows.

    The clauses that it would not let be fixed are in the rest: each is a finding of its own.
    """
    guard, left = Guard(document), Parts([], list(parts.rest))
    for part in parts.whole:
        clauses = part.clauses
        allowed = _allowed(guard, clauses, applicability)
        if allowed is None:
            clauses = [clause for clause in clauses if _allowed(guard, [clause], applicability) is not None]
            allowed = _allowed(guard, clauses, applicability) if len(clauses) >= _FEWEST else None
        kept = {clause.start for clause in clauses} if allowed is not None else set[int]()
        left.rest.extend(clause for clause in part.clauses if clause.start not in kept)
        if allowed is not None:
            left.whole.append(Part(part.name, clauses, allowed))
    return left


def _allowed(guard: Guard, clauses: Iterable[Clause], applicability: Applicability) -> Allowed | None:
    edits = tuple(itertools.chain.from_iterable(clause.edits for clause in clauses))
    judged = guard.judge(Fix(edits, applicability))
    return judged if isinstance(judged, Allowed) else None


def _is_enough(clauses: Sequence[Clause]) -> bool:
    if len(clauses) < _FEWEST:
        return False
    return next(itertools.islice(_changed(clauses), ENOUGH_EVIDENCE - 1, None), None) is not None


def _changed(clauses: Iterable[Clause]) -> Iterator[int]:
    """The offsets of the characters that change."""
    for clause in clauses:
        for edit in clause.edits:
            yield from range(edit.span.start, edit.span.end)


def _is_other(
    prose: str,
    clauses: Sequence[Clause],
    places: Iterable[tuple[int, int]],
    kept: re.Pattern[str],
    least: float,
) -> bool:
    """Whether most of some text changes, so that it is of the other variant.

    Args:
        prose: the text of the document.
        clauses: what changes in the part.
        places: where the part is.
        kept: finds a character that is only of the variant wanted.
        least: the least share of what changes.
    """
    changed = sum(len(edit.content) for clause in clauses for edit in clause.edits)
    most = int(changed * (1 - least) / least)
    found = (match for start, end in places for match in kept.finditer(prose, start, end))
    return sum(1 for _ in itertools.islice(found, most + 1)) <= most
