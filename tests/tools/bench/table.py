"""The arithmetic of the table, and the table as text."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.tools.bench.rows import Measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.tools.bench.rows import Row
    from tests.tools.bench.running import Reading, Readings

HEAD = ("row", "measured", "lowest–highest", "must", "aim", "reached", "took")


@dataclass(frozen=True, slots=True)
class Result:
    """What a row came to: a ratio for each round, and the medians of what was divided; or why it is not measured."""

    row: Row
    ratios: tuple[float, ...] = ()
    top: float = 0.0
    bottom: float = 0.0
    missing: str = ""

    @property
    def ratio(self) -> float:
        """The median of the rounds."""
        return statistics.median(self.ratios)

    @property
    def reached(self) -> str:
        """The goal that the median reaches."""
        if self.ratio <= self.row.aim:
            return "aim"
        return "must" if self.ratio <= self.row.must else "no"

    def cells(self) -> tuple[str, ...]:
        """What the table shows, as in `HEAD`."""
        goals = (f"{self.row.must:g}", f"{self.row.aim:g}")
        if not self.ratios:
            return (self.row.title, "not measured", self.missing, *goals, "–", "–")
        unit = "MiB" if self.row.measure is Measure.MEMORY else "s"
        return (
            self.row.title,
            number(self.ratio),
            f"{number(min(self.ratios))}–{number(max(self.ratios))}",
            *goals,
            self.reached,
            f"{number(self.top)} / {number(self.bottom)} {unit}",
        )


def results(rows: Sequence[Row], readings: Readings, megabytes: float) -> list[Result]:
    """What the readings say about each row.

    Args:
        rows: the rows.
        readings: those of their steps.
        megabytes: the size of the text of the row about memory.
    """
    return [_result(row, readings, megabytes) for row in rows]


def _result(row: Row, readings: Readings, megabytes: float) -> Result:
    missing = readings.missing.get(row.top) or readings.missing.get(row.bottom)
    if missing is not None:
        return Result(row, missing=missing)
    pairs = [
        (_value(row, top), _value(row, bottom))
        for top, bottom in zip(readings.steps[row.top], readings.steps[row.bottom], strict=True)
    ]
    if row.measure is Measure.MEMORY:
        ratios = [(top - bottom) / megabytes for top, bottom in pairs]
    else:
        ratios = [top / bottom for top, bottom in pairs]
    tops, bottoms = zip(*pairs, strict=True)
    return Result(row, tuple(ratios), statistics.median(tops), statistics.median(bottoms))


def _value(row: Row, reading: Reading) -> float:
    match row.measure:
        case Measure.CPU:
            return reading.cpu
        case Measure.WALL:
            return reading.wall
        case Measure.MEMORY:
            return reading.memory


def number(value: float) -> str:
    """Two or three digits that count: 0.0051, 0.74, 1.30, 26.4, 381."""
    if value >= 100:
        return f"{value:.0f}"
    if value >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if value >= 0.1 else f"{value:.2g}"


def text_table(outcomes: Sequence[Result]) -> str:
    """The table for a terminal."""
    lines = [HEAD, *(outcome.cells() for outcome in outcomes)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n"
        for line in lines
    )


def markdown_table(outcomes: Sequence[Result]) -> str:
    """The table for a page."""
    lines = [HEAD, ("---",) * len(HEAD), *(outcome.cells() for outcome in outcomes)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
