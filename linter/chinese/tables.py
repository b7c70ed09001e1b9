"""The look-up tables of unification, computed once from the dictionaries and the lexicon, and cached.

Three tables of increasing size are loaded only when needed. `Scan` says whether any character of a
Traditional text needs a closer look; `Gates` says so of any text, and what characters become on their own;
`Words` is the dictionary. A character needs a closer look if a word could turn it into something else than it
becomes on its own. Its neighbours decide that, so most text costs only a scan.
"""

from __future__ import annotations

import enum
import functools
import itertools
from typing import TYPE_CHECKING, Any

from linter.chinese.characters import classify
from linter.chinese.dictionaries import sources
from linter.chinese.readings import Readings, taiwan_forms
from linter.chinese.shelf import FromCache, is_whole, keep
from linter.chinese.windows import around, surroundings
from linter.chinese.words import make_words
from linter.files import cache
from linter.values import Value, fields, replace

if TYPE_CHECKING:
    from collections.abc import Callable

    from linter.chinese.lexicon import Lexicon
    from linter.chinese.windows import Kept
    from linter.chinese.words import Words

#: Incremented when the tables' shape, or how they are computed, changes.
_FORMAT = 164
#: How many lexicons have their tables in memory; a run seldom has more than one.
_MOST_LEXICONS = 4


class Mode(enum.IntEnum):
    """What a part of a text is read as."""

    TRADITIONAL = 0  #: without a Simplified-only character
    STRAYS = 1  #: Traditional with Simplified-only characters in it
    SIMPLIFIED = 2


class Scan(Value):
    """What shows that nothing in a Traditional text needs a closer look: all that clean text costs."""

    simplified: frozenset[str]
    """Simplified-only characters."""
    strong: frozenset[str]
    """Characters that always need a closer look, including the Simplified-only ones."""
    weak: frozenset[str]
    """Characters that need a closer look where `written` says so."""
    written: Kept
    """The surroundings, for `Windows`, of a character that may need a repair."""
    explained: frozenset[str]
    """The lexicon's `bound` characters with a neighbour that explains them."""


class Gates(Value):
    """Characters as evidence, what they become on their own, and where words must be looked up."""

    simplified: frozenset[str]
    """Simplified-only characters."""
    traditional: frozenset[str]
    """Traditional-only characters."""
    ambiguous: frozenset[str]
    """Characters of both: 后 里 干 …"""
    variants: dict[str, str]
    """Forms of other places with the form Taiwan uses."""
    keys: dict[int, str]
    """Traditional characters to the Simplified ones that words are looked up by; for `str.translate`."""
    alone: tuple[dict[int, str], dict[int, str], dict[int, str]]
    """What each character becomes outside any word, by mode; for `str.translate`."""
    places: tuple[frozenset[str], frozenset[str], frozenset[str]]
    """By mode, characters that a word may turn into something else than `alone` does."""
    always: tuple[frozenset[str], frozenset[str], frozenset[str]]
    """Those of them that always need a closer look."""
    written: tuple[Kept, Kept, Kept]
    """By mode, the surroundings, for `Windows`, of a character as written that may need a repair."""
    keyed: tuple[Kept, Kept, Kept]
    """By mode, those of a character as its key that a word may decide about."""
    explained: frozenset[str]
    """See `Scan`."""


class Tables:
    """The tables of one lexicon, computed or loaded from the cache when first needed.

    Args:
        lexicon: the word lists to use in addition to the dictionaries.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    @functools.cached_property
    def scan(self) -> Scan:
        """The table that every text needs."""
        scan: Scan = self._cached("scan", lambda: _scan(self._lexicon, self.gates))
        return scan

    @functools.cached_property
    def gates(self) -> Gates:
        """The table that a text needs if a character in it needs a closer look."""
        gates: Gates = self._cached("gates", lambda: _gates(self._lexicon, self.words))
        return gates

    @functools.cached_property
    def words(self) -> Words:
        """The table that a text needs if words matter in it."""
        words: Words = self._cached("words", lambda: make_words(self._lexicon))
        return words

    def _cached(self, name: str, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - one of the tables
        """A table from the cache, or a new one, which is cached unless the lexicon has no digest."""
        if not self._lexicon.digest:
            return make()
        origin = _origin(self._lexicon)
        cached = _from_cache(name, origin)
        if cached is not None:
            return cached
        table = make()
        cache.store(f"chinese-{name}", (origin, *keep(table)))
        return table


def _from_cache(name: str, origin: list[Any]) -> FromCache | None:
    """A cached table; None if it is not there, or was computed from something else."""
    cached = cache.load(f"chinese-{name}")
    if isinstance(cached, tuple) and cached[:1] == (origin,) and is_whole(*cached[1:]):
        return FromCache(cached[-1])
    return None


@functools.lru_cache(maxsize=_MOST_LEXICONS)
def tables_of(lexicon: Lexicon) -> Tables:
    """The tables of a lexicon, which equal lexicons share."""
    return Tables(lexicon)


def differing(lexicon: Lexicon) -> list[str]:
    """The names of cached tables that would be used, but differ from what the dictionaries give."""
    fresh = Tables(replace(lexicon, digest=""))
    found = []
    for name in ("words", "gates", "scan"):
        cached = _from_cache(name, _origin(lexicon))
        table = getattr(fresh, name)
        if cached is not None and any(
            getattr(cached, field.name) != getattr(table, field.name) for field in fields(table)
        ):
            found.append(name)
    return found


def _origin(lexicon: Lexicon) -> list[Any]:
    """What tables are computed from: the program's format, the lexicon, and the dictionaries."""
    return [_FORMAT, lexicon.digest, sources()]


