"""Findings as rows of Python's own types, which are read ten times as fast as objects."""

from __future__ import annotations

import functools
import io
import marshal
import pickle
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from linter.diagnostics import Applicability, Diagnostic, Edit, EditKind, Evidence, Fix, Refusal, Severity
from linter.recall.digests import digest
from linter.reporters.findings import Findings, Tally, tally_of
from linter.reporters.report import FileReport
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from linter.document import Document

#: Modules whose values the facts of a report have.
_TRUSTED = ("linter.", "rensa")
_SEVERITIES = {severity.value: severity for severity in Severity}
_APPLICABILITIES = {applicability.value: applicability for applicability in Applicability}
_KINDS = {kind.value: kind for kind in EditKind}


class Facts(Mapping[str, "Sequence[Any]"]):
    """The facts of a report, by rule id, read when somebody looks at them.

    Args:
        content: the facts as `dump` wrote them.
        digest: their hash: facts that have the same are the same.
    """

    def __init__(self, content: bytes, digest: bytes) -> None:
        self._content = content
        self.digest = digest

    @functools.cached_property
    def _all(self) -> dict[str, Sequence[Any]]:
        facts: dict[str, Sequence[Any]] = _Reader(io.BytesIO(self._content)).load()
        return facts

    def __getitem__(self, rule: str) -> Sequence[Any]:
        return self._all[rule]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


def dump(report: FileReport) -> bytes:
    """The findings of a report without errors, and its facts."""
    facts = pickle.dumps(dict(report.facts))
    return marshal.dumps((*dump_found(report.diagnostics), facts, digest(facts)))


def load(document: Document, content: bytes) -> FileReport:
    """The report of a document: the inverse of `dump`."""
    tally, rows, *facts = marshal.loads(content)  # noqa: S302 - this user's own, and undamaged
    return FileReport(document.path, document, load_found(tally, rows), facts=Facts(*facts))


def dump_found(found: Sequence[Diagnostic]) -> tuple[tuple[Any, ...], bytes]:
    """How many findings there are, and the findings."""
    return tuple(tally_of(found)), marshal.dumps([*map(_row, found)], 2)


def load_found(tally: Iterable[Any], rows: bytes) -> Findings:
    """The inverse of `dump_found`."""
    return Findings(Tally(*tally), lambda: tuple(map(_diagnostic, marshal.loads(rows))))  # noqa: S302 - as above


def _row(found: Diagnostic) -> tuple[Any, ...]:
    return (
        found.rule,
        found.severity.value,
        found.span.start,
        found.span.end,
        found.message,
        None if found.fix is None else (int(found.fix.applicability), [*map(_edit_row, found.fix.edits)]),
        None if found.refusal is None else found.refusal.name,
        [(reason.name, reason.says, reason.points) for reason in found.evidence],
        found.summary_status,
        found.places,
    )


def _edit_row(edit: Edit) -> tuple[int, int, str, int]:
    return edit.span.start, edit.span.end, edit.content, edit.kind.value


def _diagnostic(row: tuple[Any, ...]) -> Diagnostic:
    rule, severity, start, end, message, fix, refusal, evidence, status, places = row
    return Diagnostic(
        rule,
        _SEVERITIES[severity],
        Span(start, end),
        message,
        None if fix is None else Fix(tuple(map(_edit, fix[1])), _APPLICABILITIES[fix[0]]),
        None if refusal is None else Refusal[refusal],
        tuple(Evidence(*reason) for reason in evidence),
        status,
        places,
    )


def _edit(row: tuple[int, int, str, int]) -> Edit:
    start, end, content, kind = row
    return Edit(Span(start, end), content, _KINDS[kind])


class _Reader(pickle.Unpickler):
    """Makes values of our own classes only: the folder is private, and this is the second lock."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - a class
        if not module.startswith(_TRUSTED):
            raise pickle.UnpicklingError(f"{module}.{name} is not part of a report")
        return super().find_class(module, name)
