"""The mode `chinese-share`: `han-share`, but 0 for a text that reads as Japanese or Korean."""

from __future__ import annotations

from linter.chinese.language import language_and_variant
from linter.kinds.metric import han_share
from linter.lazy import lazy_regex

_NOT_CHINESE = lazy_regex(r"[\p{Hiragana}\p{Katakana}\p{Hangul}]")


def measure(text: str) -> float | None:
    """The share, from 0 to 1; None without letters."""
    if _NOT_CHINESE.search(text) and language_and_variant(text)[0] in ("ja", "ko"):
        return 0.0
    return han_share.measure(text)
