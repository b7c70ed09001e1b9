"""Names in running text that dialects of Markdown, wikis and sites know: who and what they refer to.

Read are mentions and citations (`@name`), fields of Dataview and Logseq (`key:: value`), tags in square
brackets, the ids of blocks (`^id`), and the references of TeX and bookdown. What is doubtful is protected.
"""

from __future__ import annotations

import re

#: `@name`, `@fig:name`, `@section("名")`. A name in ASCII ends where Chinese begins, which needs no space.
_PART = r"(?:[A-Za-z0-9_]+|[^\W\d_A-Za-z]\w*)"
_MENTION = re.compile(
    rf"(?<![\w@&/.)\]])@(?=[\d_]*[^\W\d_]){_PART}(?:[:.#/+-]{_PART})*(?:\((?=[^()\r\n]*[\"'$])[^()\r\n]*\))?"
)
#: The key of a field, up to its two colons, and what it follows.
_KEY = re.compile(
    r"(?:(?P<start>^|[\r\n])|(?P<open>[(\[]))(?P<key>[ \t]*[*_]{0,3}[^\W\d][\w /-]{0,40}[*_]{0,3})$"
)
_KEY_REACH = 64
_CLOSINGS = {"(": ")", "[": "]"}
_LINE = re.compile(r"[^\r\n]*")
#: Tags of forums, HackMD and WordPress: `[name=甲]`, `[gallery ids="甲"]`. One in ASCII has no name that
#: a fix could reword. `[model=甲,0]` tells which program wrote the text: rules must see it.
_VALUE = r"""(?:"[^"\r\n]*"|'[^'\r\n]*'|[^\s"'\[\]]+)"""
_BRACKET_TAG = re.compile(
    r"\[(?!model=)(?=[^\[\]\r\n]*[^\x00-\x7f])[A-Za-z][\w-]*"
    rf"(?:=[^\[\]\r\n]+|(?:[ \t]+[\w:-]+={_VALUE})+[ \t]*/?)\](?![(\[])"
)
#: `^id` at the end of a line, the name of the block before it.
_BLOCK_ID = re.compile(r"(?<![^\s])\^[\w-]+(?=[ \t]*(?:[\r\n]|$))")
#: Commands of TeX that take a name, and the reference of bookdown.
_REFERENCE = re.compile(
    r"\\(?:[A-Za-z]*(?:[Rr]ef|[Cc]ite|label|input|include|bibliography|graphics|href|url)[A-Za-z]*\*?"
    r"(?:\[[^\[\]\r\n]*\])*\{[^{}\r\n]*\}|@ref\([^()\r\n]*\))"
)
#: `(ref:name)`, a text that bookdown has elsewhere.
_TEXT_NAME = re.compile(r"\(ref:[^\s()]+\)")
#: `:name[words]{…}`, a directive in running text.
_DIRECTIVE = re.compile(r":[^\W\d][\w-]*(?=\[[^\[\]\r\n]*\]\{)")
#: The scheme of an address, before its colon.
_SCHEME_BEFORE = re.compile(r"(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,30}$")


def mention_end(text: str, at: int, limit: int) -> int:
    """Where the name ends that an `@` at `at` begins; `at` itself if it begins none."""
    return _end(_MENTION, text, at, limit)


def bracket_tag_end(text: str, at: int, limit: int) -> int:
    """Where the tag in square brackets ends that begins at `at`; `at` itself if there is none."""
    return _end(_BRACKET_TAG, text, at, limit)


def block_id_end(text: str, at: int, limit: int) -> int:
    """Where the id of a block ends that begins at `at`; `at` itself if there is none."""
    return _end(_BLOCK_ID, text, at, limit)


def reference_end(text: str, at: int, limit: int) -> int:
    """Where the reference ends that a backslash begins at `at`; `at` itself if it begins none."""
    return _end(_REFERENCE, text, at, limit)


def named_by_colon(text: str, at: int, start: int, limit: int) -> tuple[int, int]:
    """Where a field, a directive or the name of a text begins and ends that has a colon at `at`.

    Args:
        text: the whole text.
        at: the offset of a colon.
        start: where the stretch starts that is read together.
        limit: where it ends.

    Returns:
        An empty span at `at` if the colon belongs to none of these.
    """
    if text.startswith("::", at):
        return _field(text, at, start, limit)
    if text.startswith("(ref", max(at - 4, start)):
        return at - 4, max(_end(_TEXT_NAME, text, at - 4, limit), at)
    return at, _end(_DIRECTIVE, text, at, limit)


def scheme_start(text: str, at: int, start: int) -> int:
    """Where the scheme of an address begins that ends with the colon at `at`; `at` itself if none does."""
    match = _SCHEME_BEFORE.search(text, max(start, at - 32), at)
    return match.start() if match is not None else at


def _field(text: str, at: int, start: int, limit: int) -> tuple[int, int]:
    """A field: up to its bracket, or up to the end of its line."""
    near = max(start, at - _KEY_REACH)
    match = _KEY.search(text[near:at])
    if match is None or (not match.group("open") and not match.start("start") and near > start):
        return at, at
    line = _LINE.match(text, at, limit)
    end = line.end() if line is not None else at
    if match.group("open") is None:
        return near + match.start("key"), end
    close = text.find(_CLOSINGS[match.group("open")], at, end)
    return (near + match.start("open"), close + 1) if close >= 0 else (at, at)


def _end(pattern: re.Pattern[str], text: str, at: int, limit: int) -> int:
    match = pattern.match(text, at, limit)
    return match.end() if match is not None else at
