"""Words and phrases that another language uses often and English rarely: per favore, ejemplo."""

from __future__ import annotations

import enum
import itertools
from collections import Counter
from typing import TYPE_CHECKING

from linter.kinds.language.accents import is_accented
from linter.latin.coined import is_coined, is_contracted
from linter.latin.vocabulary import count_of, foreign_use
from linter.lazy import lazy_regex
from linter.matching.memory import of_lines, spans_in_lines
from linter.matching.slips import has_slips
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import regex

    from linter.document import Document
    from linter.latin.terms import Terms

_WORD = r"\p{Latin}[\p{Latin}\p{M}]*+(?:['’]\p{Latin}[\p{Latin}\p{M}]*+)?"
#: A run of words, not part of an identifier, an address or a call.
_RUN = lazy_regex(
    rf"(?<![\p{{Latin}}\p{{M}}\p{{N}}'’_/@#&=$%\\-]|[\p{{Latin}}\p{{N}}\uFDD0]\.){_WORD}(?: {_WORD})*+"
    r"(?![\p{Latin}\p{M}\p{N}'’_/@#&=(\\-]|\.[\p{Latin}\p{N}])"
)
_WORDS = lazy_regex(_WORD)
_HAN = lazy_regex(r"[\p{Han}，。、；：！？）」]")
#: What comes before the first word of a line.
_STARTS = ("", "\n", "-", "*", ">")
#: What comes after the last one.
_ENDS = ("", "\n")
#: How often, in a hundred million words, a word occurs at least in a language, if English does not have it.
_SHARE = 15
#: How many times as often as in English, if English has it.
_TIMES = 1000
#: English words in a hundred million of the corpus that `count_of` counts: 1.65 thousand million in all.
_PER_HUNDRED_MILLION = 16.5
#: The same for a word on its own, and its minimum number of letters: short ones are names of programs, unless
#: their meaning is known.
_SHARE_ALONE, _LETTERS_ALONE = 60, 6
#: How often a word of unknown meaning occurs at least that is found in a document without other slips; rarer
#: ones may be names of programs: soffice.
_SURELY = 500
#: What comes before a name.
_AS_NAME = lazy_regex(
    r"(?:[类類]似|例如|比如|像|如|[名称稱]為|名为|称为|叫做?|名[稱称][為为]|[啟启][動动]|[執执]行|[運运]行|[輸输]入|指令|命令)\s?$"
)
_REACH = 5
#: What is part of a name in other languages: von der, de la.
_NOBLE = frozenset(
    ("von", "der", "den", "vom", "zu", "van", "de", "la", "las", "los", "del", "di", "da", "du", "des", "dos")
)
#: The minimum frequency of a word that two languages share.
_SHARED = 200
#: The words of one letter.
_ONE_LETTER = frozenset("aeoyàèéó")
#: The minimum number of letters of all words of a phrase that English does not have.
_LETTERS = 4
#: How often a word may occur in a document; what occurs more often is its subject, or a name.
_MOST = 3
#: The maximum number of words in a run that are read; a longer one is for the language detector.
_LONGEST = 12


class _Kind(enum.Enum):
    """What a word is evidence of."""

    FOREIGN = enum.auto()
    SHARED = enum.auto()  #: a word of both
    ENGLISH = enum.auto()
    NAME = enum.auto()
    UNKNOWN = enum.auto()


