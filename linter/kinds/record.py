"""The records of a page: whether a field is there, has the right form, and follows from record to record.

`report` says what is looked for:

- `missing`: the record has no such field. For the date, something that is no calendar day counts as missing,
  too; for the summary, a body without words, code or pictures.
- `malformed`: the field is there, and `pattern` does not match all of it.
- `disorder`: the field stands before the field that it should come `after`; or, without `after`, the index or
  the date is not after (with `order: descending`, before) that of the record above.
- `fenced`: the summary is a block of code that holds Markdown, with little or nothing outside. A fix takes
  its two fences out.
- `broken`: the block cannot be read as a record: no closing tag, no numbered summary, tags with attributes.

Exceptions are compared with the title. A page without a single numbered `<details>` block has no records,
and nothing is reported. Index, date and title stand in the `<summary>` line, `N. [YYYY-MM-DD] title`; the
link and the thumbnail before the first heading, and the video's id in either; the heading is the first of
level one; all behind it is the summary.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from linter.diagnostics import Edit, Fix
from linter.matching import schemas
from linter.matching.clock import Clock
from linter.matching.expressions import compile_expression
from linter.matching.spec import Compiled, Match, SpecError
from linter.phrases import Joined, Phrase
from linter.records import FIELD_NAMES, DateStatus, SummaryStatus, date_status
from linter.records.summary import PLACEHOLDER, summary_status
from linter.regions import RegionKind
from linter.removal import unwraps
from linter.spans import NEWLINE, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from linter.document import Document
    from linter.matching.spec import Finder, Options, RuleSpec
    from linter.records.record import Field, Record

_ORDERED = ("index", "date")
_FIXABLE = (("missing", "date"), ("missing", "summary"), ("fenced", "summary"))
#: Of a fenced summary, so much may stand outside the fence, in code points per one inside.
_OUTSIDE = 0.5
#: The first line of a fence that says that it holds Markdown, or nothing.
_MARKDOWN_FENCE = re.compile(
    r" {0,3}(?:`{3,}|~{3,})[ \t]*(?P<info>(?:markdown|md|mdx)\b[^\r\n]*)?(?=[\r\n])", re.IGNORECASE
)
#: What Markdown has and code has not, each with Chinese in it.
_MARKDOWN_LINE = re.compile(
    r"^ {0,3}(?:(?P<heading>#{2,6})|(?P<item>[-*+]|\d{1,2}\.)|(?P<bold>\*\*)) ?[^\r\n]*[\u4e00-\u9fff]",
    re.MULTILINE,
)

PARAMS = schemas.params(
    ("report",),
    report=schemas.one_of("What to look for.", "missing", "malformed", "disorder", "fenced", "broken"),
    field=schemas.one_of("The field in question; not for `broken`.", *FIELD_NAMES),
    pattern=schemas.text("For `malformed`: what the whole field must match."),
    order=schemas.one_of("For `disorder`; ascending if not given.", "ascending", "descending"),
    after=schemas.one_of("For `disorder`: the field that stands before this one in a record.", *FIELD_NAMES),
)
FIX: Mapping[str, schemas.Schema] = {}
FIX_REQUIRED = ()
FIELDS = {
    "record": "the record's number",
    "problem": "what is wrong, in words",
    "match": "the field as it stands",
    "before": "for `disorder`: the field of the record above, or the field that should stand above",
}
SCOPED = False
STARTER = """\
  - id: my-rule
    summary: A title that does not name its lecture
    why: Titles that start with the lecture's number can be sorted and cited.
    severity: warning
    kind: record
    params:
      report: malformed          # or missing, disorder, broken
      field: title
      pattern: '第\\d+講 .+'       # must match the whole field
    message:
      en: "record {record}: the title '{match}' does not start with 第N講"
      zh-TW: "第 {record} 筆：標題「{match}」沒有以「第N講」開頭"
    examples:
      - invalid: |
          <details>
          ⟦<summary>⟧1. [2024-01-02] 注意力機制</summary>

          文。

          </details>
      - valid: |
          <details>
          <summary>1. [2024-01-02] 第3講 注意力機制</summary>

          文。

          </details>
      - because: code shows a record, it is none
        valid: |
          ```
          <details>
          <summary>1. [2024-01-02] 注意力機制</summary>
          </details>
          ```
