"""Names in running text that dialects of Markdown, wikis and sites know: who and what they refer to.

Read are mentions and citations (`@name`), fields of Dataview and Logseq (`key:: value`), tags in square
brackets, hashtags, the ids of blocks (`^id`), and the references of TeX and bookdown. What is doubtful is
protected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.lazy import lazy_re
from linter.regions.inline.found import region
from linter.regions.region import RegionKind

if TYPE_CHECKING:
    import re

    from linter.regions.block import InlineRun
    from linter.regions.region import Region

#: `@name`, `@fig:name`, `@section("名")`. A name in ASCII ends where Chinese begins, which needs no space.
_PART = r"(?:[A-Za-z0-9_]+|[^\W\d_A-Za-z]\w*)"
_MENTION = lazy_re(
    rf"(?<![\w@&/.)\]])@(?=[\d_]*[^\W\d_]){_PART}(?:[:.#/+-]{_PART})*(?:\((?=[^()\r\n]*[\"'$])[^()\r\n]*\))?"
)
#: The key of a field, up to its two colons, and what it follows.
_KEY = lazy_re(
    r"(?:(?P<start>^|[\r\n])|(?P<open>[(\[]))(?P<key>[ \t]*[*_]{0,3}[^\W\d][\w /-]{0,40}[*_]{0,3})$"
)
_KEY_REACH = 64
_CLOSINGS = {"(": ")", "[": "]"}
_LINE = lazy_re(r"[^\r\n]*")
#: Tags of forums, HackMD and WordPress: `[name=甲]`, `[gallery ids="甲"]`. One in ASCII has no name that
#: a fix could reword. `[model=甲,0]` tells which program wrote the text: rules must see it.
_VALUE = r"""(?:"[^"\r\n]*"|'[^'\r\n]*'|[^\s"'\[\]]+)"""
_BRACKET_TAG = lazy_re(
    r"\[(?!model=)(?=[^\[\]\r\n]*[^\x00-\x7f])[A-Za-z][\w-]*"
    rf"(?:=[^\[\]\r\n]+|(?:[ \t]+[\w:-]+={_VALUE})+[ \t]*/?)\](?![(\[])"
)
#: `^id` at the end of a line, the name of the block before it.
_BLOCK_ID = lazy_re(r"(?<![^\s])\^[\w-]+(?=[ \t]*(?:[\r\n]|$))")
#: Commands of TeX that take a name, and the reference of bookdown.
_REFERENCE = lazy_re(
    r"\\(?:[A-Za-z]*(?:[Rr]ef|[Cc]ite|label|input|include|bibliography|graphics|href|url)[A-Za-z]*\*?"
    r"(?:\[[^\[\]\r\n]*\])*\{[^{}\r\n]*\}|@ref\([^()\r\n]*\))"
)
#: `(ref:name)`, a text that bookdown has elsewhere.
_TEXT_NAME = lazy_re(r"\(ref:[^\s()]+\)")
#: `:name[words]{…}`, a directive in running text.
_DIRECTIVE = lazy_re(r":[^\W\d][\w-]*(?=\[[^\[\]\r\n]*\]\{)")
#: As on social media (twitter-text) and in Obsidian: with a letter in it, and none before; Weibo has `#a#`.
_HASHTAG = lazy_re(r"(?<![\w&/#＃\]])[#＃](?=[\d_/-]*[^\W\d_])\w+(?:[/-]\w+)*(?:#(?!\w))?")


def mention(text: str, run: InlineRun, at: int) -> Region | None:
    """The name that an `@` at `at` begins."""
    return region(RegionKind.ATTRIBUTES, at, _end(_MENTION, text, at, run.end))


def hashtag(text: str, run: InlineRun, at: int) -> Region | None:
    """The hashtag that begins at `at`."""
    return region(RegionKind.HASHTAG, at, _end(_HASHTAG, text, at, run.end))


def bracket_tag(text: str, run: InlineRun, at: int) -> Region | None:
    """The tag in square brackets that begins at `at`."""
    return region(RegionKind.ATTRIBUTES, at, _end(_BRACKET_TAG, text, at, run.end))


def block_id(text: str, run: InlineRun, at: int) -> Region | None:
    """The id of a block that begins at `at`."""
    return region(RegionKind.ATTRIBUTES, at, _end(_BLOCK_ID, text, at, run.end))


def reference(text: str, run: InlineRun, at: int) -> Region | None:
    """The reference of TeX or bookdown that a backslash at `at` begins."""
    return region(RegionKind.ATTRIBUTES, at, _end(_REFERENCE, text, at, run.end))


def named_by_colon(text: str, run: InlineRun, at: int) -> Region | None:
    """The field, the directive or the name of a text that has a colon at `at`."""
    if text.startswith("::", at):
        return _field(text, run, at)
    if text.startswith("(ref", max(at - 4, run.start)):
        return region(RegionKind.ATTRIBUTES, at - 4, _end(_TEXT_NAME, text, at - 4, run.end))
    return region(RegionKind.ATTRIBUTES, at, _end(_DIRECTIVE, text, at, run.end))


def _field(text: str, run: InlineRun, at: int) -> Region | None:
    """A field: up to its bracket, or up to the end of its line."""
    near = max(run.start, at - _KEY_REACH)
    match = _KEY.search(text[near:at])
    if match is None or (not match.group("open") and not match.start("start") and near > run.start):
        return None
    line = _LINE.match(text, at, run.end)
    end = line.end() if line is not None else at
    if match.group("open") is None:
        return region(RegionKind.ATTRIBUTES, near + match.start("key"), end)
    close = text.find(_CLOSINGS[match.group("open")], at, end)
    return region(RegionKind.ATTRIBUTES, near + match.start("open"), close + 1) if close >= 0 else None


def _end(pattern: re.Pattern[str], text: str, at: int, limit: int) -> int:
    match = pattern.match(text, at, limit)
    return match.end() if match is not None else at
