"""How often each rule found something, for people: to see what is left, and to drive it to zero."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TextIO

from linter.diagnostics import Applicability
from linter.messages.phrases import Phrase, printable
from linter.reporters.text import conclusion, table

if TYPE_CHECKING:
    from linter.reporters.report import Run


def write(run: Run, stream: TextIO) -> None:
    """Writes a table of rules, the most frequent first, and what they add up to."""
    found = [each for report in run.files for each in report.diagnostics]
    counts = Counter(each.rule for each in found)
    grave = {each.rule: each.severity.value for each in found}
    level = [(each.rule, each.fix.applicability) for each in found if each.fix is not None]
    safe = Counter(rule for rule, how in level if how is Applicability.SAFE)
    unsafe = Counter(rule for rule, how in level if how is Applicability.UNSAFE)
    if counts:
        heads = [Phrase(name).text(run.locale) for name in ("rule", "severity", "findings", "safe", "unsafe")]
        rows = [
            [rule, Phrase(grave[rule]).text(run.locale), str(count), str(safe[rule]), str(unsafe[rule])]
            for rule, count in sorted(counts.items(), key=lambda each: (-each[1], each[0]))
        ]
        stream.write(printable(table(heads, rows, right=(2, 3, 4))) + "\n\n")
    stream.write(conclusion(run).text(run.locale) + "\n")
