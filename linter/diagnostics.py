"""What a rule finds and how it may be put right: Diagnostic, Fix, Edit and their two scales."""

from __future__ import annotations

import enum
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.spans import Span


class Severity(enum.StrEnum):
    """How grave a finding is; the gravest first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


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
