"""Changes of Han letters alone, of which no syntax of Markdown can tell one from another.

Where nothing else changed, all blocks, marks and regions of a text are where they were: they need not be read
again to be compared.
"""

from __future__ import annotations

import itertools
import operator
from typing import TYPE_CHECKING

from linter.lazy import lazy_re

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Letters of the category Lo: radicals are symbols, 〇 is a number, and compatibility ideographs have
#: canonical equivalents.
_HAN_LETTER = lazy_re("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
#: What is in a line that defines the target of links: which links it is for depends on their letters.
_DEFINES = "]:"
#: What may make words of a paragraph part of code, of a link or of HTML. Brackets alone do not, where nothing
#: is defined.
_OPENING = lazy_re(r"[`<]|\]\(")
#: Code, a tag of an element that holds markup, a comment, and the target of a link, each complete. Of what is
#: between them in a line, a parser makes nothing but words, whatever the line is part of.
_COMPLETE = lazy_re(
    r"(?<!`)`[^`<|]+`(?!`)"
    r"|</?(?:a|b|br|center|details|div|em|hr|i|img|li|ol|p|span|strong|sub|summary|sup|table|td|th|tr|u|ul)"
    r"""(?:[ ][a-z-]+="[^"<>`|]*")*[ ]?/?>"""
    r"""|<!--[^<>`|-]*-->|\]\([^\s()<>\\"'`|]*\)"""
)
#: Where these may be something else: code with another mark, or in the cell of a table.
_UNSURE = lazy_re(r"[\\|]")
#: What a line begins with that may be code by its indentation: blanks and markers, with four columns in them.
_INDENTED = lazy_re(r"[ >*+\-\d.)]*(?:\t| {4})")
#: A line of a paragraph, perhaps the first one of an item: indentation makes no code of the line below it.
_PARAGRAPH = lazy_re(r" *(?:(?:>|(?:[-*+]|\d{1,9}[.)])(?= )) {0,3})*(?![ #])[^|\t]*\w[^|\t]*")
#: What an admonition or a tab begins with, below which code has a greater indentation.
_ADMONITION = lazy_re(r"!!!|\?\?\?|===")


def only_han_changed(before: str, after: str) -> bool:
    """Whether all that differs between two texts are Han letters that became other ones, one for one."""
    if len(before) != len(after) or _DEFINES in before:
        return False
    changed = [
        pair for pair in zip(before.split("\n"), after.split("\n"), strict=False) if pair[0] != pair[1]
    ]
    if any(len(old) != len(new) for old, new in changed):
        return False
    pairs = differing("".join(old for old, _ in changed), "".join(new for _, new in changed))
    return all(_is_letter(one) and _is_letter(two) for one, two in pairs)


def differing(before: str, after: str) -> set[tuple[str, str]]:
    """The characters that differ between two texts of the same length, each with what is in its place."""
    return set(itertools.compress(zip(before, after, strict=True), map(operator.ne, before, after)))


def _is_letter(character: str) -> bool:
    """Whether a character is a Han letter, which Unicode must have."""
    return character.isalpha() and _HAN_LETTER.match(character) is not None


def are_words(lines: Sequence[str], part: range, changed: Sequence[int], made: Sequence[str]) -> bool:
    """Whether only words changed in some lines, by what is around the letters in them.

    Where only a parser could say, the answer is no.

    Args:
        lines: all lines of a text that defines no targets of links.
        part: those from the beginning of one outermost block to that of another one, of which none may open
            something that blank lines do not end.
        changed: the lines in question, in order, whose letters changed.
        made: what became of each.
    """
    if any(_ADMONITION.search(lines[number]) for number in part):
        return False
    index = 0
    while index < len(changed):
        around = _around(lines, part, changed[index])
        first = index
        while index < len(changed) and changed[index] < around.stop:
            index += 1
        opening = [number for number in around if _OPENING.search(lines[number])]
        if opening:
            if not all(_is_complete(lines[number]) for number in opening):
                return False
            pairs = zip(changed[first:index], made[first:index], strict=True)
            if any(_COMPLETE.findall(lines[number]) != _COMPLETE.findall(new) for number, new in pairs):
                return False
        if not _are_not_indented(lines, around, changed[first:index]):
            return False
    return True


def _is_complete(line: str) -> bool:
    """Whether nothing is open in a line, so that the lines around it do not matter."""
    return not (_UNSURE.search(line) or _OPENING.search(_COMPLETE.sub("", line)))


def _around(lines: Sequence[str], part: range, number: int) -> range:
    """The lines around one between blank ones, which end each paragraph and each table."""
    first, last = number, number + 1
    while first > part.start and lines[first - 1].strip():
        first -= 1
    while last < part.stop and lines[last].strip():
        last += 1
    return range(first, last)


def _are_not_indented(lines: Sequence[str], around: range, changed: Sequence[int]) -> bool:
    """Whether no changed line is code by its indentation."""
    if not any(_INDENTED.match(lines[number]) for number in changed):
        return True
    above = range(around.start, changed[-1] + 1)
    return not _INDENTED.match(lines[around.start]) and all(_PARAGRAPH.fullmatch(lines[n]) for n in above)
