"""Half an English word attached to Han: its end after it (解cision), or its beginning before it (concl論)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from linter.characters.scripts import HAN
from linter.chinese.in_place import ends_longer_word
from linter.kinds.script.glossed import glossed_ends
from linter.latin.coined import is_coined
from linter.latin.vocabulary import begins_word, completions, count_of, ends_word, is_english
from linter.lazy import lazy_re, lazy_regex
from linter.matching.foreign_terms import as_in
from linter.matching.memory import of_lines, spans_in_lines
from linter.matching.per_document import PerDocument
from linter.matching.slips import has_slips
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.diagnostics import Fix
    from linter.document import Document
    from linter.kinds.script.glossary import Glossary
    from linter.latin.terms import Completion
    from linter.matching.spec import RuleSpec

#: Lower-case letters right after Han, or before it, where the first may be a capital. The package `re` finds
#: them in a tenth of the time.
_AFTER_HAN = lazy_re(rf"[{HAN}]([a-z]{{2,}}+)")
_BEFORE_HAN = lazy_re(rf"(?<![A-Za-z])[A-Za-z][a-z]{{2,}}+(?=[{HAN}])")
#: What makes letters a part of an identifier, an address or a longer word.
_CONTINUES = lazy_regex(r"[\p{Latin}\p{N}_@/-]|\.[\p{Latin}\p{N}]")
_CONTINUED = lazy_regex(r"(?<=[\p{Latin}\p{N}_.@/-])")
#: A word with no letter before it.
_WORD = lazy_regex(r"(?<![\p{L}\p{N}])\p{Latin}{3,}+")
#: What comes before the name of a command.
_COMMAND = lazy_regex(r"(?:命令|指令) ?$")
#: How many Han characters next to letters may belong to the term.
_REACH = 8
#: The minimum number of letters that a dictionary decides about.
_FEWEST = 4
#: The maximum count of a word of two letters that may be the end of another; others are particles.
_SHORT_WORD = 50_000
#: Particles, after which a word is whole, or has lost a letter or two: 的cert, 是perating; after other
#: characters it is half of one: 如xample.
PARTICLES = frozenset("的了是在和與与及或用個个有被把讓让")
_LOST = 2
#: Beginnings that Chinese replaces when people mix the languages: 重train, 不stable.
_PREFIXES = ("anti", "auto", "dis", "im", "in", "inter", "non", "over", "pre", "re", "sub", "super", "un")


class _Token(NamedTuple):
    """Letters next to Han."""

    start: int
    end: int
    letters: str


class Halves:
    """Finds half words by their terms, by a list of ends, and by an English dictionary."""

    def __init__(self, spec: RuleSpec, glossary: Glossary) -> None:
        self._ends = frozenset(spec.params["half_words"])
        self._dictionary: bool = spec.params.get("dictionary", False)
        self._known = frozenset(spec.params.get("known", ()))
        self._glossary = glossary

    def find(self, document: Document) -> Iterator[tuple[Span, Fix | None]]:
        """The half words with the Han that belongs to them, and what is to be written."""
        prose = document.prose
        ends = glossed_ends(document) if self._dictionary else frozenset()
        found: set[int] = set()
        for span in spans_in_lines(document, _AFTER_HAN, _after_han):
            half = self._end(document, _Token(*span, span.text(prose)), ends)
            if half is not None:
                found.add(span.start)
                yield half
        for span in spans_in_lines(document, _BEFORE_HAN, _before_han):
            if span.start not in found:
                half = self._beginning(document, _Token(*span, span.text(prose)))
                if half is not None:
                    yield half

    def _end(
        self, document: Document, token: _Token, glossed: frozenset[str]
    ) -> tuple[Span, Fix | None] | None:
        """What letters right after Han are, if they are the end of a word."""
        prose = document.prose
        han = prose[max(token.start - _REACH, 0) : token.start]
        completion = self._glossary.terms.ended(han, token.letters, lambda term: as_in(document, term))
        if token.letters in self._known and (completion is None or not has_slips(document)):
            return None
        if completion is not None and _is_likely(document, token.letters, completion):
            span = Span(token.start - completion.shared, token.end)
            if completion.shared == 1 and ends_longer_word(prose, token.start):
                return span, None  # 個性化ization: 化 belongs to a word and begins no term
            rest = completion.term[completion.shared :]
            term = completion.term
            if rest and prose.startswith(rest, token.end):
                span = Span(span.start, token.end + len(rest))
            sure = completion.sure and not _is_mixture(token.letters, completion)
            return span, self._glossary.completion(span, term, sure=sure)
        if (
            token.letters in self._ends
            or prose[token.start - 1 : token.end] in glossed
            or (self._dictionary and _ends_word(document, token))
        ):
            return Span(token.start - 1, token.end), None
        return None

    def _beginning(self, document: Document, token: _Token) -> tuple[Span, Fix | None] | None:
        """What letters right before Han are, if they are the beginning of a word."""
        letters = token.letters.lower()
        if letters in self._known:
            return None
        prose = document.prose
        han = prose[token.end : token.end + _REACH]
        completion = self._glossary.terms.begun(letters, han, lambda term: as_in(document, term))
        if token.letters != letters and not has_slips(document):
            return None  # App會, Corp公司
        if completion is not None and not is_english(letters):
            span = Span(token.start, token.end + completion.shared)
            return span, self._glossary.completion(span, completion.term, sure=completion.sure)
        if (
            self._dictionary
            and token.letters.islower()  # one with a capital is a name, unless a term says otherwise
            and len(token.letters) >= _FEWEST
            and begins_word(token.letters)
            and not _COMMAND.search(prose, max(token.start - _REACH, 0), token.start)
            and not _is_name(document, token.letters)
        ):
            return Span(token.start, token.end + 1), None
        return None


def _after_han(prose: str) -> Iterator[tuple[int, int]]:
    """Lower-case letters right after Han that are a word."""
    for match in _AFTER_HAN.finditer(prose):
        if not _CONTINUES.match(prose, match.end()):
            yield match.span(1)


def _before_han(prose: str) -> Iterator[tuple[int, int]]:
    """Letters right before Han that are a word."""
    for match in _BEFORE_HAN.finditer(prose):
        if not _CONTINUED.match(prose, match.start()):
            yield match.span()


def _ends_word(document: Document, token: _Token) -> bool:
    """Whether a dictionary says that letters right after Han are the end of a word."""
    letters = token.letters
    if len(letters) < _FEWEST or not ends_word(letters) or is_coined(letters):
        return False
    if document.prose[token.start - 1] in PARTICLES and not any(
        is_english(word) for word, _ in completions(letters, _LOST)
    ):
        return False
    return not _is_name(document, letters)


@PerDocument
def _words(document: Document) -> frozenset[str]:
    """The words of a document in lower case, code included, that are not glued to Han."""
    of_each = of_lines(document, document.text, _words, _WORD.findall)
    return frozenset(word.lower() for _, words in of_each for word in words)


def _is_name(document: Document, letters: str) -> bool:
    """Whether a document has letters as a word of their own, too: kworkers; or with capitals: KMail."""
    words = _words(document)
    return letters in words or letters.removesuffix("s") in words


def _is_likely(document: Document, letters: str, completion: Completion) -> bool:
    """Whether letters are likely the end of the English word of a term.

    Letters that are a word, and pairs of letters, may mean something else: 負載ad, 輸入put. They are likely
    only in a document with certain slips, and pairs only after the whole term.
    """
    if len(letters) > 2 and not is_english(letters):  # noqa: PLR2004 - as above
        return True
    if len(letters) == 2 and (  # noqa: PLR2004 - as above
        completion.shared < len(completion.term) or count_of(letters) >= _SHORT_WORD
    ):
        return False
    return has_slips(document)


def _is_mixture(letters: str, completion: Completion) -> bool:
    """Whether somebody may have put a Chinese beginning before a whole English word on purpose."""
    return is_english(letters) and completion.english.removesuffix(letters) in _PREFIXES
