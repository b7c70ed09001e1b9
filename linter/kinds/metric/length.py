"""The mode `length`: how many characters the prose has, white space left out."""

from __future__ import annotations

import regex

_UNCOUNTED = regex.compile(r"[\s\p{Cn}]+")  # white space, and what protects code and markup


def measure(text: str) -> float:
    """The number of characters."""
    return len(_UNCOUNTED.sub("", text))
