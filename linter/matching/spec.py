"""What a kind is given to compile a rule, and what it returns."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Protocol

from linter.chinese.targets import Target
from linter.diagnostics import Applicability
from linter.messages.phrases import Locale, Phrase
from linter.spans import Span
from linter.values import Value, field

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from linter.diagnostics import Evidence, Fix
    from linter.document import Document
    from linter.edits.guard import Allowed
    from linter.matching.expression_cache import ExpressionCache
    from linter.matching.pack_resources import PackResources
    from linter.matching.summaries import SummaryJudge
    from linter.metadata import Metadata


class Scope(enum.StrEnum):
    """A part of a document. Code, URLs, tags and maths in it remain protected, tags unless asked for."""

    PROSE = "prose"  #: everything
    HEADING = "heading"  #: headings, ATX and setext
    TITLE = "title"  #: the titles of records
    SUMMARY = "summary"  #: the summaries of records, without link, thumbnail and first heading
    TABLE = "table"  #: rows of tables
    LIST = "list"  #: lines that start with a list marker
    HTML = "html"  #: single tags and entities, which the rule then sees as part of the text


class Reach(enum.StrEnum):
    """How much of a document decides about a finding of a rule: what an edit elsewhere cannot change."""

    BLOCK = "block"  #: the lines around it, up to a blank one
    RECORD = "record"  #: its record, on a page that has records; the rule finds nothing outside of them
    DOCUMENT = "document"  #: everything


def plain_judge() -> SummaryJudge:
    """What judges summaries without the words of any pack."""
    from linter.matching.summaries import SummaryJudge  # noqa: PLC0415 - it loads half of the Chinese tables

    return SummaryJudge()


class Options(Value):
    """What the user chose for a run, as far as rules depend on it."""

    target: Target = Target.TAIWAN
    """The variant to which Chinese text is converted."""
    metadata: Metadata | None = None
    """What is known about the videos in addition to the page."""
    locale: Locale = Locale.ENGLISH
    """The language of messages."""
    judge: Callable[[], SummaryJudge] = plain_judge
    """Gives what judges summaries by the words of the packs; loading these adds it."""

    @property
    def summaries(self) -> SummaryJudge:
        """Judges summaries by the words of the packs."""
        return self.judge()


def _no_files(name: str, *steps: str | int) -> str:
    raise SpecError("no file can be read here: '{name}'", *steps, name=name)


class RuleSpec(Value):
    """The part of a rule from which its kind compiles it, as the pack has it."""

    id: str
    params: Mapping[str, Any]
    resources: PackResources
    """What the rules of the pack share."""
    expressions: ExpressionCache
    """Compiles the rule's expressions."""
    pack: str = ""
    """The name of the pack that has it."""
    fix: Mapping[str, Any] | None = None
    definitions: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exceptions: tuple[str | Mapping[str, Any], ...] = ()
    is_known: bool = False
    """Whether an earlier run has compiled the same rule, so that what it names is valid."""
    read: Callable[..., str] = _no_files
    """Reads a file in the pack's folder; is passed its name in the pack and the steps to that name."""

    @property
    def applicability(self) -> Applicability:
        """The applicability of the rule's fixes; display where the rule has none."""
        return Applicability.parse(self.fix["applicability"]) if self.fix else Applicability.DISPLAY

    def applicability_of(self, *, sure: bool) -> Applicability:
        """The applicability of one fix of the rule: at most unsafe if it is not sure."""
        return self.applicability if sure else min(self.applicability, Applicability.UNSAFE)


class Match(Value):
    """What a rule found at one place: its span, the fields of the message, and the fix."""

    span: Span
    fields: Mapping[str, str | Phrase]
    fix: Fix | None = None
    about: Span | None = None
    """The span that exceptions are compared with, if that is not the match's own."""
    evidence: tuple[Evidence, ...] = ()
    """What spoke for and against it, the weightiest first, if its kind weighs evidence."""
    summary_status: str | None = None
    """What the record has in place of a summary, if that is what was found."""
    places: tuple[tuple[int, int], ...] = ()
    """If it is of many places: their half-open offsets, in order; the fix then has edits in each."""
    message: str | None = None
    """What it says, with `{name}` for the fields, if that is not the message of the rule."""
    allowed: Allowed | None = None
    """What the guard has answered for the fix, if it has been asked: a fix may have thousands of edits."""


Finder = Callable[["Document"], Iterable[Match]]
#: Whether what is at a span is to be reported, as far as exceptions and scopes say.
Keeps = Callable[[Span], bool]


class Across(Protocol):
    """The part of a rule that compares the documents of a run with each other."""

    def facts(self, document: Document) -> Sequence[Any]:
        """What must be kept of a document until the comparison: little, and only what can be pickled.

        With the paths of the documents, it decides what is found. A fact is a value with two fields: what a
        match with it is `about`, and whether that is `excepted`, which is set by who knows the exceptions.
        """

    def compare(
        self, documents: Sequence[Document], facts: Sequence[Sequence[Any]]
    ) -> Iterator[tuple[int, Match]]:
        """What more than one document has.

        Args:
            documents: the documents, in the order of their paths.
            facts: what was kept of each.

        Yields:
            The index (0-based) of a document, and what was found there.
        """


class Compiled(Value):
    """A rule ready to run: its finder, and the names of the fields that its message may use."""

    find: Finder
    fields: frozenset[str]
    across: Across | None = None
    """Finds what several documents have in common; `find` finds the rest, in each document."""
    needs: frozenset[str] = frozenset()
    """Texts of which a document has one if `find` finds anything in it; empty if that is not known."""
    of_records: bool = False
    """Whether it finds something only where a page has records, or what looks like one."""
    together: bool = False
    """Whether it decides together with the rules of its kind in its pack, which are then all built first."""
    find_kept: Callable[[Document, Keeps], Iterable[Match]] | None = None
    """Finds the same as `find` without what is not to be reported; for matches of many places."""
    reach: Reach = Reach.DOCUMENT
    """What decides about a finding, if patterns are like those of our own packs: they stay within a block."""


class SpecError(ValueError):
    """A rule's parameters do not fit its kind.

    Args:
        message: what is wrong; `{name}` is replaced by the field of that name.
        steps: the path to the wrong value, from the rule down: `"params", "pattern"`.
        file: the file in the pack's folder that has the value, if it is not the pack itself.
        line: the 1-based line in that file.
        fields: the fields of the message.
    """

    def __init__(
        self,
        message: str,
        *steps: str | int,
        file: str | None = None,
        line: int | None = None,
        **fields: object,
    ) -> None:
        self.phrase = Phrase(message, **fields)
        super().__init__(str(self.phrase))
        self.steps = steps
        self.file = file
        self.line = line
