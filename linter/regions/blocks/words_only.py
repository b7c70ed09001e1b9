"""Stretches of a text that certainly hold nothing but words: no code, no address, nothing that is protected.

Where only that matters, one search over such a stretch takes the place of reading its lines one by one.
"""

from __future__ import annotations

from linter.lazy import lazy_re

#: What a line of words begins with: neither a character that may begin another block, nor a number that may
#: be the marker of an item.
_FIRST = r"(?:[^\s>#＃+*_`~=<$\\\[\]|:!?/%{@(^0-9-]|[0-9]++(?![.)0-9])|\*\*(?=[^\s*]))"
#: The rest of it: no character that may begin something protected, by `linter.regions.inline.scan`.
_REST = r"(?:[^\\`<$\[\]{@/#＃^%:wW\n]++|%(?!%)|(?<!\(ref)(?<![tT][oO]):(?!:)|[wW](?![wW]))*+"
_ITEM = r"(?:[-+*]|[0-9]{1,9}[.)])[ ]{1,4}"
#: Lines between blank ones: headings, then words at the margin or an item there, then more of them, indented
#: or not. A line below words is never code, however far it is indented.
_WORDS = rf"(?:{_ITEM})?{_FIRST}{_REST}\n"
_LINES = rf"(?:\#{{1,6}}[ ]{_FIRST}{_REST}\n)*+(?:{_WORDS}(?:[ ]*+{_WORDS})*+)?+"
#: Such lines and the blank ones after them, again and again; then nothing is indented.
_STRETCH = lazy_re(rf"(?:(?!\n){_LINES}(?:[ \t]*+\n)++(?=[^ \t\n]|\Z))++")


def end_of_words(text: str, start: int) -> int:
    """Where a stretch of words ends, after which nothing is open; `start` if none begins there.

    Args:
        text: the whole text, whose newlines are line feeds.
        start: where a line begins, outside of any block.
    """
    match = _STRETCH.match(text, start)
    return match.end() if match is not None else start
