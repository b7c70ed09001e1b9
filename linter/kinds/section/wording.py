"""How much words are worded like a kind of talk: the sum of the weights of their pieces.

The weights are those of a logistic regression, so that a sum is the logarithm of odds. A list of them has
lines of a piece, a tab and its weight. What the pieces of words are, `Pieces` says.
"""

from __future__ import annotations

import functools
import itertools
import math
import operator
import re
from typing import TYPE_CHECKING

from linter.chinese.folding import as_traditional
from linter.latin.stems import stem
from linter.lazy import compiled_re, lazy_re, lazy_regex
from linter.matching.expressions import word_list
from linter.matching.spec import SpecError
from linter.recall.computed import computed
from linter.spans import NEWLINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from linter.matching.spec import RuleSpec

    Weights = tuple[dict[str, float], dict[str, float]]
    ByPlace = tuple[Weights, Weights]

#: What is quoted names the subject, not the work; so does code.
_QUOTED = lazy_regex(r"「[^」]*+」|『[^』]*+』|“[^”]*+”|\"[^\"]*+\"|《[^》]*+》|`[^`]*+`")
_QUOTATION = "「"
#: A run of Han characters, a word of other letters, a number, or a mark.
_TOKEN = lazy_regex(r"[\u3400-\u9fff\U00020000-\U0003ffff]++|\p{L}[\p{L}'’]*+|\d[\d.,:%]*+|[^\s\p{L}\d]")
#: What an item says before a colon.
_HEAD = lazy_regex(r"[^：:，。,.]{1,16}+(?=[：:])")
#: How many code points of words are looked at.
_LONGEST = 400
#: How many code points are a step of length, and the most steps.
_STEP, _MOST_STEPS = 12, 8
#: The longest words that have no stem, in letters.
_SHORT = 4
#: What the piece of a label begins with, and that of words before a colon.
LABEL, _BEFORE_COLON = "l:", "h:"
#: The piece that all words have.
BIAS = "*"
#: What ends a clause, as the class before a word.
END = "."
_CLAUSE_ENDS = frozenset("。；！？!?;，,")
#: The shortest start of a word that includes others, in letters.
_SHORTEST_START = 3
#: How many labels are remembered.
_LABELS = 4096
#: A file as it mostly is: to check it so is quicker than to read the weights.
_WELL_FORMED = lazy_re(r"(?:# .*\n|[^\t\n\r]*\t-?\d+\.\d+\n)*")


class Pieces:
    """What words consist of, regardless of variant and case.

    These are characters, pairs and triples of neighbouring Han characters; the stems of other words, each
    also with the word before it; marks; the first and the last thing; what is before a colon; a step of
    length; and the classes of the words in them, alone and with the one before them in the clause. A
    quotation is one piece, and so is a number.

    Args:
        classes: the words of each class; a word that ends in `*` includes all that begin with it.
    """

    def __init__(self, classes: Mapping[str, Iterable[str]]) -> None:
        self._class_of: dict[str, str] = {}
        for name, words in classes.items():
            for word in words:
                self._class_of.setdefault(as_traditional(word), name)

    @functools.cached_property
    def _han_words(self) -> re.Pattern[str]:
        """The words of the classes; of those that begin at one place, the longest."""
        words = sorted(self._class_of, key=len, reverse=True)
        return compiled_re("|".join(map(re.escape, words)) or "(?!)")

    def of(self, words: str) -> set[str]:
        """The pieces of words."""
        found, before_colon = self.in_parts(words)
        found.update([_BEFORE_COLON + piece for piece in before_colon])
        return found

    def in_parts(self, words: str) -> tuple[set[str], set[str]]:
        """The pieces of words, and those of what is before a colon without what they begin with."""
        text = as_traditional(_QUOTED.sub(f" {_QUOTATION} ", words[:_LONGEST])).lower()
        tokens = _TOKEN.findall(text)
        found = _of_tokens(tokens)
        found.update((BIAS, f"#{min(len(words) // _STEP, _MOST_STEPS)}"))
        found.update(_of_classes(self._classes(tokens)))
        head = _HEAD.match(text)
        return found, _of_tokens(_TOKEN.findall(head.group())) if head is not None else set()

    def of_label(self, words: str) -> set[str]:
        """The pieces of a label, apart from those of other words."""
        return {LABEL + piece for piece in self.of(words)}

    def _classes(self, tokens: Iterable[str]) -> Iterator[str]:
        """The classes of the words, and END where a clause ends."""
        for token in tokens:
            if _is_han(token):
                yield from map(self._class_of.__getitem__, self._han_words.findall(token))
            elif token in _CLAUSE_ENDS:
                yield END
            elif token[0].isalpha():
                name = self._class_of.get(token) or self._class_of_start(token)
                if name is not None:
                    yield name

    def _class_of_start(self, word: str) -> str | None:
        starts = (word[:length] + "*" for length in range(len(word), _SHORTEST_START - 1, -1))
        return next((self._class_of[start] for start in starts if start in self._class_of), None)


