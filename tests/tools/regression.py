"""Logistic regressions: one with few measures, and one with many pieces of which most count nothing."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

#: How strongly large weights are held back where measures are few.
PENALTY = 0.15
#: What `Pieces` is held back by: how fast it learns, and the penalties on weights and on their squares.
_RATE, _SPARSE, _SMALL = 0.1, 1.5, 0.5
#: No odds are more extreme than this, as logarithms.
_MOST = 30.0


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, whether it is of the class, and how much it counts."""

    values: Mapping[str, float]
    is_true: bool
    counts: float = 1.0


def odds(score: float) -> float:
    """The probability that has a score as the logarithm of its odds."""
    return 1 / (1 + math.exp(-max(min(score, _MOST), -_MOST)))


def fit(rows: Sequence[Row], names: Sequence[str], positive: Collection[str] = ()) -> dict[str, float]:
    """The weights that make the rows most likely, with a penalty, by Newton's method.

    Args:
        rows: the rows.
        names: the measures that count.
        positive: those of them that can only speak for the class: one that would speak against it counts nothing.
    """
    weights = _regress(rows, names)
    against = [name for name in names if name in positive and weights[name] < 0]
    if against:
        weights = fit(rows, [name for name in names if name not in against], positive)
    return {name: weights.get(name, 0.0) for name in names} if against else weights


def _regress(rows: Sequence[Row], names: Sequence[str]) -> dict[str, float]:
    weights = [0.0] * len(names)
    place = {name: index for index, name in enumerate(names)}
    dense = [
        ([(place[name], value) for name, value in row.values.items() if name in place], row) for row in rows
    ]
    for _ in range(25):
        gradient = [-PENALTY * weight for weight in weights]
        hessian = [[PENALTY if i == j else 0.0 for j in range(len(names))] for i in range(len(names))]
        for values, row in dense:
            chance = odds(sum(value * weights[at] for at, value in values))
            off, slope = row.counts * (row.is_true - chance), row.counts * chance * (1 - chance)
            for at, value in values:
                gradient[at] += off * value
                for to, other in values:
                    hessian[at][to] += slope * value * other
        step = solve(hessian, gradient)
        weights = [weight + change for weight, change in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-4:
            break
    return dict(zip(names, weights, strict=True))


def solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solves a system of linear equations by Gaussian elimination; the matrix is positive definite."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(len(rows)):
        for below in rows[i + 1 :]:
            factor = below[i] / rows[i][i]
            if factor:
                for j in range(i, len(below)):
                    below[j] -= factor * rows[i][j]
    solution = [0.0] * len(rows)
    for i in reversed(range(len(rows))):
        known = sum(rows[i][j] * solution[j] for j in range(i + 1, len(rows)))
        solution[i] = (rows[i][-1] - known) / rows[i][i]
    return solution


@dataclass(slots=True)
class Sparse:
    """Learns the weights of many pieces from one text after another; most weights stay 0.

    The method is FTRL-Proximal: McMahan and others, "Ad Click Prediction: a View from the Trenches", 2013.
    """

    _gradients: dict[str, float] = field(default_factory=dict)
    _squares: dict[str, float] = field(default_factory=dict)

    def weight(self, piece: str) -> float:
        """The weight of a piece."""
        sum_ = self._gradients.get(piece, 0.0)
        if abs(sum_) <= _SPARSE:
            return 0.0
        pull = (1.0 + math.sqrt(self._squares[piece])) / _RATE + _SMALL
        return (math.copysign(_SPARSE, sum_) - sum_) / pull

    def learn(self, pieces: Sequence[str], *, is_true: bool, counts: float) -> None:
        """Learns from a text."""
        weights = [self.weight(piece) for piece in pieces]
        off = counts * (odds(sum(weights)) - is_true)
        square = off * off
        for piece, weight in zip(pieces, weights, strict=True):
            before = self._squares.get(piece, 0.0)
            rate = (math.sqrt(before + square) - math.sqrt(before)) / _RATE
            self._gradients[piece] = self._gradients.get(piece, 0.0) + off - rate * weight
            self._squares[piece] = before + square

    def weights(self) -> dict[str, float]:
        """The weights that are not 0."""
        return {piece: weight for piece in self._gradients if (weight := self.weight(piece))}


def learn(texts: Sequence[tuple[Sequence[str], bool, float]], rounds: int = 3) -> dict[str, float]:
    """The weights of pieces: each text has its pieces, whether it is of the class, and how much it counts."""
    sparse = Sparse()
    order = list(range(len(texts)))
    shuffled = random.Random(1)  # noqa: S311 - the order must be the same each time
    for _ in range(rounds):
        shuffled.shuffle(order)
        for index in order:
            pieces, is_true, counts = texts[index]
            sparse.learn(pieces, is_true=is_true, counts=counts)
    return sparse.weights()
