"""The mode `simplified-share`: the share of the Han characters that are Simplified only."""

from __future__ import annotations

from linter.chinese.characters import count_one_sided
from linter.kinds.metric.letters import han_letters, share


def measure(text: str) -> float | None:
    """The share, from 0 to 1; None without Han characters."""
    simplified, _ = count_one_sided(text)
    return share(simplified, han_letters(text))
