"""Recognises the language of a text by its script, so that Japanese is left alone."""

from __future__ import annotations

from linter.characters.scripts import HAN, HANGUL, KANA
from linter.chinese.characters import count_one_sided
from linter.files.frequent import frequent
from linter.lazy import lazy_re
from linter.spans import NEWLINE

_HAN = lazy_re(f"[{HAN}]")
_KANA = lazy_re(f"[{KANA}]")
_HIRAGANA_RUN = lazy_re("[\u3041-\u3096]+")

#: Shares measured on lines of Japanese, and of Chinese with intrusions: katakana alone is a loan word and
#: does not make a line Japanese; hiragana, which its grammar needs, does.
_HIRAGANA_SHARE = 0.08
_KANA_SHARE = 0.4
_FEW_HAN = 6


def _has_chinese(line: str) -> bool:
    """Whether a line has characters that Japanese does not write."""
    return not frequent("chinese-only").isdisjoint(line)


def is_japanese(line: str) -> bool:
    """Whether a line reads as Japanese.

    A Chinese line with one intruding run of kana is Chinese; so is a line with Chinese grammar in it unless
    kana outweigh it.
    """
    kana = len(_KANA.findall(line))
    if not kana:
        return False
    han = len(_HAN.findall(line))
    runs = _HIRAGANA_RUN.findall(line)
    if not runs:  # katakana alone is a loan word, unless there is little else
        return kana >= 2 * han and not _has_chinese(line)
    hiragana = sum(map(len, runs))
    if kana >= _KANA_SHARE * (han + kana + 1):
        return not _has_chinese(line) or len(runs) > 2  # noqa: PLR2004 - a sentence's particles
    if _has_chinese(line) and len(runs) <= 2:  # noqa: PLR2004
        return False
    return (len(runs) >= 2 and hiragana >= _HIRAGANA_SHARE * (han + kana)) or (  # noqa: PLR2004
        hiragana >= 1 and han <= _FEW_HAN
    )


#: The smallest share of Han in the letters of a Chinese text; terms and names are often English.
_CHINESE_SHARE = 0.2
_LATIN = lazy_re("[A-Za-z\u00c0-\u024f]+")
_ENGLISH = frozenset(
    ["the", "of", "and", "to", "in", "is", "that", "for", "with", "are", "this", "on", "by", "as", "from"]
)
_ENGLISH_SHARE = 0.1
_HANGUL = lazy_re(f"[{HANGUL}]")
#: The largest share of characters of the other script in a text of one variant.
_STRAYS = 0.1


def language_and_variant(text: str) -> tuple[str | None, str | None]:
    """A text's language as a BCP 47 tag, and for Chinese the script it is written in.

    Returns:
        The language `zh`, `ja`, `ko`, `en` or `und`, None for a text without words; the variant `zh-Hant`,
        `zh-Hans` or `mixed`, None if the language is not Chinese or it is not clear.
    """
    han, latin = len(_HAN.findall(text)), _LATIN.findall(text)
    if not han and not latin and not _KANA.search(text) and not _HANGUL.search(text):
        return None, None
    lines = [line for line in NEWLINE.split(text) if _HAN.search(line) or _KANA.search(line)]
    japanese = sum(is_japanese(line) for line in lines)
    if lines and 2 * japanese > len(lines):
        return "ja", None
    if len(_HANGUL.findall(text)) > han:
        return "ko", None
    if han >= _CHINESE_SHARE * (han + len(latin)):
        return "zh", _variant(text)
    english = sum(word.lower() in _ENGLISH for word in latin)
    return ("en" if english >= _ENGLISH_SHARE * len(latin) else "und"), None


def _variant(text: str) -> str | None:
    simplified, traditional = count_one_sided(text)
    if not simplified and not traditional:
        return None
    share = simplified / (simplified + traditional)
    return "zh-Hant" if share <= _STRAYS else "zh-Hans" if share >= 1 - _STRAYS else "mixed"
