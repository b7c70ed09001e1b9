"""Scores findings against labelled text.

    python -m tests.tools.labelled [--show N] [--seedlint COMMAND] FOLDER...

A labelled page is Markdown in which each defect is marked as `⟦wrong→right⟧`: `在⟦.→⟧rl中`, `⟦解cision→解決⟧`. Where
the right text cannot be told, it is `?`. What is not marked is right. White space counts neither in what is
right nor in what a fix makes.
"""

from __future__ import annotations

import argparse
import collections
import difflib
import json
import re
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

_LABEL = re.compile(r"⟦([^⟦⟧→]*)→([^⟦⟧→]*)⟧")
_MARKS = "_-:/\\,*"
#: The rules that may answer for a class of labels.
CLASSES = {
    "stray dot": {"stray-dot"},
    "stray affix": {"stray-affix"},
    "half-width stop": {"half-width-stop"},
    "foreign": {"foreign-script", "mixed-script-word", "foreign-language"},
}


@dataclass(frozen=True, slots=True)
class Label:
    """A defect: 0-based code-point offsets in the text without labels, and what is right there."""

    start: int
    end: int
    right: str
    kind: str


@dataclass(slots=True)
class Page:
    """A labelled page."""

    path: Path
    text: str
    labels: list[Label] = field(default_factory=list)


def read(path: Path) -> Page:
    """Reads a labelled page.

    Raises:
        ValueError: a label is not closed.
    """
    marked = path.read_text(encoding="utf-8")
    page = Page(path, "")
    parts, done, length = [], 0, 0
    for match in _LABEL.finditer(marked):
        before = marked[done : match.start()]
        length += len(before)
        wrong, right = match.groups()
        page.labels.append(Label(length, length + len(wrong), right, _class(wrong, right)))
        parts += [before, wrong]
        length += len(wrong)
        done = match.end()
    page.text = "".join([*parts, marked[done:]])
    if re.search("[⟦⟧]", page.text):
        raise ValueError(f"{path}: a label is not closed")
    return page


