"""The mode `latin-share`: the share of the letters that are Latin."""

from __future__ import annotations

import regex

from linter.kinds.metric.letters import share_of_letters

_LATIN = regex.compile(r"\p{Latin}")


def measure(text: str) -> float | None:
    """The share, from 0 to 1; None without letters."""
    return share_of_letters(len(_LATIN.findall(text)), text)
