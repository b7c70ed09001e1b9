"""The mode `han-share`: the share of the letters that are Han characters."""

from __future__ import annotations

from linter.kinds.metric.letters import han_letters, share, share_of_letters


def measure(text: str) -> float | None:
    """The share, from 0 to 1; None without letters."""
    return share_of_letters(han_letters(text), text)


def lowest(text: str) -> float:
    """A number that the share is not less than, found in a part of the time."""
    return share(han_letters(text), len(text)) or 0.0
