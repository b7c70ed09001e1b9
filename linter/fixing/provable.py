"""Leaves out the changes that do damage, so that one of them does not prevent the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from linter.matching.cpu_time import CpuLimit
    from linter.messages.phrases import Phrase

Change = TypeVar("Change")


def provable(
    changes: Sequence[Change], damage: Callable[[Sequence[Change]], Phrase | None], limit: CpuLimit
) -> tuple[list[Change], list[tuple[Change, Phrase]]]:
    """The changes that do no damage together, and those that would, each with the damage.

    Of changes that do damage only together, the later ones are left out. Each of them takes a number of
    proofs that is logarithmic in the number of changes.

    Args:
        changes: the changes, in order.
        damage: what some of the changes, in order, would damage; None if nothing.
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
        elif len(some) == 1:
            left.append((some[0], found))
        else:
            middle = len(some) // 2
            waiting += [some[middle:], some[:middle]]
    return kept, left
