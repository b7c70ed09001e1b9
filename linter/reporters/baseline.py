"""The baseline: a file with the fingerprints of known findings, so that only new ones are reported."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from linter.errors import BaselineError
from linter.files.reading import read_text
from linter.reporters.fingerprints import Fingerprint, fingerprint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from linter.diagnostics import Diagnostic
    from linter.document import Document
    from linter.reporters.report import FileReport

#: The version of the format; schemas/baseline.schema.json.
_VERSION = 1
_MARK = re.compile(r"[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}")


@dataclass(slots=True)
class Filtered:
    """The findings of a run without those that were known."""

    reports: list[FileReport] = field(default_factory=list)
    known: int = 0
    """Findings left out."""
    gone: int = 0
    """Findings of the baseline that the run should have found, and did not."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """Known findings: by the path of their file from the baseline's folder, and by rule.

    Args:
        folder: the folder of the baseline's file.
        findings: for each path (with /) and each rule the fingerprints, as often as they occur.
    """

    folder: Path
    findings: dict[str, dict[str, list[Fingerprint]]]

    @classmethod
    def read(cls, path: Path) -> Baseline:
        """Reads a baseline.

        Raises:
            BaselineError: it cannot be read, or is not a baseline.
        """
        text = read_text(path, BaselineError, most=None)
        try:
            value = json.loads(text)
        except json.JSONDecodeError as error:
            raise BaselineError(
                "not JSON: {reason}", path=str(path), line=error.lineno, reason=error.msg
            ) from error
        except (ValueError, RecursionError) as error:
            raise BaselineError("not JSON: {reason}", path=str(path), reason=error) from error
        return cls(path.parent, _findings(value, path))

    def dump(self) -> bytes:
        """The content of its file: sorted, a line per finding, so that versions can be compared."""
        rows = {
            path: {rule: sorted(map(str, marks)) for rule, marks in sorted(rules.items()) if marks}
            for path, rules in sorted(self.findings.items())
            if any(rules.values())
        }
        value = {"version": _VERSION, "findings": rows}
        return f"{json.dumps(value, ensure_ascii=False, indent=1)}\n".encode("utf-8", "surrogateescape")

    def filter(self, reports: Iterable[FileReport], rules: Collection[str]) -> Filtered:
        """Takes the known findings out of a run.

        A finding is known if the baseline has one with the same text and, on its line, the same before or
        after it; each of those counts once, exact ones first.

        Args:
            reports: the files of the run.
            rules: the ids of the rules that ran; findings of others are not counted as gone.
        """
        filtered = Filtered()
        for report in reports:
            known = self.findings.get(self._key(report.path), {})
            if report.document is None or not known:
                filtered.reports.append(report)
                continue
            left = Counter((rule, mark) for rule, marks in known.items() if rule in rules for mark in marks)
            new = _unknown(report.document, report.diagnostics, left)
            filtered.known += len(report.diagnostics) - len(new)
            if not report.errors:
                filtered.gone += left.total()
            filtered.reports.append(replace(report, diagnostics=tuple(new)))
        return filtered

    def updated(
        self, reports: Iterable[FileReport], ran: Collection[str], there: Collection[str]
    ) -> Baseline:
        """The baseline with the findings of a run; what the run did not look at, or could not do, is kept.

        Args:
            reports: the files of the run, with the known findings.
            ran: the ids of the rules that ran.
            there: the ids of all rules; findings of others, and of files that are gone, are forgotten.
        """
        findings = {
            path: {rule: marks for rule, marks in rules.items() if rule in there}
            for path, rules in self.findings.items()
            if (self.folder / path).is_file()
        }
        for report in reports:
            if report.document is None or report.errors:
                continue
            key = self._key(report.path)
            rules = {rule: marks for rule, marks in findings.get(key, {}).items() if rule not in ran}
            for diagnostic in report.diagnostics:
                rules.setdefault(diagnostic.rule, []).append(fingerprint(report.document, diagnostic))
            findings[key] = rules
        return Baseline(self.folder, findings)

    def count(self) -> int:
        """How many findings it has."""
        return sum(len(marks) for rules in self.findings.values() for marks in rules.values())

    def _key(self, path: str) -> str:
        place = os.path.relpath(os.path.abspath(path), os.path.abspath(self.folder))  # noqa: PTH100 - links stay links
        return place.replace(os.sep, "/")


def _unknown(
    document: Document, diagnostics: Sequence[Diagnostic], left: Counter[tuple[str, Fingerprint]]
) -> list[Diagnostic]:
    """The findings that are not in a baseline; those that are in it are taken out of `left`."""
    rest: list[tuple[Diagnostic, Fingerprint]] = []
    for diagnostic in diagnostics:
        mark = fingerprint(document, diagnostic)
        if left[diagnostic.rule, mark] > 0:
            left[diagnostic.rule, mark] -= 1
        else:
            rest.append((diagnostic, mark))
    # What is left differs on one side: a neighbour was fixed, or words were added there.
    sides: dict[tuple[str, str, str, str], list[Fingerprint]] = {}
    for rule, mark in left.elements():
        for side in (("before", mark.before), ("after", mark.after)):
            sides.setdefault((rule, *side, mark.text), []).append(mark)
    unknown = []
    for diagnostic, mark in rest:
        for side in (("before", mark.before), ("after", mark.after)):
            candidates = sides.get((diagnostic.rule, *side, mark.text), [])
            while candidates and not left[diagnostic.rule, candidates[-1]]:
                candidates.pop()  # taken from its other side
            if candidates:
                left[diagnostic.rule, candidates.pop()] -= 1
                break
        else:
            unknown.append(diagnostic)
    return unknown


def _findings(value: Any, path: Path) -> dict[str, dict[str, list[Fingerprint]]]:  # noqa: ANN401 - any JSON value
    """The findings of a baseline's value.

    Raises:
        BaselineError: it is not a baseline.
    """
    if not isinstance(value, dict) or not isinstance(value.get("findings"), dict):
        raise BaselineError("is not a baseline of findings", path=str(path))
    if value.get("version") != _VERSION:
        raise BaselineError("is a baseline of another version; --write-baseline replaces it", path=str(path))
    findings = {}
    for name, rules in value["findings"].items():
        if not isinstance(rules, dict):
            raise BaselineError("is not a baseline of findings", path=str(path))
        findings[name] = {rule: _marks(marks, path) for rule, marks in rules.items()}
    return findings


def _marks(marks: Any, path: Path) -> list[Fingerprint]:  # noqa: ANN401 - any JSON value
    if not isinstance(marks, list):
        raise BaselineError("is not a baseline of findings", path=str(path))
    for mark in marks:
        if not isinstance(mark, str) or _MARK.fullmatch(mark) is None:
            raise BaselineError("'{mark}' is not the fingerprint of a finding", path=str(path), mark=mark)
    return [Fingerprint(*mark.split("-")) for mark in marks]
