"""Letters of scripts that have no business where they stand.

Scripts are those of UAX #24: the property Script, and Script_Extensions for what several share, such as ー.
`report` says what is looked for:

- `intrusion`: runs of letters of the `scripts`, or of any script but those of `allow`. With `where: sentence`
  (the default) only Chinese sentences are looked at, and there quotations, titles, faces and Japanese lines
  stay; with `where: anywhere` every such letter counts.
- `mixed-word`: one word with letters of two scripts: half a word glued to Han, or a letter that looks like a
  Latin one in a Latin word (`look_alikes`). Half words are those of `half_words` and, with `dictionary`, four
  or more small letters right behind Han that are no English word but the end of a common one, or right before
  Han and the beginning of some; what is in `known` is whole.

A fix replaces what is found, as a whole and with the spaces that set it off from Chinese, by what its
`glossary` says; what is not there is only reported.
"""

from __future__ import annotations

import functools
import unicodedata
from typing import TYPE_CHECKING

import regex

from linter.chinese.characters import HAN_RUN
from linter.chinese.language import is_japanese
from linter.diagnostics import Edit, Fix
from linter.document import MARKUP, MARKUP_END, PROTECTED
from linter.latin.vocabulary import begins_word, ends_word
from linter.matching import schemas
from linter.matching.deadline import Deadline
from linter.matching.expressions import compile_all
from linter.matching.lines import LineJudge
from linter.matching.quotes import is_quoted
from linter.matching.spec import Compiled, Match, SpecError
from linter.messages.phrases import Joined, Phrase, template
from linter.messages.suggestions import did_you_mean
from linter.spans import Span, SpanSet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linter.document import Document
    from linter.matching.spec import Options, RuleSpec

PARAMS = schemas.params(
    ("report",),
    report=schemas.one_of("What to look for.", "intrusion", "mixed-word"),
    scripts=schemas.texts("Unicode scripts whose letters are found: Cyrillic, Hiragana, Thai …"),
    allow=schemas.texts("Instead of `scripts`: the only scripts that may occur."),
    where=schemas.one_of("Where to look; `sentence` if not given.", "sentence", "anywhere"),
    least=schemas.dictionary(
        "For a script, how many letters of it there must be before they count.",
        schemas.whole("Letters.", minimum=1),
    ),
    ignore=schemas.texts("Finds that may stand, as a whole."),
    unless_line=schemas.UNLESS_LINE,
    half_words=schemas.texts("For `mixed-word`: ends of Latin words that are no words."),
    dictionary=schemas.switch("For `mixed-word`: whether an English dictionary tells more half words."),
    known=schemas.texts("For `dictionary`: what looks like half a word and is none: config, repo."),
    look_alikes=schemas.dictionary("For `mixed-word`: letter to the Latin letter it looks like."),
)
FIX = {"glossary": schemas.dictionary("What is found, as a whole, to what it means.")}
FIX_REQUIRED = ()
FIELDS = {
    "match": "what was found",
    "scripts": "the scripts of its letters",
    "should": "what it becomes, if the fix knows",
}
SCOPED = True
STARTER = """\
  - id: my-rule
    summary: Korean or Thai letters in a Chinese sentence
    why: The reader loses the sentence.
    severity: warning
    kind: script
    params:
      report: intrusion          # or mixed-word
      scripts: [Hangul, Thai]    # or `allow: [Han, Latin]`: every other script is found
      where: sentence            # or anywhere: quotations and titles, too
      ignore: [오빠]             # may stand
    message:
      en: "{scripts} in a Chinese sentence: '{match}'"
      zh-TW: "中文句子裡夾了{scripts}：「{match}」"
    fix:
      applicability: safe
      because: each entry has one meaning
      glossary: {모델: 模型}
    examples:
      - {invalid: "這個 ⟦모델⟧ 的準確率", fixed: "這個模型的準確率"}
      - {invalid: "這個 ⟦데이터⟧ 的來源", because: "reported, not fixed: the glossary has no such word"}
      - {valid: "他唱了「사랑해요」這首歌", because: a quotation}
      - {valid: "變數 `모델` 的值", because: code is not prose}
"""

