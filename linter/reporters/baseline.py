"""The baseline: a file with the fingerprints of known findings, so that only new ones are reported."""

from __future__ import annotations

import json
import os
from collections import Counter
from typing import TYPE_CHECKING, Any

from linter.errors import BaselineError
from linter.files.reading import read_text
from linter.lazy import lazy_re
from linter.reporters.fingerprints import Fingerprint, fingerprint_of
from linter.values import Struct, Value, field, replace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from linter.diagnostics import Diagnostic
    from linter.document import Document
    from linter.reporters.report import FileReport

#: The version of the format; schemas/baseline.schema.json.
_VERSION = 1
_FINGERPRINT = lazy_re(r"[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}")
#: A mark that a merge leaves where both sides changed a file.
_CONFLICT = lazy_re(r"(?m)^<{7}(?: .*)?$")
#: A line of a baseline: a mark of a conflict, a bracket, the version, a key that opens a map or a list, or a
#: fingerprint.
_LINE = lazy_re(
    r"(?:<{7}|>{7}|\|{7})(?: .*)?|={7}|[ ]*[]}]*[\]{}],?|[ ]*"
    r'(?:"version": \d+,|"(?:[^"\\]|\\.)*": [\[{](?:[\]}],?)?|"[0-9a-f-]+",?)|\s*'
)


class Filtered(Struct):
    """The findings of a run without those that were known."""

    reports: list[FileReport] = field(default_factory=list)
    known: int = 0
    """Findings that were left out."""
    gone: int = 0
    """Findings of the baseline that the run should have found, and did not."""


class Baseline(Value):
    """Known findings, by the path of their file relative to the baseline's folder, and by rule.

    Args:
        folder: the folder of the baseline's file.
        findings: for each path (with /) and each rule the fingerprints, as often as they occur.
    """

    folder: Path
    findings: dict[str, dict[str, list[Fingerprint]]]

    @classmethod
    def recognises(cls, path: Path) -> bool:
        """Whether a file is a baseline, though perhaps of another version or with marks of a conflict.

        An empty file counts as one: nothing is lost if it is replaced.

        Raises:
            BaselineError: it cannot be read.
        """
        text = read_text(path, BaselineError, most=None)
        if not text.strip():
            return True
        if _CONFLICT.search(text) is not None:
            return all(_LINE.fullmatch(line) for line in text.splitlines())
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            return False
        return isinstance(value, dict) and value.keys() == {"version", "findings"} and _is_shaped(value)

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
        """The content of its file: sorted, one line per finding, so that versions can be compared."""
        rows = {
            path: {
                rule: sorted(map(str, fingerprints))
                for rule, fingerprints in sorted(rules.items())
                if fingerprints
            }
            for path, rules in sorted(self.findings.items())
            if any(rules.values())
        }
        value = {"version": _VERSION, "findings": rows}
        return f"{json.dumps(value, ensure_ascii=False, indent=1)}\n".encode("utf-8", "surrogateescape")

    def filter(self, reports: Iterable[FileReport], rules: Collection[str]) -> Filtered:
        """Takes the known findings out of a run.

        A finding is known if the baseline has one with the same text and the same text before or after it on
        its line. Each entry is used once; exact matches come first.

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
            left = Counter(
                (rule, fingerprint)
                for rule, fingerprints in known.items()
                if rule in rules
                for fingerprint in fingerprints
            )
            new = _unknown(report.document, report.diagnostics, left)
            filtered.known += len(report.diagnostics) - len(new)
            if not report.errors:
                filtered.gone += left.total()
            filtered.reports.append(replace(report, diagnostics=tuple(new), key=None))
        return filtered

    def updated(
        self, reports: Iterable[FileReport], ran: Collection[str], known_rules: Collection[str]
    ) -> Baseline:
        """The baseline with the findings of a run; what the run did not check, or could not, is kept.

        Args:
            reports: the files of the run, with the known findings.
            ran: the ids of the rules that ran.
            known_rules: the ids of all rules; findings of others, and of files that are gone, are dropped.
        """
        findings = {
            path: {rule: fingerprints for rule, fingerprints in rules.items() if rule in known_rules}
            for path, rules in self.findings.items()
            if (self.folder / path).is_file()
        }
        for report in reports:
            if report.document is None or report.errors:
                continue
            key = self._key(report.path)
            rules = {
                rule: fingerprints for rule, fingerprints in findings.get(key, {}).items() if rule not in ran
            }
            for diagnostic in report.diagnostics:
                rules.setdefault(diagnostic.rule, []).append(fingerprint_of(report.document, diagnostic))
            findings[key] = rules
        return Baseline(self.folder, findings)

    def count(self) -> int:
        """How many findings it has."""
        return sum(len(fingerprints) for rules in self.findings.values() for fingerprints in rules.values())

    def _key(self, path: str) -> str:
        relative = os.path.relpath(os.path.abspath(path), os.path.abspath(self.folder))  # noqa: PTH100 - links stay links
        return relative.replace(os.sep, "/")


def _unknown(
    document: Document, diagnostics: Sequence[Diagnostic], left: Counter[tuple[str, Fingerprint]]
) -> list[Diagnostic]:
    """The findings that are not in a baseline; those that are in it are removed from `left`."""
    rest: list[tuple[Diagnostic, Fingerprint]] = []
    for diagnostic in diagnostics:
        fingerprint = fingerprint_of(document, diagnostic)
        if left[diagnostic.rule, fingerprint] > 0:
            left[diagnostic.rule, fingerprint] -= 1
        else:
            rest.append((diagnostic, fingerprint))
    # What is left differs on one side, where a neighbour was fixed, or words were added.
    sides: dict[tuple[str, str, str, str], list[Fingerprint]] = {}
    for rule, fingerprint in left.elements():
        for side in (("before", fingerprint.before), ("after", fingerprint.after)):
            sides.setdefault((rule, *side, fingerprint.text), []).append(fingerprint)
    unknown = []
    for diagnostic, fingerprint in rest:
        for side in (("before", fingerprint.before), ("after", fingerprint.after)):
            candidates = sides.get((diagnostic.rule, *side, fingerprint.text), [])
            while candidates and not left[diagnostic.rule, candidates[-1]]:
                candidates.pop()  # used by its other side
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
        raise BaselineError(
            "is a baseline of another version, which --write-baseline replaces", path=str(path)
        )
    findings = {}
    for name, rules in value["findings"].items():
        if not isinstance(rules, dict):
            raise BaselineError("is not a baseline of findings", path=str(path))
        findings[name] = {rule: _fingerprints(fingerprints, path) for rule, fingerprints in rules.items()}
    return findings


def _fingerprints(fingerprints: Any, path: Path) -> list[Fingerprint]:  # noqa: ANN401 - any JSON value
    if not isinstance(fingerprints, list):
        raise BaselineError("is not a baseline of findings", path=str(path))
    for fingerprint in fingerprints:
        if not isinstance(fingerprint, str) or _FINGERPRINT.fullmatch(fingerprint) is None:
            raise BaselineError("has an entry that is not the fingerprint of a finding", path=str(path))
    return [Fingerprint(*fingerprint.split("-")) for fingerprint in fingerprints]


def _is_shaped(value: dict[str, Any]) -> bool:
    """Whether a value has the shape of a baseline: lists of texts, in maps by rule, in a map by path."""
    findings = value["findings"]
    return (
        isinstance(value["version"], int)
        and isinstance(findings, dict)
        and all(
            isinstance(rules, dict)
            and all(
                isinstance(marks, list) and all(isinstance(mark, str) for mark in marks)
                for marks in rules.values()
            )
            for rules in findings.values()
        )
    )
