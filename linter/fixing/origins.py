"""Where in the original text the findings of a later pass were: maps spans back through the passes before."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from linter.diagnostics import Edit, joint_kind
from linter.spans import Span
from linter.values import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.diagnostics import Diagnostic


class Pass:
    """One pass; maps offsets in the text after it back to the text before it.

    Args:
        edits: the edits of the pass, sorted; their spans count in the text before it.
    """

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits
        self._starts: list[int] = []  # of the new texts, in the text after the pass
        shift = 0
        for edit in edits:
            self._starts.append(edit.span.start + shift)
            shift += edit.growth

    def before(self, offset: int, *, right: bool) -> int:
        """Where an offset was; within new text, the start of the old text, or with `right` its end."""
        index = bisect.bisect_left(self._starts, offset) - 1
        if not right and index + 1 < len(self._starts) and self._starts[index + 1] == offset:
            edit = self._edits[index + 1]
            # The start of the new text of an insertion or a replacement; a deletion has no new text.
            return edit.span.start if edit.content else edit.span.end
        if index < 0:
            return offset
        edit, start = self._edits[index], self._starts[index]
        end = start + len(edit.content)
        if offset < end:
            return edit.span.end if right else edit.span.start
        return offset - end + edit.span.end


def origin(span: Span, passes: Sequence[Pass]) -> Span:
    """What a span of the text after some passes was in the text before them.

    What a pass wrote has the span of what it replaced.
    """
    start, end = span.start, span.end
    for one in reversed(passes):
        start = one.before(start, right=False)
        end = max(start, one.before(end, right=True))
    return Span(start, end)


def in_original(diagnostic: Diagnostic, passes: Sequence[Pass]) -> Diagnostic:
    """The diagnostic with its spans, and those of its fix, mapped back through the passes before it."""
    if not passes or diagnostic.fix is None:
        return diagnostic
    edits = [replace(edit, span=origin(edit.span, passes)) for edit in diagnostic.fix.edits]
    fix = replace(diagnostic.fix, edits=_joined(edits))
    spans = [origin(Span(start, end), passes) for start, end in diagnostic.places]
    places = tuple((span.start, span.end) for span in spans)
    return replace(diagnostic, span=origin(diagnostic.span, passes), fix=fix, places=places)


def _joined(edits: list[Edit]) -> tuple[Edit, ...]:
    """Joins the edits that overlap, or have the same span, after they were mapped back."""
    joined: list[Edit] = []
    for edit in edits:
        if joined and (joined[-1].span.end > edit.span.start or joined[-1].span == edit.span):
            last = joined.pop()
            span = Span(last.span.start, max(last.span.end, edit.span.end))
            joined.append(Edit(span, last.content + edit.content, joint_kind([last, edit])))
        else:
            joined.append(edit)
    return tuple(joined)
