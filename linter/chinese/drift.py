"""Ambiguous characters that Simplified ones drifted into Traditional text with (其中一只猫被標註)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.characters.scripts import HAN
from linter.chinese.characters import one_of
from linter.lazy import compiled_re

if TYPE_CHECKING:
    from linter.chinese.tables import Gates

#: How far from a Simplified-only character an ambiguous one is read as Simplified, in code points.
_NEAR = 8


class Drift:
    """Finds them.

    Args:
        gates: the classes of characters.
    """

    def __init__(self, gates: Gates) -> None:
        simplified = one_of(gates.simplified)
        neither = f"(?:(?!{one_of(gates.simplified | gates.traditional)})[{HAN}]){{0,{_NEAR - 1}}}"
        self._ambiguous = gates.ambiguous
        self._places = compiled_re(one_of(gates.ambiguous))
        #: Ambiguous characters are few, so the expressions look around each.
        self._after = compiled_re(f"{neither}(?:{simplified})")
        self._before = compiled_re(f"(?:{simplified}){neither}\\Z")

    def near(self, text: str) -> list[int]:
        """The offsets of ambiguous characters near a Simplified one, with no Traditional-only one between."""
        found = self._places.finditer(text)
        places = (match.start() for match in found if match.group() in self._ambiguous)
        return [at for at in places if self._is_near(text, at)]

    def _is_near(self, text: str, at: int) -> bool:
        if self._after.match(text, at + 1):
            return True
        return self._before.search(text, max(at - _NEAR, 0), at) is not None
