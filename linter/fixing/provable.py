"""Leaves out the changes that do damage, so that one of them does not prevent the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from linter.messages.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from linter.matching.cpu_time import CpuLimit

Change = TypeVar("Change")


class InCode(Phrase):
    """Damage to a block of code: every change in its lines, which are counted from 0, does damage."""

    __slots__ = ("lines",)

    def __init__(self, template: str, lines: range, **fields: object) -> None:
        super().__init__(template, **fields)
        self.lines = lines


def provable(
    changes: Sequence[Change],
    damage: Callable[[Sequence[Change]], Phrase | None],
    line_of: Callable[[Change], int],
    limit: CpuLimit,
) -> tuple[list[Change], list[tuple[Change, Phrase]]]:
    """The changes that do no damage together, and those that would, each with the damage, in order.

    Of changes that do damage only together, the later ones are left out. Each of them takes a number of
    proofs that is logarithmic in the number of changes; those in one block of code take one together.

    Args:
        changes: the changes, in order.
        damage: what some of the changes, in order, would damage; None if nothing.
        line_of: the line of a change before it, counted from 0.
        limit: how long it may take.

    Raises:
        TimeoutError: the limit is reached.
    """
    kept: list[Change] = []
    left: list[tuple[Change, Phrase]] = []
    waiting = [list(changes)]
    while waiting:
        limit.check()
        some = waiting.pop()
        found = damage([*kept, *some])
        if found is None:
            kept += some
            continue
        code = found.lines if isinstance(found, InCode) else range(0)
        inside = [change for change in some if line_of(change) in code]
        if inside or len(some) == 1:
            left += ((change, found) for change in inside or some)
            if inside and (others := [change for change in some if line_of(change) not in code]):
                waiting.append(others)
        else:
            middle = len(some) // 2
            waiting += [some[middle:], some[:middle]]
    return kept, sorted(left, key=lambda one: line_of(one[0]))
