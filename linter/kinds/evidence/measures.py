"""What the whole document says about a candidate: measures that a rule may weigh, each a number."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from linter.latin.vocabulary import count_of
from linter.lazy import lazy_regex
from linter.messages.phrases import template
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from linter.kinds.evidence.forms import Candidate

#: The count of the most common words of the list, as a power of ten.
_MOST_COMMON = 7
#: The count below which a word with a capital may be a name; the most common word has 76 million.
_NAME = 500
#: Finds beyond this number say no more.
_MOST = 6
_PART = lazy_regex(r"\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})")


class View(Value):
    """What is known about a candidate when it is judged."""

    candidate: Candidate
    others: float
    """How many other words have findings, in the document or in the text before it was fixed.

    Those that have them only in the same line count less.
    """
    near_name: bool
    """Whether the line has another word with such a mark that is left alone as a name."""


def is_known(word: str) -> bool:
    """Whether English knows any part of a word."""
    return any(count_of(part.lower()) for part in _PART.findall(word))


def _frequency(view: View) -> float:
    """How common the parts of the word are in English: 0 unknown, 1 as common as "the"."""
    parts = _PART.findall(view.candidate.word)
    if not parts:
        return 0.0
    counts = [min(math.log10(1 + count_of(part.lower())) / _MOST_COMMON, 1.0) for part in parts]
    return sum(counts) / len(counts)


def _proper(view: View) -> float:
    word = view.candidate.word
    return float(word[:1].isupper() and count_of(word.lower()) < _NAME)


def _lonely(view: View) -> float:
    return float(not view.others and not is_known(view.candidate.word))


def _others(view: View) -> float:
    return _share(view.others)


def _share(number: float) -> float:
    """A number of finds as a measure from 0, none, to 1, as many as say something."""
    return math.log1p(min(number, _MOST)) / math.log1p(_MOST)


def _near_name(view: View) -> float:
    return float(view.near_name)


def _pair(view: View) -> float:
    return float(view.candidate.closer is not None)


#: The measures by the names under which rules weigh them.
MEASURES: Mapping[str, Callable[[View], float]] = {
    "frequency": _frequency,
    "proper": _proper,
    "others": _others,
    "lonely": _lonely,
    "near-name": _near_name,
    "pair": _pair,
}
#: What each says of a candidate, in reports and on the kind's page.
SAYS = {
    "frequency": template("how common the word is in English"),
    "proper": template("the word has a capital and is rare in lower case: a name"),
    "others": template("other words of the file have such marks"),
    "lonely": template("English does not know the word, and no other word of the file has such a mark"),
    "near-name": template("the line has a name with such a mark"),
    "pair": template("another mark closes the phrase"),
}
