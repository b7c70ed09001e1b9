"""The mode `placeholder`: instead of the date, or the summary, there is only a placeholder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.kinds.record.dates import undated
from linter.kinds.record.reading import match_at, named_records
from linter.matching import schemas
from linter.messages.phrases import Phrase
from linter.records import FIELD_NAMES, DateStatus, SummaryStatus, is_marked
from linter.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.document import Document
    from linter.matching.spec import Finder, Match, Options, RuleSpec

PARAMS = schemas.mode(("field",), field=schemas.only("date", "summary"))
FIXABLE: tuple[str, ...] = ("date",)


def finder(spec: RuleSpec, options: Options) -> Finder:
    """Finds the records whose field is a placeholder."""
    if spec.params["field"] == "date":
        return lambda document: undated(document, spec, options, DateStatus.PLACEHOLDER)
    return _summaries


def _summaries(document: Document) -> Iterator[Match]:
    for record, number in named_records(document):
        if is_marked(record):
            found = match_at(record, number, Phrase("no {field}", field=FIELD_NAMES["summary"]))
            yield replace(found, summary_status=SummaryStatus.PLACEHOLDER.value)
