r"""Texts without which an expression cannot match, so that it need not be looked for where they are missing.

Of `嚴寒[的地]|冬天\s*到` each match has 嚴寒 or 冬天. Where the reader is not sure, nothing is necessary: it
knows the common syntax of the `regex` package and gives up at the rest. The texts are folded, as `Occurrence`
folds documents, whether or not the expression minds the case; characters that masked prose does not have in
common with its document are in none of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import regex

from linter.document import MARKUP, MARKUP_END, PROTECTED
from linter.lazy import lazy_re
from linter.matching.occurrence import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

#: One of these texts is necessary; None if nothing is known.
Texts = frozenset[str] | None
#: Of more texts, one is nearly always there.
_MOST = 32
_FLAGS = (
    regex.V1
    | regex.FULLCASE
    | regex.UNICODE
    | regex.MULTILINE
    | regex.DOTALL
    | regex.VERBOSE
    | regex.IGNORECASE
)
#: What masked prose has in place of other characters, and what folding cannot tell apart from something else.
_UNUSABLE = frozenset(("\n", "\r", PROTECTED, MARKUP, MARKUP_END, "\u0130", "\u0131", "\u0307"))
_GLOBAL_FLAGS = lazy_re(r"\(\?([imsx]+)\)")
_GROUP_FLAGS = lazy_re(r"\(\?([imsx]*)(?:-([imsx]+))?:")
_GROUP = lazy_re(r"\(\?(?:>|\||P?<\w+>)|\((?!\?|\*)")
_AROUND = lazy_re(r"\(\?<?[=!]")
_CALL = lazy_re(r"\(\?(?:P[=>]|&)\w+\)")
_QUANTIFIER = lazy_re(r"(?:[*?]|\{,\d+\}|\{0+(?:,\d*)?\}|(?P<some>\+|\{\d+(?:,\d*)?\}))[?+]?")
_SPACE = lazy_re(r"(?:\s+|#[^\n]*)+")
_LIST = lazy_re(r"\\L<(\w+)>")
#: Escapes for a place or a class of characters, and those for one character.
_NO_TEXT = lazy_re(r"\\(?:[sSdDwWbBAZzmMGXRKtnrfv]|[pP]\{[^{}]*\})")
_ESCAPED = lazy_re(r"\\(?:([^\w\s]| )|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))")
#: A class that lists its characters, and any other that has none in it.
_PLAIN_CLASS = lazy_re(r"\[((?![\^:])(?:(?!&&|\|\||~~)[^\\\[\]-])+)\]")
_CLASS = lazy_re(r"\[(?!\^?\])(?:\\.|[^\\\[\]])+\]", re.DOTALL)


class _UnsureError(Exception):
    """The reader does not know the syntax."""


def necessary_texts(pattern: regex.Pattern[str]) -> Texts:
    """Texts of which each match of a pattern has one."""
    if pattern.flags & ~_FLAGS:
        return None
    reader = _Reader(pattern.pattern, pattern.named_lists)
    try:
        return reader.read()
    except (_UnsureError, RecursionError):
        return None


class _Reader:
    """Reads an expression from left to right."""

    def __init__(self, source: str, lists: Mapping[str, Collection[str]]) -> None:
        self._source = source
        self._lists = lists
        self._at = 0

    def read(self) -> Texts:
        """What is necessary for the whole expression."""
        start = self._take(_GLOBAL_FLAGS)
        found = self._alternatives(frozenset(start.group(1)) if start is not None else frozenset())
        if self._at < len(self._source):
            raise _UnsureError
        return found

    def _take(self, form: re.Pattern[str]) -> re.Match[str] | None:
        """Reads a form, if it is next."""
        match = form.match(self._source, self._at)
        if match is not None:
            self._at = match.end()
        return match

    def _alternatives(self, flags: frozenset[str]) -> Texts:
        found = [self._sequence(flags)]
        while self._source[self._at : self._at + 1] == "|":
            self._at += 1
            found.append(self._sequence(flags))
        return _any_of(found)

    def _sequence(self, flags: frozenset[str]) -> Texts:
        """What is necessary for a sequence: the best of what is for one of its parts."""
        best: Texts = None
        run = ""  # of characters without a quantifier
        while True:
            if "x" in flags:
                self._take(_SPACE)
            if self._source[self._at : self._at + 1] in ("", "|", ")"):
                return _better(best, _usable([run]))
            part = self._part(flags)
            quantifier = self._take(_QUANTIFIER)
            if isinstance(part, str) and quantifier is None and _usable([part]):
                run += part
                continue
            best, run = _better(best, _usable([run])), ""
            if quantifier is None or quantifier["some"]:
                best = _better(best, _usable([part]) if isinstance(part, str) else part)

    def _part(self, flags: frozenset[str]) -> str | Texts:
        """The next part: a character, or what is necessary for it."""
        # A quantifier after white space, or after another, is one that this does not know.
        character = self._source[self._at]
        if character == "(":
            return self._group(flags)
        if character == "[":
            return self._class(flags)
        if character == "\\":
            return self._escape()
        if character in "*+?{":
            raise _UnsureError
        self._at += 1
        return None if character in ".^$" else character

    def _group(self, flags: frozenset[str]) -> Texts:
        if self._take(_CALL):
            return None
        if self._take(_AROUND):
            self._inside(flags)
            return None
        if self._take(_GROUP):
            return self._inside(flags)
        changed = self._take(_GROUP_FLAGS)
        if changed is None:
            raise _UnsureError
        return self._inside((flags | set(changed[1])) - set(changed[2] or ""))

    def _inside(self, flags: frozenset[str]) -> Texts:
        found = self._alternatives(flags)
        if self._source[self._at : self._at + 1] != ")":
            raise _UnsureError
        self._at += 1
        return found

    def _class(self, flags: frozenset[str]) -> Texts:
        plain = self._take(_PLAIN_CLASS)
        if plain is not None:
            return None if "x" in flags and _SPACE.search(plain[1]) else _usable(plain[1])
        if self._take(_CLASS) is None:
            raise _UnsureError
        return None

    def _escape(self) -> str | Texts:
        if self._take(_NO_TEXT):
            return None
        listed = self._take(_LIST)
        if listed is not None:
            return _usable(self._lists.get(listed[1], ()))
        escaped = self._take(_ESCAPED)
        if escaped is None:
            raise _UnsureError
        code = escaped[2] or escaped[3]
        return chr(int(code, 16)) if code else escaped[1]


def _usable(texts: Collection[str]) -> Texts:
    """The texts, folded, if a document shows them as an expression has them."""
    found = frozenset(map(folded, texts))
    few = 0 < len(found) <= _MOST and all(found)
    return found if few and _UNUSABLE.isdisjoint("".join(texts)) else None


def _any_of(found: list[Texts]) -> Texts:
    """What is necessary if one of several is."""
    joined: frozenset[str] = frozenset()
    for texts in found:
        if texts is None:
            return None
        joined |= texts
    return joined if len(joined) <= _MOST else None


def _better(one: Texts, two: Texts) -> Texts:
    """Which of two is rarer in texts: the longer, and then the fewer."""
    if one is None or two is None:
        return one if two is None else two
    return max(one, two, key=lambda texts: (min(map(len, texts)), -len(texts)))
