"""Characters that a rule must not write into a text."""

from __future__ import annotations

from linter.lazy import lazy_re

#: C0 and C1 controls but for tab and line feed, surrogates, the marks that control the direction of writing
#: (UAX #9), and noncharacters (Unicode 16, section 23.7).
_CONTROLS = lazy_re(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def has_controls(text: str) -> bool:
    """Whether a text has a character that controls a terminal or a reader instead of being read."""
    return _CONTROLS.search(text) is not None
