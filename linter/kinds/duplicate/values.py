"""The modes `index` and `video_id`: a field that has the same value in two records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.kinds.duplicate.facts import Comparison, Exact, fact_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.document import Document
    from linter.kinds.duplicate.facts import Fact, Index


class Values(Comparison):
    """A field whose value distinguishes records."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self._field = field

    def _facts(self, document: Document) -> list[Fact]:
        """The facts of the records that have the field."""
        facts = []
        for record in document.records.records:
            field = getattr(record, self._field)
            if record.name is not None and field is not None:
                value = field.value.lstrip("0") if self._field == "index" else field.value
                facts.append(fact_of(document, record, value, field.value))
        return facts

    def index(self, documents: Sequence[Document]) -> Index:  # noqa: ARG002 - summaries need them
        """An index by value."""
        return Exact()
