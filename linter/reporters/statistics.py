"""How many findings each rule has, for people who want to see what is left."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TextIO

from linter.diagnostics import Applicability
from linter.lazy import lazy_re
from linter.messages.phrases import Phrase, printable
from linter.reporters.text import conclusion, is_conclusion, table

if TYPE_CHECKING:
    from linter.reporters.report import Run

#: Rule, severity, and three counts.
_ROW = lazy_re(r"[a-z0-9-]+ +\w+ +\d+ +\d+ +\d+")


def write(run: Run, stream: TextIO) -> None:
    """Writes a table of rules, the most frequent first, and the conclusion."""
    found = [diagnostic for report in run.files for diagnostic in report.diagnostics]
    counts = Counter(diagnostic.rule for diagnostic in found)
    severities = {diagnostic.rule: diagnostic.severity.value for diagnostic in found}
    fixes = [(diagnostic.rule, diagnostic.fix.applicability) for diagnostic in found if diagnostic.fix]
    safe = Counter(rule for rule, applicability in fixes if applicability is Applicability.SAFE)
    unsafe = Counter(rule for rule, applicability in fixes if applicability is Applicability.UNSAFE)
    if counts:
        heads = [Phrase(name).text(run.locale) for name in ("rule", "severity", "findings", "safe", "unsafe")]
        rows = [
            [rule, Phrase(severities[rule]).text(run.locale), str(count), str(safe[rule]), str(unsafe[rule])]
            for rule, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        ]
        stream.write(printable(table(heads, rows, right=(2, 3, 4))) + "\n\n")
    stream.write(conclusion(run).text(run.locale) + "\n")


def recognises(text: str) -> bool:
    """Whether a text is a table with rows like ours, and a conclusion."""
    *lines, last = text.removesuffix("\n").split("\n")
    return is_conclusion(last) and all(_ROW.fullmatch(line) for line in lines[1:-1]) and not any(lines[-1:])
