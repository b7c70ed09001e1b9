"""Words in a language of Latin letters that do not belong in a Chinese text.

A clause is found if a language detector is certain that it is in one of the `languages` and not in an
`expected` one. Only clauses of at least `least_words` words, most of them in lower case, are checked, because
others are names and terms.

With `single`, a single lower-case word between Chinese words is found, too, if it has an accent of a European
language or ends like one of its words (`endings`), unless it is English or one of the `loan_words`.
`unless_line` applies to such words, and to clauses that begin with a capital letter, as titles and mottos do.
Quotations and lines without a Han character are not reported.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import regex

from linter.chinese.characters import HAN_RUN
from linter.document import MARKUP, MARKUP_END
from linter.latin.languages import LANGUAGES, scores
from linter.latin.vocabulary import foreign_use, is_english
from linter.matching import schemas
from linter.matching.deadline import Deadline
from linter.matching.expressions import compile_all
from linter.matching.lines import LineJudge
from linter.matching.quotes import is_quoted
from linter.matching.spec import Compiled, Match, SpecError
from linter.messages.phrases import Phrase, template
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linter.document import Document
    from linter.matching.spec import Options, RuleSpec

_NAMES = tuple(LANGUAGES.values())
PARAMS = schemas.params(
    ("least_words", "expected", "languages"),
    least_words=schemas.whole("The minimum number of words in a clause that is checked.", minimum=4),
    expected=schemas.several("The languages that are not reported.", *_NAMES),
    languages=schemas.several("The languages that are found.", *_NAMES),
    single=schemas.params(
        loan_words=schemas.texts("Words with an accent that English and Chinese texts use."),
        endings=schemas.texts("Ends of words that only these languages have."),
    ),
    unless_line=schemas.UNLESS_LINE,
)
FIX = None
FIX_REQUIRED = ()
FIELDS = {"match": "the clause, or the word", "language": "its language"}
SCOPED = True
EXTENDS = None
STARTER = """\
  - id: my-rule
    summary: A clause in Dutch
    why: A model that changes language in mid-sentence leaves a clause that nobody understands.
    severity: warning
    kind: language
    params:
      least_words: 5             # shorter clauses are not checked
      expected: [English]
      languages: [Dutch]
      single: {endings: [heid], loan_words: [café]} # single words, too
    message:
      en: "{language} in a Chinese text: '{match}'"
      zh-TW: "中文裡夾了{language}：「{match}」"
    examples:
      - {invalid: "設計⟦een model dat de prestaties van het netwerk behoudt⟧。"}
      - {invalid: "模型的⟦nauwkeurigheid⟧很高，有這種⟦réseau⟧的特性"}
      - {valid: "他引用「een model dat de prestaties van het netwerk behoudt」", because: a quotation}
      - {valid: "這是 the state of the art in image recognition，在café裡", because: English}
      - {valid: "`een model dat de prestaties van het netwerk` 是程式碼", because: code is not prose}
"""

_WORD = r"\p{Latin}[\p{Latin}\p{M}'’]*+"
#: Possessive throughout, so that a line of a million letters is read once.
_CLAUSE = regex.compile(rf"(?<![\p{{Latin}}\p{{M}}'’]){_WORD}(?:[ ,;-]++{_WORD})++")
_WORDS = regex.compile(_WORD)
#: A lower-case word next to a Chinese one, with no other Latin word or sign of code on either side.
_SINGLE = regex.compile(
    r"(?:(?<=\p{Han} ?)|(?=[\p{Ll}\p{M}]{1,40}+ ?\p{Han}))"
    r"(?<![\p{Latin}\p{M}\p{N}'’_./@#&=\\-])(?<!\p{Latin}[ ,] ?)\p{Ll}[\p{Ll}\p{M}]{3,40}+"
    r"(?![\p{Latin}\p{M}\p{N}'’_./@#&=(\\-])(?! ?[,]? ?\p{Latin})"
)
#: Accents of the languages into which models slip; romanised Chinese and Japanese have others.
_ACCENT = regex.compile("[áéíóúýñçãõàèìòùâêîôûäöüßïëÿ]")
#: A syllable of Mandarin, without its tone: cháng is not Spanish.
_PINYIN = regex.compile("(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?[aeiou]{1,3}(?:n|ng|r)?")
#: The minimum score of a clause's language, and its minimum lead over every expected one. For clauses of five
#: words, ELD gives their own language 0.45 or more; for lists of names, it gives less.
_MIN_SCORE, _MIN_LEAD = 0.42, 0.15
#: Words that only English has.
_ENGLISH = frozenset(("the", "and", "with", "that", "this", "which", "from", "are", "your", "you", "these"))
#: The minimum share of a clause's words that are in lower case; the others are names.
_LOWER_CASE_SHARE = 0.6
#: How many code points of a clause the detector gets; more do not help.
_LONGEST = 600


def compile_rule(spec: RuleSpec, _options: Options) -> Compiled:
    """A finder for clauses and words in one of `params.languages`."""
    return Compiled(_Finder(spec).find, frozenset(FIELDS))


def _is_set_off(prose: str, span: Span, line: Span) -> bool:
    """Whether the span fills an emphasised text or a table cell."""
    before, after = prose[line.start : span.start], prose[span.end : line.end]
    emphasised = before[-1:] == MARKUP and after[:1] == MARKUP_END
    return emphasised or before.rstrip()[-1:] == "|" == after.lstrip()[:1]


def _plain(word: str) -> str:
    """A word without its accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


