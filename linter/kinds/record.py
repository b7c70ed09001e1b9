"""Rules about the records of a page, one function a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.diagnostics import Edit, Fix
from linter.matching.spec import Compiled, Match, SpecError
from linter.records import DateStatus, SummaryStatus, date_status
from linter.records.summary import PLACEHOLDER, summary_status
from linter.spans import NEWLINE, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linter.document import Document
    from linter.matching.spec import Options, RuleSpec
    from linter.records.record import Record


def compile_rule(spec: RuleSpec, options: Options) -> Compiled:
    """A finder for `params.check`: `broken-block`, `empty-summary` or `missing-date`."""
    check = CHECKS[spec.params["check"]]

    def find(document: Document) -> Iterator[Match]:
        return check(document, spec, options)

    if spec.fix is not None and spec.params["check"] == "broken-block":
        raise SpecError("a broken block has no fix", "check")
    return Compiled(find, frozenset(("record", "problem")))


def _broken_block(document: Document, _spec: RuleSpec, _options: Options) -> Iterator[Match]:
    for block in document.records.broken:
        yield Match(block.span, {"record": "", "problem": block.problem})


def _empty_summary(document: Document, spec: RuleSpec, _options: Options) -> Iterator[Match]:
    for record in document.records.records:
        if record.index is None or summary_status(record) is not SummaryStatus.EMPTY:
            continue
        made = None
        if spec.fix is not None and record.closed:
            made = Fix(
                (Edit(_gap(document.text, record), _framed(document.text)),),
                spec.applicability,
            )
        yield Match(record.anchor, {"record": _number(record), "problem": "no summary"}, made)


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
    for record in document.records.records:
        status = date_status(record)
        if record.index is None or status is DateStatus.KNOWN:
            continue
        problem, made = "no date", None
        if status is DateStatus.INVALID and record.date is not None:
            problem = f"'{record.date.value}' is no calendar day (YYYY-MM-DD)"
        elif spec.fix is not None:
            made = _fill(record, spec, options)
        yield Match(record.anchor, {"record": _number(record), "problem": problem}, made)


def _fill(record: Record, spec: RuleSpec, options: Options) -> Fix | None:
    """The date the metadata gives for the record's video, as an edit of the summary line."""
    if options.metadata is None or record.video_id is None or record.index is None:
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


def _number(record: Record) -> str:
    return record.index.value if record.index is not None else ""


CHECKS: dict[str, Callable[[Document, RuleSpec, Options], Iterator[Match]]] = {
    "broken-block": _broken_block,
    "empty-summary": _empty_summary,
    "missing-date": _missing_date,
}
