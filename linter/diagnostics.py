"""What a rule reports and how it can be fixed: Diagnostic, Severity, Fix, Applicability, Edit."""

from __future__ import annotations

import enum
import itertools
from typing import TYPE_CHECKING

from linter.messages.phrases import Phrase, template
from linter.spans import Span
from linter.values import Value, field, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Severity(enum.StrEnum):
    """How severe a finding is; the most severe first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Its position among all, 0 for the most severe."""
        return list(Severity).index(self)


class Applicability(enum.IntEnum):
    """How certain a fix is; ordered, so that one comparison says whether it may be applied."""

    DISPLAY = 1  #: a suggestion, never applied
    UNSAFE = 2  #: may change the meaning, applied only when asked for
    SAFE = 3  #: keeps the meaning, applied by default

    @classmethod
    def parse(cls, name: str) -> Applicability:
        """The member for the lower-case name that packs and reports use."""
        return cls[name.upper()]

    def __str__(self) -> str:
        return self.name.lower()


class EditKind(enum.Enum):
    """What the guard allows an edit to be, which the proof then expects of it."""

    WORDS = enum.auto()  #: changes only prose
    WHOLE_LINES = enum.auto()  #: takes out whole lines, and the emphasis in them
    BLOCKS = enum.auto()  #: takes out whole headings, lists and paragraphs; only a rule that claims it may
    TAGS = (
        enum.auto()
    )  #: takes out tags that HTML does not have, or all between two; only a rule that claims it
    FENCE = enum.auto()  #: takes out a line of the fence around a code block
    DATE = enum.auto()  #: writes the date that a record lacks


class Refusal(enum.Enum):
    """Why the guard does not allow an edit."""

    NO_CHANGE = template("it changes nothing")
    DAMAGE = template("more than its words would change")
    NOT_WRITABLE = template("it is not within one field that can be written")
    LINKED_HEADING = template("a link leads to this heading")
    TITLE = template("programs may know the block by this title")
    PART_OF_LINE = template("it would take only part of a line")
    SPLIT_LINE = template("it would break a line in two")
    JOINED_LINES = template("it would join two lines")
    JOINED_PARAGRAPHS = template("it would join two paragraphs")
    JOINED_BLOCKS = template("it would join two lists, quotes or tables")
    BLANK_LINE = template("it would leave a blank line that splits a paragraph")
    BACKSLASH = template("the backslash at the end of the line above would become visible")
    DEFINITION = template("the definition in the line below would become text")
    NO_PROSE = template("it would add text outside of prose")
    CODE = template("it would touch code")
    ADDRESS = template("it would touch an address")
    LINK = template("it would touch a link or an image")
    HTML = template("it would touch an HTML tag")
    COMMENT = template("it would touch a comment")
    MATHS = template("it would touch maths")
    FRONT_MATTER = template("it would touch front matter")
    ATTRIBUTES = template("it would touch attributes, a template tag or the markup of a dialect")
    HASHTAG = template("it would touch a hashtag")
    STRUCTURE = template("it would touch the markup of a heading, list, quote or table")
    MARKUP = template("it would touch emphasis, an escape or an entity")

    @property
    def phrase(self) -> Phrase:
        """The reason as a sentence."""
        return Phrase(self.value)


class Edit(Value):
    """Replaces the code points of `span` by `content`; an empty span inserts.

    The kind is a claim by the guard; edits that do the same are equal, whatever their claims.
    """

    span: Span
    content: str
    kind: EditKind = field(default=EditKind.WORDS, compare=False)

    def __lt__(self, other: Edit) -> bool:
        """Whether it comes first in the text."""
        return (self.span, self.content) < (other.span, other.content)

    @property
    def growth(self) -> int:
        """Code points by which the text grows; negative if it shrinks."""
        return len(self.content) - len(self.span)


class Fix(Value):
    """Edits that belong together: all are applied or none; of a diagnostic of many places, all of a place.

    Raises:
        ValueError: there are no edits, they are not sorted, or two of them overlap.
    """

    edits: tuple[Edit, ...]
    applicability: Applicability

    def __post_init__(self) -> None:
        if not self.edits:
            raise ValueError("a fix needs an edit")
        for one, two in itertools.pairwise(self.edits):
            if one.span.end > two.span.start or one.span == two.span:
                raise ValueError("the edits of a fix must be sorted and must not overlap")


class Evidence(Value):
    """One thing that speaks for a finding, or against it."""

    name: str
    """Its name in the rule."""
    says: str
    """What it says, in the run's language."""
    points: float
    """What it adds to the score by which the finding was decided."""


class Diagnostic(Value):
    """One finding in one document.

    `span` holds 0-based code-point offsets; `message` is one sentence for a person. `refusal` says why a fix
    that the rule offers is not allowed; `fix` is then None, as it is if the rule offers none. `evidence` is
    what was weighed, the weightiest first; empty for rules that weigh nothing. `summary_status` is what a
    record without a summary has in its place; None for findings of other things. `places` are half-open
    offsets if the finding is of many places, in order: each may be fixed without the others.
    """

    rule: str
    severity: Severity
    span: Span
    message: str
    fix: Fix | None = None
    refusal: Refusal | None = None
    evidence: tuple[Evidence, ...] = ()
    summary_status: str | None = None
    places: tuple[tuple[int, int], ...] = ()

    @property
    def sort_key(self) -> tuple[Span, str]:
        """Order of reports and of fixes: by span, then by rule, so rule order never matters."""
        return (self.span, self.rule)


