"""Words of a list, each perhaps with the word to write instead.

The longest word that matches wins, and no word boundaries are assumed: Chinese has none. With `whole_words`,
a Latin word counts only if there is no Latin letter or digit next to it, so `ai` is not found in `main`. What
must not be reported goes into the rule's `exceptions`: with 信息論 among them, 信息 is not reported in it.

The words are in `terms`, in a `file` in the same folder as the pack, or in both; `terms` takes precedence.
The file is UTF-8 and has a word on each line, with columns separated by tabs: the word, what to write instead
(empty: the word is only reported), the applicability (optional). Empty lines and lines that start with `#`
are skipped. In `terms`, a word with null is only reported, and one with an empty text is deleted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import regex

from linter.diagnostics import Applicability, Edit, Fix
from linter.lazy import lazy_regex
from linter.matching import schemas
from linter.matching.controls import has_controls
from linter.matching.deadline import Deadline
from linter.matching.expressions import compile_all
from linter.matching.spec import Compiled, Match, SpecError
from linter.messages.phrases import Phrase
from linter.messages.suggestions import did_you_mean
from linter.spans import NEWLINE, Span
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linter.document import Document
    from linter.matching.spec import Options, RuleSpec

#: Two words with something between them that is not a tab.
_NO_TAB = lazy_regex(r"\p{Han}(?:\s+|\s*(?:[,=→]|->)\s*)\p{Han}|\w\s*(?:[,=→]|->)\s*\w")
_LEVELS = [str(applicability) for applicability in Applicability]
PARAMS = schemas.params(
    terms=schemas.list_or_dictionary(
        "A word to the word to write instead; null, or a list, for words that are only reported.",
        {
            "anyOf": [
                {"type": ["string", "null"]},
                schemas.params(
                    ("to",),
                    to=schemas.text("The word to write instead."),
                    applicability=schemas.one_of("The applicability, if lower than the rule's.", *_LEVELS),
                ),
            ]
        },
    ),
    file=schemas.text("A file of words in the folder of the pack."),
    whole_words=schemas.switch("Whether Latin words count only as whole words; false if not given."),
    ignore_case=schemas.switch("Whether to ignore case; false if not given."),
    unless_line=schemas.UNLESS_LINE,
)
FIX: Mapping[str, schemas.Schema] = {}
FIX_REQUIRED = ()
FIELDS = {"match": "the word that was found", "should": "the word to write instead; — if there is none"}
SCOPED = True
EXTENDS = None
STARTER = """\
  - id: my-rule
    summary: Words that Taiwan does not use
    why: Readers search for 軟體 and do not find 軟件.
    severity: warning
    kind: terms
    params:
      terms:
        軟件: 軟體
        信息: 資訊
        質量: {to: 品質, applicability: display}   # mass, or quality: only shown
        小編: null                                 # reported; nothing to write instead
      # file: words.tsv          # more of them, in a file in the same folder
    exceptions: [信息論]         # never reported
    message:
      en: "write '{should}' instead of '{match}'"
      zh-TW: "「{match}」請改寫成「{should}」"
    fix:
      applicability: unsafe
      because: a quotation may want its own words
    examples:
      - {invalid: "這個⟦軟件⟧與⟦信息⟧", fixed: "這個軟體與資訊"}
      - {invalid: "⟦質量⟧不佳，⟦小編⟧說", because: "shown, not changed"}
      - {valid: "香農的信息論", because: an exception}
      - {valid: "`軟件` 是變數", because: code is not prose}
