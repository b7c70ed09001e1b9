"""Whether a listed word is really in a text, not the end of one word and the start of another.

The Han characters around it are cut twice into the likeliest words and parts of speech: once so that no word
crosses an end of the listed one, and once so that one does. If the second is the likelier, or hardly less
likely, the listed word is not there: 感激|光明 has no 激光, 出租|車輛 no 出租車. A longer word with all of it
does not hide it: 數據中心 is about 數據. Nor is a noun there whose end is the verb that 把 asks for:
把文件|夾在腋下.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from linter.chinese.characters import HAN_RUN
from linter.chinese.parts_of_speech import LONGEST, UNKNOWN, entry, parts, table
from linter.lazy import lazy_re
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linter.chinese.parts_of_speech import Table

#: The minimum count of a listed word: those that the corpus has seldom are terms of Taiwan, and newer ones.
_LISTED_COUNT = 300
#: The lead where no known word crosses an end of the listed one, or where a verb certainly does.
_MOST = 1_000_000
#: How far the surroundings reach, in code points; words further away change both cuts alike.
_REACH = 10
#: The longest word that `ends_longer_word` looks for.
_LONGEST_BEFORE = 4
#: What comes after a verb, not after a noun; for the second, only if 把 or 將 asks for a verb.
_AFTER_VERB = frozenset("著着住")
_AFTER_VERB_OF_OBJECT = _AFTER_VERB | frozenset("在进到成起入于了")
#: 了 in the middle of a sentence; at the end, it may follow anything.
_PERFECTIVE = lazy_re(r"了(?![吧吗嗎呢啊嘛喔哦呀啦]|$)")
_OBJECT = lazy_re(r"[把将]([^把将]{0,5})$")


class Listed(Value):
    """A place of a listed word: half-open offsets in code points, and what is known of the word."""

    start: int
    end: int
    alike: tuple[str, ...]
    """Words as frequent as it: those for the same thing, of which the corpus may lack some."""


def lead(text: str, listed: Listed) -> int:
    """How much likelier it is that a listed word is really there, in hundredths of a natural logarithm."""
    words = table()
    first, last = listed.start, listed.end
    while first > max(listed.start - _REACH, 0) and HAN_RUN.match(text, first - 1):
        first -= 1
    while last < min(listed.end + _REACH, len(text)) and HAN_RUN.match(text, last):
        last += 1
    run = text[first:last].translate(words.keys)
    cut = _Cut(words, run, listed.start - first, listed.end - first)
    known = list(_entries(words, listed))
    if cut.ends_in_verb(known):
        return -_MOST
    if not cut.is_crossed():
        return _MOST
    kept, crossed = cut.costs([entry(words.cost(_LISTED_COUNT, words.noun), words.noun), *known])
    return crossed - kept


def _entries(words: Table, listed: Listed) -> Iterator[int]:
    """What the listed word and those for the same thing are, as far as they are known."""
    for word in listed.alike:
        known = words.words.get(word.translate(words.keys))
        if known is not None:
            cost, tag = parts(known)
            yield entry(min(cost, words.cost(_LISTED_COUNT, tag)), tag)


def fits(run: str, start: int, end: int, count: int) -> bool:
    """Whether a word of a known count, whose characters may differ, is in a run of Simplified characters.

    Args:
        run: Han characters, at least as many as the word has.
        start: the offset of the word, 0-based in code points.
        end: the offset after it.
        count: how often the word is in jieba's corpus.
    """
    words = table()
    first, last = max(start - _REACH, 0), min(end + _REACH, len(run))
    cut = _Cut(words, run[first:last], start - first, end - first)
    if not cut.is_crossed():
        return True
    kept, crossed = cut.costs([entry(words.cost(max(count, 1), words.noun), words.noun)])
    return kept <= crossed


def ends_longer_word(text: str, end: int) -> bool:
    """Whether a word of two or more characters may end at an offset of a text: 化 of 個性化.

    Args:
        text: the text.
        end: the offset after the word, 0-based in code points.
    """
    words = table()
    run = text[max(end - _LONGEST_BEFORE, 0) : end].translate(words.keys)
    return any(run[start:] in words.words for start in range(len(run) - 1))


class _Cut(Value):
    """A run of Han characters, as keys, with a listed word in it."""

    table: Table
    run: str
    start: int
    end: int

    def is_crossed(self) -> bool:
        """Whether some known word has one end of the listed word within it."""
        run, words = self.run, self.table.words
        for border in (self.start, self.end):
            for first in range(max(border - LONGEST + 1, 0), border):
                for last in range(border + 1, min(first + LONGEST, len(run)) + 1):
                    if run[first:last] in words and self._crosses(first, last):
                        return True
        return False

    def _crosses(self, first: int, last: int) -> bool:
        """Whether a stretch has one end of the listed word within it, but not all of the word."""
        inside = first < self.start < last or first < self.end < last
        return inside and not (first <= self.start and self.end <= last)

    def ends_in_verb(self, listed: list[int]) -> bool:
        """Whether the last character of the listed word is a verb there, but the word is known as a noun.

        Args:
            listed: the entries of the listed word.
        """
        following = self.run[self.end : self.end + 1]
        if not following or following not in _AFTER_VERB_OF_OBJECT:
            return False
        last = self.table.characters.get(self.run[self.end - 1], ())
        nouns = bool(listed) and all(parts(number)[1] in self.table.nouns for number in listed)
        if not nouns or not self._has_verb(last):
            return False
        if self.run[self.end : self.end + 2] in self.table.words:  # 進行, 在於
            return False
        if following in _AFTER_VERB or _PERFECTIVE.match(self.run, self.end):
            return True
        between = _OBJECT.search(self.run[: self.start])
        rest = self.run[self.start : self.end - 1]
        return (
            between is not None and rest in self.table.words and not self._has_verb(self._inside(between[1]))
        )

    def _inside(self, text: str) -> Iterator[int]:
        """The entries of the words of two characters or more in a text, whether they overlap or not."""
        for first, last in itertools.combinations(range(len(text) + 1), 2):
            if text[first:last] in self.table.words:
                yield self.table.words[text[first:last]]

    def _has_verb(self, entries: Iterable[int]) -> bool:
        return any(parts(number)[1] in self.table.verbs for number in entries)

    def costs(self, listed: list[int]) -> tuple[int, int]:
        """The costs of the likeliest cuts without a word across an end of the listed one, and with one.

        Args:
            listed: the entries of the listed word.
        """
        moves, states, size = self.table.moves, self.table.states, len(self.run)
        # By offset: the least costs by the last state, of cuts without a word across an end and with one.
        reached: list[tuple[dict[int, int], dict[int, int]]] = [({}, {}) for _ in range(size + 1)]
        reached[0][0][self.table.first] = 0
        for first in range(size):
            steps = list(self._steps(first, listed))
            for crossed, before in enumerate(reached[first]):
                if not before:
                    continue
                rows = [(sofar, old * states) for old, sofar in before.items()]
                for last, cost, state, crosses in steps:
                    total = cost + min([sofar + moves[row + state] for sofar, row in rows])
                    costs = reached[last][crossed or crosses]
                    if total < costs.get(state, total + 1):
                        costs[state] = total
        kept, with_one = reached[size]
        return min(kept.values()), min(with_one.values())

    def _steps(self, first: int, listed: list[int]) -> Iterator[tuple[int, int, int, bool]]:
        """The words that start at an offset: their ends, costs and states, and whether they cross an end."""
        run = self.run
        for number in self.table.characters.get(run[first], (entry(UNKNOWN, self.table.noun),)):
            cost, tag = parts(number)
            yield first + 1, cost, 2 * tag + 1, False
        for last in range(first + 2, min(first + LONGEST, len(run)) + 1):
            known = self.table.words.get(run[first:last])
            if known is not None:
                cost, tag = parts(known)
                yield last, cost, 2 * tag, self._crosses(first, last)
        if first == self.start:
            single = self.end - self.start == 1
            for number in listed:
                cost, tag = parts(number)
                yield self.end, cost, 2 * tag + single, False