_HAN = regex.compile(r"\p{Han}")
_LATIN = regex.compile(r"\p{Latin}")
_EAST_ASIAN = regex.compile(r"[\p{Hiragana}\p{Katakana}\p{Hangul}]")
_KATAKANA = regex.compile(r"[\p{Katakana}ー・ ]+")
_SCRIPT_NAME = regex.compile("[A-Za-z]+(?:_[A-Za-z]+)*")
_LETTERS = regex.compile(r"[\p{L}\p{M}--[\p{Han}]]+", regex.VERSION1)
#: Small letters right behind or before Han, not a part of an identifier, an address or a longer word.
_GLUED = regex.compile(
    r"(?<=\p{Han})[a-z]{4,}+(?![\p{Latin}\p{N}_.@/-])|(?<![\p{Latin}\p{N}\p{Han}_.@/-])[a-z]{4,}+(?=\p{Han})"
)
#: A line with fewer Han characters than this is no Chinese sentence.
_FEW_HAN = 2
#: A line in which foreign letters outnumber Han by more than this is a foreign one.
_FOREIGN_PER_HAN = 3
#: Words of so few letters may hold a Greek symbol between Latin ones.
_SHORT_WORD = 4
#: How far from an entry of a list of words its marker or its cell may begin.
_REACH = 40
#: How far behind a foreign word the text may say what it means.
_NEAR = 6
#: The hands of a face have so many letters.
_FACE = 2
#: What stands before an entry of a list of words, or a cell of a table, and what behind it.
_BEFORE_ENTRY = regex.compile(rf"[\s{MARKUP}{MARKUP_END}{PROTECTED}|／/「（(～〜-]*")
_BEHIND_ENTRY = regex.compile(r"\s*(?:[.!！?？]*[（(／/|]|[.!！?？]+)|\s*$")
_HAN_AND_LATIN = Joined([Phrase("Han"), Phrase("Latin")], " and ")
_FIELDS = frozenset(FIELDS)


def compile_rule(spec: RuleSpec, _options: Options) -> Compiled:
    """A finder for what `params.report` names."""
    if spec.params["report"] == "mixed-word":
        return Compiled(_MixedWords(spec, _named(spec, "scripts")).find, _FIELDS)
    return Compiled(_Intrusions(spec).find, _FIELDS)


_COMMON = """
    Latin Han Cyrillic Greek Hiragana Katakana Hangul Thai Arabic Hebrew Devanagari Bengali Tamil Telugu
    Gujarati Kannada Malayalam Gurmukhi Sinhala Khmer Lao Myanmar Tibetan Mongolian Georgian Armenian
    Ethiopic Bopomofo Yi
"""


@functools.cache
def _common_scripts() -> dict[str, regex.Pattern[str]]:
    """The scripts that a find can be told to be of where the rule does not list any."""
    return {name: regex.compile(rf"\p{{Script={name}}}") for name in _COMMON.split()}


def _named(spec: RuleSpec, key: str) -> dict[str, regex.Pattern[str]]:
    """The scripts of a list in the parameters, each with a pattern for one of its characters."""
    named = {}
    for place, name in enumerate(spec.params.get(key, ())):
        try:
            if not _SCRIPT_NAME.fullmatch(name):
                raise regex.error("no name")  # noqa: TRY301 - said once, below
            named[name] = regex.compile(rf"\p{{Script={name}}}")
        except regex.error:
            raise SpecError("'{name}' is no Unicode script", "params", key, place, name=name) from None
    return named


def _scripts(text: str, named: Mapping[str, regex.Pattern[str]]) -> Phrase:
    return Joined([Phrase(name) for name, pattern in named.items() if pattern.search(text)], " and ")


