"""What a rule finds and how it may be put right: Diagnostic, Fix, Edit and their two scales."""

from __future__ import annotations

import enum
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence


class Severity(enum.StrEnum):
    """How grave a finding is; the gravest first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Its place among all, 0 for the gravest."""
        return list(Severity).index(self)


class Applicability(enum.IntEnum):
    """How sure a fix is; ordered, so "may it be applied?" is one comparison."""

    DISPLAY = 1  #: a suggestion, never applied
    UNSAFE = 2  #: may change the meaning, applied only when asked for
    SAFE = 3  #: the meaning stays, applied by default

    @classmethod
    def parse(cls, name: str) -> Applicability:
        """The member for the lower-case name that packs and reports use."""
        return cls[name.upper()]

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replaces the code points of `span` by `content`; an empty span inserts."""

    span: Span
    content: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that belong together: all are applied or none.

    Raises:
        ValueError: there are no edits, or they are unsorted, or two of them overlap.
    """

    edits: tuple[Edit, ...]
    applicability: Applicability

    def __post_init__(self) -> None:
        if not self.edits:
            raise ValueError("a fix needs an edit")
        for one, two in itertools.pairwise(self.edits):
            if one.span.end > two.span.start or one.span == two.span:
                raise ValueError("the edits of a fix must be sorted and apart")


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding in one document.

    `span` holds 0-based code-point offsets; `message` is one sentence for a person.
    """

    rule: str
    severity: Severity
    span: Span
    message: str
    fix: Fix | None = None

    @property
    def sort_key(self) -> tuple[Span, str]:
        """Order of reports and of fixes: by place, then by rule, so rule order never matters."""
        return (self.span, self.rule)


def compose(first: Sequence[Edit], second: Sequence[Edit]) -> list[Edit]:
    """The edits that do at once what two lots do one after the other.

    Args:
        first: edits, sorted and not overlapping.
        second: edits, sorted and not overlapping, whose spans count in the text that the first ones make.

    Returns:
        Edits, sorted and not overlapping, whose spans count in the text that `first` counts in. What the two
        lots only touch stays apart.
    """
    placed: list[tuple[int, int, Edit]] = []  # the first ones, with where their contents stand after them
    moved = 0
    for edit in first:
        start = edit.span.start + moved
        placed.append((start, start + len(edit.content), edit))
        moved += len(edit.content) - len(edit.span)
    made: list[Edit] = []
    shift = i = j = 0
    while i < len(placed) or j < len(second):
        if j == len(second) or (i < len(placed) and placed[i][1] <= second[j].span.start):
            edit = placed[i][2]
            shift += len(edit.content) - len(edit.span)
            _append(made, edit)
            i += 1
            continue
        if i == len(placed) or second[j].span.end <= placed[i][0]:
            span = second[j].span
            _append(made, Edit(Span(span.start - shift, span.end - shift), second[j].content))
            j += 1
            continue
        # Here they overlap: one edit is made of these and of all that overlap with them in turn.
        at, end = min(placed[i][0], second[j].span.start), max(placed[i][1], second[j].span.end)
        start = placed[i][2].span.start if at == placed[i][0] else at - shift
        early, late = i, j
        while True:
            if i < len(placed) and placed[i][0] < end:
                end = max(end, placed[i][1])
                shift += len(placed[i][2].content) - len(placed[i][2].span)
                i += 1
            elif j < len(second) and second[j].span.start < end:
                end = max(end, second[j].span.end)
                j += 1
            else:
                break
        content = _contents(placed[early:i], second[late:j], at, end)
        _append(made, Edit(Span(start, end - shift), content))
    return made


def _contents(placed: Sequence[tuple[int, int, Edit]], second: Sequence[Edit], at: int, end: int) -> str:
    """What stands between two places after both lots: what the second leave of the first, and their own."""

    def left(start: int, stop: int) -> str:
        return "".join(
            edit.content[max(start - begin, 0) : max(stop - begin, 0)] for begin, _, edit in placed
        )

    parts: list[str] = []
    for edit in second:
        parts += (left(at, edit.span.start), edit.content)
        at = edit.span.end
    return "".join((*parts, left(at, end)))


def _append(made: list[Edit], edit: Edit) -> None:
    """Adds an edit behind the others; what is inserted in one place is one edit."""
    if made and made[-1].span == edit.span:
        edit = Edit(edit.span, made.pop().content + edit.content)
    made.append(edit)


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made.

    Args:
        text: the text that the edits' spans count in.
        edits: sorted by span and not overlapping.
    """
    parts: list[str] = []
    done = 0
    for edit in edits:
        parts += (text[done : edit.span.start], edit.content)
        done = edit.span.end
    parts.append(text[done:])
    return "".join(parts)
