"""Markdown that does not say what its author meant, as a parser sees it.

`report` says what is looked for:

- `literal-emphasis`: a pair of `**` that shows as asterisks, because punctuation stands inside it and a
  letter outside, as in `**重點。**後面`. A fix moves the punctuation, or the quotes around
  everything, out of the pair.
- `empty-heading`: hashes without a heading.
- `heading-skip`: a heading more than one level below the one before it. Every record starts anew.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from linter.diagnostics import Edit, Fix
from linter.matching import schemas
from linter.matching.spec import Compiled, Match, SpecError
from linter.regions import RegionKind, literal_emphasis
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linter.document import Document
    from linter.matching.spec import Options, RuleSpec
    from linter.regions import LiteralEmphasis

PARAMS = schemas.params(
    ("report",),
    report=schemas.one_of("What to look for.", "literal-emphasis", "empty-heading", "heading-skip"),
)
FIX: Mapping[str, schemas.Schema] = {}
FIX_REQUIRED = ()
FIELDS = {
    "match": "the emphasis, or the heading",
    "level": "for headings: how many hashes",
    "before": "for `heading-skip`: the hashes of the heading before",
}
STARTER = """\
  - id: my-rule
    summary: A heading that skips a level
    why: A table of contents made of the headings has a hole.
    severity: info
    kind: structure
    params:
      report: heading-skip       # or literal-emphasis, empty-heading
    message:
      en: "'{match}' is a heading of level {level} after one of level {before}"
      zh-TW: "「{match}」是第 {level} 級標題，前一個是第 {before} 級"
    examples:
      - {invalid: "# 甲\\n\\n⟦### 乙⟧\\n"}
      - {valid: "# 甲\\n\\n## 乙\\n\\n### 丙\\n\\n# 丁\\n"}
      - {valid: "# 甲\\n\\n```\\n### 乙\\n```\\n", because: code has no headings}
"""

#: Punctuation that may as well stand behind the emphasis.
_TRAILING = re.compile(r"[，。、；：！？．,.;:!?]+$")
#: Quotes and brackets that may as well stand around the emphasis.
_AROUND = {
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "（": "）",
    "“": "”",
    "【": "】",
    '"': '"',
    "(": ")",
}


def compile_rule(spec: RuleSpec, _options: Options) -> Compiled:
    """A finder for what `params.report` names."""
    report = spec.params["report"]
    if report == "literal-emphasis":
        return Compiled(lambda document: _emphasis(document, spec), frozenset(FIELDS))
    if spec.fix is not None:
        raise SpecError("only literal emphasis can be fixed", "fix")
    finder = _empty_headings if report == "empty-heading" else _skips
    return Compiled(finder, frozenset(FIELDS))


def _emphasis(document: Document, spec: RuleSpec) -> Iterator[Match]:
    if "**" not in document.prose:  # all of it renders
        return
    for pair in literal_emphasis(document.text, document.lines):
        span = Span(pair.opening.start, pair.closing.end)
        fix = _moved_out(document.text, pair, spec) if spec.fix is not None else None
        yield Match(span, {"match": span.text(document.text), "level": "", "before": ""}, fix)


def _moved_out(text: str, pair: LiteralEmphasis, spec: RuleSpec) -> Fix | None:
    """The pair around what is left once the punctuation at its end, or the quotes in it, stand outside."""
    start, end = pair.opening.end, pair.closing.start
    inside = text[start:end]
    trailing = _TRAILING.search(inside)
    # The asterisks themselves are not touched: where they render as part of another pair, they are markup.
    if trailing is not None and trailing.start():
        edits = [_taken(start + trailing.start(), end), _put(pair.closing.end, trailing.group())]
    elif len(inside) > 2 and _AROUND.get(inside[0]) == inside[-1] and inside.count(inside[0]) == 1:  # noqa: PLR2004 - more than the quotes
        edits = [
            _put(pair.opening.start, inside[0]),
            _taken(start, start + 1),
            _taken(end - 1, end),
            _put(pair.closing.end, inside[-1]),
        ]
    else:
        return None
    return Fix(tuple(edits), spec.applicability)


def _taken(start: int, end: int) -> Edit:
    return Edit(Span(start, end), "")


def _put(at: int, text: str) -> Edit:
    return Edit(Span(at, at), text)


class _Heading(NamedTuple):
    """A heading of hashes: its level, its line from the hashes on, its text."""

    level: int
    span: Span
    text: str


def _headings(document: Document) -> Iterator[_Heading]:
    for region in document.regions:
        hashes = region.span.text(document.text)
        if region.kind is RegionKind.STRUCTURE and not hashes.strip("#"):
            line = document.lines.line_span(document.lines.position(region.span.start).line)
            yield _Heading(
                len(hashes),
                Span(region.span.start, line.end),
                document.text[region.span.end : line.end].strip(" \t#"),
            )


def _empty_headings(document: Document) -> Iterator[Match]:
    for heading in _headings(document):
        if not heading.text:
            yield _at(document, heading)


def _skips(document: Document) -> Iterator[Match]:
    borders = [record.span.start for record in document.records.records]
    before = 0
    for heading in _headings(document):
        while borders and borders[0] <= heading.span.start:
            del borders[0]
            before = 0
        if before and heading.level > before + 1:
            yield _at(document, heading, before)
        before = heading.level


def _at(document: Document, heading: _Heading, before: int = 0) -> Match:
    shown = heading.span.text(document.text).rstrip()
    span = Span(heading.span.start, heading.span.start + len(shown))
    return Match(span, {"match": shown, "level": str(heading.level), "before": str(before)})
