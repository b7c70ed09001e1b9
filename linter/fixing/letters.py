"""Changes of Han letters alone, of which no syntax of Markdown can tell one from another.

Where nothing else changed, all blocks, marks and regions of a text are where they were: they need not be read
again to be compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.lazy import lazy_re

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Letters of the category Lo: radicals are symbols, 〇 is a number, and compatibility ideographs have
#: canonical equivalents.
_HAN_LETTER = lazy_re("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
#: What is in a line that defines the target of links: which links it is for depends on their letters.
_DEFINES = "]:"
#: What may make words of a paragraph part of code, of a link or of HTML.
_OPENING = lazy_re(r"[`<\[]")
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
    changes = set[tuple[str, str]]()
    for old, new in zip(before.split("\n"), after.split("\n"), strict=False):
        if old != new:
            if len(old) != len(new):
                return False
            changes.update(zip(old, new, strict=True))
    return all(
        one == two or (_is_letter(one) and _is_letter(two))  # the second asks whether Unicode has it at all
        for one, two in changes
    )


def _is_letter(character: str) -> bool:
    return character.isalpha() and _HAN_LETTER.match(character) is not None


def are_words(lines: Sequence[str], part: range, changed: Sequence[int]) -> bool:
    """Whether some lines certainly hold nothing but words, by what is around the letters in them.

    Args:
        lines: all lines of a text.
        part: those from the beginning of one outermost block to that of another one, of which none may open
            something that blank lines do not end.
        changed: the lines in question, in order.
    """
    if any(_ADMONITION.search(lines[number]) for number in part):
        return False
    index = 0
    while index < len(changed):
        around = _around(lines, part, changed[index])
        if any(_OPENING.search(lines[number]) for number in around):
            return False
        first = index
        while index < len(changed) and changed[index] < around.stop:
            index += 1
        if not _are_not_indented(lines, around, changed[first:index]):
            return False
    return True


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
