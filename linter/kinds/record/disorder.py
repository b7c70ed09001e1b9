"""The mode `disorder`: a field is misplaced within its record, or a record among the others."""

from __future__ import annotations

import bisect
import datetime as dt
import itertools
from operator import itemgetter
from typing import TYPE_CHECKING

from linter.kinds.record.reading import field_of, match_at, named_records
from linter.matching import schemas
from linter.matching.spec import SpecError
from linter.messages.phrases import Joined, Phrase, template
from linter.records import FIELD_NAMES, DateStatus, date_status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linter.document import Document
    from linter.matching.spec import Finder, Match, Options, RuleSpec
    from linter.records import Record
    from linter.records.record import Field

PARAMS = schemas.mode(
    ("field",),
    order=schemas.one_of("For `disorder`; ascending if not given.", "ascending", "descending"),
    after=schemas.one_of(
        "For `disorder`: the field that must come before this one in a record.", *FIELD_NAMES
    ),
    by=schemas.one_of(
        "For `disorder` of dates: the field to sort the records by first. Without `order`, dates should "
        "rise or fall with it, as most of them do.",
        "index",
    ),
)
FIXABLE: tuple[str, ...] = ()
_ORDERED = ("index", "date")
#: The minimum share of a page's dates that must be in order; if fewer are, none is reported.
_ORDERED_SHARE = 0.75
#: How many dates are tried as the one before; a page in some order never has so many to choose from.
_MOST_COMPARED = 32


def finder(spec: RuleSpec, _options: Options) -> Finder:
    """Finds what is out of order: a field before that of `after`, dates by number, or neighbours."""
    name: str = spec.params["field"]
    order = spec.params.get("order")
    if "after" in spec.params:
        return _field_finder(name, spec.params["after"])
    if name not in _ORDERED:
        raise SpecError("only {names} can be in order", "params", "field", names=Joined(_ORDERED, " and "))
    if "by" not in spec.params:
        return _neighbour_finder(name, descending=order == "descending")
    if name != "date":
        raise SpecError("only dates can be compared by number", "params", "by")
    falling = None if order is None else order == "descending"
    return lambda document: _misplaced_dates(document, falling=falling)


def _field_finder(name: str, above: str) -> Finder:
    """Finds fields that come before the one that they should follow."""

    def find(document: Document) -> Iterator[Match]:
        for record, number in named_records(document):
            field, other = field_of(record, name), field_of(record, above)
            if field is not None and other is not None and field.span.start < other.span.start:
                problem = Phrase(
                    "the {field} comes before the {other}", field=FIELD_NAMES[name], other=FIELD_NAMES[above]
                )
                yield match_at(record, number, problem, match=field.value, before=other.value)

    return find


def _neighbour_finder(name: str, *, descending: bool) -> Finder:
    """Finds numbers, or dates, that are out of order with the record above."""

    def find(document: Document) -> Iterator[Match]:
        before: Field | None = None
        for record, number in named_records(document):
            field = field_of(record, name)
            if field is None or (name == "date" and date_status(record) is not DateStatus.KNOWN):
                continue
            if before is not None and _are_swapped(name, before.value, field.value, descending=descending):
                problem = Phrase(
                    "the {field} {this} comes after {before}",
                    field=FIELD_NAMES[name],
                    this=field.value,
                    before=before.value,
                )
                yield match_at(record, number, problem, match=field.value, before=before.value)
            before = field

    return find


def _are_swapped(name: str, above: str, below: str, *, descending: bool) -> bool:
    """Whether two neighbours are out of order; equal dates are in order, equal numbers are not."""
    if name == "index":
        return int(above) <= int(below) if descending else int(above) >= int(below)
    return above < below if descending else above > below


def _misplaced_dates(document: Document, *, falling: bool | None) -> Iterator[Match]:
    records = _by_number(document.records.records)
    days = [record.date.value if record.date is not None else "" for record in records]
    for index, other in misplaced(days, falling=falling):
        record, contradicting = records[index], records[other]
        text = (
            template("{this} is later than {other}, the date of record {number}")
            if days[index] > days[other]
            else template("{this} is earlier than {other}, the date of record {number}")
        )
        problem = Phrase(text, this=days[index], number=contradicting.name, other=days[other])
        yield match_at(record, record.name or "", problem, match=days[index], before=days[other])


def _by_number(records: Sequence[Record]) -> list[Record]:
    """The records with a number and a day, in the order of their numbers."""
    dated = [
        (int(record.index.value), record)
        for record in records
        if record.index is not None and date_status(record) is DateStatus.KNOWN
    ]
    return [record for _, record in sorted(dated, key=lambda numbered: numbered[0])]


def misplaced(days: Sequence[str], *, falling: bool | None = None) -> list[tuple[int, int]]:
    """The smallest set of days of a sequence without which the others are in order.

    Args:
        days: the days, YYYY-MM-DD; equal ones are in order.
        falling: whether they should fall; if None, as most of them do.

    Returns:
        The 0-based index of each misplaced day, with that of the nearest other day that contradicts it.
        Empty if too few are in order.

    Of several smallest sets, the one whose absence leaves the most even distances: the mistaken date is the
    one that fits neither neighbour, not a neighbour of it. The longest sequences in order are found by
    patience sorting, in time n log n (Fredman 1975).
    """
    directions = [
        (direction, _longest(days, falling=direction))
        for direction in (False, True)
        if falling is None or direction is falling
    ]
    falls, kept = max(directions, key=lambda direction: len(direction[1]))
    if len(kept) < _ORDERED_SHARE * len(days):
        return []
    found = []
    for index in sorted(set(range(len(days))) - set(kept)):
        after = bisect.bisect_left(kept, index)
        above = kept[after - 1] if after else None
        # One neighbour contradicts it, or it would have been kept.
        contradicted = above is not None and (
            days[above] < days[index] if falls else days[above] > days[index]
        )
        found.append((index, above if above is not None and contradicted else kept[after]))
    return found


def _longest(days: Sequence[str], *, falling: bool) -> list[int]:
    """The indices of a longest subsequence in order, ties allowed: of several, the most even one."""
    sign = -1 if falling else 1
    values = [sign * dt.date.fromisoformat(day).toordinal() for day in days]
    ends: list[int] = []  # the smallest last value of a subsequence of each length
    by_length: list[list[int]] = []  # the indices that end a subsequence of each length; their values fall
    before: list[int | None] = []
    costs: list[float] = []
    for index, value in enumerate(values):
        length = bisect.bisect_right(ends, value)
        ends[length : length + 1] = [value]
        if length == len(by_length):
            by_length.append([])
        by_length[length].append(index)
        fitting: list[int] = []
        for at in itertools.islice(reversed(by_length[length - 1] if length else ()), _MOST_COMPARED):
            if values[at] > value:
                break
            fitting.append(at)
        steps = [(costs[at] + (value - values[at]) ** 2 / (index - at), at) for at in fitting]
        cost, last = min(steps, key=itemgetter(0), default=(0.0, None))
        costs.append(cost)
        before.append(last)
    kept: list[int] = []
    last = min(by_length[-1], key=costs.__getitem__) if by_length else None
    while last is not None:
        kept.append(last)
        last = before[last]
    return kept[::-1]
