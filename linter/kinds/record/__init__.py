"""The records of a page: whether a field is there, has the right form, and follows from record to record.

`report` says what is looked for:

- `missing`: the record has no such field. For the date, `unknown` counts as missing, too; for the summary, a
  body without words, code or pictures.
- `invalid`: the date is no calendar day (YYYY-MM-DD), or lies in the future.
- `placeholder`: the date, or the summary, is only the visible sign that there is none yet.
- `malformed`: the field is there, and `pattern` does not match all of it.
- `disorder`: the field stands before the field that it should come `after`; or, without `after`, the index
  or the date is not after (with `order: descending`, before) that of the record above. With `by: index` dates
  are put in the order of the numbers first; found are as few as possible, without which the others are in
  order, and none if these are more than a quarter.
- `gap`: numbers are missing between two records of a page whose numbers follow each other for the most part.
- `fenced`: the summary is a block of code that holds Markdown, with little or nothing outside. A fix takes
  its two fences out.
- `broken`: the block cannot be read as a record: no closing tag, no numbered summary, tags with attributes.

A fix of a missing date, or of a placeholder, writes the date that the metadata give for the record's video.
Where they give none, an unsafe fix writes the visible sign in place of a missing date, and of a missing
summary; `language` says in which language, if it is not that of the run's variant. A fix of an invalid date
writes a day that is only spelt otherwise (2024/1/2) as YYYY-MM-DD.

Exceptions are compared with the title. On a page, index, date and title stand in the `<summary>` line, `N.
[YYYY-MM-DD] title`; the link and the thumbnail before the first heading, and the video's id in either; that
heading is the title's if it repeats it, or is of level one behind nothing but links; all behind is the
summary. A page without a single numbered `<details>` block has no records, and nothing is reported. Notes
have the fields in their front matter, files of data in theirs.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from linter.diagnostics import Fix
from linter.kinds.record.dates import Neighbours, fill
from linter.kinds.record.fences import Fences
from linter.kinds.record.sequences import by_number, gaps, misplaced
from linter.matching import schemas
from linter.matching.deadline import Deadline
from linter.matching.expressions import compile_expression
from linter.matching.spec import Compiled, Match, SpecError
from linter.messages.phrases import Joined, Phrase, template
from linter.metadata.days import listed_day
from linter.records import FIELD_NAMES, DateStatus, SummaryStatus, date_status, day_of, summary_status
from linter.records.placeholders import SUMMARIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from linter.document import Document
    from linter.matching.spec import Finder, Options, RuleSpec
    from linter.metadata import Metadata
    from linter.records.record import Field, Record

_ORDERED = ("index", "date")
_FIXABLE = (
    ("missing", "date"),
    ("invalid", "date"),
    ("placeholder", "date"),
    ("missing", "summary"),
    ("fenced", "summary"),
)
#: What can be said of these fields only.
_ONLY = {
    "invalid": ("date",),
    "placeholder": ("date", "summary"),
    "gap": ("index",),
    "fenced": ("summary",),
}

PARAMS = schemas.params(
    ("report",),
    report=schemas.one_of(
        "What to look for.",
        "missing",
        "invalid",
        "placeholder",
        "malformed",
        "disorder",
        "gap",
        "fenced",
        "broken",
    ),
    field=schemas.one_of("The field in question; not for `broken`.", *FIELD_NAMES),
    pattern=schemas.text("For `malformed`: what the whole field must match."),
    order=schemas.one_of("For `disorder`; ascending if not given.", "ascending", "descending"),
    after=schemas.one_of("For `disorder`: the field that stands before this one in a record.", *FIELD_NAMES),
    by=schemas.one_of(
        "For `disorder` of dates: the field that records are sorted by first. Without `order`, dates may "
        "rise or fall with it, as most do.",
        "index",
    ),
)
FIX: Mapping[str, schemas.Schema] = {
    "language": schemas.one_of("The language of the sign that something is missing.", *SUMMARIES)
}
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
      report: malformed          # or missing, invalid, placeholder, disorder, gap, fenced, broken
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
    for key in ("pattern", "order", "after", "by"):
        of = "malformed" if key == "pattern" else "disorder"
        if key in spec.params and report != of:
            raise SpecError("'{key}' goes with 'report: {of}' only", "params", key, key=key, of=of)
    if report == "broken" and field is not None:
        raise SpecError("'broken' is about the whole record and takes no 'field'", "params", "field")
    if field is not None and field not in _ONLY.get(report, (field,)):
        names = Joined(_ONLY[report], " or ")
        raise SpecError("'{report}' is about {names} only", "params", "field", report=report, names=names)
    if spec.fix is not None and (report, field) not in _FIXABLE:
        raise SpecError("only a date, and a missing or fenced summary, can be fixed", "fix")
    return Compiled(_finder(spec, options, report, field or ""), frozenset(FIELDS))


def _finder(spec: RuleSpec, options: Options, report: str, field: str) -> Finder:
    if report == "malformed":
        return _malformed(spec, field)
    if report == "disorder":
        return _disorder(spec, field)
    finders: Mapping[tuple[str, str], Callable[[Document], Iterable[Match]]] = {
        ("broken", ""): _broken,
        ("fenced", "summary"): lambda document: _fenced(document, spec),
        ("gap", "index"): _gap,
        ("invalid", "date"): lambda document: _invalid_date(document, spec, options.metadata),
        ("missing", "date"): lambda document: _missing_date(document, spec, options, DateStatus.MISSING),
        ("missing", "summary"): lambda document: _empty_summary(document, spec, options),
        ("placeholder", "date"): lambda document: _missing_date(
            document, spec, options, DateStatus.PLACEHOLDER
        ),
        ("placeholder", "summary"): _promised_summary,
    }
    return finders.get((report, field), lambda document: _missing(document, field))


def _named(document: Document) -> Iterator[tuple[Record, str]]:
    """The records that have a name; a block without a number is broken, and that is all to say."""
    for record in document.records.records:
        if record.name is not None:
            yield record, record.name


def _field(record: Record, name: str) -> Field | None:
    field: Field | None = getattr(record, name)
    return field if field is not None and field.value else None


def _at(record: Record, number: str, problem: Phrase | str, fix: Fix | None = None, **more: str) -> Match:
    fields = {"record": number, "problem": problem, "match": "", "before": "", **more}
    return Match(record.anchor, fields, fix, record.about)


def _broken(document: Document) -> Iterable[Match]:
    for block in document.records.broken:
        yield Match(block.span, {"record": "", "problem": block.problem, "match": "", "before": ""})


def _missing(document: Document, name: str) -> Iterator[Match]:
    for record, number in _named(document):
        if _field(record, name) is None:
            yield _at(record, number, Phrase("no {field}", field=FIELD_NAMES[name]))


def _malformed(spec: RuleSpec, name: str) -> Finder:
    if "pattern" not in spec.params:
        raise SpecError("'malformed' needs a 'pattern'", "params", "report")
    pattern = compile_expression(spec, "pattern")

    def find(document: Document) -> Iterator[Match]:
        deadline = Deadline(spec.id, document)
        for record, number in _named(document):
            field = _field(record, name)
            if field is not None and not deadline.fullmatch(pattern, field.value):
                problem = Phrase("the {field} does not have the form wanted", field=FIELD_NAMES[name])
                yield _at(record, number, problem, match=field.value)

    return find


def _fenced(document: Document, spec: RuleSpec) -> Iterator[Match]:
    """The summaries that are a block of Markdown code; a fix is safe where nothing stands outside."""
    fences = Fences(document)
    for record, number in _named(document):
        fenced = fences.around(record)
        if fenced is None:
            continue
        fix = None
        if spec.fix is not None and fenced.edits:
            fix = Fix(fenced.edits, spec.applicability_of(sure=fenced.sure))
        problem = Phrase("the {field} is a block of code", field=FIELD_NAMES["summary"])
        found = _at(record, number, problem, fix, match=fenced.opening.text(document.text).strip())
        yield replace(found, span=fenced.opening)


def _disorder(spec: RuleSpec, name: str) -> Finder:
    if "after" in spec.params:
        return _misplaced_field(name, spec.params["after"])
    if name not in _ORDERED:
        raise SpecError("only {names} can be in order", "params", "field", names=Joined(_ORDERED, " and "))
    order = spec.params.get("order")
    if "by" in spec.params:
        if name != "date":
            raise SpecError("only dates can be compared by number", "params", "by")
        return lambda document: _misplaced_dates(document, None if order is None else order == "descending")
    descending = order == "descending"

    def find(document: Document) -> Iterator[Match]:
        before: Field | None = None
        for record, number in _named(document):
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


def _misplaced_dates(document: Document, falls: bool | None) -> Iterator[Match]:  # noqa: FBT001 - as `misplaced` has it
    records = by_number(document.records.records)
    days = [record.date.value if record.date is not None else "" for record in records]
    for place, other in misplaced(days, falls=falls):
        record, beside = records[place], records[other]
        said = (
            template("{this} is later than {other}, the date of record {number}")
            if days[place] > days[other]
            else template("{this} is earlier than {other}, the date of record {number}")
        )
        problem = Phrase(said, this=days[place], number=beside.name, other=days[other])
        yield _at(record, record.name or "", problem, match=days[place], before=days[other])


def _gap(document: Document) -> Iterator[Match]:
    records = [(record, name) for record, name in _named(document) if record.index is not None]
    numbers = [int(record.index.value) for record, _ in records if record.index is not None]
    for above, place, first, last in sorted(gaps(numbers), key=lambda gap: gap[1]):
        problem = (
            Phrase("no record {number}", number=first)
            if first == last
            else Phrase("no records {first} to {last}", first=first, last=last)
        )
        record, name = records[place]
        yield _at(record, name, problem, match=name, before=records[above][1])


def _misplaced_field(name: str, above: str) -> Finder:
    def find(document: Document) -> Iterator[Match]:
        for record, number in _named(document):
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


def _empty_summary(document: Document, spec: RuleSpec, options: Options) -> Iterator[Match]:
    for record, number in _named(document):
        if summary_status(record) is not SummaryStatus.EMPTY:
            continue
        made = None
        if spec.fix is not None and record.summary_gap is not None:
            sign = SUMMARIES[spec.fix.get("language", options.target.value)]
            made = Fix((record.summary_gap.filled(sign),), spec.applicability)
        yield _at(record, number, Phrase("no {field}", field=FIELD_NAMES["summary"]), made)


def _promised_summary(document: Document) -> Iterator[Match]:
    for record, number in _named(document):
        if summary_status(record) is SummaryStatus.PLACEHOLDER:
            yield _at(record, number, Phrase("no {field}", field=FIELD_NAMES["summary"]))


def _missing_date(
    document: Document, spec: RuleSpec, options: Options, status: DateStatus
) -> Iterator[Match]:
    neighbours: Neighbours | None = None
    for record, number in _named(document):
        if date_status(record) is not status:
            continue
        neighbours = neighbours or Neighbours(document, options.metadata)
        fix = fill(record, spec, options)
        problem = Phrase("no {field}", field=FIELD_NAMES["date"])
        if fix is None or fix.applicability < spec.applicability:
            said = neighbours.said(record)
            problem = (
                Phrase("{problem}; {known}", problem=problem, known=said) if said is not None else problem
            )
        yield _at(record, number, problem, fix)


def _invalid_date(document: Document, spec: RuleSpec, metadata: Metadata | None) -> Iterator[Match]:
    for record, number in _named(document):
        if record.date is None:
            continue
        said, fix = record.date.value, None
        if date_status(record) is DateStatus.INVALID:
            problem = Phrase("'{date}' is no calendar day (YYYY-MM-DD)", date=said)
            listed = listed_day(record, metadata)
            if listed is not None:
                problem = Phrase("{problem}; the metadata have {day}", problem=problem, day=listed)
            day = day_of(said)
            if day is not None:
                problem = Phrase("'{date}' is not written as YYYY-MM-DD", date=said)
                if spec.fix is not None and record.date_gap is not None:
                    fix = Fix((record.date_gap.filled(day),), spec.applicability)
        elif date_status(record) is DateStatus.KNOWN and said > _tomorrow():
            problem = Phrase("'{date}' lies in the future", date=said)
        else:
            continue
        yield _at(record, number, problem, fix, match=said)


def _tomorrow() -> str:
    """The latest day that it can be anywhere: the furthest time zone is 14 hours before UTC."""
    import datetime as dt  # noqa: PLC0415 - most runs look at no date

    return (dt.datetime.now(dt.UTC) + dt.timedelta(hours=14)).date().isoformat()
