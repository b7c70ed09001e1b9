"""Expressions for the patterns of a `.gitignore` that take time linear in the name.

pathspec writes each `*` as `[^/]*` and each `**` as `(?:.+/)?`, so that a name that does not match is tried
in every combination of their lengths. What is between two of them can always be taken where it first
matches: what follows has the most room there. Only the last one has to give way, to reach the name's end.
"""

from __future__ import annotations

import itertools
import re

from linter.lazy import lazy_re

_STAR = "[^/]*"
_ANYWHERE = "(?:.+/)?"
_BETWEEN = "(?:/.+)?"
#: Parts of pathspec's expressions: for `**`, for the end of a pattern, for sets of characters, and others.
_PART = lazy_re(
    r"(?P<deep>\(\?:\.\+/\)\?|\(\?:/\.\+\)\?)|(?P<end>\(\?:\(\?P<\w+>/\)\|\$\)|\(\?P<\w+>/\))"
    r"|\[\^/\][*+]?|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|\\.|.",
    re.DOTALL,
)


def linear(expression: str) -> str:
    """An expression that matches the same names as one of pathspec's, with the same groups."""
    parts = list(_PART.finditer(expression))
    end = len(parts)
    while end and (parts[end - 1]["end"] or parts[end - 1].group() == "/"):
        end -= 1
    groups: list[tuple[str, list[str]]] = [("", [])]  # each with the `**` before it
    for part in parts[:end]:
        if part["deep"]:
            groups.append((part.group(), []))
        elif part["set"]:  # to git, and unlike pathspec, no set has the slash
            groups[-1][1].append(f"(?!/){part.group()}")
        else:
            groups[-1][1].append(part.group())
    written = [_group(deep, inner, last=n == len(groups) - 1) for n, (deep, inner) in enumerate(groups)]
    return "".join((*written, *(part.group() for part in parts[end:])))


def _group(deep: str, parts: list[str], *, last: bool) -> str:
    """Whole segments of a name, after some that may be any."""
    segments = "/".join(map(_segment, _split(parts, "/")))
    if last or not deep:
        return deep + segments
    # In an atomic group, the fewest segments are taken, and no others are tried later.
    return f"(?>{'(?:.+?/)??' if deep == _ANYWHERE else '(?:/.+?)??'}{segments}(?=/))"


def _segment(parts: list[str]) -> str:
    """One segment of a name."""
    first, *others = _split(parts, _STAR)
    if not others:
        return "".join(first)
    middle = (f"(?>[^/]*?{''.join(chunk)})" for chunk in others[:-1] if chunk)
    return "".join((*first, *middle, _STAR, *others[-1]))


def _split(parts: list[str], separator: str) -> list[list[str]]:
    groups = itertools.groupby(parts, separator.__eq__)
    found: list[list[str]] = [[]]
    for is_separator, some in groups:
        for part in some:
            if is_separator:
                found.append([])
            else:
                found[-1].append(part)
    return found
