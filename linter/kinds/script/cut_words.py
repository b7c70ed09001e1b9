"""English words without their first letters: 這類 bservation（如位置）, 結合 requency filters.

A lower-case word that English does not know is one if one or two letters in front make it a common word, and
nothing says that it is a name: it is in quotes or in code, or has a capital elsewhere in the document.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from linter.characters.scripts import HAN as HAN_LETTERS
from linter.chinese.characters import HAN_RUN
from linter.diagnostics import Edit, Fix
from linter.document import MARKUP, MARKUP_END, PROTECTED
from linter.kinds.script.halves import PARTICLES
from linter.kinds.script.scripts import HAN
from linter.latin.coined import is_coined
from linter.latin.vocabulary import completions, count_of, foreign_use, is_english
from linter.lazy import lazy_re, lazy_regex
from linter.matching.lines import LineJudge
from linter.matching.memory import spans_in_lines
from linter.matching.quotes import is_quoted
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.document import Document
    from linter.kinds.script.glossary import Glossary
    from linter.matching.spec import RuleSpec

#: A lower-case word with no sign of code on either side.
_WORD = lazy_regex(
    r"(?<![\p{Latin}\p{M}\p{N}'’_./@#&=$%\\:<>\"~|+)\]-])[a-z]{4,}+"
    r"(?=[ \p{Han}，。、；：！？（）,;\n]|$|\((?!\))|[.](?![\p{Latin}\p{N}]))"
)
#: Where such a word may be: the package `re` finds it in a tenth of the time.
_LOWER = lazy_re(rf"(?<![a-z])[a-z]{{4,}}+(?=[ {HAN_LETTERS}，。、；：！？（）,;\n(.]|\Z)")
_ANY_WORD = lazy_re(r"[A-Za-z]{4,}")
#: The maximum number of letters that are lost.
_LOST = 2
#: The minimum number of letters that are left, unless the document has the whole word elsewhere.
_FEWEST = 6
#: The minimum count of the whole word (see `count_of`) where two letters, or few, tell it from a name.
_COMMON = 1000
#: The minimum number of letters that are left of a rarer word that has lost one.
_LONG = 7
#: The minimum count of a whole word that is certain, unless it has an ending of English terms.
_FREQUENT = 5000
_ENDINGS = ("tion", "sion", "ness", "ment", "ity", "ance", "ence", "ing", "ated", "ized", "ous", "ive")
#: A Latin word on both sides, as in English text that was broken elsewhere: null-te rminated strings.
_LATIN_BEFORE = lazy_regex(r"\p{Latin} $")
_LATIN_AFTER = lazy_regex(r" \p{Latin}")
#: How often a cut word may occur; what occurs more often is a name.
_MOST = 2
_EMPHASIS = MARKUP + MARKUP_END + PROTECTED


class CutWords:
    """Finds the cut words of a document."""

    def __init__(self, spec: RuleSpec, glossary: Glossary) -> None:
        self._known = frozenset(spec.params.get("known", ()))
        self._spec = spec
        self._glossary = glossary

    def find(self, document: Document) -> Iterator[tuple[Span, Fix | None]]:
        """The cut words, and the whole ones if they are certain."""
        prose = document.prose
        candidates = [
            (span, letters)
            for span in spans_in_lines(document, CutWords, _candidates)
            if (letters := span.text(prose)) not in self._known
        ]
        if not candidates:
            return
        words = Counter(_ANY_WORD.findall(document.text))
        spellings = Counter(word.lower() for word in words.elements())
        chinese = LineJudge(document, lambda line: HAN_RUN.search(prose, line.start, line.end) is not None)
        for span, letters in candidates:
            if spellings[letters] > _MOST or words[letters] < spellings[letters]:
                continue  # a name, or one that is spelled with capitals elsewhere
            glossed = self._glossed(prose, span, letters)
            whole, sure = glossed or _whole(letters, spellings)
            if whole is None or not chinese.passes(span.start):
                continue
            if (
                _is_set_off(prose, span)
                or _is_in_english(prose, span)
                or is_quoted(prose, span, chinese.line)
            ):
                continue
            before = prose[span.start - 1 : span.start]
            if HAN.match(before) and before not in PARTICLES and not glossed:
                yield Span(span.start - 1, span.end), None
            else:
                yield span, self._fix(span, whole, sure=sure)

    def _glossed(self, prose: str, span: Span, letters: str) -> tuple[str, bool] | None:
        """The whole word if its term is right after it: nzyme（酵素）."""
        if prose[span.end : span.end + 1] in "（(":
            for word in _choices(letters):
                term = self._glossary.terms.of_english(word)
                if term is not None and prose.startswith(term, span.end + 1):
                    return word, True
        return None

    def _fix(self, span: Span, whole: str, *, sure: bool) -> Fix | None:
        if self._spec.fix is None:
            return None
        return Fix((Edit(span, whole),), self._spec.applicability_of(sure=sure))


def _candidates(prose: str) -> Iterator[tuple[int, int]]:
    """Words that may be cut."""
    for match in _LOWER.finditer(prose):
        if _WORD.match(prose, match.start()) and _may_be_cut(match.group()):
            yield match.span()


def _may_be_cut(letters: str) -> bool:
    """Whether no language knows letters, but English does with some more in front of them."""
    return (
        not is_english(letters)
        and bool(_choices(letters))
        and not is_coined(letters)
        and foreign_use(letters) is None
    )


def _choices(letters: str) -> list[str]:
    """The words that letters may be the end of."""
    least = 1 if len(letters) >= _LONG else _COMMON
    return [
        word
        for word, count in completions(letters, _LOST)
        if count >= (least if len(word) == len(letters) + 1 else _COMMON)
    ]


def _whole(letters: str, spellings: Counter[str]) -> tuple[str | None, bool]:
    """The word that letters are the end of, and whether it is certain; None if they may be a name."""
    choices = _choices(letters)
    written = [word for word in choices if spellings[word]]
    if len(written) == 1:
        return written[0], True
    if len(letters) < _FEWEST or count_of(letters):
        return None, False
    return choices[0], len(choices) == 1 and (
        choices[0].endswith(_ENDINGS) or count_of(choices[0]) >= _FREQUENT
    )


def _is_set_off(prose: str, span: Span) -> bool:
    """Whether markup sets a word off, as it does with names."""
    return prose[span.start - 1 : span.start] in _EMPHASIS and prose[span.end : span.end + 1] in _EMPHASIS


def _is_in_english(prose: str, span: Span) -> bool:
    """Whether a word is between two Latin ones."""
    before, after = prose[max(span.start - 2, 0) : span.start], prose[span.end : span.end + 2]
    return _LATIN_BEFORE.search(before) is not None and _LATIN_AFTER.match(after) is not None