def read_gold(gold: Path, source: Path) -> list[Page]:
    """Reads labels that are kept apart from their pages: `stray-dot.jsonl` and `stray-underscore.jsonl`.

    Args:
        gold: the folder of the labels.
        source: the folder of the pages.
    """
    pages: dict[str, Page] = {}
    for name in ("stray-dot", "stray-underscore"):
        for line in (gold / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            path = source / row["file"]
            page = pages.setdefault(row["file"], Page(path, path.read_text(encoding="utf-8")))
            start = offsets(page.text)[row["line"] - 1]
            marks = [row["dot_col"]] if "dot_col" in row else _marks_of(row)
            for column in marks:
                at = start + column - 1
                page.labels.append(Label(at, at + 1, "", _class(page.text[at], "")))
    return [pages[name] for name in sorted(pages)]


def read_lines(path: Path) -> list[Page]:
    """Reads a page from each line of a file: a right one, or one before and after its repair, with a tab between."""
    pages = []
    for line in path.read_text(encoding="utf-8").splitlines():
        before, _, after = line.partition("\t")
        page = Page(path, before)
        for tag, start, end, low, high in difflib.SequenceMatcher(
            None, before, after or before
        ).get_opcodes():
            wrong, right = before[start:end], (after or before)[low:high]
            if tag != "equal" and len(wrong) == 1 and wrong in f".{_MARKS}":
                page.labels.append(Label(start, end, right, _class(wrong, right)))
        pages.append(page)
    return pages


def _marks_of(row: dict[str, Any]) -> list[int]:
    """The columns of the marks at the ends of a labelled text."""
    text: str = row["text"]
    ends = {0, len(text) - 1}
    return sorted(row["col"] + at for at in ends if text[at] in _MARKS)


def _class(wrong: str, right: str) -> str:
    if wrong == "." and right.strip():
        return "half-width stop"
    if wrong == ".":
        return "stray dot"
    return "stray affix" if len(wrong) == 1 and wrong in _MARKS else "foreign"


@dataclass(slots=True)
class Score:
    """How one class was found."""

    labels: int = 0
    found: int = 0
    false: int = 0
    safe_false: int = 0
    fixable: int = 0
    fixed: int = 0
    fixed_safely: int = 0

    @property
    def precision(self) -> float:
        """The share of findings that are true; 1 if there are none."""
        reported = self.found + self.false
        return self.found / reported if reported else 1.0

    @property
    def recall(self) -> float:
        """The share of labels that are found; 1 if there are none."""
        return self.found / self.labels if self.labels else 1.0

    def add(self, other: Score) -> None:
        """Adds the counts of another page."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))

    def __str__(self) -> str:
        return (
            f"P {self.precision:.3f} R {self.recall:.3f} ({self.found} of {self.labels}, {self.false} false,"
            f" {self.safe_false} safe); fixed {self.fixed} of {self.fixable} fixable, {self.fixed_safely} safely"
        )


def report(command: list[str], pages: list[Page]) -> dict[int, list[dict[str, Any]]]:
    """The findings of the product, by the index of the page."""
    with tempfile.TemporaryDirectory() as folder:
        for index, page in enumerate(pages):
            Path(folder, f"{index}.md").write_bytes(page.text.encode("utf-8"))
        selected = [
            part for rules in CLASSES.values() for rule in sorted(rules) for part in ("--select", rule)
        ]
        arguments = [*command, "check", "--isolated", "--output-format", "json", *selected, "."]
        done = subprocess.run(arguments, cwd=folder, capture_output=True, text=True, check=False)
    found: dict[int, list[dict[str, Any]]] = collections.defaultdict(list)
    for row in json.loads(done.stdout)["diagnostics"]:
        found[int(Path(row["path"]).stem)].append(row)
    return found


def offsets(text: str) -> list[int]:
    """The offset at which each line of a text begins."""
    return [0, *(match.end() for match in re.finditer("\n", text))]


def compare(page: Page, rows: list[dict[str, Any]], show: dict[str, list[str]]) -> dict[str, Score]:
    """Compares the findings of a page with its labels."""
    starts = offsets(page.text)
    scores = {name: Score() for name in CLASSES}
    placed = []
    for row in rows:
        start = starts[row["line"] - 1] + row["column"] - 1
        end = starts[row["end_line"] - 1] + row["end_column"] - 1
        placed.append((start, max(end, start + 1), row))
    for name, rules in CLASSES.items():
        score, labels = scores[name], [label for label in page.labels if label.kind == name]
        score.labels = len(labels)
        for label in labels:
            hits = [
                row
                for start, end, row in placed
                if row["rule"] in rules and start < label.end and label.start < end
            ]
            score.found += bool(hits)
            if not hits:
                show[f"missed {name}"].append(_around(page, label.start, label.end))
            score.fixable += label.right != "?"
            if label.right != "?" and hits:
                right = [_is_right(page, starts, label, row) for row in hits]
                score.fixed += any(right)
                safe = [row["fix"] is not None and row["fix"]["applicability"] == "safe" for row in hits]
                score.fixed_safely += any(r and s for r, s in zip(right, safe, strict=True))
                if not any(right) and any(row["fix"] for row in hits):
                    show[f"fixed wrongly {name}"].append(_around(page, label.start, label.end))
        for start, end, row in placed:
            if row["rule"] in rules and not any(start < one.end and one.start < end for one in labels):
                score.false += 1
                safe_fix = row["fix"] is not None and row["fix"]["applicability"] == "safe"
                score.safe_false += safe_fix
                show[f"false {name}"].append(("SAFE " if safe_fix else "") + _around(page, start, end))
    return scores


def _is_right(page: Page, starts: list[int], label: Label, row: dict[str, Any]) -> bool:
    """Whether a finding's fix makes of the text around the label what its labels say."""
    if row["fix"] is None:
        return False
    edits = [
        (
            starts[e["line"] - 1] + e["column"] - 1,
            starts[e["end_line"] - 1] + e["end_column"] - 1,
            e["content"],
        )
        for e in row["fix"]["edits"]
    ]
    low, high = min(label.start, *(e[0] for e in edits)), max(label.end, *(e[1] for e in edits))
    touched = [one for one in page.labels if one.start < high and low < one.end]
    wanted = _with(page.text, low, high, [(one.start, one.end, one.right) for one in touched])
    return _squeezed(_with(page.text, low, high, edits)) == _squeezed(wanted)


def _with(text: str, low: int, high: int, edits: list[tuple[int, int, str]]) -> str:
    parts, done = [], low
    for start, end, content in sorted(edits):
        parts += [text[done:start], content]
        done = end
    return "".join([*parts, text[done:high]])


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _around(page: Page, start: int, end: int) -> str:
    text = page.text
    before = text[max(start - 24, 0) : start].rpartition("\n")[2]
    after = text[end : end + 24].partition("\n")[0]
    return f"{page.path.parent.name}/{page.path.name}: {before}⟦{text[start:end]}⟧{after}"


def main() -> int:
    """Prints the score of each class."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seedlint", default=f"{sys.executable} -m linter")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("folders", nargs="+", type=Path)
    options = parser.parse_args()
    pages = [read(path) for folder in options.folders for path in sorted(folder.glob("*.md"))]
    found = report(shlex.split(options.seedlint), pages)
    show: dict[str, list[str]] = collections.defaultdict(list)
    total = {name: Score() for name in CLASSES}
    for index, page in enumerate(pages):
        for name, score in compare(page, found[index], show).items():
            total[name].add(score)
    for name, score in total.items():
        sys.stdout.write(f"{name:16} {score}" + "\n")
    for name, lines in show.items():
        for line in lines[: options.show]:
            sys.stdout.write(f"  {name}: {line}" + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
