"""Whether words are about the subject of a summary: what they share with the rest of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Runs of Chinese characters without those that are in words of every subject, and the first letters of
#: longer words of others.
_RUNS = lazy_regex(
    r"(?V1)[\p{Han}--[的了是在和與与也不一有這这那個个以為为把被將将就而及或之其中上下來来去到從从由對对於于會会可能要"
    r"更很都並并且則则只未已無无第每各所用]]{2,}|(?<!\p{Latin})\p{Latin}{5}"
)


def pieces_of(words: str) -> frozenset[str]:
    """The pairs of Chinese characters, and the first letters of long words, that can name a subject."""
    return frozenset(_pieces(words))


def _pieces(words: str) -> Iterator[str]:
    for run in _RUNS.findall(words):
        if _LATIN.match(run):
            yield run.lower()
        else:
            yield from (run[at : at + 2] for at in range(len(run) - 1))


_LATIN = lazy_regex(r"\p{Latin}")
