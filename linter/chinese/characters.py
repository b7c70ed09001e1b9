"""Characters as evidence: which belong to Simplified text only, which to Traditional text only.

The classes are computed from OpenCC's STCharacters and TSCharacters.
"""

from __future__ import annotations

import functools
import itertools
import re
from typing import TYPE_CHECKING, Any

from linter.characters.scripts import HAN
from linter.chinese.dictionaries import kept, table
from linter.chinese.lexicon import Lexicon
from linter.lazy import compiled_re, lazy_re
from linter.values import Value, fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

HAN_RUN = lazy_re(f"[{HAN}]+")
#: The share of Simplified-only among one-sided characters from which a section is Simplified: of three
#: million characters of such documents, 1.5 to 4.5 % of records are between .3 and .7.
_SIMPLIFIED_SECTION = 0.9
#: How many one-sided characters are evidence enough.
ENOUGH_EVIDENCE = 20

#: Everyday characters in Taiwan, although STCharacters lists them: in 113,000 lines that people in Taiwan
#: translated, no other Simplified-only characters are in regular use.
EVERYDAY = frozenset("么借群吃峰晒秘床雇灶霉肴恒")


class CharacterClasses(Value):
    """The three classes that unification decides by.

    `to_simplified` maps a Traditional character to its Simplified one; it is a key for looking words up,
    not a conversion.
    """

    simplified: frozenset[str]
    """Simplified-only: characters that no Traditional text has."""
    traditional: frozenset[str]
    """Traditional-only."""
    ambiguous: frozenset[str]
    """Both: 后 里 干 面 … Never touched without evidence."""
    to_simplified: dict[str, str]


def classify(lexicon: Lexicon, variants: Mapping[str, str]) -> CharacterClasses:
    """Computes the classes.

    Simplified-only is a key of STCharacters that does not map to itself, is neither a key of TSCharacters nor
    a value of another key; ambiguous is a key that maps to itself too; Traditional-only is a key of
    TSCharacters that changes and is neither.

    Args:
        lexicon: names the characters that are ambiguous in the tables, but not in words.
        variants: forms of other places, which are not evidence for either class.
    """
    forward, back = table("STCharacters"), table("TSCharacters")
    values = {value for row in forward.values() for value in row}
    ambiguous = {character for character, row in forward.items() if character in row} | EVERYDAY
    simplified = {
        character
        for character in forward
        if character not in ambiguous
        and character not in back
        and character not in values
        and character not in variants
    }
    ambiguous -= lexicon.mostly_simplified
    simplified |= lexicon.mostly_simplified
    traditional = {
        character
        for character, row in back.items()
        if row[0] != character and character not in simplified and character not in ambiguous
    }
    to_simplified = {character: row[0] for character, row in back.items()}
    for character, form in lexicon.variants.items():
        to_simplified.setdefault(character, to_simplified.get(form, form))
    return CharacterClasses(
        frozenset(simplified), frozenset(traditional), frozenset(ambiguous), to_simplified
    )


@functools.cache
def one_sided() -> CharacterClasses:
    """The classes by OpenCC's tables alone, for counting evidence where no pack is loaded."""

    def compute() -> tuple[Any, ...]:
        classes = classify(Lexicon(), {key: values[0] for key, values in table("TWVariants").items()})
        return tuple(getattr(classes, field.name) for field in fields(classes))

    return CharacterClasses(*kept("one-sided", compute))


@functools.cache
def _to_traditional() -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds Simplified characters, and the usual Traditional ones of Taiwan for them."""

    def compute() -> tuple[str, dict[str, str]]:
        variants = table("TWVariants")
        first = {character: row[0] for character, row in table("STCharacters").items()}
        forms = {key: variants.get(value, (value,))[0] for key, value in first.items() if value != key}
        return one_of(forms), forms

    expression, forms = kept("to-traditional", compute)
    return compiled_re(expression), forms


def both_readings(text: str) -> tuple[str, ...]:
    """A text for patterns written in Traditional Chinese: as it is, and with no Simplified characters left.

    The second has the same offsets, and is missing if it would be equal. It is for searching: the conversion
    looks at one character at a time, so `后` is always `後` in it.
    """
    if text.isascii():
        return (text,)
    pattern, forms = _to_traditional()
    traditional = pattern.sub(lambda found: forms.get(found[0], found[0]), text)
    return (text,) if traditional == text else (text, traditional)


@functools.cache
def one_sided_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A Simplified-only character of `one_sided`, and a Traditional-only one."""
    classes = one_sided()
    return compiled_re(one_of(classes.simplified)), compiled_re(one_of(classes.traditional))


def count_one_sided(text: str) -> tuple[int, int]:
    """How many Simplified-only and Traditional-only characters of `one_sided` a text has."""
    classes, (of_simplified, of_traditional) = one_sided(), one_sided_patterns()
    return (
        _count(of_simplified, classes.simplified, text),
        _count(of_traditional, classes.traditional, text),
    )


def _count(pattern: re.Pattern[str], characters: frozenset[str], text: str) -> int:
    """How many of the characters a text has; what the pattern matches includes them."""
    return sum(match[0] in characters for match in pattern.finditer(text))


def is_simplified(
    text: str,
    start: int,
    end: int,
    patterns: tuple[re.Pattern[str], re.Pattern[str]],
    otherwise: Callable[[], bool],
) -> bool:
    """Whether a part of a text is Simplified, by its one-sided characters.

    Args:
        text: the text.
        start: where the part begins.
        end: where it ends.
        patterns: find a Simplified-only character, and a Traditional-only one.
        otherwise: gives the answer if there is too little evidence.
    """
    of_simplified, of_traditional = patterns
    simplified = len(of_simplified.findall(text, start, end))
    most = int(simplified * (1 - _SIMPLIFIED_SECTION) / _SIMPLIFIED_SECTION)
    traditional = sum(1 for _ in itertools.islice(of_traditional.finditer(text, start, end), most + 1))
    if traditional > most:
        return False
    return otherwise() if simplified + traditional < ENOUGH_EVIDENCE else True


def one_of(characters: Iterable[str]) -> str:
    """An expression that matches any one of the characters.

    Characters outside the BMP make a class of `re` 140 times slower, so they are an alternative to it.
    """
    plain = "".join(sorted({character for character in characters if character <= "\uffff"}))
    return f"[{re.escape(plain)}]|[\U00020000-\U0003ffff]"
