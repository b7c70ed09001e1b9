"""Lower-case words with an accent of a European language, or with an ending that only such a language has."""

from __future__ import annotations

import functools
import unicodedata
from typing import TYPE_CHECKING

from linter.latin.vocabulary import count_of, foreign_use
from linter.lazy import lazy_regex
from linter.matching.memory import spans_in_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    import regex

    from linter.document import Document
    from linter.spans import Span

#: A lower-case word without a sign of code on either side.
_WORD = lazy_regex(
    r"(?<![\p{Latin}\p{M}\p{N}'’_./@#&=\\-])(?:\p{Ll}['’])?\p{Ll}[\p{Ll}\p{M}]{2,40}+"
    r"(?![\p{Latin}\p{M}\p{N}'’_/@#&=(\\-]|\.[\p{Latin}\p{N}])"
)
#: Accents of the languages into which models slip; romanised Chinese, Japanese and Sanskrit have others.
_ACCENT = lazy_regex(
    "[áéíóúýñçãõàèìòùâêîôûäöüßïëÿåæøœąćęłźżčďěňřšťůžğışőűășțđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]"
)
_ROMANISED = lazy_regex("[āēīōūǎěǐǒǔǖǘǚǜṛṣṇṭḍṃḥṅ]")
#: Letters that no syllable of Mandarin has.
_NO_TONE = lazy_regex("[^a-záéíóúàèìòùêü]")
#: A syllable of Mandarin, without its tone: cháng is not Spanish.
_PINYIN = lazy_regex("(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?[aeiou]{1,3}(?:n|ng|r)?")
_LATIN = lazy_regex(r"\p{Latin}")
#: A word with a capital right before another, and how far before it may begin.
_CAPITAL = lazy_regex(r"(?<![\p{Latin}\p{M}])(\p{Lu}\p{Ll}+) $")
_REACH = 24
_HAN = lazy_regex(r"\p{Han}")
#: The minimum number of letters of a word that is found by its ending.
_ENDED = 4
#: How often, in a hundred million words, a language uses a word that is its own although English has it.
_OFTEN = 1000


def find(document: Document, loans: frozenset[str], endings: tuple[str, ...]) -> Iterator[Span]:
    """Such words.

    Args:
        document: the document.
        loans: words with an accent that English and Chinese texts use.
        endings: the endings; a word that is found by one is next to Han.
    """
    find_words = functools.partial(_find, loans, endings)
    yield from spans_in_lines(document, (find, loans, endings), find_words)


def _find(loans: frozenset[str], endings: tuple[str, ...], prose: str) -> Iterator[tuple[int, int]]:
    for match in _WORD.finditer(prose):
        word = unicodedata.normalize("NFC", match.group())
        if not (is_accented(word) or (_is_alone(match) and word.endswith(endings) and len(word) >= _ENDED)):
            continue
        if word not in loans and not _is_borrowed(word) and not _is_in_name(match, word):
            yield match.span()


def _is_borrowed(word: str) -> bool:
    """Whether English has a word, and no other language uses it often: cortège, but not réseau."""
    use = foreign_use(word)
    return count_of(word) > 0 and (use is None or use.share < _OFTEN)


def _is_in_name(match: regex.Match[str], word: str) -> bool:
    """Whether a word that no list has continues a name: Kapp næringshage."""
    before = _CAPITAL.search(match.string, max(match.start() - _REACH, 0), match.start())
    return before is not None and foreign_use(word) is None and not count_of(before[1].lower())


def is_accented(word: str) -> bool:
    """Whether a word has an accent of a European language, and is not a syllable of Mandarin."""
    if word.isascii() or _ACCENT.search(word) is None or _ROMANISED.search(word) is not None:
        return False
    if len(word) <= 2:  # noqa: PLR2004 - ça, là: too short
        return False
    return _NO_TONE.search(word) is not None or _PINYIN.fullmatch(_plain(word)) is None


def _plain(word: str) -> str:
    """A word without its accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _is_alone(match: regex.Match[str]) -> bool:
    """Whether a word is next to a Chinese one, and not to a Latin one."""
    before = match.string[max(match.start() - 2, 0) : match.start()].rstrip(" ,")[-1:]
    after = match.string[match.end() : match.end() + 2].lstrip(" ,")[:1]
    latin, han = (any(map(kind.match, (before, after))) for kind in (_LATIN, _HAN))
    return han and not latin
