"""The mode `placeholder`: the date, or the summary, is only the visible sign that there is none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.kinds.record.dates import undated
from linter.kinds.record.reading import match_at, named_records
from linter.matching import schemas
from linter.messages.phrases import Phrase
from linter.records import FIELD_NAMES, DateStatus, SummaryStatus, summary_status

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
    return _promised_summaries


def _promised_summaries(document: Document) -> Iterator[Match]:
    for record, number in named_records(document):
        if summary_status(record) is SummaryStatus.PLACEHOLDER:
            yield match_at(record, number, Phrase("no {field}", field=FIELD_NAMES["summary"]))
