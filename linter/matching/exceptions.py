"""Texts in which a rule reports nothing: exceptions of its pack or user, and suppressions of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linter.matching.deadline import Deadline
from linter.matching.expressions import compile_text
from linter.matching.suppressions import suppressions
from linter.spans import Span, SpanSet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import regex

    from linter.document import Document
    from linter.matching.spec import RuleSpec

#: How far from an excepted text the pattern that it needs may be, in code points, unless the pack says.
NEAR = 20


class Exceptions:
    """The exceptions of one rule.

    Raises:
        SpecError: a pattern in them is not valid.
    """

    def __init__(self, spec: RuleSpec) -> None:
        self._rule = spec.id
        plain = [text for text in spec.exceptions if isinstance(text, str)]
        #: Patterns of excepted texts, what must be near them, and how near.
        self._sets: list[tuple[regex.Pattern[str], regex.Pattern[str] | None, int]] = []
        if plain:
            self._sets.append((_literals(spec, plain), None, 0))
        for index, exception in enumerate(spec.exceptions):
            if not isinstance(exception, str):
                self._sets.append(self._conditional(spec, index, exception))

    @staticmethod
    def _conditional(
        spec: RuleSpec, index: int, exception: Mapping[str, Any]
    ) -> tuple[regex.Pattern[str], regex.Pattern[str], int]:
        near = compile_text(spec, exception["near"], "exceptions", index, "near")
        return _literals(spec, [exception["text"]]), near, exception.get("within", NEAR)

    def of(self, document: Document) -> Callable[[Span], bool] | None:
        """A test of whether a span of a document overlaps an excepted text; None if none can."""
        spans = [*self._spans(document), *suppressions(document).get(self._rule, [])]
        return SpanSet(spans).overlap if spans else None

    def _spans(self, document: Document) -> Iterator[tuple[int, int]]:
        deadline = Deadline(self._rule, document)
        for texts, near, within in self._sets:
            found = [match.span() for match in deadline.finditer(texts, document.text, overlapped=True)]
            if near is not None and found:
                conditions = SpanSet(match.span() for match in deadline.finditer(near, document.prose))
                found = [span for span in found if conditions.near(Span(*span), within)]
            yield from found


def _literals(spec: RuleSpec, texts: list[str]) -> regex.Pattern[str]:
    return spec.expressions.compile(r"\L<texts>", {"texts": texts})