class CommonWords:
    """Finds such words.

    Args:
        wanted: the codes of the languages that are found, with their names.
        loans: words that English and Chinese texts use; a phrase with one of them is a term.
        terms: the words whose meaning is known.
    """

    def __init__(self, wanted: Mapping[str, str], loans: frozenset[str], terms: Terms) -> None:
        self._wanted, self._loans, self._terms = wanted, loans, terms

    def find(self, document: Document) -> Iterator[Span]:
        """The phrases and words of a document."""
        prose = document.prose
        spellings: Counter[str] = Counter()
        for run in spans_in_lines(document, self, self._candidates):
            match = _RUN.match(prose, run.start)
            if match is None:
                continue
            if self._is_listed(document, match):
                yield run
                continue
            words, kinds = self._kinds_in(match)
            if not _may_be_foreign(kinds):
                continue
            if not spellings:
                written = (words for _, words in of_lines(document, document.text, _WORDS, _words))
                spellings = Counter(itertools.chain.from_iterable(written))
            span = (
                _phrase(document, words, kinds)
                if self._loans.isdisjoint(_WORDS.findall(match.group().lower()))
                else None
            )
            if span is not None:
                yield span
            elif len(words) == 1 and self._is_slip(document, match, spellings):
                yield words[0]

    def _candidates(self, prose: str) -> Iterator[tuple[int, int]]:
        """The runs of words that may be found, by themselves."""
        for match in _RUN.finditer(prose):
            if self._is_term(match.group()) or _may_be_foreign(self._kinds_in(match)[1]):
                yield match.span()

    def _kinds_in(self, match: regex.Match[str]) -> tuple[list[Span], list[_Kind]]:
        """The words of a run and their kinds; one word is found only if English does not know it."""
        run, prose = match.group(), match.string
        if " " not in run and (not run.islower() or count_of(run)):
            return [], []
        words = [Span(*word.span()) for word in _WORDS.finditer(prose, *match.span())][:_LONGEST]
        return words, [self._kind(span.text(prose)) for span in words]

    def _is_term(self, run: str) -> bool:
        """Whether a word or a phrase with a capital is listed, as German nouns are."""
        if not (run[0].isupper() and run[1:].islower()) or self._terms.meaning(run) is None:
            return False
        return " " in run or not (count_of(run.lower()) or run.lower() in self._loans)

    def _is_listed(self, document: Document, match: regex.Match[str]) -> bool:
        """Whether a word or a phrase is listed, among certain slips."""
        run, prose = match.group(), match.string
        if not self._is_term(run):
            return False
        if _AS_NAME.search(prose, max(match.start() - _REACH, 0), match.start()):
            return False
        before = prose[max(match.start() - 2, 0) : match.start()].strip(" ")[-1:]
        after = prose[match.end() : match.end() + 2].strip(" ")[:1]
        is_between = (_HAN.match(before) or before in _STARTS) and (_HAN.match(after) or after in _ENDS)
        return bool(is_between) and has_slips(document)

    def _kind(self, word: str) -> _Kind:
        small = word.lower().replace("’", "'")
        if word[0].isupper():
            return _Kind.NAME
        if small in self._loans:
            return _Kind.ENGLISH
        if len(small) == 1:
            return _Kind.SHARED if small in _ONE_LETTER else _Kind.ENGLISH
        if len(small) == 2:  # noqa: PLR2004 - ci, io: abbreviations are often words elsewhere
            return _Kind.ENGLISH if self._by_frequency(small) is _Kind.ENGLISH else _Kind.SHARED
        return self._by_frequency(small)

    def _by_frequency(self, small: str) -> _Kind:
        """The kind of a word in lower case."""
        english = count_of(small)
        use = foreign_use(small)
        if use is None and "'" in small:  # l'attention
            use = foreign_use(small.partition("'")[2])
        share = use.share if use is not None and use.language in self._wanted else 0
        if is_contracted(small):
            return _Kind.ENGLISH
        if not english and is_coined(small) and not is_accented(small):
            return _Kind.ENGLISH
        if not english and (share >= _SHARE or is_accented(small)):
            return _Kind.FOREIGN
        if share > _TIMES * english / _PER_HUNDRED_MILLION > 0:
            return _Kind.FOREIGN  # sans, una: subtitles have some foreign sentences
        if share >= _SHARED:
            return _Kind.SHARED
        return _Kind.ENGLISH if english else _Kind.UNKNOWN

    def _is_slip(self, document: Document, match: regex.Match[str], spellings: Mapping[str, int]) -> bool:
        """Whether a single word is certainly foreign, and no name."""
        word = match.group()
        known = self._terms.meaning(word) is not None
        if not word.isascii() or not word.islower() or (len(word) < _LETTERS_ALONE and not known):
            return False
        around = match.string[max(match.start() - 2, 0) : match.start()].strip(" ")[-1:]
        if not (_HAN.match(around) or _HAN.match(match.string[match.end() : match.end() + 2].strip(" ")[:1])):
            return False
        if spellings.get(word, 0) > _MOST or word.title() in spellings or word.upper() in spellings:
            return False
        if (
            word in self._loans
            or count_of(word)
            or _AS_NAME.search(match.string, max(match.start() - _REACH, 0), match.start())
        ):
            return False
        use = foreign_use(word)
        share = use.share if use is not None else 0
        if share >= _SURELY or (known and share):
            return True
        return (known or share >= _SHARE_ALONE) and has_slips(document)


def _may_be_foreign(kinds: list[_Kind]) -> bool:
    """Whether words of some kinds are worth a look."""
    return _Kind.FOREIGN in kinds or kinds == [_Kind.UNKNOWN]


def _words(text: str) -> list[str]:
    return [word.group() for word in _WORDS.finditer(text)]


def _is_name(prose: str, words: list[Span]) -> bool:
    """Whether a phrase is a part of a name, or fills a cell of a table, as names and values do."""
    if _NOBLE.issuperset(span.text(prose) for span in words):
        return True
    start, end = words[0].start, words[-1].end
    before, after = prose[max(start - 2, 0) : start].rstrip(" "), prose[end : end + 2].lstrip(" ")
    return before.endswith("|") and after.startswith("|")


def _is_german(word: str) -> bool:
    """Whether a word is German, which writes nouns with a capital."""
    use = foreign_use(word)
    return use is not None and use.language == "de"


def _phrase(document: Document, words: list[Span], kinds: list[_Kind]) -> Span | None:
    """The span of a foreign phrase in a run of words, without the English words around; None without one."""
    foreign = [index for index, kind in enumerate(kinds) if kind is _Kind.FOREIGN]
    if sum(len(words[index]) for index in foreign) < _LETTERS:
        return None
    first, last = foreign[0], foreign[-1]
    while first and kinds[first - 1] in (_Kind.SHARED, _Kind.UNKNOWN):
        first -= 1
    while last + 1 < len(kinds) and kinds[last + 1] in (_Kind.SHARED, _Kind.UNKNOWN):
        last += 1
    if (
        last + 1 < len(kinds)
        and kinds[last + 1] is _Kind.NAME
        and _is_german(words[last].text(document.prose))
    ):
        last += 1
    prose = document.prose
    if (first and kinds[first - 1] is _Kind.NAME) or _is_name(prose, words[first : last + 1]):
        return None  # Monde de la Recherche
    inside = kinds[first : last + 1]
    others = inside.count(_Kind.ENGLISH)
    evidence = 2 * len(foreign) + inside.count(_Kind.SHARED)
    if _Kind.UNKNOWN in inside and has_slips(document):
        evidence += inside.count(_Kind.UNKNOWN)
    least = 3 + 3 * others
    if all(count_of(span.text(prose).lower()) for span in words[first : last + 1]):
        least += 1  # font sans
    if len(inside) < 2 or evidence < least:  # noqa: PLR2004 - a phrase has two words
        return None
    return Span(words[first].start, words[last].end)
