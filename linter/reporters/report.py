"""What a run reports, independent of any format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linter.diagnostics import Severity
from linter.messages.phrases import Locale
from linter.reporters.findings import Tally, tally_of
from linter.values import Value, field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linter.diagnostics import Diagnostic
    from linter.document import Document
    from linter.errors import LinterError
    from linter.packs import RulePack


class FileReport(Value):
    """One file of a run.

    `diagnostics` count in `document`, the text as it is after the run; `applied` were fixed and count in
    `original`. Without a document, the file could not be read, fixed or written; `errors` say why.
    """

    path: str
    document: Document | None = None
    diagnostics: Sequence[Diagnostic] = ()
    errors: tuple[LinterError, ...] = ()
    original: Document | None = None
    applied: tuple[Diagnostic, ...] = ()
    facts: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    """What rules that compare files need to remember of this one, by rule id."""
    key: bytes | None = field(default=None, compare=False)
    """The hash of all that the document and the findings depend on; None if that is not known."""

    @property
    def tally(self) -> Tally:
        """How many findings there are of each sort."""
        return tally_of(self.diagnostics)


class Run(Value):
    """A run over files: what every format reports."""

    files: Sequence[FileReport]
    errors: Sequence[LinterError]
    """Those that are not about a file that was read."""
    packs: Sequence[RulePack] = ()
    locale: Locale = Locale.ENGLISH
    """The language of the messages."""
    known: int = 0
    """Findings that were left out because a baseline has them."""
    gone: int = 0
    """Findings of a baseline that are gone."""
    fail_on: Severity = Severity.INFO
    """How severe a finding must be to make the run fail."""
    verbose: bool = False
    """Whether reports for people say why a finding cannot be fixed."""

    def counts(self, diagnostic: Diagnostic) -> bool:
        """Whether a finding makes the run fail."""
        return diagnostic.severity.rank <= self.fail_on.rank


class Summary(Value):
    """The numbers of a run."""

    files: int
    files_with_findings: int
    findings: int
    safe: int
    """Findings that have a safe fix."""
    unsafe: int
    """Findings that have an unsafe fix."""
    fixed: int
    files_fixed: int
    errors: int
    known: int
    """Findings that a baseline has; the other numbers do not count them."""
    gone: int
    """Findings of a baseline that are gone."""


def every_error(run: Run) -> list[LinterError]:
    """All errors; those that are not about a file that was read come first."""
    return [*run.errors, *(error for report in run.files for error in report.errors)]


def summarise(run: Run) -> Summary:
    """Counts what a run found and did."""
    reports = run.files
    tally = Tally.total(report.tally for report in reports)
    return Summary(
        files=len(reports),
        files_with_findings=sum(bool(report.diagnostics) for report in reports),
        findings=sum(tally.severities),
        safe=tally.safe,
        unsafe=tally.unsafe,
        fixed=sum(len(report.applied) for report in reports),
        files_fixed=sum(bool(report.applied) for report in reports),
        errors=len(every_error(run)),
        known=run.known,
        gone=run.gone,
    )
