"""The mode `missing`: the record does not have the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.diagnostics import Fix
from linter.kinds.record.dates import undated
from linter.kinds.record.reading import field_of, match_at, named_records
from linter.matching import schemas
from linter.messages.phrases import Phrase
from linter.records import FIELD_NAMES, DateStatus, SummaryStatus, summary_status
from linter.records.placeholders import SUMMARIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.document import Document
    from linter.matching.spec import Finder, Match, Options, RuleSpec

PARAMS = schemas.mode(("field",))
FIXABLE: tuple[str, ...] = ("date", "summary")


def finder(spec: RuleSpec, options: Options) -> Finder:
    """Finds the records without the field."""
    name: str = spec.params["field"]
    if name == "date":
        return lambda document: undated(document, spec, options, DateStatus.MISSING)
    if name == "summary":
        return lambda document: _empty_summaries(document, spec, options)
    return lambda document: _missing(document, name)


def _missing(document: Document, name: str) -> Iterator[Match]:
    for record, number in named_records(document):
        if field_of(record, name) is None:
            yield match_at(record, number, Phrase("no {field}", field=FIELD_NAMES[name]))


def _empty_summaries(document: Document, spec: RuleSpec, options: Options) -> Iterator[Match]:
    for record, number in named_records(document):
        if summary_status(record) is not SummaryStatus.EMPTY:
            continue
        fix = None
        if spec.fix is not None and record.summary_gap is not None:
            placeholder = SUMMARIES[spec.fix.get("language", options.target.value)]
            fix = Fix((record.summary_gap.filled(placeholder),), spec.applicability)
        yield match_at(record, number, Phrase("no {field}", field=FIELD_NAMES["summary"]), fix)
