"""Fits what the rule `editing-report` knows: the weights of pieces of words, and the points of its evidence.

    python -m tests.tools.fit_section [--write] [--found REPORT]... [--clean FOLDER]... [--show N] FILE...

Each line of a FILE is a JSON object: `kind` says whether its `text` is a report or only looks like one (`near`),
and `place` where it is in a summary. REPORT is the JSON report of a check whose findings of the rule have been read and
are right; pages of `--clean` folders have no report. Each text is put into a page of `tests/labelled` as well,
where it is a candidate for the points.

Texts are judged by weights that were fitted without them, for the points and for the figures that are printed.
With `--write`, both go into the pack.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from linter.document import Document
from linter.kinds import section
from linter.kinds.passage.layout import Stretch, paragraphs, stretches
from linter.kinds.section.evidence import POINTS
from linter.kinds.section.hearing import Hearing
from linter.kinds.section.near import near
from linter.kinds.section.parts import label_of, parts_of, units_of
from linter.kinds.section.reader import Reader
from linter.kinds.section.wording import pieces_of
from linter.matching.deadline import Deadline
from linter.matching.expression_cache import ExpressionCache
from linter.packs.build import spec_of
from linter.packs.overrides import Layer, RuleSource
from linter.packs.source import gather
from tests.tools.labelled_reports import FOLDS, OTHERS, RULE, WRONG, read, read_clean, read_found
from tests.tools.regression import Row, fit, learn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linter.kinds import RuleSpec
    from linter.kinds.section.evidence import Evidence
    from linter.kinds.section.wording import Pieces
    from tests.tools.labelled_reports import Text

PACK = Path("rules/chat.yaml")
WORDING = Path("rules/chat-wording.tsv")
#: Reports are rare.
REPORT = 3.0
#: What was found by earlier weights counts less.
FOUND = 0.5
#: How sure a finding must be, and a safe fix beyond that, as logarithms of odds.
MARGIN, SAFE = 1.2, 3.0
#: Weights closer to 0 are left out.
SMALLEST = 0.08
#: The pieces of a label or a unit, whether it is of a report, and how much it counts.
Learned = tuple[list[str], bool, float]
#: The parts of the evidence that can only speak for a report, or only against it.
FOR = ("label", "mean", "best", "sum", "last", "first", "aside")
AGAINST = ("alone", "subject")


def texts_of(pages: Sequence[Text], pieces: Pieces) -> list[tuple[int, Learned]]:
    """The labels and the units of what is labelled, each with its fold."""
    rows: list[tuple[int, Learned]] = []
    for page in pages:
        document = Document(page.text)
        for numbers in stretches(document):
            stretch = Stretch(document, numbers)
            for part in parts_of(stretch):
                lines = frozenset(range(part.first, part.last + 1))
                if not lines <= page.block:
                    continue
                is_report = bool(lines & page.report)
                label = label_of(stretch, part)
                found = [pieces.of_label(label.words)] if label is not None and label.words else []
                found += [pieces.of(unit) for unit in units_of(stretch, part)]
                counts = FOUND if is_report and page.counts == OTHERS else page.counts
                counts *= REPORT if is_report else 1.0
                rows += [(page.fold, (sorted(some), is_report, counts)) for some in found]
    return rows


class Case(NamedTuple):
    """A candidate."""

    page: Text
    row: Row
    """What speaks for and against it, and whether it is a report."""
    first: str
    """Its first line."""


class Recorder(Reader):
    """Writes down the evidence for each candidate, and finds none."""

    cases: list[tuple[frozenset[int], Evidence]]

    def evidence(
        self, start: int, end: int, units: Sequence[str], label: float | None = None, before: int = 0
    ) -> Evidence | None:
        """Writes it down."""
        if self.scores(units):
            evidence = self.measured(start, end, units, label, before)
            evidence = self.compared(evidence, start, end, units)
            lines = range(self.parts[start].first, self.parts[end - 1].last + 1)
            self.cases.append((frozenset(lines), evidence))
        return None


def cases_of(pages: Sequence[Text], wordings: Sequence[dict[str, float]], spec: RuleSpec) -> Iterator[Case]:
    """The candidates in pages, with the evidence by weights that were fitted without them."""
    hearing = Hearing(spec)
    for page in pages:
        document = Document(page.text)
        ear = hearing.ear(Deadline(RULE, document), paragraphs(document), wordings[page.fold])
        for numbers in stretches(document):
            stretch = Stretch(document, numbers)
            reader = Recorder(stretch, ear)
            reader.cases = []
            list(section.sections(reader, near(stretch, ear)))
            for lines, evidence in reader.cases:
                written = {n for n in lines if stretch.line(n).text(document.text).strip()}
                if written & page.block:
                    is_report = written <= page.report
                    if not is_report and written & page.report:
                        continue  # a report and more: neither
                    counts = 1.0 if is_report else WRONG
                    first = stretch.line(min(written)).text(document.text)
                    yield Case(page, Row(evidence.values(), is_report, counts), first)


def main() -> int:
    """Fits and prints, and with `--write` changes the pack."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--found", action="append", default=[], type=Path)
    parser.add_argument("--clean", action="append", default=[], type=Path)
    parser.add_argument("files", nargs="+", type=Path)
    options = parser.parse_args()
    spec = _spec()
    pieces = pieces_of(spec)
    pages = list(read(options.files))
    for report in options.found:
        pages += read_found(report)
    for folder in options.clean:
        pages += read_clean(folder)
    rows = texts_of(pages, pieces)
    rows = _decided(rows)
    folds = [[text for fold, text in rows if fold != number] for number in range(FOLDS)]
    wordings = [learn(fold) for fold in folds]
    cases = list(cases_of(pages, wordings, spec))
    names = [name for name in POINTS if name != "safe"]
    turned = [_turned(case.row) for case in cases]
    points = fit(turned, names, {*FOR, *AGAINST})
    points = {name: -value if name in AGAINST else value for name, value in points.items()}
    _print(pages, cases, points, options.show)
    if options.write:
        write(learn([text for _, text in rows]), points, len(rows))
    return 0


