"""The mode `length`: the number of characters of the prose, without white space."""

from __future__ import annotations

import regex

_UNCOUNTED = regex.compile(r"[\s\p{Cn}]+")  # white space, and what replaces code and markup


def measure(text: str) -> float:
    """The number of characters."""
    return len(_UNCOUNTED.sub("", text))
