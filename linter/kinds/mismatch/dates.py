"""The mode `date`: the date of the record, and the one that the metadata give."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from linter.messages.phrases import Phrase
from linter.metadata.days import listed_day
from linter.records import DateStatus, date_status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.document import Document
    from linter.kinds.mismatch.found import Comparison, Found
    from linter.metadata import Metadata
    from linter.records import Record


def comparison(metadata: Metadata | None) -> Comparison:
    """Compares dates."""
    return functools.partial(_dates, metadata=metadata)


def _dates(_document: Document, record: Record, *, metadata: Metadata | None) -> Iterator[Found]:
    listed = listed_day(record, metadata)
    if listed is None or record.date is None or date_status(record) is not DateStatus.KNOWN:
        return
    if listed == record.date.value:
        return
    problem = Phrase("the date is {this}, the metadata have {other}", this=record.date.value, other=listed)
    yield record.date, problem, listed
