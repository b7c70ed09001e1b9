"""How much speaks for and against a section: evidence that adds up."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: What the parts of the evidence count if a rule does not say so; see `PARAMS` for what they are.
POINTS: Mapping[str, float] = {
    "lead": 3,
    "hint": 1,
    "aside": 2.5,
    "last": 2,
    "first": 1,
    "own": 3,
    "talk": 1.5,
    "subject": -2,
    "about": -4,
    "alone": -3,
    "unless": -3,
    "enough": 5,
}
#: How many units of talk count.
_MOST_TALK = 2


class Said(enum.Enum):
    """What a unit, an item or a sentence, is."""

    OWN = enum.auto()  #: by whoever did the work
    TALK = enum.auto()  #: about the work
    PERHAPS = enum.auto()  #: about the work, below a label that says so
    AFTER = enum.auto()  #: what only goes along
    LABEL = enum.auto()  #: of what is below it
    AGAINST = enum.auto()  #: says that it is not about the work
    OTHER = enum.auto()


COUNTED = frozenset((Said.OWN, Said.TALK, Said.PERHAPS, Said.OTHER, Said.AGAINST))


class Evidence(NamedTuple):
    """What is known of a section."""

    label: str
    """`lead`, `hint`, or empty."""
    place: str
    """`last`, `first`, or empty."""
    said: Sequence[Said]
    """What its units are."""
    is_aside: bool
    subject: int
    """How many of its units that are not talk share words with the rest of the summary."""
    rest: int
    """How many code points the rest of the summary has."""
    is_about: bool = False
    """Whether the rest of the summary is about such work."""

    @property
    def counted(self) -> int:
        """The number of its units that say something."""
        return sum(unit in COUNTED for unit in self.said)

    @property
    def talk(self) -> int:
        """The number of its units that are talk; `perhaps` counts only below a `lead`."""
        good = {Said.OWN, Said.TALK} | ({Said.PERHAPS} if self.label == "lead" else set())
        return sum(unit in good for unit in self.said)


#: How many code points the rest of a summary must have, so that it can differ from a section without talk.
_REST = 20


def is_enough(evidence: Evidence, points: Mapping[str, float]) -> bool:
    """Whether what speaks for a section outweighs what speaks against it."""
    said, talk, counted = evidence.said, evidence.talk, evidence.counted
    sure = Said.OWN in said or Said.TALK in said
    if not sure and (evidence.label != "lead" or not counted or evidence.rest < _REST):
        return False
    named = (evidence.label, evidence.place, "aside" if evidence.is_aside else "")
    total = sum(points[name] for name in named if name)
    total += points["own"] * (Said.OWN in said)
    total += points["about"] * evidence.is_about + points["alone"] * (not evidence.rest)
    if counted:
        total += points["talk"] * min(talk, _MOST_TALK) * talk / counted
        total += points["subject"] * evidence.subject / counted
    total += points["unless"] * min(said.count(Said.AGAINST), 2)
    return total >= points["enough"]