class _Finder:
    def __init__(self, spec: RuleSpec) -> None:
        params = spec.params
        codes = {name: code for code, name in LANGUAGES.items()}
        self._rule = spec.id
        self._least: int = params["least_words"]
        self._expected = [codes[name] for name in params["expected"]]
        self._wanted: Mapping[str, str] = {codes[name]: name for name in params["languages"]}
        for name in params["languages"]:
            if name in params["expected"]:
                raise SpecError("{name} is either expected or found", "params", "languages", name=name)
        single = params.get("single")
        self._single = single is not None
        self._loans = frozenset((single or {}).get("loan_words", ()))
        self._endings: tuple[str, ...] = tuple((single or {}).get("endings", ()))
        self._unless_line = compile_all(spec, "unless_line")

    def find(self, document: Document) -> Iterator[Match]:
        prose = document.prose
        chinese = LineJudge(document, lambda line: HAN_RUN.search(prose, line.start, line.end) is not None)
        stays = Deadline(self._rule, document).judge(self._unless_line)
        for span, language in sorted((*self._clauses(prose), *self._words(prose))):
            # A slip continues in lower case; a title, a motto or a line of a song begins with a capital.
            capital = prose[span.start].isupper()
            if not chinese.passes(span.start) or (capital and _is_set_off(prose, span, chinese.line)):
                continue
            single = " " not in span.text(prose)
            excepted = (capital or single) and stays.passes(span.start)
            if not excepted and not is_quoted(prose, span, chinese.line):
                yield Match(span, {"match": span.text(prose), "language": Phrase(language)})

    def _clauses(self, prose: str) -> Iterator[tuple[Span, str]]:
        for match in _CLAUSE.finditer(prose):
            found = _WORDS.findall(match.group())
            if sum(len(word) > 1 for word in found) < self._least:
                continue  # t-o-k-e-n
            if sum(word[0].islower() for word in found) < _LOWER_CASE_SHARE * len(found):
                continue
            if "en" in self._expected and not _ENGLISH.isdisjoint(map(str.lower, found)):
                continue  # the detector's tables take longer to load than most documents to check
            language = self._language(match.group()[:_LONGEST])
            if language is not None:
                yield Span(*match.span()), language

    def _language(self, clause: str) -> str | None:
        """The name of the language that a clause is certainly in, if it is one of those to find."""
        found = scores(clause)
        best = max(found, key=lambda code: found[code], default="")
        expected = max((found.get(code, 0.0) for code in self._expected), default=0.0)
        certain = best in self._wanted and found[best] >= max(_MIN_SCORE, expected + _MIN_LEAD)
        return self._wanted[best] if certain else None

    def _words(self, prose: str) -> Iterator[tuple[Span, str]]:
        if not self._single:
            return
        for match in _SINGLE.finditer(prose):
            word = unicodedata.normalize("NFC", match.group())
            accented = _ACCENT.search(word) is not None and not _PINYIN.fullmatch(_plain(word))
            foreign = word.endswith(self._endings) or accented
            if foreign and word not in self._loans and not is_english(word):
                yield Span(*match.span()), self._language_of_word(word)

    def _language_of_word(self, word: str) -> str:
        """The language of a word, or "another language", since accents may also be wrong."""
        use = foreign_use(word)
        name = self._wanted.get(use.language) if use is not None else None
        return name or template("another language")
