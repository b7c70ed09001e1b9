"""The mode `malformed`: the field is there, but `pattern` does not match all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.kinds.record.reading import field_of, match_at, named_records
from linter.matching import schemas
from linter.matching.deadline import Deadline
from linter.matching.expressions import compile_expression
from linter.messages.phrases import Phrase
from linter.records import FIELD_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.document import Document
    from linter.matching.spec import Finder, Match, Options, RuleSpec

PARAMS = schemas.mode(
    ("field", "pattern"), pattern=schemas.text("For `malformed`: what the whole field must match.")
)
FIXABLE: tuple[str, ...] = ()


def finder(spec: RuleSpec, _options: Options) -> Finder:
    """Finds the fields that the pattern does not match."""
    name: str = spec.params["field"]
    pattern = compile_expression(spec, "pattern")

    def find(document: Document) -> Iterator[Match]:
        deadline = Deadline(spec.id, document)
        for record, number in named_records(document):
            field = field_of(record, name)
            if field is not None and not deadline.fullmatch(pattern, field.value):
                problem = Phrase("the {field} does not have the required form", field=FIELD_NAMES[name])
                yield match_at(record, number, problem, match=field.value)

    return find
