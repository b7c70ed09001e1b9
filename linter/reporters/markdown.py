"""A short summary in Markdown for pipelines: what was found, how often, and where."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TextIO

from linter.lazy import lazy_re
from linter.messages.phrases import Phrase, printable
from linter.reporters.places import from_top
from linter.reporters.report import every_error
from linter.reporters.text import conclusion, is_conclusion

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from linter.reporters.report import Run

#: How many findings are listed, the most severe first: people must be able to read a summary.
_MOST = 50
#: Characters that Markdown or HTML would read as markup.
_MARKUP = lazy_re(r"[\\`*_{}\[\]()<>#+!|~&$@]")


def write(run: Run, stream: TextIO) -> None:
    """Writes a heading, the errors, a table by rule, and the first findings."""
    found = [(report, diagnostic) for report in run.files for diagnostic in report.diagnostics]
    stream.write(f"## seedlint\n\n{conclusion(run).text(run.locale)}\n")
    errors = every_error(run)
    if errors:
        stream.write("\n" + "".join(f"- {_text(error.text(run.locale))}\n" for error in errors[:_MOST]))
    if not found:
        return
    counts = Counter((diagnostic.rule, diagnostic.severity) for _, diagnostic in found)
    rows = [
        (_code(rule), _say(severity.value, run), str(count))
        for (rule, severity), count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    stream.write("\n" + _table([_say(head, run) for head in ("rule", "severity", "findings")], rows))
    found.sort(key=lambda pair: pair[1].severity.rank)
    places = []
    for report, diagnostic in found[:_MOST]:
        if report.document is not None:
            line, column = report.document.position(diagnostic.span.start)
            place = _code(f"{from_top(report.path)}:{line}:{column}")
            places.append((place, _code(diagnostic.rule), _text(diagnostic.message)))
    stream.write("\n" + _table([_say(head, run) for head in ("place", "rule", "finding")], places))
    if len(found) > _MOST:
        rest = Phrase("{count} more are not listed here.", count=len(found) - _MOST)
        stream.write(f"\n{rest.text(run.locale)}\n")


def _say(word: str, run: Run) -> str:
    return Phrase(word).text(run.locale)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _text(text: str) -> str:
    """A text that renders as it is, on one line."""
    return _MARKUP.sub(r"\\\g<0>", printable(text).replace("\n", " "))


def _code(text: str) -> str:
    """A text in a code span, without back-ticks, which would end it, and bars, which would end the cell."""
    return "`" + printable(text).replace("\n", " ").replace("`", "'").replace("|", "¦") + "`"


def recognises(text: str) -> bool:
    """Whether a text begins with our heading and a conclusion."""
    lines = text.split("\n", 3)
    return len(lines) > 2 and lines[:2] == ["## seedlint", ""] and is_conclusion(lines[2])  # noqa: PLR2004 - the third line