class _Intrusions:
    """Finds runs of letters of the listed scripts in Chinese lines, or anywhere."""

    def __init__(self, spec: RuleSpec) -> None:
        params = spec.params
        if ("scripts" in params) == ("allow" in params):
            raise SpecError("say which: either 'scripts' or 'allow'", "params")
        self._named = _named(spec, "scripts")
        if "allow" in params:
            allowed = "".join(rf"--\p{{Script={name}}}" for name in _named(spec, "allow"))
            letter = rf"[\p{{L}}{allowed}--\p{{Script=Common}}--\p{{Script=Inherited}}]"
            self._pattern = regex.compile(rf"{letter}(?:{letter}|\p{{M}})*", regex.VERSION1)
        else:
            letters = "".join(rf"\p{{Script={name}}}" for name in self._named)
            shared = "".join(rf"\p{{Script_Extensions={name}}}" for name in self._named)
            joined = rf"(?:[{letters}\p{{M}}々]|[[{shared}]&&[\p{{L}}\p{{M}}]])"
            self._pattern = regex.compile(
                rf"[{letters}]{joined}*(?:[ '’・-][{letters}]{joined}*)*", regex.VERSION1
            )
        for name in params.get("least", ()):
            if name not in self._named:
                raise SpecError(
                    "'{name}' is not among the 'scripts'{hint}",
                    "params",
                    "least",
                    name=name,
                    hint=did_you_mean(name, self._named),
                )
        self._anywhere = params.get("where") == "anywhere"
        self._rule = spec.id
        self._least: Mapping[str, int] = params.get("least", {})
        self._ignored = frozenset(params.get("ignore", ()))
        self._unless_line = compile_all(spec, "unless_line")
        self._glossary = _Glossary(spec)

    def find(self, document: Document) -> Iterator[Match]:
        prose = document.prose
        chinese = LineJudge(document, lambda line: self._is_chinese(line.text(prose)))
        stays = Deadline(self._rule, document).judge(self._unless_line)
        titles = SpanSet(
            (field.span.start, field.span.end)
            for record in document.records.records
            for field in (record.title, record.heading)
            if field is not None
        )
        for match in self._pattern.finditer(prose):
            span = Span(*match.span())
            text = span.text(prose)
            if text in self._ignored or self._too_short(text) or stays.passes(span.start):
                continue
            if not self._anywhere and (
                not chinese.passes(span.start) or titles.cover(span) or self._stays(prose, span, chinese.line)
            ):
                continue
            yield _found(prose, span, self._scripts(text), self._glossary.fix(prose, span))

    def _scripts(self, text: str) -> Phrase:
        if self._named:
            return _scripts(text, self._named)
        known = [name for name, pattern in _common_scripts().items() if pattern.search(text)]
        return Joined([Phrase(name) for name in known or ["other letters"]], " and ")

    def _is_chinese(self, line: str) -> bool:
        """Whether a line is a Chinese sentence with foreign letters in it, not the other way round."""
        han = sum(map(len, HAN_RUN.findall(line)))
        letters = sum(len(match.group()) for match in self._pattern.finditer(line))
        return han >= _FEW_HAN and letters <= _FOREIGN_PER_HAN * han and not is_japanese(line)

    def _stays(self, prose: str, span: Span, line: Span) -> bool:
        """Whether the letters may stand where they are in a Chinese sentence."""
        text = span.text(prose)
        beside = prose[max(span.start - 1, 0) : span.start] + prose[span.end : span.end + 1]
        if not _HAN.search(beside) and (self._is_name(text) or _is_aside(prose, span, line)):
            return True
        if _LATIN.search(beside) and not _EAST_ASIAN.search(text):
            return True  # one word of two scripts: another rule's
        return is_quoted(prose, span, line)

    def _is_name(self, text: str) -> bool:
        """Whether letters that stand apart may be a name: katakana that the glossary does not know."""
        return _KATAKANA.fullmatch(text) is not None and not self._glossary.knows(text)

    def _too_short(self, text: str) -> bool:
        """Whether every letter is of a script that only words of some length give away (Greek: maths)."""
        if not self._named:
            return False
        for name, pattern in self._named.items():
            count = len(pattern.findall(text))
            if count and count >= self._least.get(name, 1):
                return False
        return True


