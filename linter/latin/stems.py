"""Words of other languages without their endings, so that a form that no list has is found by another one."""

from __future__ import annotations

from linter.lazy import lazy_regex

#: The minimum number of letters of a stem.
_FEWEST = 4
#: Endings that tell forms of one word apart. Of Cyrillic words, those of nouns, adjectives and verbs.
_CYRILLIC = lazy_regex(
    r"(?:ться|тся|ся|сь)?$|"
    r"(?:ами|ями|ого|его|ому|ему|ыми|ими|ешь|ают|яют|ует|уют|ает|яет|ал[аио]?|ял[аио]?|ил[аио]?|ова(?:ть|л[аио]?|н\w*)"
    r"|[аяеиыо]ть|ый|ий|ой|ая|яя|ое|ее|ые|ие|ых|их|ым|им|ую|юю|ов|ев|ей|ам|ям|ах|ях|ом|ем|ою|ею|ит|ят|ат|ут|ют|ет"
    r"|[аеёиоуыэюяьіїє])(?:ся|сь)?$"
)
_LATIN = lazy_regex(r"(?:[aeioäöü]?s|[aeioué]|en|er|em|[aei]r|ad[oa]s?|id[oa]s?)$")
#: Of Korean, particles and the verb 하다; of Hindi, the plural and the oblique case.
_HANGUL = lazy_regex(
    r"(?:에게|에서|까지|부터|보다|처럼|으로|들[은이을의]?|적[인으]?로?|하[다는고여며기]|해서|했다|한다|합니다|된다|되[다는어]"
    r"|입니다|이[다며고]|[은는이가을를에로와과도의만한할된들])$"
)
_HINDI = lazy_regex(r"(?:ियों|ियाँ|ाओं|ों|ें|ाएँ|[ािीेो])$")
#: What Thai nouns of verbs and Arabic words begin with.
_THAI = lazy_regex(r"^(?:การ|ความ)")
_ARABIC = lazy_regex(r"^(?:وال|بال|فال|كال|لل|ال|[وبلك](?=\p{Arabic}{4}))|(?:ها|هم|ات|ين|ون|ة)$")
_WITH_BEGINNING = lazy_regex(r"[\p{Thai}\p{Arabic}]")
_BY_SCRIPT = (
    (lazy_regex(r"\p{Cyrillic}+"), _CYRILLIC, _FEWEST),
    (lazy_regex(r"\p{Latin}+"), _LATIN, _FEWEST + 1),
    (lazy_regex(r"\p{Hangul}+"), _HANGUL, 2),
    (lazy_regex(r"\p{Devanagari}+"), _HINDI, _FEWEST - 1),
    (lazy_regex(r"[\p{Thai}]+"), _THAI, _FEWEST - 1),
    (lazy_regex(r"\p{Arabic}+"), _ARABIC, _FEWEST - 1),
)


def stem(word: str) -> str | None:
    """What is left of a word in lower case without its endings; None if that is too short, or unknown.

    Different words may have one stem: what is found by it is likely, not certain.
    """
    for script, endings, fewest in _BY_SCRIPT:
        if script.fullmatch(word):
            left = endings.sub("", word)
            return left if len(left) >= fewest else None
    return None


def loses_beginning(word: str) -> bool:
    """Whether the stem of a word may lack its beginning."""
    return _WITH_BEGINNING.match(word) is not None