def _scan(lexicon: Lexicon, gates: Gates) -> Scan:
    strong = gates.simplified | gates.variants.keys() | gates.always[Mode.TRADITIONAL]
    weak = (gates.places[Mode.TRADITIONAL] | lexicon.guarded) - strong
    return Scan(gates.simplified, strong, weak, gates.written[Mode.TRADITIONAL], gates.explained)


def _gates(lexicon: Lexicon, words: Words) -> Gates:
    variants = taiwan_forms(lexicon)
    classes = classify(lexicon, variants)
    readings = Readings(lexicon, variants, classes.to_simplified)
    simplified = {character: readings.character(character) for character in classes.simplified}
    ambiguous = {c: readings.character(c) for c in classes.ambiguous if c not in variants}
    traditional = {**variants, **simplified}
    alone = ({**variants}, traditional, {**ambiguous, **traditional})
    read = [(key, word[:-1]) for key, word in words.readings.items()]
    kept = itertools.chain((word for _, word in read), lexicon.borders)
    forms = frozenset(variants).intersection(itertools.chain.from_iterable(kept))
    borders = zip(sorted(lexicon.borders), sorted(lexicon.borders), strict=True)
    mistakes = itertools.chain(words.repairs.items(), words.backed.items())
    repairs = [*((wrong, right[:-1]) for wrong, right in mistakes), *words.doubtful.items(), *borders]
    evident = [(key, word) for key, word in read if not classes.simplified.isdisjoint(key)]
    written, keyed, places = [], [], []
    tables = [{ord(a): b for a, b in forms.items() if a != b} for forms in alone]
    # Most repairs are the same in every mode.
    alike = tables[Mode.TRADITIONAL].items()
    by_mode = frozenset(chr(code) for code, _ in tables[Mode.SIMPLIFIED].items() - alike)
    always = [repair for repair in repairs if by_mode.isdisjoint(repair[0])]
    sometimes = [repair for repair in repairs if not by_mode.isdisjoint(repair[0])]
    as_always, at_always = surroundings(always, tables[Mode.TRADITIONAL])
    for becomes, looked_up in zip(tables, ((), evident, read), strict=True):
        as_written, at_written = surroundings(sometimes, becomes)
        as_key, at_key = surroundings(looked_up, becomes)
        places.append(at_always | at_written | at_key | forms)
        asked = places[-1] | lexicon.guarded | lexicon.surnames.keys()
        written.append(around(asked, (as_always[0] | as_written[0], as_always[1] | as_written[1])))
        keyed.append(around({classes.to_simplified.get(c, c) for c in asked}, as_key))
    guards = frozenset(lexicon.guards)
    return Gates(
        classes.simplified,
        classes.traditional,
        classes.ambiguous,
        variants,
        {ord(key): value for key, value in classes.to_simplified.items()},
        (tables[0], tables[1], tables[2]),
        (places[0] | guards, places[1] | guards, places[2]),
        (forms | guards, forms | guards, forms),
        (written[0], written[1], written[2]),
        (keyed[0], keyed[1], keyed[2]),
        _explained(lexicon),
    )


def _explained(lexicon: Lexicon) -> frozenset[str]:
    """Pairs of a `bound` or `doubted` character and a neighbour that explains it, quicker than words."""
    bound = {**lexicon.bound, **lexicon.doubted}
    before = (other + character for character, guard in bound.items() for other in guard.not_after)
    after = (character + other for character, guard in bound.items() for other in guard.not_before)
    return frozenset(itertools.chain(before, after))