def _is_aside(prose: str, span: Span, line: Span) -> bool:
    """Whether letters away from Han are a face, ヽ(・∀・)ノ, a letter spoken of, or a vocabulary's entry."""
    around = prose[max(span.start - 2, 0) : span.start] + prose[span.end : span.end + 2]
    if len(span) == 1 or (len(span) <= _FACE and not _HAN.search(around)):
        return True
    left = max(line.start, span.start - _REACH)
    cell = max(left, prose.rfind("|", left, span.start), prose.rfind("／", left, span.start))
    begins = _BEFORE_ENTRY.fullmatch(prose, cell, span.start) is not None
    return begins and _BEHIND_ENTRY.match(prose, span.end, line.end) is not None


class _Glossary:
    """The fixes of intrusions and half-words with one meaning, as the rule's `fix.glossary` gives them."""

    def __init__(self, spec: RuleSpec) -> None:
        self._words: Mapping[str, str] = (spec.fix or {}).get("glossary", {})
        self._applicability = spec.applicability

    def finditer(self, prose: str) -> Iterator[regex.Match[str]]:
        """The entries in a text that are no part of a longer Latin word, the longest at each place."""
        if self._words:
            yield from self._pattern.finditer(prose)

    @functools.cached_property
    def _pattern(self) -> regex.Pattern[str]:
        return regex.compile(
            r"(?<!\p{Latin})\L<words>(?![\p{Latin}\p{N}_(-]|\.\p{Latin})",
            words=list(self._words),
            cache_pattern=False,
        )

    def knows(self, text: str) -> bool:
        """Whether a text as a whole is in the glossary."""
        return unicodedata.normalize("NFC", text) in self._words

    def fix(self, prose: str, span: Span) -> Fix | None:
        """The fix of what the span holds, if the glossary knows it as a whole."""
        content = self._words.get(unicodedata.normalize("NFC", span.text(prose)))
        if content is None or content in prose[span.end : span.end + _NEAR + len(content)]:
            return None  # 機制（機制）, 機制，也就是機制: the text already says what it means
        return Fix((Edit(_with_spaces(prose, span), content),), self._applicability)


def _with_spaces(prose: str, span: Span) -> Span:
    """The span with the single spaces that set a foreign word off from Chinese; a Chinese one needs none."""
    start, end = span.start, span.end
    if prose[start - 1 : start] == " " and _HAN.match(prose[start - 2 : start - 1]):
        start -= 1
    if prose[end : end + 1] == " " and _HAN.match(prose[end + 1 : end + 2]):
        end += 1
    return Span(start, end)


