"""The findings of a file, and how many of them there are of each sort."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, overload

from linter.diagnostics import Applicability, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from linter.diagnostics import Diagnostic


class Tally(NamedTuple):
    """How many findings there are of each sort."""

    severities: tuple[int, ...]
    """By severity, the most severe first."""
    safe: int
    """Those that have a safe fix."""
    unsafe: int
    """Those that have an unsafe fix."""

    @classmethod
    def of(cls, found: Iterable[Diagnostic]) -> Tally:
        """Counts findings."""
        severities = dict.fromkeys(Severity, 0)
        fixes = dict.fromkeys(Applicability, 0)
        for diagnostic in found:
            severities[diagnostic.severity] += 1
            if diagnostic.fix is not None:
                fixes[diagnostic.fix.applicability] += 1
        return cls(tuple(severities.values()), fixes[Applicability.SAFE], fixes[Applicability.UNSAFE])

    @classmethod
    def total(cls, tallies: Iterable[Tally]) -> Tally:
        """Adds numbers."""
        severities, safe, unsafe = [0] * len(Severity), 0, 0
        for tally in tallies:
            severities = [one + more for one, more in zip(severities, tally.severities, strict=True)]
            safe += tally.safe
            unsafe += tally.unsafe
        return cls(tuple(severities), safe, unsafe)


class Findings(Sequence["Diagnostic"]):
    """Findings that are counted already, and read when somebody looks at them.

    Args:
        tally: how many there are.
        read: gives them.
    """

    def __init__(self, tally: Tally, read: Callable[[], tuple[Diagnostic, ...]]) -> None:
        self.tally = tally
        self._read = read

    @functools.cached_property
    def _all(self) -> tuple[Diagnostic, ...]:
        return self._read()

    @overload
    def __getitem__(self, at: int) -> Diagnostic: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Diagnostic]: ...

    def __getitem__(self, at: int | slice) -> Diagnostic | Sequence[Diagnostic]:
        return self._all[at]

    def __len__(self) -> int:
        return sum(self.tally.severities)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Sequence) else NotImplemented

    __hash__ = None  # type: ignore[assignment]


def tally_of(found: Sequence[Diagnostic]) -> Tally:
    """How many findings there are of each sort."""
    return found.tally if isinstance(found, Findings) else Tally.of(found)
