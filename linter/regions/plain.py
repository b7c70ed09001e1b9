"""Markdown as its reader sees it."""

from __future__ import annotations

from linter.lazy import lazy_re

_ESCAPED = lazy_re(r"\\([!-/:-@\[-`{-~])")
_EMPHASIS = lazy_re(r"(?<![A-Za-z0-9])[*_`]+|[*_`]+(?![A-Za-z0-9])")


def plain_text(line: str) -> str:
    """A line of Markdown without backslash escapes and the marks of emphasis and code around its words."""
    return _EMPHASIS.sub("", _ESCAPED.sub(r"\1", line))


def unescaped(text: str) -> str:
    """A text with what its entities mean, such as `&` for `&amp;`."""
    if "&" not in text:
        return text
    import html  # noqa: PLC0415 - its list of entities takes long to load, and few texts have any

    return html.unescape(text)