"""


class _Term(Value):
    """What to write instead, if anything, and its applicability."""

    to: str | None
    applicability: Applicability


def compile_rule(spec: RuleSpec, _options: Options) -> Compiled:
    """A finder for the words of `params.terms` and `params.file`."""
    if "terms" not in spec.params and "file" not in spec.params:
        raise SpecError("a rule of kind 'terms' needs 'terms' or a 'file'", "params")
    ignore_case: bool = spec.params.get("ignore_case", False)
    terms = _terms(spec, ignore_case=ignore_case)
    pattern = _pattern(terms, ignore_case=ignore_case, whole=spec.params.get("whole_words", False))
    unless_line = compile_all(spec, "unless_line")

    def find(document: Document) -> Iterator[Match]:
        prose = document.prose
        deadline = Deadline(spec.id, document)
        stays = deadline.judge(unless_line)
        for match in deadline.finditer(pattern, prose):
            text = match.group()
            term = terms.get(text.lower() if ignore_case else text)
            if term is None or text == term.to or stays.passes(match.start()):
                continue
            span = Span(*match.span())
            fix = None
            if spec.fix is not None and term.to is not None:
                fix = Fix((Edit(span, term.to),), min(term.applicability, spec.applicability))
            yield Match(span, {"match": text, "should": term.to or "—"}, fix)

    return Compiled(find, frozenset(FIELDS))


def _terms(spec: RuleSpec, *, ignore_case: bool) -> dict[str, _Term]:
    """The words, those of the file first, so that the pack's own win."""
    terms = dict(_from_file(spec, ignore_case=ignore_case))
    own = spec.params.get("terms", {})
    for word, value in own.items() if isinstance(own, dict) else ((word, None) for word in own):
        if not word:
            raise SpecError("an empty word would be found everywhere", "params", "terms")
        terms[word] = _term(value)
        if has_controls(word) or has_controls(terms[word].to or ""):
            raise SpecError("control characters are not allowed in a text", "params", "terms", word)
    if ignore_case:
        terms = {word.lower(): term for word, term in terms.items()}
    return terms


def _term(value: str | Mapping[str, Any] | None) -> _Term:
    if value is None or isinstance(value, str):
        return _Term(value, Applicability.SAFE)
    return _Term(value["to"], Applicability.parse(value.get("applicability", "safe")))


def _from_file(spec: RuleSpec, *, ignore_case: bool) -> Iterator[tuple[str, _Term]]:
    """The words of the file, if the rule names one."""
    if "file" not in spec.params:
        return
    name: str = spec.params["file"]
    seen: dict[str, int] = {}
    for number, line in enumerate(NEWLINE.split(spec.read(name, "params", "file")), 1):
        if not line.strip() or line.startswith("#"):
            continue
        word, *columns = (column.strip() for column in line.split("\t"))
        problem = _problem(word, columns, seen, ignore_case=ignore_case)
        if problem is not None:
            where = ("params", "file")
            raise SpecError("{reason}", *where, file=name, line=number, reason=problem)
        seen[word] = number
        applicability = columns[1] if len(columns) > 1 and columns[1] else "safe"
        yield word, _Term(columns[0] or None if columns else None, Applicability.parse(applicability))


def _problem(word: str, columns: list[str], seen: Mapping[str, int], *, ignore_case: bool) -> Phrase | None:
    """What is wrong with a line of a file of words."""
    applicability = columns[1] if len(columns) > 1 else ""
    phrase = None
    if not word or len(columns) > 2:  # noqa: PLR2004 - the columns of the docstring
        phrase = Phrase("a line has a word, what to write instead, and the applicability, separated by tabs")
    elif not columns and _NO_TAB.search(word):
        phrase = Phrase("this line has no tab; separate words by tabs")
    elif has_controls("".join((word, *columns))):
        phrase = Phrase("control characters are not allowed in a text")
    elif word in seen:
        first = seen[word]
        phrase = Phrase("the word '{word}' is listed twice, first on line {first}", word=word, first=first)
    elif columns and columns[0] == word and not ignore_case:
        phrase = Phrase("'{word}' would be replaced by itself", word=word)
    elif applicability and applicability not in _LEVELS:
        hint = did_you_mean(applicability, _LEVELS)
        phrase = Phrase("'{level}' is not an applicability{hint}", level=applicability, hint=hint)
    return phrase


def _pattern(terms: Mapping[str, _Term], *, ignore_case: bool, whole: bool) -> regex.Pattern[str]:
    """Any of the words; a word list of the `regex` package matches the longest."""
    words = r"\L<terms>"
    if whole:
        latin = r"[\p{Latin}\p{N}]"
        words = rf"(?:(?<!{latin})|(?!{latin})){words}(?:(?!{latin})|(?<!{latin}))"
    flags = regex.IGNORECASE if ignore_case else 0
    return regex.compile(words, flags, cache_pattern=False, terms=list(terms))
