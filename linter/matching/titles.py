"""Compares titles as their readers see them: whatever the width, the case and the variant of Chinese.

A fix brings the titles of a page to one variant, and cannot do so in the file of metadata; a comparison that
minded the variant would then report what nobody can change on the page.
"""

from __future__ import annotations

import unicodedata

from linter.chinese.folding import fold
from linter.lazy import lazy_re
from linter.regions import plain_text, unescaped

#: How many code points of markup, number and date there may be around a title, and by what factor Unicode's
#: compatible forms may be longer.
_AROUND = 40
#: The smallest share of equal characters in a title and its other variant, beyond as many as may all differ.
_ALIKE, _SHORT = 0.4, 8
_ASIDE = lazy_re("【[^】]*】")
#: Punctuation that Chinese and English write differently, and that Unicode does not count as width.
_PUNCTUATION = str.maketrans("。､、「」『』“”‘’《》〈〉–—―", '.,,""""""\'\'<><>---')


def same(first: str, second: str) -> bool:
    """Whether two titles of Markdown are one."""
    if first == second or (said := _plain(first)) == (other := _plain(second)):
        return True
    return fold(said) == fold(other)


def folded(title: str) -> str:
    """A title as `same` compares it."""
    return fold(_plain(title))


def agree(first: str, second: str) -> bool:
    """Whether two titles are one, or one is the other with more around it or less within."""
    one, other = core(first), core(second)
    if not one or not other or one in other or other in one:
        return True
    one, other = fold(one), fold(other)
    return one in other or other in one


def core(title: str) -> str:
    """The letters and digits of a title, without the asides that channels put around theirs."""
    letters = (filter(str.isalnum, _plain(shown)) for shown in (_ASIDE.sub("", title), title))
    return next(filter(None, map("".join, letters)), "") or _plain(title)


def _plain(title: str) -> str:
    """A title as readers see it, in lower case and half width, without white space."""
    shown = plain_text(unescaped(title))
    shown = unicodedata.normalize("NFKC", shown)
    if not shown.isprintable():  # most are, and have no such characters
        shown = "".join(c for c in shown if unicodedata.category(c) != "Cf")
    return "".join(shown.casefold().translate(_PUNCTUATION).split())


def repeats(text: str, wanted: str) -> bool:
    """Whether a text is a title and nothing else, but perhaps the number or the date of its record.

    Args:
        text: the text.
        wanted: the letters and digits of the title, as `core` gives them.
    """
    if not wanted or not len(wanted) <= len(text) <= 2 * len(wanted) + _AROUND:
        return False
    said = core(text)
    before = said[: max(len(said) - len(wanted), 0)]
    if before and not before.isdigit():
        return False
    said = said[len(before) :]
    alike = sum(map(str.__eq__, said, wanted)) if len(said) == len(wanted) else 0
    # Most characters are the same in all variants; the tables for the others are large.
    return said == wanted or (_ALIKE * (len(wanted) - _SHORT) <= alike and fold(said) == fold(wanted))
