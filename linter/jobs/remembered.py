"""Remembers the findings of files under their content and all that judged it, between runs."""

from __future__ import annotations

import io
import marshal
import pickle
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from linter.diagnostics import Applicability, Diagnostic, Edit, EditKind, Evidence, Fix, Refusal, Severity
from linter.recall import objects, surroundings, trace
from linter.recall.digests import digest, digest_of
from linter.reporters.report import FileReport
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from linter.document import Document

#: Modules whose values the facts of a report have.
_TRUSTED = ("linter.", "rensa")
_SEVERITIES = {severity.value: severity for severity in Severity}
_APPLICABILITIES = {applicability.value: applicability for applicability in Applicability}
_KINDS = {kind.value: kind for kind in EditKind}


class Memory:
    """The findings of earlier runs that were judged in the same way.

    Args:
        context: what judged them: everything that findings depend on except the document. None to remember
            nothing.
    """

    def __init__(self, context: Sequence[Any] | None) -> None:
        self._context: bytes | None = None
        if context is not None and objects.usable():
            self._context = digest_of((surroundings.program(), *context))

    def report(self, document: Document, data: bytes, check: Callable[[Document], FileReport]) -> FileReport:
        """The report of a check that found no errors, as an earlier run had it; else that of `check`.

        Args:
            document: the document.
            data: the bytes of its file.
            check: checks it.
        """
        key = self._key(document, data)
        known = self._known(document, key)
        if known is not None:
            return known
        before = trace.moments()
        report = check(document)
        if key is not None and not report.errors and trace.moments() == before:
            objects.write(objects.ROWS, key, dump(report))
        return report

    def find(self, document: Document, data: bytes) -> FileReport | None:
        """The report of an earlier check; None if there is none."""
        return self._known(document, self._key(document, data))

    def _key(self, document: Document, data: bytes) -> bytes | None:
        if self._context is None:
            return None
        suffix = PurePath(document.path).suffix.lower()  # decides how the file is read
        return digest_of((self._context, digest(data), suffix, sorted(document.linked)))

    def _known(self, document: Document, key: bytes | None) -> FileReport | None:
        content = objects.read(objects.ROWS, key) if key is not None else None
        return None if content is None else load(document, content)


def contents(files: Iterable[Path]) -> list[tuple[str, bytes]]:
    """The hashes of files that judge others, except those of the program; a missing one is empty."""
    own = (path for path in map(str, files) if not path.startswith(surroundings.PARTS))
    return [(path, trace.content(path) or b"") for path in own]


#: Remembers nothing.
NOTHING = Memory(None)


def dump(report: FileReport) -> bytes:
    """The findings of a report without errors, as rows of Python's own types.

    They are read ten times as fast as objects.
    """
    rows = [
        (
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
        for found in report.diagnostics
    ]
    return marshal.dumps((rows, pickle.dumps(dict(report.facts))))


def load(document: Document, content: bytes) -> FileReport:
    """The report of a document: the inverse of `dump`."""
    rows, facts = marshal.loads(content)  # noqa: S302 - this user's own, and undamaged
    diagnostics = tuple(map(_diagnostic, rows))
    return FileReport(document.path, document, diagnostics, facts=_Reader(io.BytesIO(facts)).load())


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