class _Placed(Value):
    """An edit, and where its content is once it and the edits before it have been applied."""

    start: int
    end: int
    edit: Edit


def compose(first: Sequence[Edit], second: Sequence[Edit]) -> list[Edit]:
    """Combines two successive sets of edits into one with the same effect.

    Args:
        first: edits, sorted and not overlapping.
        second: edits, sorted and not overlapping, whose spans count in the text after the first set.

    Returns:
        Edits, sorted and not overlapping, whose spans count in the same text as those of `first`. Edits of
        the two sets that overlap are merged, and an edit of words at the beginning of lines with one that
        takes the lines out; others that only touch are not.
    """
    placed = _place(first)
    composed: list[Edit] = []
    shift = i = j = 0
    while i < len(placed) or j < len(second):
        if j == len(second) or (i < len(placed) and placed[i].end <= second[j].span.start):
            shift += placed[i].edit.growth
            _append(composed, placed[i].edit)
            i += 1
        elif i == len(placed) or second[j].span.end <= placed[i].start:
            span = second[j].span
            _append(composed, replace(second[j], span=Span(span.start - shift, span.end - shift)))
            j += 1
        else:
            last_i, last_j, end = _overlap(placed, second, i, j)
            start = min(placed[i].start, second[j].span.start)
            early, late = placed[i:last_i], second[j:last_j]
            before = start - shift
            shift += sum(one.edit.growth for one in early)
            kind = joint_kind([*(one.edit for one in early), *late])
            _append(composed, Edit(Span(before, end - shift), _content(early, late, start, end), kind))
            i, j = last_i, last_j
    return composed


def joint_kind(edits: Sequence[Edit]) -> EditKind:
    """What edits that were merged into one claim to be: the last claim other than words.

    It may no longer hold for them together; the proof looks at every such claim.
    """
    claims = (edit.kind for edit in reversed(edits))
    return next((kind for kind in claims if kind is not EditKind.WORDS), EditKind.WORDS)


def _place(edits: Iterable[Edit]) -> list[_Placed]:
    placed: list[_Placed] = []
    shift = 0
    for edit in edits:
        start = edit.span.start + shift
        placed.append(_Placed(start, start + len(edit.content), edit))
        shift += edit.growth
    return placed


def _overlap(placed: Sequence[_Placed], second: Sequence[Edit], i: int, j: int) -> tuple[int, int, int]:
    """The group of overlapping edits that starts with the i-th and the j-th.

    Returns:
        The index after its last edit in each set, and the offset where it ends.
    """
    end = max(placed[i].end, second[j].span.end)
    while True:
        if i < len(placed) and placed[i].start < end:
            end = max(end, placed[i].end)
            i += 1
        elif j < len(second) and second[j].span.start < end:
            end = max(end, second[j].span.end)
            j += 1
        else:
            return i, j, end


def _content(placed: Sequence[_Placed], second: Sequence[Edit], start: int, end: int) -> str:
    """The text between two offsets after both sets: what the second leaves of the first, and its own."""

    def left(start: int, end: int) -> str:
        return "".join(
            one.edit.content[max(start - one.start, 0) : max(end - one.start, 0)] for one in placed
        )

    parts: list[str] = []
    for edit in second:
        parts += (left(start, edit.span.start), edit.content)
        start = edit.span.end
    return "".join((*parts, left(start, end)))


def _append(edits: list[Edit], edit: Edit) -> None:
    """Appends an edit, as one with the last where they are of one place."""
    if edits and (edits[-1].span == edit.span or _begins_lines(edits[-1], edit)):
        last = edits.pop()
        span = Span(last.span.start, edit.span.end)
        edit = Edit(span, last.content + edit.content, joint_kind([last, edit]))
    edits.append(edit)


def _begins_lines(words: Edit, lines: Edit) -> bool:
    """Whether an edit of words is at the beginning of the lines that another takes out."""
    touches = len(words.span) > 0 and words.span.end == lines.span.start
    return touches and words.kind is EditKind.WORDS and lines.kind in (EditKind.WHOLE_LINES, EditKind.BLOCKS)


def apply_edits(text: str, edits: Sequence[Edit], within: Span | None = None) -> str:
    """The text, or a part of it, after the edits.

    Args:
        text: the text that the edits' spans count in.
        edits: sorted by span and not overlapping.
        within: the part to return, which holds all edits; the whole text if None.
    """
    parts: list[str] = []
    done, end = (within.start, within.end) if within is not None else (0, len(text))
    for edit in edits:
        parts += (text[done : edit.span.start], edit.content)
        done = edit.span.end
    parts.append(text[done:end])
    return "".join(parts)
