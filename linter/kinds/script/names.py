"""Whether letters of another script are a name, or are explained right after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.kinds.script.scripts import HAN
from linter.latin.vocabulary import is_english
from linter.lazy import lazy_regex

if TYPE_CHECKING:
    from linter.spans import Span

#: The minimum number of letters of katakana that may be an ordinary word before a gloss; shorter are names.
_SHORTEST = 3
#: How many code points before a name in brackets the Chinese name may end.
_BRACKET_REACH = 4
#: How many code points before a name its title may begin.
_TITLE_REACH = 6
_KATAKANA = lazy_regex(r"[\p{Katakana}ー・ ]+")
_KANA = lazy_regex(r"[\p{Hiragana}\p{Katakana}ー]")
#: A gloss in Latin letters right after them, or after the rest of a word of kana and Han.
_GLOSS = lazy_regex(r"[（(]\s*(\p{Latin}[^（()）\n]{0,60})[）)]")
_REST_AND_GLOSS = lazy_regex(rf"[\p{{Han}}\p{{Hiragana}}\p{{Katakana}}ー]{{0,4}}{_GLOSS.pattern}")
#: A gloss in Chinese right after a name, or the Chinese name right before it.
_CHINESE_GLOSS = lazy_regex(r" ?[（(]\s*[\p{Han}·・ ]{2,16}(?:[，、；,;][^（()）\n]{1,40})?[）)]")
_GLOSSES_END = lazy_regex(r"\p{Han} ?[（(]$")
_BRACKET_END = lazy_regex(r"\s*[）)]")
_WORDS = lazy_regex(r"\p{Latin}+")
_SMALL = lazy_regex(r"[a-z]")
#: Endings of English terms that are too rare to count as common words.
_ENDINGS = ("tion", "sion", "ment", "ness", "ity", "ing", "ism", "ization")
_MARKS = " \ufdd1\ufdd2"


def is_name(prose: str, span: Span) -> bool:
    """Whether letters not next to Han may be a name: katakana, unless a lower-case word touches them."""
    before = prose[max(span.start - 1, 0) : span.start]
    if _SMALL.match(before) and len(span) >= _SHORTEST:
        return False
    return _KATAKANA.fullmatch(span.text(prose)) is not None


def is_glossed(prose: str, span: Span) -> bool:
    """Whether letters and Chinese say the same: Москва（莫斯科）, 莫斯科（Москва）. Nobody glosses a slip."""
    if _CHINESE_GLOSS.match(prose, span.end):
        return True
    opened = prose[max(span.start - _BRACKET_REACH, 0) : span.start].rstrip()
    return _BRACKET_END.match(prose, span.end) is not None and _GLOSSES_END.search(opened) is not None


def is_explained(prose: str, span: Span, titles: tuple[str, ...]) -> bool:
    """Whether a gloss in Latin letters says that letters are a name, or how a foreign word is read.

    A gloss of ordinary English words explains a slip; a gloss with a capital does so only for katakana glued
    to Han, which is not a name: 雜訊キャンペーン（Noise Campaign）, but 歌手ミカ（Mika）.
    """
    text = span.text(prose)
    gloss = (_REST_AND_GLOSS if _KANA.search(text) else _GLOSS).match(prose, span.end)
    if gloss is None:
        return False
    words = _WORDS.findall(gloss[1])
    if not all(is_english(word.lower()) or word.endswith(_ENDINGS) for word in words):
        return True
    if all(map(str.islower, words)):
        return False
    before = prose[max(span.start - _TITLE_REACH, 0) : span.start].rstrip(_MARKS)
    glued = _KATAKANA.fullmatch(text) and len(text) >= _SHORTEST and HAN.match(before[-1:])
    return not glued or "・" in text or before.endswith(titles)
