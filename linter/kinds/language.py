"""A clause in a language of Latin letters that has no business in a Chinese text, told by its function words.

Only clauses long enough to be sure are looked at; names and terms of a few words never are. Quotations stay,
and so do lines without a Han character.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from linter.chinese.characters import HAN_RUN
from linter.matching import schemas
from linter.matching.lines import LineJudge
from linter.matching.quotes import is_quoted
from linter.matching.spec import Compiled, Match
from linter.phrases import Phrase
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from linter.document import Document
    from linter.matching.spec import Options, RuleSpec

PARAMS = schemas.params(
    ("least_words", "share", "expected", "languages"),
    least_words=schemas.whole("The fewest words of a clause that is looked at.", minimum=3),
    share=schemas.number("Least share of function words among them.", exclusiveMinimum=0, maximum=1),
    expected=schemas.texts("Function words of the language that is welcome: English."),
    languages=schemas.dictionary(
        "Language to its function words.", schemas.texts("Function words, in lower case.")
    ),
)
FIX = None
FIX_REQUIRED = ()
FIELDS = {"match": "the clause", "language": "its language, as the rule names it"}
SCOPED = True
STARTER = """\
  - id: my-rule
    summary: A clause in Dutch
    why: A model that changes language in mid-sentence leaves a clause that nobody understands.
    severity: warning
    kind: language
    params:
      least_words: 5             # shorter clauses are never looked at
      share: 0.25                # so many of the words must be function words
      expected: [the, of, and, to, in, is, for, with, that, this]
      languages:
        Dutch: [de, het, een, van, en, is, niet, dat, voor, met, op, zijn, aan, om, ook]
    message:
      en: "{language} in a Chinese text: '{match}'"
      zh-TW: "中文裡夾了 {language}：「{match}」"
    examples:
      - {invalid: "設計⟦een model dat de prestaties van het netwerk behoudt⟧。"}
      - {valid: "他引用「een model dat de prestaties van het netwerk behoudt」", because: a quotation}
      - {valid: "`een model dat de prestaties van het netwerk` 是程式碼", because: code is not prose}
"""

_WORD = r"\p{Latin}[\p{Latin}\p{M}'’]*+"
#: Possessive throughout, so that a line of a million letters is read once.
_CLAUSE = regex.compile(rf"(?<![\p{{Latin}}\p{{M}}'’]){_WORD}(?:[ ,;-]++{_WORD})++")
_WORDS = regex.compile(_WORD)


def compile_rule(spec: RuleSpec, _options: Options) -> Compiled:
    """A finder for clauses of at least `params.least_words` words in one of `params.languages`."""
    least: int = spec.params["least_words"]
    share: float = spec.params["share"]
    expected = frozenset(spec.params["expected"])
    languages: Mapping[str, Sequence[str]] = spec.params["languages"]
    function_words = {name: frozenset(words) for name, words in languages.items()}

    def language(words: list[str]) -> str | None:
        """The language with most function words in a clause, if there are enough and English has fewer."""
        counts = {name: [w for w in words if w in known] for name, known in function_words.items()}
        name = max(counts, key=lambda each: len(counts[each]))
        hits = counts[name]
        ours = sum(word in expected for word in words)
        enough = len(set(hits)) > 1 and len(hits) >= share * len(words) and len(hits) > ours
        return name if enough else None

    def find(document: Document) -> Iterator[Match]:
        prose = document.prose
        chinese = LineJudge(document, lambda line: HAN_RUN.search(prose, line.start, line.end) is not None)
        for match in _CLAUSE.finditer(prose):
            words = [word.lower() for word in _WORDS.findall(match.group())]
            if len(words) < least:
                continue
            span = Span(*match.span())
            if not chinese.passes(span.start) or is_quoted(prose, span, chinese.line):
                continue
            name = language(words)
            if name is not None:
                yield Match(span, {"match": match.group(), "language": Phrase(name)})

    return Compiled(find, frozenset(FIELDS))
