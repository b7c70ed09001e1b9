"""Where a character needs a closer look: the surroundings in which a word may make something else of it.

These are pairs of neighbours, which are quick to look up, and then words of two characters, and runs of three
characters of longer words. Those around one character are one text, so that what a page does not need costs
nothing to load.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

#: The length of the runs of longer words.
_RUN = 3
#: How far from a character its surroundings reach, in code points.
NEAR = _RUN - 1
#: In the place of what is before a text; no word has it.
_OUTSIDE = "\n"
_PAIRS_END = "\t"

Surroundings = tuple[frozenset[str], frozenset[str]]
"""Pairs of neighbours, and words of two characters with runs of three."""
Kept = dict[str, str]
"""The surroundings that each character is in, as one text."""


def surroundings(
    words: Iterable[tuple[str, str]], alone: dict[int, str]
) -> tuple[Surroundings, frozenset[str]]:
    """Where a word makes something else of a character than it becomes on its own.

    Args:
        words: as written, each with what it becomes.
        alone: what characters become on their own.

    Returns:
        The surroundings of such characters, and the characters.
    """
    pairs: set[str] = set()
    windows: set[str] = set()
    characters: set[str] = set()
    for word, becomes in words:
        by_itself = word.translate(alone)
        if by_itself == becomes:
            continue
        for index, (character, made, wanted) in enumerate(zip(word, by_itself, becomes, strict=True)):
            if made == wanted:
                continue
            characters.add(character)
            pairs.add(word[index : index + 2])
            pairs.add(word[max(index - 1, 0) : index + 1])
            if len(word) <= _RUN:
                windows.add(word)
            for start in range(max(index - _RUN + 1, 0), min(index, len(word) - _RUN) + 1):
                windows.add(word[start : start + _RUN])
    return (frozenset(pair for pair in pairs if len(pair) > 1), frozenset(windows)), frozenset(characters)


def around(characters: Collection[str], surroundings: Surroundings) -> Kept:
    """The surroundings that each of some characters is in."""
    wanted = frozenset(characters)
    found: tuple[dict[str, list[str]], dict[str, list[str]]] = (defaultdict(list), defaultdict(list))
    for texts, by_character in zip(surroundings, found, strict=True):
        for text in sorted(texts):
            for character in wanted.intersection(text):
                by_character[character].append(text)
    pairs, runs = found
    return {
        character: "\n".join(pairs[character]) + _PAIRS_END + "\n".join(runs.get(character, ()))
        for character in sorted(pairs)
    }


class Windows:
    """Looks surroundings up.

    Args:
        kept: the surroundings of the characters that are asked about.
    """

    def __init__(self, kept: Mapping[str, str]) -> None:
        self._kept = kept

    def cover(self, text: str, index: int) -> bool:
        """Whether one of them covers the character at an offset, 0-based in code points."""
        kept = self._kept.get(text[index])
        if kept is None:
            return False
        # They are searched as they are kept: sets of them would take more memory than a large page.
        pairs, _, runs = kept.partition(_PAIRS_END)
        pairs, runs = f"\n{pairs}\n", f"\n{runs}\n"
        after, before = _listed(text, index, index + 2), _listed(text, index - 1, index + 1)
        if after not in pairs and before not in pairs:
            return False
        return (
            after in runs
            or before in runs
            or _listed(text, index, index + 3) in runs
            or _listed(text, index - 1, index + 2) in runs
            or _listed(text, index - 2, index + 1) in runs
        )


def _listed(text: str, start: int, end: int) -> str:
    """A part of a text as a list has it; what no list has where the text has no such part."""
    return f"\n{text[start:end]}\n" if start >= 0 and end <= len(text) else _PAIRS_END


def window_of(text: str, index: int) -> str:
    """The character at an offset with `NEAR` characters before it and at most as many after it.

    What `Windows` and `is_explained` say of the character, they say of that at `NEAR` in it.
    """
    before = text[max(index - NEAR, 0) : index]
    return before.rjust(NEAR, _OUTSIDE) + text[index : index + NEAR + 1]


def is_explained(pairs: frozenset[str], text: str, index: int) -> bool:
    """Whether a neighbour explains the character at an offset, 0-based in code points."""
    return text[index : index + 2] in pairs or text[index - 1 : index + 1] in pairs
