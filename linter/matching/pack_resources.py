"""What the rules of a pack share."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, TypeVar

from linter.chinese.lexicon import Lexicon
from linter.chinese.unify import Unifier
from linter.matching.chosen_words import chosen_words
from linter.matching.per_document import PerDocument
from linter.records import sections

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from linter.chinese.changes import Change
    from linter.chinese.pairs import Occurrence, PairList, WordPairs
    from linter.chinese.targets import Target
    from linter.document import Document

T = TypeVar("T")


class PackResources:
    """A pack's word lists and what is computed from them, each when it is first needed.

    Args:
        read_lexicon: reads the pack's file of word lists; gives None where the pack has none. What it raises
            is passed on.
    """

    bases: Sequence[PackResources] = ()
    """The resources of the packs that this one extends, the nearest first."""

    def __init__(self, read_lexicon: Callable[[], Lexicon | WordPairs | None] = lambda: None) -> None:
        self._read_lexicon = read_lexicon
        self._changes: dict[Target, PerDocument[list[Change]]] = {}
        self._words: dict[str, PerDocument[list[Occurrence]]] = {}
        self._shared: dict[str, Any] = {}

    @functools.cached_property
    def lexicon(self) -> Lexicon | WordPairs | None:
        """The pack's word lists."""
        return self._read_lexicon()

    def shared(self, name: str, make: Callable[[], T]) -> T:
        """What rules of the pack share, by a name that one kind uses; made when first asked for."""
        if name not in self._shared:
            self._shared[name] = make()
        made: T = self._shared[name]
        return made

    @property
    def pairs(self) -> WordPairs | None:
        """The lists of pairs by their names; None where the word lists are of another sort."""
        return None if isinstance(self.lexicon, Lexicon) else self.lexicon

    def changes(self, target: Target) -> PerDocument[list[Change]] | None:
        """What brings a document to a variant; None where no pack of the lineage has word lists for that."""
        if not isinstance(self.lexicon, Lexicon):
            return next((found for base in self.bases if (found := base.changes(target)) is not None), None)
        if target not in self._changes:
            self._changes[target] = _changes(Unifier(self.lexicon, target))
        return self._changes[target]

    def chosen_words(self, name: str) -> PerDocument[list[Occurrence]]:
        """The words of one of `pairs` that a document has outside titles and quotations.

        Raises:
            KeyError: no list has that name.
        """
        if name not in self._words:
            self._words[name] = _chosen_words((self.pairs or {})[name])
        return self._words[name]


def _chosen_words(pairs: PairList) -> PerDocument[list[Occurrence]]:
    return PerDocument(lambda document: list(chosen_words(document, pairs)))


def _changes(unifier: Unifier) -> PerDocument[list[Change]]:
    def find(document: Document) -> list[Change]:
        return list(unifier.changes(document.prose, sections(document.text, document.regions)))

    return PerDocument(find)
