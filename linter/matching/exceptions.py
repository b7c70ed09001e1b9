"""Texts that a rule must leave alone: what its pack, its user, or the document itself excepts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import regex

from linter.matching.deadline import Deadline
from linter.matching.expressions import compile_text
from linter.matching.suppressions import suppressions
from linter.spans import Span, SpanSet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from linter.document import Document
    from linter.matching.spec import RuleSpec

#: How far from an excepted text the pattern that it needs may stand, in code points, unless the pack says.
NEAR = 20


class Exceptions:
    """The exceptions of one rule.

    Raises:
        SpecError: a pattern of them is none.
    """

    def __init__(self, spec: RuleSpec) -> None:
        self._rule = spec.id
        plain = [each for each in spec.exceptions if isinstance(each, str)]
        #: Patterns of excepted texts, what must stand near them, and how near.
        self._sets: list[tuple[regex.Pattern[str], regex.Pattern[str] | None, int]] = []
        if plain:
            self._sets.append((_literals(plain), None, 0))
        for place, each in enumerate(spec.exceptions):
            if not isinstance(each, str):
                self._sets.append(self._conditional(spec, place, each))

    @staticmethod
    def _conditional(
        spec: RuleSpec, place: int, each: Mapping[str, Any]
    ) -> tuple[regex.Pattern[str], regex.Pattern[str], int]:
        near = compile_text(spec, each["near"], "exceptions", place, "near")
        return _literals([each["text"]]), near, each.get("within", NEAR)

    def of(self, document: Document) -> Callable[[Span], bool] | None:
        """Tells for a document whether a span overlaps an excepted text; None if there can be none."""
        spans = suppressions(document).get(self._rule, [])
        if not self._sets and not spans:
            return None
        return SpanSet([*self._spans(document), *spans]).overlap

    def _spans(self, document: Document) -> Iterator[tuple[int, int]]:
        deadline = Deadline(self._rule, document)
        for texts, near, within in self._sets:
            found = [match.span() for match in deadline.finditer(texts, document.text, overlapped=True)]
            if near is not None and found:
                beside = SpanSet(match.span() for match in deadline.finditer(near, document.prose))
                found = [span for span in found if beside.near(Span(*span), within)]
            yield from found


def _literals(texts: list[str]) -> regex.Pattern[str]:
    return regex.compile(r"\L<texts>", texts=texts, cache_pattern=False)
