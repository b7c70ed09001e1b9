"""The words of a document that have findings, which are evidence for each other."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linter.kinds.evidence.judge import Case

#: What a word counts that is found in the same line only: options of a command come in rows.
_SAME_LINE = 1 / 2


class FoundWords:
    """Words with findings.

    Args:
        earlier: those of the text before it was fixed.
        cases: the cases that are findings.
    """

    def __init__(self, earlier: frozenset[str], cases: Iterable[Case]) -> None:
        lines: dict[str, set[int]] = {}
        for case in cases:
            lines.setdefault(case.candidate.name, set()).add(case.line)
        self.names = earlier | lines.keys()
        self._only = {
            name: min(where) for name, where in lines.items() if len(where) == 1 and name not in earlier
        }
        """The line of each word that is found in one line only."""
        self._per_line = Counter(self._only.values())

    def others(self, case: Case) -> float:
        """How many words other than that of a case have findings."""
        name = case.candidate.name
        in_line = self._per_line[case.line] - (self._only.get(name) == case.line)
        return len(self.names) - (name in self.names) - in_line * (1 - _SAME_LINE)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FoundWords) and (self.names, self._only) == (other.names, other._only)

    __hash__ = None  # type: ignore[assignment]
