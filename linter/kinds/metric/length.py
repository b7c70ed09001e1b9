"""The mode `length`: the number of characters of the prose, without white space."""

from __future__ import annotations

from linter.lazy import lazy_regex

_UNCOUNTED = lazy_regex(r"[\s\p{Cn}]+")  # white space, and what replaces code and markup


def measure(text: str) -> float:
    """The number of characters."""
    return len(_UNCOUNTED.sub("", text))
