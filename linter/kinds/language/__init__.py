"""Words in a language of Latin letters that do not belong in a Chinese text.

A clause is found if a language detector is certain that it is in one of the `languages` and not in an
`expected` one. Only clauses of at least `least_words` words, most of them in lower case, are checked, because
others are names and terms.

With `single`, shorter phrases and single words in lower case are found, too: those that have an accent of a
European language, end like one of its words (`endings`), or are frequent in it and unknown in English, but
no `loan_words`. `unless_line` applies to them, and to clauses that begin with a capital letter, as titles and
mottos do. Quotations and lines without a Han character are not reported.

A fix replaces a word or a phrase by the term that `terms` gives for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.chinese.characters import HAN_RUN
from linter.diagnostics import Edit, Fix
from linter.document import MARKUP, MARKUP_END
from linter.kinds.language import accents
from linter.kinds.language.clauses import Clauses
from linter.kinds.language.common_words import CommonWords
from linter.latin.languages import LANGUAGES
from linter.latin.vocabulary import foreign_use
from linter.lazy import lazy_regex
from linter.matching import foreign_terms, schemas
from linter.matching.deadline import Deadline
from linter.matching.expressions import compile_all
from linter.matching.foreign_terms import as_in, terms_of
from linter.matching.lines import LineJudge
from linter.matching.quotes import is_quoted
from linter.matching.spec import Compiled, Match, SpecError
from linter.messages.phrases import Phrase, template
from linter.spans import SpanSet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linter.document import Document
    from linter.matching.spec import Options, RuleSpec
    from linter.spans import Span

_NAMES = tuple(LANGUAGES.values())
PARAMS = schemas.params(
    ("least_words", "expected", "languages"),
    least_words=schemas.whole("The minimum number of words in a clause that is checked.", minimum=4),
    expected=schemas.several("The languages that are not reported.", *_NAMES),
    languages=schemas.several("The languages that are found.", *_NAMES),
    single=schemas.params(
        loan_words=schemas.texts("Foreign words that English and Chinese texts use, with an accent or not."),
        endings=schemas.texts("Ends of words that only these languages have."),
    ),
    terms=foreign_terms.SCHEMA,
    unless_line=schemas.UNLESS_LINE,
)
FIX: Mapping[str, schemas.Schema] = {}
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

#: A gloss in Chinese after a term of another language, or another item of a list after it and before it.
_AFTER_TERM = lazy_regex(r" ?[（(「]\p{Han}| ?、 ?\p{Latin}")
_BEFORE_ITEM = lazy_regex(r"\p{Latin} ?、 ?")


def compile_rule(spec: RuleSpec, _options: Options) -> Compiled:
    """A finder for clauses and words in one of `params.languages`."""
    return Compiled(_Finder(spec).find, frozenset(FIELDS))


def _is_term(prose: str, span: Span) -> bool:
    """Whether a gloss explains words, or they are in a list of such words: names and terms, not slips."""
    before = prose[max(span.start - 4, 0) : span.start]
    return _AFTER_TERM.match(prose, span.end) is not None or (
        "、" in before and _BEFORE_ITEM.search(before) is not None
    )


def _is_set_off(prose: str, span: Span, line: Span) -> bool:
    """Whether the span fills an emphasised text or a table cell."""
    before, after = prose[line.start : span.start], prose[span.end : line.end]
    emphasised = before[-1:] == MARKUP and after[:1] == MARKUP_END
    return emphasised or before.rstrip()[-1:] == "|" == after.lstrip()[:1]


class _Finder:
    def __init__(self, spec: RuleSpec) -> None:
        params = spec.params
        codes = {name: code for code, name in LANGUAGES.items()}
        self._rule = spec.id
        self._expected = [codes[name] for name in params["expected"]]
        self._wanted: Mapping[str, str] = {codes[name]: name for name in params["languages"]}
        for name in params["languages"]:
            if name in params["expected"]:
                raise SpecError("{name} is either expected or found", "params", "languages", name=name)
        single = params.get("single")
        loans = frozenset((single or {}).get("loan_words", ()))
        self._loans = loans
        self._endings: tuple[str, ...] = tuple((single or {}).get("endings", ()))
        self._clauses = Clauses(params["least_words"], self._expected, self._wanted)
        self._terms = terms_of(spec)
        self._common = CommonWords(self._wanted, loans, self._terms) if single is not None else None
        self._unless_line = compile_all(spec, "unless_line")
        self._spec = spec

    def find(self, document: Document) -> Iterator[Match]:
        prose = document.prose
        chinese = LineJudge(document, lambda line: HAN_RUN.search(prose, line.start, line.end) is not None)
        stays = Deadline(self._rule, document).judge(self._unless_line)
        for span, language, is_clause in self._all(document):
            # A slip continues in lower case; a title, a motto or a line of a song begins with a capital.
            capital = prose[span.start].isupper()
            if not chinese.passes(span.start) or (capital and _is_set_off(prose, span, chinese.line)):
                continue
            excepted = (capital or not is_clause) and (stays.passes(span.start) or _is_term(prose, span))
            if not excepted and not is_quoted(prose, span, chinese.line):
                yield Match(
                    span,
                    {"match": span.text(prose), "language": Phrase(language)},
                    self._fix(document, span),
                )

    def _all(self, document: Document) -> list[tuple[Span, str, bool]]:
        """Clauses, phrases and words, in order; of those that overlap, the first of these."""
        prose = document.prose
        found = [(span, language, True) for span, language in self._clauses.find(document)]
        if self._common is not None:
            common = list(self._common.find(document))
            for group in (common, list(accents.find(document, self._loans, self._endings))):
                taken = SpanSet((span.start, span.end) for span, _, _ in found)
                found += [
                    (span, self._language_of(span.text(prose)), False)
                    for span in group
                    if not taken.overlap(span)
                ]
        return sorted(found)

    def _fix(self, document: Document, span: Span) -> Fix | None:
        if self._spec.fix is None:
            return None
        text = span.text(document.prose)
        term = self._terms.meaning(text)
        sure = term is not None
        term = term or self._terms.likely(text)
        if term is None:
            return None
        return Fix((Edit(span, as_in(document, term)),), self._spec.applicability_of(sure=sure))

    def _language_of(self, text: str) -> str:
        """The language of words, or "another language", since accents may also be wrong."""
        uses = [use for word in text.split(" ") if (use := foreign_use(word.lower())) is not None]
        names = [name for use in uses if (name := self._wanted.get(use.language)) is not None]
        return max(names, key=names.count, default=template("another language"))
