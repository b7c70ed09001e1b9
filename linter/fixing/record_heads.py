"""Which changes of letters may change a record's fields, so that its records must be compared.

Where all marks stay, only words of two fields matter: those of a date, in brackets, and those of a title, by
which a heading counts as the record's if its text is the title. Here, no structure is read to tell that.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from linter.lazy import lazy_re
from linter.regions.marks import CLOSING_HASHES

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What a tag that begins a record holds, if it ends on its line.
_HEAD = lazy_re(r"<summary(?=[\s/>])[^>]*>(?:(?P<head>.*?)</summary)?", re.IGNORECASE)
_BRACKETS = lazy_re(r"\[[^\]]*\]")
#: The words of a heading of hashes; and a line that makes a heading of those above it.
_HEADING = lazy_re(r"^[ \t>*+\-\d.)]*#{1,6}(?P<words>[ \t].*)|^[ \t>]*(?:=+|-+)[ \t]*$", re.MULTILINE)
#: What is before the words of a line.
_MARKS = lazy_re(r"[ \t>*+\-\d.)]*")
#: An address with Han letters, which a link may show.
_ADDRESS = lazy_re("href\\s*=[^>]*[\u3400-\u9fff\U00020000-\U0003ffff]", re.IGNORECASE)


class _Heading(NamedTuple):
    """A heading, by offsets: where its words may begin, where those of its last line do, and their end."""

    start: int
    words: int
    end: int


def may_change_records(before: str, after: str) -> bool:
    """Whether records may be others if some Han letters of a text become others.

    Args:
        before: the text.
        after: the text after the change, which is as long.
    """
    if before.startswith("---") or "\r" in before:  # front matter, and other ends of lines
        return True
    heads = [match.span("head") for match in _HEAD.finditer(before)]
    if not heads:
        return False
    if any(end < 0 for _, end in heads) or _ADDRESS.search(before):
        return True
    changed = [before[start:end] != after[start:end] for start, end in heads]
    return any(
        _BRACKETS.findall(before, *head) != _BRACKETS.findall(after, *head)
        for head in itertools.compress(heads, changed)
    ) or not _same_titles(before, after, heads, changed)


def _same_titles(before: str, after: str, heads: list[tuple[int, int]], changed: list[bool]) -> bool:
    """Whether those headings are titles after the change that were before, as far as can be seen here.

    `changed` says which heads changed.
    """
    starts = [start for start, _ in heads]
    for heading in _headings(before):
        number = bisect_right(starts, heading.start) - 1
        if number < 0:
            continue
        if not changed[number] and before[heading.start : heading.end] == after[heading.start : heading.end]:
            continue
        head = heads[number]
        if _shared_end(before, head, heading) != _shared_end(after, head, heading):
            return False
    return True


def _headings(text: str) -> Iterator[_Heading]:
    """What may be a heading."""
    for match in _HEADING.finditer(text):
        start, end = match.span("words")
        if end >= 0:
            yield _Heading(start, start, start + len(CLOSING_HASHES.sub("", text[start:end].rstrip())))
            continue
        start = end = max(match.start() - 1, 0)
        last = text.rfind("\n", 0, end) + 1
        while start and text[(above := text.rfind("\n", 0, start) + 1) : start].strip():
            start = max(above - 1, 0)
        if start < end:
            marks = _MARKS.match(text, last, end)
            yield _Heading(start, marks.end() if marks is not None else last, end)


def _shared_end(text: str, head: tuple[int, int], heading: _Heading) -> int:
    """How many letters end both a heading and the head of a record, whose title is an end of it.

    None do if the words of the heading, or of its last line, do not end the head.
    """
    head_words = " ".join(text[slice(*head)].split())
    if not head_words.endswith(" ".join(text[heading.words : heading.end].split())):
        return 0
    words = " ".join(text[heading.start : heading.end].split())
    return next((n for n in range(len(words)) if not head_words.endswith(words[-1 - n :])), len(words))
