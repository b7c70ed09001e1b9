"""Rules about the scripts that letters belong to (Unicode property Script, UAX #24)."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import regex

from linter.chinese.characters import HAN_RUN
from linter.chinese.language import is_japanese
from linter.diagnostics import Edit, Fix
from linter.matching.clock import Clock
from linter.matching.expressions import compile_all
from linter.matching.lines import LineJudge
from linter.matching.quotes import is_quoted
from linter.matching.spec import Compiled, Match, SpecError
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from linter.document import Document
    from linter.matching.spec import Options, RuleSpec

_HAN = regex.compile(r"\p{Han}")
_LATIN = regex.compile(r"\p{Latin}")
_EAST_ASIAN = regex.compile(r"[\p{Hiragana}\p{Katakana}\p{Hangul}]")
_LETTERS = regex.compile(r"[\p{L}\p{M}--[\p{Han}]]+", regex.VERSION1)
#: A line with fewer Han characters than this is no Chinese sentence.
_FEW_HAN = 2
#: A line in which foreign letters outnumber Han by more than this is a foreign one.
_FOREIGN_PER_HAN = 2
_LONGEST_PREFIX = 4
#: What is found, the scripts it is written in, and the fix or nothing.
_FIELDS = frozenset(("match", "scripts", "should"))


def compile_rule(spec: RuleSpec, _options: Options) -> Compiled:
    """A finder for what `params.report` names.

    `intrusion` is foreign letters in Chinese sentences, `mixed-word` a word with letters of two scripts.
    """
    scripts: Sequence[str] = spec.params["scripts"]
    try:
        named = {name: regex.compile(rf"\p{{Script={name}}}") for name in scripts}
    except regex.error:
        raise SpecError(f"not all of these are Unicode scripts: {', '.join(scripts)}", "scripts") from None
    if spec.params["report"] == "mixed-word":
        return Compiled(_MixedWords(spec, named).find, _FIELDS)
    return Compiled(_Intrusions(spec, named).find, _FIELDS)


def _scripts(text: str, named: Mapping[str, regex.Pattern[str]]) -> str:
    return " and ".join(name for name, pattern in named.items() if pattern.search(text))


class _Intrusions:
    """Finds runs of letters of the listed scripts in Chinese lines."""

    def __init__(self, spec: RuleSpec, named: Mapping[str, regex.Pattern[str]]) -> None:
        letters = "".join(rf"\p{{Script={name}}}" for name in named)
        joined = rf"[{letters}\p{{M}}ー々゛゜]"
        self._pattern = regex.compile(rf"[{letters}ー]{joined}*(?:[ '’・-][{letters}]{joined}*)*")
        self._named = named
        self._rule = spec.id
        self._least: Mapping[str, int] = spec.params.get("least", {})
        self._ignored = frozenset(spec.params.get("ignore", ()))
        self._unless_line = compile_all(spec, "unless_line")
        self._glossary = _Glossary(spec)

    def find(self, document: Document) -> Iterator[Match]:
        prose = document.prose
        chinese = LineJudge(document, lambda line: self._is_chinese(line.text(prose)))
        stays = Clock(self._rule, document).judge(self._unless_line)
        for match in self._pattern.finditer(prose):
            span = Span(*match.span())
            if not chinese.passes(span.start) or stays.passes(span.start):
                continue
            if self._stays(prose, span, chinese.line):
                continue
            text = span.text(prose)
            yield _found(prose, span, _scripts(text, self._named), self._glossary.fix(prose, span))

    def _is_chinese(self, line: str) -> bool:
        """Whether a line is a Chinese sentence with foreign letters in it, not the other way round."""
        han = sum(map(len, HAN_RUN.findall(line)))
        letters = sum(len(match.group()) for match in self._pattern.finditer(line))
        return han >= _FEW_HAN and letters <= _FOREIGN_PER_HAN * han and not is_japanese(line)

    def _stays(self, prose: str, span: Span, line: Span) -> bool:
        """Whether the letters may stand where they are."""
        text = span.text(prose)
        if text in self._ignored or self._too_short(text):
            return True
        beside = prose[max(span.start - 1, 0) : span.start] + prose[span.end : span.end + 1]
        if _LATIN.search(beside) and not _EAST_ASIAN.search(text):
            return True  # one word of two scripts: another rule's
        return is_quoted(prose, span, line)

    def _too_short(self, text: str) -> bool:
        """Whether every letter is of a script that only words of some length give away (Greek: maths)."""
        for name, pattern in self._named.items():
            count = len(pattern.findall(text))
            if count and count >= self._least.get(name, 1):
                return False
        return True


class _Glossary:
    """The fixes of intrusions and half-words with one meaning, as the rule's `fix.glossary` gives them."""

    def __init__(self, spec: RuleSpec) -> None:
        self._words: Mapping[str, str] = (spec.fix or {}).get("glossary", {})
        self._applicability = spec.applicability

    def fix(self, prose: str, span: Span) -> Fix | None:
        """The fix of what the span holds, if the glossary knows it as a whole."""
        content = self._words.get(unicodedata.normalize("NFC", span.text(prose)))
        if content is None:
            return None
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
        self._named = named
        self._half = regex.compile(
            r"(?<=\p{Han})\L<halves>(?![\p{Latin}\p{N}_])",
            halves=list(spec.params["half_words"]),
        )
        self._alike: Mapping[str, str] = spec.params["look_alikes"]
        self._any_alike = regex.compile(rf"[{regex.escape(''.join(self._alike))}]")
        self._spec = spec
        self._glossary = _Glossary(spec)

    def find(self, document: Document) -> Iterator[Match]:
        prose = document.prose
        for match in self._half.finditer(prose):
            yield self._half_word(match)
        if not self._any_alike.search(prose):
            return
        for match in _LETTERS.finditer(prose):
            found = self._look_alike(match)
            if found is not None:
                yield found

    def _half_word(self, match: regex.Match[str]) -> Match:
        prose, end = match.string, match.end()
        for length in range(_LONGEST_PREFIX, 0, -1):
            span = Span(max(match.start() - length, 0), end)
            fix = self._glossary.fix(prose, span)
            if fix is not None:
                return _found(prose, span, "Han and Latin", fix)
        return _found(prose, Span(match.start() - 1, end), "Han and Latin", None)

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
        return _found(match.string, span, f"Latin and {_scripts(word, self._named)}", fix)


def _inside(word: str, named: Mapping[str, regex.Pattern[str]]) -> bool:
    """Whether a letter of the scripts stands where a symbol would not.

    Greek counts only between Latin letters, in a word of some length.
    """
    greek = named.get("Greek")
    foreign = [place for place, letter in enumerate(word) if not _LATIN.match(letter)]
    if greek is not None and all(greek.match(word[place]) for place in foreign):
        return len(word) > _LONGEST_PREFIX and all(0 < place < len(word) - 1 for place in foreign)
    return True


def _found(prose: str, span: Span, scripts: str, fix: Fix | None) -> Match:
    should = fix.edits[0].content if fix is not None else ""
    return Match(span, {"match": span.text(prose), "scripts": scripts, "should": should}, fix)
