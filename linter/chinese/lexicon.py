"""What OpenCC's dictionaries lack or get wrong, as data from a rule pack."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from linter.characters.scripts import HAN
from linter.lazy import lazy_re
from linter.messages.phrases import Phrase
from linter.messages.suggestions import did_you_mean
from linter.recall.digests import digest
from linter.values import Value, field, fields

Pairs = Mapping[str, str]


class Guard(Value):
    """A character that is likely wrong, and the neighbours that make it part of another word."""

    becomes: str
    not_after: frozenset[str]
    not_before: frozenset[str]


class Lexicon(Value):
    """Word lists for unification. Pairs map what is written to what it should be, same length."""

    repairs: Pairs = field(default_factory=dict)
    """Traditional words that a blind conversion broke."""
    leftovers: Pairs = field(default_factory=dict)
    """Half-converted words, which no Traditional text has."""
    firm: frozenset[str] = frozenset()
    """Two-character keys of the two above that take precedence over a dictionary word they overlap. Others
    yield, because the characters may also meet where two words do (白髮|現象, 國王|後來)."""
    readings: Pairs = field(default_factory=dict)
    """Simplified words and characters with the reading to prefer over OpenCC's."""
    borders: frozenset[str] = frozenset()
    """Traditional words that keep a dictionary word from matching across their border."""
    simplified_borders: frozenset[str] = frozenset()
    """Simplified words with the same purpose, which are read as the dictionary says."""
    ignored: frozenset[str] = frozenset()
    """Keys of OpenCC's phrases that are not words."""
    variants: Pairs = field(default_factory=dict)
    """Character forms of other places with the form Taiwan uses, beyond OpenCC's TWVariants."""
    kept_variants: frozenset[str] = frozenset()
    """Keys of TWVariants that are a matter of taste in Taiwan."""
    taste: frozenset[tuple[str, str]] = frozenset()
    """Pairs (as written, as OpenCC converts it) of which the written form is kept."""
    alike: frozenset[tuple[str, str]] = frozenset()
    """Characters of one Simplified one that Taiwan writes for each other; neither makes a word broken."""
    confusable: frozenset[tuple[str, str]] = frozenset()
    """Pairs (over-converted, right) that a dictionary word of three or more characters may undo."""
    confusable_short: frozenset[tuple[str, str]] = frozenset()
    """Those that a word of two characters may undo, too: the wrong character is rarely a word itself."""
    endings: frozenset[str] = frozenset()
    """Wrong characters of `confusable` that may follow any noun, and are never wrong at the end of a word."""
    unfinished: frozenset[tuple[str, str]] = frozenset()
    """Pairs (left Simplified, right) that a dictionary word of three or more characters may convert."""
    guards: Mapping[str, Guard] = field(default_factory=dict)
    """Left-over characters that are wrong after any Han character but a few."""
    bound: Mapping[str, Guard] = field(default_factory=dict)
    """Rare Traditional characters that are only ever part of a word, with the common one that a conversion
    should have taken where no word and none of the neighbours explains them."""
    doubtful: Pairs = field(default_factory=dict)
    """Words that a blind conversion probably broke, but that are right in other senses (對錶)."""
    doubted: Mapping[str, Guard] = field(default_factory=dict)
    """Ambiguous characters that are probably wrong as words of their own, and neighbours that explain it."""
    mostly_simplified: frozenset[str] = frozenset()
    """Characters that OpenCC lists as ambiguous, although its own words almost never keep them."""
    japanese: frozenset[str] = frozenset()
    """Characters that only Japanese uses."""
    function_characters: frozenset[str] = frozenset()
    """Grammatical characters; a short dictionary word with one of them is a weak one."""
    surnames: Pairs = field(default_factory=dict)
    """Ambiguous characters, with what they are at the start of a run, where they are likely a name."""
    sounds: Pairs = field(default_factory=dict)
    """Ambiguous characters, with what they are in a transliterated name."""
    family_names: frozenset[str] = frozenset()
    """Characters that are family names."""
    titles: frozenset[str] = frozenset()
    """What follows a family name, in Traditional characters."""
    numerals: frozenset[str] = frozenset()
    """Simplified characters of numbers, and of what counts as one before a measure (几)."""
    measures: Pairs = field(default_factory=dict)
    """Ambiguous characters, and words that begin with one, with what they are after a number."""
    name_forms: frozenset[str] = frozenset()
    """Forms of other places that people in Taiwan have in their names, too."""
    questions: frozenset[str] = frozenset()
    """Simplified words without a Simplified-only character that still show a clause to be Simplified."""
    about: frozenset[str] = frozenset()
    """Names of scripts; what a clause with one quotes, or lists right after it, stays as it is."""
    about_errors: frozenset[str] = frozenset()
    """Words about mistakes and characters; the same, for what is in another script than what is around it."""
    about_quoted: frozenset[str] = frozenset()
    """Verbs for writing something wrongly; the same, if the quotation immediately follows."""
    about_written: frozenset[str] = frozenset()
    """Verbs for writing; the same if the clause makes a rule of it, or the word is quoted in two writings."""
    digest: str = ""
    """Identifies this lexicon; the tables of one without a digest are not cached."""

    @property
    def guarded(self) -> frozenset[str]:
        """The characters of `bound` and `doubted`."""
        return frozenset((*self.bound, *self.doubted))

    def __hash__(self) -> int:
        """Equal lexicons have equal digests; their word lists need not be hashed again."""
        return hash(self.digest)


