"""A parsed YAML file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Sequence


class YamlFile(Value):
    """A parsed file: its text, its value, and the 1-based lines of all values by the steps to them."""

    path: str
    text: str
    value: Any
    lines: dict[tuple[str | int, ...], int]

    def line(self, steps: Sequence[str | int]) -> int:
        """The line of a value, or of the innermost value around it that the file has."""
        return self.lines.get(tuple(steps[: self.depth(steps)]), 1)

    def depth(self, steps: Sequence[str | int]) -> int:
        """How many of the steps lead to a value of this file."""
        return next((n for n in range(len(steps), 0, -1) if tuple(steps[:n]) in self.lines), 0)
