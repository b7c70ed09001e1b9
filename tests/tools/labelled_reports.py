"""Texts in which reports on the editing are labelled, for `tests.tools.fit_section`."""

from __future__ import annotations

import dataclasses
import json
import re
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

RULE = "editing-report"
PAGES = Path("tests/labelled")
FOLDS = 4
#: A wrong finding is worse than a missed one.
WRONG = 2.0
#: What counts less, because it is very common.
OTHERS = 0.5
#: In pages of as many bytes, comparing each candidate with the rest takes too long.
LARGE = 50_000


@dataclasses.dataclass(frozen=True, slots=True)
class Text:
    """A page, the lines of it that are a report, 1-based, and its fold."""

    name: str
    text: str
    report: frozenset[int]
    block: frozenset[int]
    """The lines that are labelled; all others are not a report."""
    fold: int
    counts: float
    is_labelled: bool
    """Whether somebody has labelled it."""


def read(files: Sequence[Path]) -> Iterator[Text]:
    """The labelled texts, each in a page."""
    read = [path.read_text(encoding="utf-8") for path in sorted(PAGES.glob("fitted-*/*.md"))]
    pages = [text for text in read if "<details" not in text]
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
            row = json.loads(line)
            if "label" in row:
                yield _within(f"{file.stem}:{number + 1}", row, number % FOLDS)
                continue
            page = pages[zlib.crc32(row["text"].encode()) % len(pages)]
            yield _placed(f"{file.stem}:{number + 1}", row, page, number % FOLDS)


def _placed(name: str, row: dict[str, Any], page: str, fold: int) -> Text:
    """A text in a page."""
    parts = [part for part in re.split(r"\n{2,}", page.strip()) if "```" not in part][:12]
    while re.match(r"#|\*\*[^*]*\*\*$|.*[:：]$", parts[-1], re.DOTALL):
        parts.pop()  # what announces something would announce the text
    text = row["text"].strip("\n")
    at = {"end": len(parts), "start": 1, "middle": len(parts) // 2}[row["place"]]
    above = "\n\n".join(parts[:at])
    first = above.count("\n") + 3 if above else 1
    block = frozenset(range(first, first + text.count("\n") + 1))
    whole = "\n\n".join([*parts[:at], text, *parts[at:]]) + "\n"
    is_report = row["kind"] == "report"
    return Text(
        name,
        whole,
        block if is_report else frozenset(),
        block,
        fold,
        1.0 if is_report else WRONG,
        is_labelled=True,
    )


def _within(name: str, row: dict[str, Any], fold: int) -> Text:
    """A page of which a part is labelled; if that is not a report, all of it is."""
    text, start = row["text"], row["text"].index(row["label"])
    first = text.count("\n", 0, start) + 1
    block = frozenset(range(first, first + row["label"].strip("\n").count("\n") + 1))
    every = frozenset(range(1, text.count("\n") + 2))
    is_report = row["kind"] == "report"
    report = block if is_report else frozenset[int]()
    return Text(name, text, report, every, fold, 1.0 if is_report else WRONG, is_labelled=True)


def read_found(report: Path) -> Iterator[Text]:
    """The pages of a report, with what the rule found in them."""
    lines: dict[str, set[int]] = {}
    undecided: dict[str, set[int]] = {}
    for found in json.loads(report.read_text(encoding="utf-8"))["diagnostics"]:
        mine = found["rule"] == RULE
        numbers = (lines if mine else undecided).setdefault(found["path"], set())
        if mine or found["rule"].startswith("chat-"):
            numbers.update(range(found["line"], found["end_line"] + 1))
    for path in sorted({*lines, *undecided}):
        yield _page(Path(path), frozenset(lines.get(path, ())), frozenset(undecided.get(path, ())))


def read_clean(folder: Path) -> Iterator[Text]:
    """Pages without a report: every eighth file of a folder, but for large ones."""
    for path in sorted(folder.rglob("*.md"))[::8]:
        if path.stat().st_size < LARGE:
            yield _page(path, frozenset(), frozenset())


def _page(path: Path, report: frozenset[int], undecided: frozenset[int]) -> Text:
    text = path.read_text(encoding="utf-8")
    block = frozenset(range(1, text.count("\n") + 2)) - undecided
    return Text(
        path.name, text, report, block, zlib.crc32(path.name.encode()) % FOLDS, OTHERS, is_labelled=False
    )
