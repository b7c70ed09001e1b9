"""Characters that Unicode defines as other forms of common ones: finds them, and writes the common ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.chinese.language import is_japanese
from linter.diagnostics import Edit, Fix
from linter.matching.deadline import Deadline
from linter.matching.expressions import compile_all
from linter.matching.lines import LineJudge
from linter.matching.spec import Compiled, Match, Reach
from linter.spans import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    import regex

    from linter.document import Document
    from linter.matching.spec import RuleSpec

#: The fields of a message.
_FIELDS = frozenset(("match", "should"))


def compile_other_forms(
    spec: RuleSpec,
    pattern: re.Pattern[str] | regex.Pattern[str],
    common: Callable[[str], str],
    is_meant: Callable[[Document, Span], bool],
) -> Compiled:
    """A finder for other forms, outside Japanese lines and those that `params.unless_line` names.

    Args:
        spec: the rule.
        pattern: matches what is found.
        common: the common characters for what a match has; the same if it has none.
        is_meant: whether a match is left alone.
    """
    unless_line = compile_all(spec, "unless_line")

    def find(document: Document) -> Iterator[Match]:
        prose = document.prose
        japanese = LineJudge(document, lambda line: is_japanese(line.text(prose)))
        stays = Deadline(spec.id, document).judge(unless_line)
        for match in pattern.finditer(prose):
            span, should = Span(*match.span()), common(match.group())
            if should == match.group() or japanese.passes(span.start) or stays.passes(span.start):
                continue
            if is_meant(document, span):
                continue
            fix = Fix((Edit(span, should),), spec.applicability) if spec.fix is not None else None
            yield Match(span, {"match": match.group(), "should": should}, fix)

    return Compiled(find, _FIELDS, reach=Reach.BLOCK)
