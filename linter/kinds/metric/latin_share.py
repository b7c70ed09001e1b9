"""The mode `latin-share`: the share of the letters that are Latin."""

from __future__ import annotations

from linter.kinds.metric.letters import share_of_letters
from linter.lazy import lazy_regex

_LATIN = lazy_regex(r"\p{Latin}+")


def measure(text: str) -> float | None:
    """The share, from 0 to 1; None without letters."""
    return share_of_letters(sum(map(len, _LATIN.findall(text))), text)