class Wording:
    """The weights of pieces.

    Args:
        weights: the weights of pieces by where these are, as `by_place` gives them.
        pieces: says what the pieces of words are.
    """

    def __init__(self, weights: ByPlace, pieces: Pieces) -> None:
        #: A label that may be a sentence is asked about twice in a row.
        self._pieces_of = functools.lru_cache(1)(pieces.in_parts)
        #: The same labels come again and again on the pages of a run.
        self.of_label = functools.lru_cache(_LABELS)(self._judge_label)
        self._in_words, self._in_label = weights

    def of_words(self, words: str) -> float:
        """How much a sentence or an item is worded like the talk: above 0 if it is more likely than not."""
        return _sum(self._in_words, self._pieces_of(words))

    def _judge_label(self, words: str) -> float:
        """How much a label is worded like one of the talk."""
        return _sum(self._in_label, self._pieces_of(words))


def by_place(weights: Mapping[str, float]) -> ByPlace:
    """The weights of pieces by where these are.

    Args:
        weights: the weight of each piece; those of labels begin with LABEL.

    Returns:
        Those of words and those of labels, each those of pieces anywhere and of pieces before a colon.
    """
    words: Weights = {}, {}
    labels: Weights = {}, {}
    for name, weight in weights.items():
        anywhere, before_colon = labels if name.startswith(LABEL) else words
        piece = name.removeprefix(LABEL)
        if piece.startswith(_BEFORE_COLON):
            before_colon[piece.removeprefix(_BEFORE_COLON)] = weight
        else:
            anywhere[piece] = weight
    return words, labels


def _sum(weights: Weights, pieces: tuple[set[str], set[str]]) -> float:
    """The weights of pieces together; exact, for otherwise it would depend on their order."""
    found = (map(known.__getitem__, known.keys() & some) for known, some in zip(weights, pieces, strict=True))
    return math.fsum(itertools.chain.from_iterable(found))


def _of_classes(names: Iterable[str]) -> Iterator[str]:
    before = "^"
    for name in names:
        if name == END:
            before = END
            continue
        yield "@" + name
        yield f"@{before}>{name}"
        before = name


def _of_tokens(tokens: Iterable[str]) -> set[str]:
    before, found = "^", set[str]()
    for token in tokens:
        if _is_han(token):
            found.add(before + token[0])
            found.update(token)
            pairs = list(map(operator.add, token, token[1:]))
            found.update(pairs)
            found.update(map(operator.add, pairs, token[2:]))
            before = "漢"
        elif token[0].isalpha():
            stemmed = _stem(token)
            found.update((stemmed + "_", f"{before} {stemmed}"))
            before = stemmed
        else:
            before = "0" if token[0].isdigit() else token
            found.add(before)
    found.add(before + "$")
    return found


def _is_han(token: str) -> bool:
    return "\u3400" <= token[0] <= "\u9fff" or token[0] >= "\U00020000"


@functools.lru_cache(10_000)
def _stem(word: str) -> str:
    plain = word.replace("’", "'")
    return (stem(plain) if len(plain) > _SHORT else None) or plain


def pieces_of(spec: RuleSpec) -> Pieces:
    """What the pieces of words are for a rule: `params.classes` names lists of the pack's `words`.

    Raises:
        SpecError: the pack has no list of a name.
    """
    names = spec.params.get("classes", ())
    lists = {name: word_list(spec, name, "params", "classes", index) for index, name in enumerate(names)}
    return Pieces(lists)


class WeightList:
    """The list of weights at `params.wording`, a file in the pack's folder; none if it names no file.

    It is parsed when a text needs it first, once for all runs.

    Raises:
        SpecError: the file cannot be read, or a line of it is wrong.
    """

    def __init__(self, spec: RuleSpec) -> None:
        self._name: str | None = spec.params.get("wording")
        self._text = "" if self._name is None else spec.read(self._name, "params", "wording")
        if not (spec.is_known or _WELL_FORMED.fullmatch(self._text)):
            self.by_piece()

    @functools.cached_property
    def by_place(self) -> ByPlace | None:
        """The weights of pieces by where these are; None if there are none."""
        if self._name is None:
            return None
        weights = computed("wording", self._text, lambda: by_place(self.by_piece()))
        return weights if any(map(any, weights)) else None

    def by_piece(self) -> dict[str, float]:
        """The weight of each piece; those of labels begin with LABEL."""
        weights: dict[str, float] = {}
        for number, line in enumerate(NEWLINE.split(self._text), 1):
            if line and not line.startswith("# "):
                piece, tab, weight = line.partition("\t")
                try:
                    weights[piece] = float(weight)
                except ValueError:
                    tab = ""
                if not tab:
                    raise SpecError(
                        "a line has a piece, a tab and a weight",
                        "params",
                        "wording",
                        file=self._name,
                        line=number,
                    )
        return weights
