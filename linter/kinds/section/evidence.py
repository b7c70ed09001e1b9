"""How much speaks for and against a section: a sum of what each part of the evidence counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: No score counts more than this, or less than its opposite.
CLIP = 4.0
#: The most that the scores of all units count together.
_MOST = 8.0
#: What the parts of the evidence count if a rule does not say so; see `Evidence.values` for what they are.
POINTS: Mapping[str, float] = {
    "bias": -5,
    "label": 1,
    "labelled": 0,
    "mean": 1,
    "best": 0,
    "sum": 0.25,
    "last": 3,
    "first": 2,
    "aside": 2,
    "alone": -3,
    "subject": -2,
    "safe": 1,
}


class Evidence(NamedTuple):
    """What is known of a section."""

    label: float | None
    """The score of its label, if it has one."""
    units: Sequence[float]
    """The scores of its units."""
    place: str
    """`last`, `first`, or empty."""
    is_aside: bool
    """Whether it is a line in brackets or in italics."""
    is_alone: bool
    """Whether the rest of the summary says nothing."""
    subject: float = 0.0
    """The share of its units that are not talk and share words with the rest of the summary."""

    def values(self) -> dict[str, float]:
        """The parts of the evidence by the names that `points` gives them."""
        units = self.units or [0.0]
        total = sum(units)
        return {
            "bias": 1.0,
            "label": self.label or 0.0,
            "labelled": float(self.label is not None),
            "mean": total / len(units),
            "best": max(units),
            "sum": max(-_MOST, min(total, _MOST)),
            "last": float(self.place == "last"),
            "first": float(self.place == "first"),
            "aside": float(self.is_aside),
            "alone": float(self.is_alone),
            "subject": self.subject,
        }

    def score(self, points: Mapping[str, float]) -> float:
        """How much more speaks for the section than against it."""
        return sum(points[name] * value for name, value in self.values().items())


def clipped(score: float) -> float:
    """A score that counts no more than others can."""
    return max(-CLIP, min(score, CLIP))