def _decided(rows: Sequence[tuple[int, Learned]]) -> list[tuple[int, Learned]]:
    """Without what was found by nothing, but is worded like a report: it may be one that was overlooked."""
    kept = []
    for number in range(FOLDS):
        weights = learn([text for fold, text in rows if fold != number])
        for fold, text in rows:
            pieces, is_report, counts = text
            is_doubtful = counts == OTHERS and not is_report and sum(weights.get(p, 0.0) for p in pieces) > 0
            if fold == number and not is_doubtful:
                kept.append((fold, text))
    return kept


def _turned(row: Row) -> Row:
    """A row in which no measure speaks against a report."""
    values = {name: -value if name in AGAINST else value for name, value in row.values.items()}
    return dataclasses.replace(row, values=values)


def _print(pages: Sequence[Text], cases: Sequence[Case], points: dict[str, float], show: int) -> None:
    """What the points reach on texts of the files, and how often they are wrong in other pages."""
    scored = [(sum(points[name] * value for name, value in case.row.values.items()), case) for case in cases]
    flow = ", ".join(f"{name}: {value:.2f}" for name, value in points.items())
    sys.stdout.write(f"{flow}\n")
    reports = sum(bool(page.report) for page in pages if page.is_labelled)
    others = sum(not page.report for page in pages if page.is_labelled)
    for least in (-1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0):
        found = [case for score, case in scored if score > least]
        hits = {case.page.name for case in found if case.page.is_labelled and case.row.is_true}
        wrong = {case.page.name for case in found if case.page.is_labelled and not case.row.is_true}
        elsewhere = sum(not case.page.is_labelled and not case.row.is_true for case in found)
        sys.stdout.write(
            f"from {least}: {len(hits)} of {reports} reports, {len(wrong)} of {others} others, "
            f"{elsewhere} elsewhere\n"
        )
    worst = sorted(scored, key=lambda one: one[0] if one[1].row.is_true else -one[0])
    for score, case in worst[:show]:
        what = "report" if case.row.is_true else "other"
        sys.stdout.write(f"  {score:5.1f} {what} {case.page.name}: {case.first[:80]}\n")


def _spec() -> RuleSpec:
    """The rule as its pack has it."""
    pack = next(pack for pack in gather(()) if pack.name == PACK.stem)
    rules = list(pack.value("rules", ()))
    index = next(index for index, raw in enumerate(rules) if raw["id"] == RULE)
    return spec_of(RuleSource(pack, rules[index], [Layer(pack.file, ("rules", index))]), ExpressionCache())


def write(weights: dict[str, float], points: dict[str, float], count: int) -> None:
    """Puts the weights and the points into the pack."""
    points = {**points, "bias": points["bias"] - MARGIN, "safe": SAFE}
    kept = {piece: weight for piece, weight in weights.items() if abs(weight) >= SMALLEST}
    head = f"# How much a piece of words speaks for a report on the editing; fitted to {count} labels and units.\n"
    lines = (f"{piece}\t{kept[piece]:.2f}\n" for piece in sorted(kept))
    WORDING.write_text(head + "".join(lines), encoding="utf-8")
    text = PACK.read_text(encoding="utf-8")
    at = text.index(f"- id: {RULE}\n")
    flow = ", ".join(f"{name}: {round(value, 2):g}" for name, value in points.items())
    fitted = f"# fitted {dt.datetime.now(dt.UTC).date()}"
    rest = re.sub(r"(?m)^      points: .*", f"      points: {{{flow}}} {fitted}", text[at:], count=1)
    PACK.write_text(text[:at] + rest, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
