"""Japanese in Chinese documents, which stays: lines, titles, and words next to kana.

A line with hiragana is recognised by itself. One without kana, such as a heading, a cell or a name, is what
the lines around it are, if nothing in it is Chinese only.
"""

from __future__ import annotations

import bisect
import functools
from typing import TYPE_CHECKING

from linter.characters.scripts import HAN, KANA
from linter.chinese.characters import one_of
from linter.chinese.language import is_japanese
from linter.lazy import compiled_re, lazy_re

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from linter.chinese.lexicon import Lexicon
    from linter.chinese.tables import Tables

_KANA = lazy_re(f"[{KANA}]")
#: Chinese uses の as an ornament, and no other hiragana between its words.
_PARTICLES = lazy_re(f"(?<=[{HAN}])[\u3041-\u306d\u306f-\u3096]+(?=[{HAN}])")
_HAN_OR_KANA = lazy_re(f"[{HAN}{KANA}]")
#: Everyday characters of both scripts that Japanese does not write.
_EVERYDAY = lazy_re("[這你妳您她它們嗎吧啦嘛喔呢啊哪麼怎很沒讓跟咱]")
#: Titles are short. More text than this in quotation marks must have a sentence's share of hiragana.
_LONGEST_TITLE = 20
#: A Japanese word with one character that only Japanese has: 京都駅.
_CHARACTERS_OF_A_WORD = 3
_QUOTES = lazy_re("「([^「」\n]*)」|『([^『』\n]*)』|《([^《》\n]*)》|〈([^〈〉\n]*)〉|“([^“”\n]*)”")


class Japanese:
    """Tells Japanese from Chinese.

    Args:
        lexicon: names characters that only Japanese has.
        tables: the tables of the lexicon.
    """

    def __init__(self, lexicon: Lexicon, tables: Tables) -> None:
        self._lexicon = lexicon
        self._tables = tables

    def has_simplified(self, text: str) -> bool:
        """Whether a text has a Simplified character that Japanese does not write."""
        # Searching is quicker than looking each character up.
        found = self._chinese.search(text)
        return found is not None and (
            found.group() in self._only_chinese or not self._only_chinese.isdisjoint(text)
        )

    def is_chinese(self, text: str) -> bool:
        """Whether a text has a character that Japanese does not write."""
        return _EVERYDAY.search(text) is not None or self.has_simplified(text)

    def has_own(self, text: str) -> bool:
        """Whether a text has kana, or a character that only Japanese writes."""
        return self._own.search(text) is not None

    def may_be(self, line: str, run: re.Match[str]) -> bool:
        """Whether a run of Han characters is next to kana, or has characters that only Japanese writes.

        One such character in a clause is only a wrong form of a Chinese one (情況悪化).
        """
        if self.is_chinese(run.group()):
            return False
        # There may be a bracket between a name and its reading.
        adjacent = line[max(run.start() - 2, 0) : run.start()] + line[run.end() : run.end() + 2]
        own = sum(map(self._lexicon.japanese.__contains__, run.group()))
        return own > 1 or own * _CHARACTERS_OF_A_WORD >= len(run.group()) or bool(_KANA.search(adjacent))

    def quoted(self, line: str) -> Iterator[tuple[int, int]]:
        """The offsets of titles and quotations that are Japanese, in order."""
        for match in _QUOTES.finditer(line):
            inside = match.group()[1:-1]
            if not self.has_own(inside) or self.is_chinese(inside):
                continue
            if len(inside) <= _LONGEST_TITLE or is_japanese(inside):
                yield match.start() + 1, match.end() - 1

    def lines(self, text: str) -> Callable[[int, int], bool] | None:
        """Says whether a line of a text, by its offsets, is Japanese without Chinese in it; None if none is.

        A line of neither is Japanese if the nearest line before or after it that is one of them is Japanese.
        """
        if not any(self._is_japanese(line) for line in _lines_with_kana(text)):
            return None
        known = functools.cache(lambda: self._known(text))

        def is_foreign(start: int, end: int) -> bool:
            line = text[start:end]
            if self.has_simplified(line) or (self._is_plainly_chinese(line) and not self._is_japanese(line)):
                return False
            starts, japanese = known()
            at = bisect.bisect_left(starts, start)
            return any(japanese[max(at - 1, 0) : at + 1])

        return is_foreign

    def _known(self, text: str) -> tuple[list[int], list[bool]]:
        """The lines that are Japanese or Chinese by themselves: their starts, and which are Japanese."""
        starts: list[int] = []
        japanese: list[bool] = []
        start = 0
        for line in text.split("\n"):
            if _HAN_OR_KANA.search(line):
                own = self._is_japanese(line)
                if own or self._is_plainly_chinese(line):
                    starts.append(start)
                    japanese.append(own)
            start += len(line) + 1
        return starts, japanese

    def _is_japanese(self, line: str) -> bool:
        """Whether a line is Japanese by itself, also if it has little kana; what it quotes says nothing."""
        if _KANA.search(line) is None:
            return False
        around = _QUOTES.sub(" ", line)
        line = around if _HAN_OR_KANA.search(around) else line
        if is_japanese(line):
            return True
        own = _PARTICLES.search(line) or (_KANA.search(line) and not self._lexicon.japanese.isdisjoint(line))
        return bool(own) and not self._is_plainly_chinese(line)

    def _is_plainly_chinese(self, line: str) -> bool:
        """Whether a line has what only Chinese writes: characters, or commas in a line without kana."""
        return self.is_chinese(line) or ("，" in line and not self.has_own(line))

    @functools.cached_property
    def _own(self) -> re.Pattern[str]:
        return compiled_re(f"[{KANA}{''.join(sorted(self._lexicon.japanese))}]")

    @functools.cached_property
    def _chinese(self) -> re.Pattern[str]:
        """What `_only_chinese` has, and perhaps more."""
        return compiled_re(one_of(self._only_chinese))

    @functools.cached_property
    def _only_chinese(self) -> frozenset[str]:
        """Simplified-only characters that Japanese does not use, unlike 会, 国 and 机.

        Japanese uses the characters of JIS X 0208, which is the set that Shift JIS encodes.
        """
        simplified = self._tables.gates.simplified - self._lexicon.japanese
        return frozenset(c for c in simplified if not c.encode("shift_jis", "ignore"))


def _lines_with_kana(text: str) -> Iterator[str]:
    """The lines that have kana, in order."""
    at = 0
    while (kana := _KANA.search(text, at)) is not None:
        start, end = text.rfind("\n", 0, kana.start()) + 1, text.find("\n", kana.end())
        at = len(text) if end < 0 else end
        yield text[start:at]
