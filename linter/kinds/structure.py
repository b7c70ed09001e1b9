"""Markdown that does not say what its author meant, as a parser sees it.

`report` says what is looked for:

- `literal-emphasis`: a pair of `**`, `__` or `*` that shows as it is, because punctuation stands inside it
  and a letter outside, as in `**重點。**後面`, or white space inside, as in `** 重點**`. A fix moves the
  punctuation, or the quotes around everything, out of the pair, and takes the white space away.
- `unpaired-mark`: a `**` that is the only one of its line to show, or a back-tick that closes nothing. A fix
  takes the `**` away.
- `empty-heading`: hashes without a heading.
- `heading-skip`: a heading more than one level below the one before it. Every record starts anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.chinese.characters import HAN_RUN
from linter.diagnostics import Edit, Fix, apply_edits
from linter.matching import schemas
from linter.matching.spec import Compiled, Match, SpecError
from linter.regions import RegionKind, literal_emphasis, read_structure, unpaired_marks
from linter.spans import LineIndex, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linter.document import Document
    from linter.matching.spec import Options, RuleSpec
    from linter.regions import Heading, LiteralEmphasis

PARAMS = schemas.params(
    ("report",),
    report=schemas.one_of(
        "What to look for.", "literal-emphasis", "unpaired-mark", "empty-heading", "heading-skip"
    ),
)
FIX: Mapping[str, schemas.Schema] = {}
FIX_REQUIRED = ()
FIELDS = {
    "match": "the emphasis, the mark, or the heading",
    "level": "for headings: how many hashes",
    "before": "for `heading-skip`: the hashes of the heading before",
}
SCOPED = True
STARTER = """\
  - id: my-rule
    summary: A heading that skips a level
    why: A table of contents made of the headings has a hole.
    severity: info
    kind: structure
    params:
      report: heading-skip       # or literal-emphasis, unpaired-mark, empty-heading
    message:
      en: "'{match}' is a heading of level {level} after one of level {before}"
      zh-TW: "「{match}」是第 {level} 級標題，前一個是第 {before} 級"
    examples:
      - {invalid: "# 甲\\n\\n⟦### 乙⟧\\n"}
      - {valid: "# 甲\\n\\n## 乙\\n\\n### 丙\\n\\n# 丁\\n"}
      - {valid: "# 甲\\n\\n```\\n### 乙\\n```\\n", because: code has no headings}
"""

#: A longer line is not parsed once for each of its pairs, to see whether they render once they are fixed.
_LONGEST_LINE = 5000
#: Punctuation that may as well stand behind the emphasis.
_TRAILING = "，。、；：！？．,.;:!?"
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
    if report == "unpaired-mark":
        return Compiled(lambda document: _unpaired(document, spec), frozenset(FIELDS))
    if spec.fix is not None:
        raise SpecError("only literal emphasis and unpaired marks can be fixed", "fix")
    finder = _empty_headings if report == "empty-heading" else _skips
    return Compiled(finder, frozenset(FIELDS))


def _emphasis(document: Document, spec: RuleSpec) -> Iterator[Match]:
    if "*" not in document.prose and "__" not in document.prose:  # all of it renders
        return
    for pair in literal_emphasis(document.structure, document.lines):
        span = Span(pair.opening.start, pair.closing.end)
        line = document.lines.line_at(pair.opening.start)
        fixable = spec.fix is not None and len(line) <= _LONGEST_LINE
        edits = _moved_out(document.text, pair) if fixable else []
        renders = bool(edits) and _renders(document, pair, line, edits)
        fix = Fix(tuple(edits), spec.applicability) if renders else None
        yield Match(span, {"match": span.text(document.text), "level": "", "before": ""}, fix)


def _unpaired(document: Document, spec: RuleSpec) -> Iterator[Match]:
    text = document.text
    ticks = any(each.kind is RegionKind.MARKUP and text[each.span.start] == "`" for each in document.regions)
    if not ticks and "**" not in document.prose:  # all of it renders
        return
    for span in unpaired_marks(document.structure, document.lines):
        line = document.lines.line_at(span.start)
        if HAN_RUN.search(text, line.start, line.end) is not None:
            fix = Fix((Edit(span, ""),), spec.applicability) if spec.fix is not None else None
            yield Match(span, {"match": span.text(text), "level": "", "before": ""}, fix)


def _moved_out(text: str, pair: LiteralEmphasis) -> list[Edit]:
    """The pair around what is left once the punctuation at its end, or the quotes in it, stand outside.

    The delimiters themselves are not touched: where they render as part of another pair, they are markup.
    """
    start, end = pair.opening.end, pair.closing.start
    inside = text[start:end]
    words = inside.strip()
    left = start + len(inside) - len(inside.lstrip())
    kept = words.rstrip(_TRAILING)
    if not kept:
        return []
    # White space goes; punctuation moves only where it keeps the pair from closing.
    moved = (
        words[len(kept) :]
        if words == inside or text[pair.closing.end : pair.closing.end + 1].isalnum()
        else ""
    )
    if words != inside or moved:
        right = left + len(words) - len(moved)
        edits = [_taken(start, left), _taken(right, end), _put(pair.closing.end, moved)]
        return [edit for edit in edits if edit.content or len(edit.span)]
    if len(inside) > 2 and _AROUND.get(inside[0]) == inside[-1] and inside.count(inside[0]) == 1:  # noqa: PLR2004 - more than the quotes
        return [
            _put(pair.opening.start, inside[0]),
            _taken(start, start + 1),
            _taken(end - 1, end),
            _put(pair.closing.end, inside[-1]),
        ]
    return []


def _renders(document: Document, pair: LiteralEmphasis, line: Span, edits: list[Edit]) -> bool:
    """Whether the pair renders once the edits are made; its line is looked at by itself."""
    moved = [Edit(Span(e.span.start - line.start, e.span.end - line.start), e.content) for e in edits]
    text = apply_edits(line.text(document.text), moved)
    opening = pair.opening.start - line.start
    opening += sum(len(e.content) - len(e.span) for e in moved if e.span.end <= opening)
    lines = LineIndex(text)
    shown = literal_emphasis(read_structure(text, lines), lines)
    return all(emphasis.opening.start != opening for emphasis in shown)


def _taken(start: int, end: int) -> Edit:
    return Edit(Span(start, end), "")


def _put(at: int, text: str) -> Edit:
    return Edit(Span(at, at), text)


def _empty_headings(document: Document) -> Iterator[Match]:
    for heading in document.structure.headings:
        if not heading.text:
            yield _at(document, heading)


def _skips(document: Document) -> Iterator[Match]:
    borders = sorted(at for record in document.records.records for at in (record.span.start, record.span.end))
    before = 0
    for heading in document.structure.headings:
        while borders and borders[0] <= heading.span.start:
            del borders[0]
            before = 0
        if before and heading.level > before + 1:
            yield _at(document, heading, before)
        before = heading.level


def _at(document: Document, heading: Heading, before: int = 0) -> Match:
    shown = heading.shown.text(document.text).rstrip()
    span = Span(heading.shown.start, heading.shown.start + len(shown))
    return Match(span, {"match": shown, "level": str(heading.level), "before": str(before)})
