"""Rules that find a regular expression in prose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import regex

from linter.diagnostics import Edit, Fix
from linter.document import MARKUP_END
from linter.matching.clock import Clock
from linter.matching.expressions import compile_all, compile_expression
from linter.matching.spec import Compiled, Match, SpecError
from linter.matching.templates import fill, names
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linter.document import Document
    from linter.matching.spec import Options, RuleSpec

_CJK = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_LATIN = regex.compile(r"[\p{Latin}\p{N}]")
#: An emphasis that ends in punctuation ends no more when a letter follows (CommonMark 6.2, right-flanking).
_BEFORE = regex.compile(rf"[\p{{Han}}\p{{Hiragana}}\p{{Katakana}}\p{{Hangul}}{MARKUP_END}]")


def compile_rule(spec: RuleSpec, _options: Options) -> Compiled:
    """A finder for `params.pattern`.

    The span is that of the group `span` where the pattern has one. A match is dropped where one of
    `params.unless` matches over its span, or one of `params.unless_line` in its line.
    """
    pattern = compile_expression(spec, "pattern")
    unless, unless_line = compile_all(spec, "unless"), compile_all(spec, "unless_line")
    fixer = _Fixer(spec, spec.fix, pattern) if spec.fix is not None else None

    def find(document: Document) -> Iterator[Match]:
        clock = Clock(spec.id, document)
        prose = document.prose
        excluded = None
        stays = clock.judge(unless_line)
        for match in clock.finditer(pattern, prose):
            span = Span(*match.span("span" if "span" in pattern.groupindex else 0))
            if excluded is None:
                excluded = _Spans([one.span() for each in unless for one in clock.finditer(each, prose)])
            if excluded.overlap(span):
                continue
            if stays.passes(span.start):
                continue
            fix = fixer.fix(match, document) if fixer is not None else None
            yield Match(span, {"match": span.text(document.text), **_groups(match, document.text)}, fix)

    return Compiled(find, frozenset(("match", *pattern.groupindex)))


def _groups(match: regex.Match[str], text: str) -> dict[str, str]:
    """What the groups matched, as the document has it: the match itself is of the masked text."""
    spans = {name: match.span(name) for name in match.re.groupindex}
    return {name: text[start:end] for name, (start, end) in spans.items() if start >= 0}


class _Spans:
    """Spans to look overlaps up in. Sorted by start; matches of several patterns may overlap."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._at = 0

    def overlap(self, span: Span) -> bool:
        """Whether any of the spans overlaps; asked in order of rising starts."""
        while self._at < len(self._spans) and self._spans[self._at][1] <= span.start:
            self._at += 1
        return self._at < len(self._spans) and self._spans[self._at][0] < span.end


class _Fixer:
    """Turns a match into edits.

    `replace` gives named groups new text; `space` names groups between which and a Han character directly
    beside there shall be a space.
    """

    def __init__(self, spec: RuleSpec, fix: Mapping[str, Any], pattern: regex.Pattern[str]) -> None:
        self._applicability = spec.applicability
        self._replace: Mapping[str, str] = fix.get("replace", {})
        self._space: list[str] = fix.get("space", [])
        in_templates = [name for template in self._replace.values() for name in names(template)]
        for name in (*self._replace, *self._space, *in_templates):
            if name not in pattern.groupindex:
                raise SpecError(f"the pattern has no group '{name}'", "fix")

    def fix(self, match: regex.Match[str], document: Document) -> Fix | None:
        edits: dict[Span, str] = {}
        text, prose = document.text, document.prose
        groups = _groups(match, text)
        for name, template in self._replace.items():
            start, end = match.span(name)
            if start < 0:
                continue
            content = fill(template, groups)
            if not content and _meet(prose, start, end):
                content = " "
            if content != text[start:end]:
                edits[Span(start, end)] = content
        for name in self._space:
            for at in match.span(name):
                edited = any(span.start <= at <= span.end for span in edits)
                if at >= 0 and not edited and _meet(prose, at, at):
                    edits[Span(at, at)] = " "
        if not edits:
            return None
        return Fix(tuple(Edit(span, edits[span]) for span in sorted(edits)), self._applicability)


def _meet(prose: str, start: int, end: int) -> bool:
    """Whether Latin would touch Han, kana, Hangul or the end of an emphasis if what is between went away."""
    before, after = prose[start - 1 : start], prose[end : end + 1]
    return bool(
        (_BEFORE.match(before) and _LATIN.match(after)) or (_LATIN.match(before) and _CJK.match(after))
    )