class _MixedWords:
    """Finds half-words glued to Han, and look-alike letters of other scripts in Latin words."""

    def __init__(self, spec: RuleSpec, named: Mapping[str, regex.Pattern[str]]) -> None:
        for needed in ("half_words", "look_alikes"):
            if needed not in spec.params:
                raise SpecError("'mixed-word' needs '{needed}'", "params", "report", needed=needed)
        for name in ("allow", "where", "least"):
            if name in spec.params:
                raise SpecError("'{name}' goes with 'report: intrusion' only", "params", name, name=name)
        self._unless_line = compile_all(spec, "unless_line")
        self._ignored = frozenset(spec.params.get("ignore", ()))
        self._named = named
        self._half = regex.compile(
            r"(?<=\p{Han})\L<halves>(?![\p{Latin}\p{N}_])",
            halves=list(spec.params["half_words"]),
        )
        self._dictionary: bool = spec.params.get("dictionary", False)
        self._known = frozenset(spec.params.get("known", ()))
        self._alike: Mapping[str, str] = spec.params["look_alikes"]
        for letter in self._alike:
            if len(letter) != 1:
                message = template("'{letter}' is not one letter")
                raise SpecError(message, "params", "look_alikes", letter, letter=letter)
        self._any_alike = regex.compile(rf"[{regex.escape(''.join(self._alike))}]")
        self._spec = spec
        self._glossary = _Glossary(spec)

    def find(self, document: Document) -> Iterator[Match]:
        stays = Deadline(self._spec.id, document).judge(self._unless_line)
        for found in self._all(document.prose):
            if found.fields["match"] not in self._ignored and not stays.passes(found.span.start):
                yield found

    def _all(self, prose: str) -> Iterator[Match]:
        listed: set[int] = set()
        for match in self._glossary.finditer(prose):
            span = Span(*match.span())
            listed.update(range(span.start, span.end))
            yield _found(prose, span, _HAN_AND_LATIN, self._glossary.fix(prose, span))
        for match in self._half.finditer(prose):
            if match.start() not in listed:
                listed.add(match.start())
                yield self._end_of_word(match)
        for match in _GLUED.finditer(prose) if self._dictionary else ():
            half = self._half_word(match) if match.start() not in listed else None
            if half is not None:
                yield half
        if not self._any_alike.search(prose):
            return
        for match in _LETTERS.finditer(prose):
            found = self._look_alike(match)
            if found is not None:
                yield found

    def _half_word(self, match: regex.Match[str]) -> Match | None:
        """The find at letters that stand beside Han, if they are a part of an English word there."""
        letters, prose = match.group(), match.string
        if letters in self._known:
            return None
        if _HAN.match(prose[match.start() - 1 : match.start()]) and ends_word(letters):
            return self._end_of_word(match)
        if not _HAN.match(prose[match.end() : match.end() + 1]) or not begins_word(letters):
            return None
        return _found(prose, Span(match.start(), match.end() + 1), _HAN_AND_LATIN, None)

    def _end_of_word(self, match: regex.Match[str]) -> Match:
        """The find at the end of a word, with the character before it."""
        return _found(match.string, Span(match.start() - 1, match.end()), _HAN_AND_LATIN, None)

    def _look_alike(self, match: regex.Match[str]) -> Match | None:
        word = match.group()
        foreign = [letter for letter in word if letter in self._alike]
        latin = len(_LATIN.findall(word))
        if not foreign or not latin:
            return None
        # One Greek letter before or after a word is a symbol (βVAE, μm); inside it, it is an impostor.
        others = [letter for letter in word if not _LATIN.match(letter)]
        if len(others) != len(foreign) or latin < len(foreign) or not _inside(word, self._named):
            return None
        span = Span(*match.span())
        should = "".join(self._alike.get(letter, letter) for letter in word)
        fix = Fix((Edit(span, should),), self._spec.applicability) if self._spec.fix is not None else None
        return _found(
            match.string, span, Joined([Phrase("Latin"), _scripts(word, self._named)], " and "), fix
        )


def _inside(word: str, named: Mapping[str, regex.Pattern[str]]) -> bool:
    """Whether a letter of the scripts stands where a symbol would not.

    Greek counts only between Latin letters, in a word of some length.
    """
    greek = named.get("Greek")
    foreign = [place for place, letter in enumerate(word) if not _LATIN.match(letter)]
    if greek is not None and all(greek.match(word[place]) for place in foreign):
        return len(word) > _SHORT_WORD and all(0 < place < len(word) - 1 for place in foreign)
    return True


def _found(prose: str, span: Span, scripts: Phrase, fix: Fix | None) -> Match:
    should = fix.edits[0].content if fix is not None else ""
    return Match(span, {"match": span.text(prose), "scripts": scripts, "should": should}, fix)