class LexiconError(ValueError):
    """An entry of a lexicon is wrong; `section` and `entry` say which."""

    def __init__(
        self, message: str, section: str, entry: str, *, again: bool = False, **fields: object
    ) -> None:
        self.phrase = Phrase(message, entry=entry, **fields)
        super().__init__(str(self.phrase))
        self.section = section
        self.again = again  #: whether the second of two such entries is meant
        self.entry = entry


#: Han characters, and the marks between the parts of an entry, which its parser checks.
_ENTRY = lazy_re(f"[{HAN}=!]+")
#: Sections whose pairs are of single characters.
_SINGLE = (
    "variants",
    "sounds",
    "surnames",
    "alike",
    "confusable",
    "confusable_short",
    "unfinished",
)
_GUARDS = ("guards", "bound", "doubted")
_PAIRS = ("repairs", "leftovers", "readings", "variants", "sounds", "measures", "surnames", "doubtful")
#: Of these, the sections that also say that a character stays.
_MAY_KEEP = ("readings", "sounds", "measures", "surnames")
_PAIR_SETS = ("taste", "alike", "confusable", "confusable_short", "unfinished")
_CHARACTERS = (
    "kept_variants",
    "mostly_simplified",
    "japanese",
    "function_characters",
    "family_names",
    "name_forms",
    "numerals",
    "endings",
)
SECTIONS = tuple(section.name for section in fields(Lexicon) if section.name != "digest")


def parse_lexicon(sections: Mapping[str, str]) -> Lexicon:
    """Builds a lexicon from sections of entries separated by white space.

    An entry is a word; `wrong=right` where the section maps; `后=後!皇太!羿` for a guard (not after, not
    before); in a section of characters every character is an entry.

    Raises:
        LexiconError: a section is unknown, or an entry has characters other than Han, has the wrong form, or
            is given twice.
    """
    values: dict[str, object] = {}
    for name, text in sections.items():
        if name not in SECTIONS:
            raise LexiconError(
                "unknown section '{entry}'{hint}", name, name, hint=did_you_mean(name, SECTIONS)
            )
        _refuse_other_than_han(name, text)
        if name in _PAIRS:
            values[name] = _pairs(name, text)
        elif name in _PAIR_SETS:
            values[name] = frozenset(_pair(name, entry) for entry in text.split())
        elif name in _CHARACTERS:
            values[name] = frozenset("".join(text.split()))
        elif name in _GUARDS:
            values[name] = dict(_guard(name, entry) for entry in text.split())
        else:
            values[name] = frozenset(text.split())
    lexicon = Lexicon(**values, digest=_digest(sections))  # type: ignore[arg-type]  # each section has the type of its field
    for word in sorted(lexicon.firm - lexicon.repairs.keys() - lexicon.leftovers.keys()):
        raise LexiconError("'{entry}' is neither a repair nor a leftover", "firm", word)
    for word in sorted(lexicon.repairs.keys() & lexicon.leftovers.keys()):
        raise LexiconError("'{entry}' is both a repair and a leftover", "leftovers", word)
    return lexicon


def _digest(sections: Mapping[str, str]) -> str:
    parts = itertools.chain.from_iterable(sorted(sections.items()))
    return digest("\0".join(parts).encode("utf-8")).hex()


def _refuse_other_than_han(section: str, text: str) -> None:
    for entry in text.split():
        if not _ENTRY.fullmatch(entry):
            raise LexiconError("'{entry}' has characters other than Han", section, entry)


def _pair(section: str, entry: str) -> tuple[str, str]:
    wrong, equals, right = entry.partition("=")
    single = section in _SINGLE or section in _GUARDS
    if not equals or not wrong or len(wrong) != len(right) or (single and len(wrong) > 1):
        raise LexiconError("'{entry}' is not 'wrong=right' with sides of equal length", section, entry)
    return wrong, right


def _pairs(section: str, text: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for entry in text.split():
        wrong, right = _pair(section, entry)
        if wrong in pairs:
            raise LexiconError("'{entry}' is given twice", section, wrong, again=True)
        if wrong == right and section not in _MAY_KEEP:
            raise LexiconError("'{entry}' changes nothing", section, entry)
        pairs[wrong] = right
    return pairs


def _guard(section: str, entry: str) -> tuple[str, Guard]:
    pair, _, neighbours = entry.partition("!")
    after, _, before = neighbours.partition("!")
    left, right = _pair(section, pair)
    return left, Guard(right, frozenset(after), frozenset(before))
