"""What a rule kind is given, and what it gives back."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from linter.chinese.targets import Target
from linter.diagnostics import Applicability
from linter.matching.expression_cache import ExpressionCache
from linter.matching.pack_resources import PackResources
from linter.messages.phrases import Locale, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from linter.diagnostics import Fix
    from linter.document import Document
    from linter.metadata import Metadata
    from linter.spans import Span


class Scope(enum.StrEnum):
    """A part of a document. Code, addresses, tags and maths within it are protected all the same."""

    PROSE = "prose"  #: everything
    HEADING = "heading"  #: headings, be they of hashes or underlined
    TITLE = "title"  #: the titles of records
    SUMMARY = "summary"  #: the summaries of records, without link, thumbnail and first heading
    TABLE = "table"  #: rows of tables
    LIST = "list"  #: lines that start with a list marker


@dataclass(frozen=True, slots=True)
class Options:
    """What the user chose for a run and rules may depend on."""

    target: Target = Target.TAIWAN
    """The variant that Chinese text is brought to."""
    metadata: Metadata | None = None
    """What is known about the videos besides the page."""
    locale: Locale = Locale.ENGLISH
    """The language of messages."""


def _no_files(name: str, *steps: str | int) -> str:
    raise SpecError("no file can be read here: '{name}'", *steps, name=name)


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """The part of a rule that its kind works from, as the pack has it."""

    id: str
    params: Mapping[str, Any]
    fix: Mapping[str, Any] | None = None
    definitions: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exceptions: tuple[str | Mapping[str, Any], ...] = ()
    resources: PackResources = field(default_factory=PackResources)
    """What the rules of the pack share."""
    expressions: ExpressionCache = field(default_factory=ExpressionCache)
    """Compiles the rule's expressions."""
    read: Callable[..., str] = _no_files
    """The text of a file that lies beside the pack, told the name that the pack gives and the steps to it."""

    @property
    def applicability(self) -> Applicability:
        """How sure the rule's fixes are; one without a fix only shows."""
        return Applicability.parse(self.fix["applicability"]) if self.fix else Applicability.DISPLAY

    def applicability_of(self, *, sure: bool) -> Applicability:
        """How sure one fix of the rule is: unsafe at most where the place leaves a doubt."""
        return self.applicability if sure else min(self.applicability, Applicability.UNSAFE)


@dataclass(frozen=True, slots=True)
class Match:
    """A place a rule found: its span, what the message may name, and the fix."""

    span: Span
    fields: Mapping[str, str | Phrase]
    fix: Fix | None = None
    about: Span | None = None
    """What exceptions are compared with, where that is not where the find stands."""


Finder = Callable[["Document"], Iterable[Match]]


class Across(Protocol):
    """The part of a rule that compares the documents of a run with each other."""

    def facts(self, document: Document) -> Sequence[Any]:
        """What has to be remembered of a document: little, and nothing that cannot be pickled."""

    def compare(
        self, documents: Sequence[Document], facts: Sequence[Sequence[Any]]
    ) -> Iterator[tuple[int, Match]]:
        """What stands in more than one document.

        Args:
            documents: the documents, in the order of their paths.
            facts: what was remembered of each.

        Yields:
            The place (0-based) of a document, and what was found there.
        """


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule ready to run: its finder, and the names that its message may put between braces."""

    find: Finder
    fields: frozenset[str]
    across: Across | None = None
    """What it finds in several documents together; its finder finds the rest, in each."""


class SpecError(ValueError):
    """A rule's parameters do not fit its kind.

    Args:
        message: what is wrong; `{name}` stands for one of the fields.
        steps: the way to the value that is wrong, from the rule down: `"params", "pattern"`.
        file: the file beside the pack that it stands in, if it is not the pack itself.
        line: the 1-based line in that file.
        fields: what the message names.
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