"""


def compile_rule(spec: RuleSpec, options: Options) -> Compiled:
    """A finder for what `params.report` names."""
    report, field = spec.params["report"], spec.params.get("field")
    if report != "broken" and field is None:
        raise SpecError("'{report}' needs a 'field'", "params", "report", report=report)
    for key, of in (("pattern", "malformed"), ("order", "disorder"), ("after", "disorder")):
        if key in spec.params and report != of:
            raise SpecError("'{key}' goes with 'report: {of}' only", "params", key, key=key, of=of)
    if report == "broken" and field is not None:
        raise SpecError("'broken' is about the whole record and takes no 'field'", "params", "field")
    if report == "fenced" and field != "summary":
        raise SpecError("only a summary can be fenced", "params", "field")
    if spec.fix is not None and (report, field) not in _FIXABLE:
        raise SpecError("only a missing date, and a missing or fenced summary, can be fixed", "fix")
    return Compiled(_finder(spec, options, report, field or ""), frozenset(FIELDS))


def _finder(spec: RuleSpec, options: Options, report: str, field: str) -> Finder:
    if report == "malformed":
        return _malformed(spec, field)
    if report == "disorder":
        return _disorder(spec, field)
    finders: Mapping[tuple[str, str], Finder] = {
        ("broken", ""): _broken,
        ("fenced", "summary"): lambda document: _fenced(document, spec),
        ("missing", "date"): lambda document: _missing_date(document, spec, options),
        ("missing", "summary"): lambda document: _empty_summary(document, spec),
    }
    return finders.get((report, field), lambda document: _missing(document, field))


def _numbered(document: Document) -> Iterator[tuple[Record, str]]:
    """The records that have a number, with it; a block without one is broken, and that is all to say."""
    for record in document.records.records:
        if record.index is not None:
            yield record, record.index.value


def _field(record: Record, name: str) -> Field | None:
    field: Field | None = getattr(record, name)
    return field if field is not None and field.value else None


def _at(record: Record, number: str, problem: Phrase | str, fix: Fix | None = None, **more: str) -> Match:
    fields = {"record": number, "problem": problem, "match": "", "before": "", **more}
    about = record.title.span if record.title is not None else record.anchor
    return Match(record.anchor, fields, fix, about)


def _broken(document: Document) -> Iterable[Match]:
    for block in document.records.broken:
        yield Match(block.span, {"record": "", "problem": block.problem, "match": "", "before": ""})


def _missing(document: Document, name: str) -> Iterator[Match]:
    for record, number in _numbered(document):
        if _field(record, name) is None:
            yield _at(record, number, Phrase("no {field}", field=FIELD_NAMES[name]))


def _malformed(spec: RuleSpec, name: str) -> Finder:
    if "pattern" not in spec.params:
        raise SpecError("'malformed' needs a 'pattern'", "params", "report")
    pattern = compile_expression(spec, "pattern")

    def find(document: Document) -> Iterator[Match]:
        clock = Clock(spec.id, document)
        for record, number in _numbered(document):
            field = _field(record, name)
            if field is not None and not clock.fullmatch(pattern, field.value):
                problem = Phrase("the {field} does not have the form wanted", field=FIELD_NAMES[name])
                yield _at(record, number, problem, match=field.value)

    return find


def _fenced(document: Document, spec: RuleSpec) -> Iterator[Match]:
    """The summaries that are a block of Markdown code; a fix is safe where nothing stands outside."""
    text = document.text
    blocks = [region.span for region in document.regions if region.kind is RegionKind.CODE_BLOCK]
    starts = [block.start for block in blocks]
    for record, number in _numbered(document):
        summary = record.summary.span
        places = range(bisect.bisect_left(starts, summary.start), bisect.bisect_left(starts, summary.end))
        block = blocks[places[0]] if places else None
        opening = _MARKDOWN_FENCE.match(text, block.start, block.end) if block is not None else None
        outside = len(summary) - len(block) if block is not None else 0
        if block is None or opening is None or outside > _OUTSIDE * len(block):
            continue
        if not opening["info"] and not _is_markdown(text, block):
            continue
        sure = len(places) == 1 and not outside and bool(opening["info"])
        fix = _unwrapped(document, block, spec, sure=sure) if spec.fix is not None else None
        problem = Phrase("the {field} is a block of code", field=FIELD_NAMES["summary"])
        found = _at(record, number, problem, fix, match=opening.group().strip())
        yield replace(found, span=Span(*opening.span()))


def _is_markdown(text: str, block: Span) -> bool:
    """Whether a block that does not say what it holds is Markdown: it has headings of it, lists, or bold."""
    kinds = {match.lastgroup for match in _MARKDOWN_LINE.finditer(text, block.start, block.end)}
    return "heading" in kinds and len(kinds) > 1


def _unwrapped(document: Document, block: Span, spec: RuleSpec, *, sure: bool) -> Fix | None:
    """The edits that take out both lines of a fence; none where it is not closed."""
    lines = document.lines
    first, last = lines.position(block.start).line, lines.position(block.end).line
    inside = lines.line_span(first + 1).start
    closing = lines.line_span(last)
    after = lines.line_span(last + 1).start if last < len(lines.spans) else len(document.text)
    edits = (Edit(Span(lines.line_span(first).start, inside), ""), Edit(Span(closing.start, after), ""))
    if last - first < 2 or not unwraps(document, edits):  # noqa: PLR2004 - both fences and a line between
        return None
    return Fix(edits, spec.applicability_of(sure=sure))


def _disorder(spec: RuleSpec, name: str) -> Finder:
    if "after" in spec.params:
        return _misplaced_field(name, spec.params["after"])
    if name not in _ORDERED:
        raise SpecError("only {names} can be in order", "params", "field", names=Joined(_ORDERED, " and "))
    descending = spec.params.get("order") == "descending"

    def find(document: Document) -> Iterator[Match]:
        before: Field | None = None
        for record, number in _numbered(document):
            field = _field(record, name)
            if field is None or (name == "date" and date_status(record) is not DateStatus.KNOWN):
                continue
            if before is not None and _misplaced(name, before.value, field.value, descending=descending):
                problem = Phrase(
                    "the {field} {this} stands after {before}",
                    field=FIELD_NAMES[name],
                    this=field.value,
                    before=before.value,
                )
                yield _at(record, number, problem, match=field.value, before=before.value)
            before = field

    return find


def _misplaced_field(name: str, above: str) -> Finder:
    def find(document: Document) -> Iterator[Match]:
        for record, number in _numbered(document):
            field, other = _field(record, name), _field(record, above)
            if field is not None and other is not None and field.span.start < other.span.start:
                problem = Phrase(
                    "the {field} stands before the {other}", field=FIELD_NAMES[name], other=FIELD_NAMES[above]
                )
                yield _at(record, number, problem, match=field.value, before=other.value)

    return find


def _misplaced(name: str, above: str, below: str, *, descending: bool) -> bool:
    """Whether two neighbours are the wrong way round: two of one day are not, two of one number are."""
    if name == "index":
        return int(above) <= int(below) if descending else int(above) >= int(below)
    return above < below if descending else above > below


def _empty_summary(document: Document, spec: RuleSpec) -> Iterator[Match]:
    for record, number in _numbered(document):
        if summary_status(record) is not SummaryStatus.EMPTY:
            continue
        made = None
        if spec.fix is not None and record.closed:
            made = Fix(
                (Edit(_gap(document.text, record), _framed(document.text)),),
                spec.applicability,
            )
        yield _at(record, number, Phrase("no {field}", field=FIELD_NAMES["summary"]), made)


def _gap(text: str, record: Record) -> Span:
    """The blank lines of an empty body, up to what comes next: a comment or the closing tag."""
    start, end = record.body.span.start, record.body.span.start
    while start > 0 and text[start - 1] in " \t\r\n":
        start -= 1
    while end < len(text) and text[end] in " \t\r\n":
        end += 1
    return Span(start, end)


def _framed(text: str) -> str:
    """The placeholder between blank lines, in the document's own kind of newline."""
    match = NEWLINE.search(text)
    newline = match.group() if match is not None else "\n"
    return f"{newline}{newline}{PLACEHOLDER}{newline}{newline}"


def _missing_date(document: Document, spec: RuleSpec, options: Options) -> Iterator[Match]:
    for record, number in _numbered(document):
        status = date_status(record)
        if status is DateStatus.KNOWN:
            continue
        if status is DateStatus.INVALID and record.date is not None:
            problem = Phrase("'{date}' is no calendar day (YYYY-MM-DD)", date=record.date.value)
            yield _at(record, number, problem, match=record.date.value)
        else:
            yield _at(
                record, number, Phrase("no {field}", field=FIELD_NAMES["date"]), _fill(record, spec, options)
            )


def _fill(record: Record, spec: RuleSpec, options: Options) -> Fix | None:
    """The date the metadata gives for the record's video, as an edit of the summary line."""
    if spec.fix is None or options.metadata is None or record.video_id is None:
        return None
    day = options.metadata.dates.get(record.video_id.value)
    if day is None:
        return None
    if record.date is not None:
        edit = Edit(record.date.span, day)
    elif record.title is not None:
        at = record.title.span.start
        edit = Edit(Span(at, at), f"[{day}] ")
    else:
        return None
    return Fix((edit,), spec.applicability)
