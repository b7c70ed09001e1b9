"""The mode `chinese-share`: `han-share`, but 0 for a text that reads as Japanese or Korean."""

from __future__ import annotations

from linter.chinese.language import language_and_variant
from linter.kinds.metric import han_share
from linter.lazy import lazy_re, lazy_regex

_NOT_CHINESE = lazy_regex(r"[\p{Hiragana}\p{Katakana}\p{Hangul}]")
#: All of these, and some others.
_NOT_ONLY_CHINESE = lazy_re(
    "[\u1100-\u11ff\u302e\u302f\u3041-\u33ff\ua960-\ua97f\uac00-\ud7ff\uff66-\uffdc\U0001aff0-\U0001b168\U0001f200]"
)


def measure(text: str) -> float | None:
    """The share, from 0 to 1; None without letters."""
    if _NOT_CHINESE.search(text) and language_and_variant(text)[0] in ("ja", "ko"):
        return 0.0
    return han_share.measure(text)


def lowest(text: str) -> float:
    """A number that the share is not less than; 0 if the text may read as Japanese or Korean."""
    return 0.0 if _NOT_ONLY_CHINESE.search(text) else han_share.lowest(text)
