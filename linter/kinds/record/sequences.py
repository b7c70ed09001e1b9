"""Records out of order, and numbers that no record has."""

from __future__ import annotations

import bisect
import itertools
from typing import TYPE_CHECKING

from linter.records import DateStatus, date_status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linter.records import Record

#: So much of a page must be in order for the rest to be out of it.
_ORDERED_SHARE = 0.75


def misplaced(days: Sequence[str], *, falls: bool | None = None) -> list[tuple[int, int]]:
    """The fewest of a row of days that would have to go for the others to be in order.

    Args:
        days: the days, YYYY-MM-DD; equal ones may follow each other.
        falls: whether they should fall; as most of them do if None.

    Returns:
        The places (0-based) of those that would have to go, each with that of the nearest one that stays and
        contradicts it. Nothing where there is no order to speak of.

    The longest run in order is found by patience sorting, in time n log n (Fredman 1975).
    """
    ways = [(way, _longest(days, falls=way)) for way in (False, True) if falls is None or way is falls]
    falling, kept = max(ways, key=lambda way: len(way[1]))
    if len(kept) < _ORDERED_SHARE * len(days):
        return []
    found = []
    for place in sorted(set(range(len(days))) - set(kept)):
        behind = bisect.bisect_left(kept, place)
        above = kept[behind - 1] if behind else None
        # It could have stayed if it stood right between its neighbours: one of them contradicts it.
        contradicted = above is not None and (
            days[above] < days[place] if falling else days[above] > days[place]
        )
        found.append((place, above if above is not None and contradicted else kept[behind]))
    return found


def _longest(days: Sequence[str], *, falls: bool) -> list[int]:
    """The places of a longest part in order, ties allowed."""
    numbers = {day: place for place, day in enumerate(sorted(set(days), reverse=falls))}
    ends: list[int] = []  # the smallest last value of a run of each length, as a number
    at: list[int] = []  # the place of that value
    before: list[int | None] = []
    for place, day in enumerate(days):
        length = bisect.bisect_right(ends, numbers[day])
        before.append(at[length - 1] if length else None)
        ends[length : length + 1] = [numbers[day]]
        at[length : length + 1] = [place]
    run: list[int] = []
    last = at[-1] if at else None
    while last is not None:
        run.append(last)
        last = before[last]
    return run[::-1]


def by_number(records: Sequence[Record]) -> list[Record]:
    """The records with a number and a day, in the order of their numbers."""
    dated = [each for each in records if each.index is not None and date_status(each) is DateStatus.KNOWN]
    return sorted(dated, key=lambda each: int(each.index.value) if each.index is not None else 0)


def gaps(numbers: Sequence[int]) -> Iterator[tuple[int, int, int, int]]:
    """Where numbers of a sequence are missing, whatever its order.

    Yields the places (0-based) of the two numbers around a gap, the earlier place first, and the first and
    the last number that are missing. Numbers of which fewer than half follow another one are no sequence.
    """
    places = {number: place for place, number in reversed(list(enumerate(numbers)))}
    steps = list(itertools.pairwise(sorted(places)))
    if 2 * sum(above - below == 1 for below, above in steps) < len(steps):
        return
    for below, above in steps:
        if above - below > 1:
            first, second = sorted((places[below], places[above]))
            yield first, second, below + 1, above - 1
