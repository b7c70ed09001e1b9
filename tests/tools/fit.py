"""Fits the weights of rules of the kind `evidence` to labelled pages, and says what they reach.

    python -m tests.tools.fit [--write] [--gold GOLD SOURCE] [--clean FOLDER]... [--lines FILE]... FOLDER...

For each rule, a logistic regression (Newton's method, with a penalty on large weights) is fitted to all marks of
the pages that are candidates; pages are labelled as for `tests.tools.labelled`. Precision and recall are those
of a cross-validation in which each page is judged by weights that were fitted to the other pages. A score is
the logarithm of the odds that the mark is stray. Pages of `--clean` folders have no stray mark. Each line of a
`--lines` file is a page, right or, with a tab, before and after repair. With `--write`, the
weights are put into the pack.
"""

from __future__ import annotations

import argparse
import collections
import datetime as dt
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from linter.document import Document
from linter.kinds import Options
from linter.kinds.evidence.found_words import FoundWords
from linter.kinds.evidence.measures import MEASURES, is_known
from linter.kinds.evidence.panel import Panel
from linter.matching.expression_cache import ExpressionCache
from linter.packs.build import build_rule
from linter.packs.overrides import Layer, RuleSource
from linter.packs.source import gather
from tests.tools import regression
from tests.tools.labelled import Page, read, read_gold, read_lines
from tests.tools.regression import Row

PACK = Path("rules/residue.yaml")
#: The rules whose weights are fitted, with the class of labels that each finds.
RULES = {"stray-dot": "stray dot", "stray-affix": "stray affix"}
#: A mark is also seen as it would be judged in a page without other marks, with less weight.
ALONE = 0.1
#: A wrong finding is worse than a missed one.
WRONG = 2.0
#: The measures that never speak against a stray mark.
_FOR = set(MEASURES) - {"proper", "lonely", "near-name"}
FOLDS = 8


@dataclass(frozen=True, slots=True)
class Sample:
    """A candidate: the values of its evidence, whether it is stray, and how much it counts."""

    page: int
    values: dict[str, float]
    is_stray: bool
    counts: float
    text: str
    own: bool
    """Whether it is as it is in its page."""


def samples(pages: list[Page], panel: Panel, rule: str) -> list[Sample]:
    """The candidates of a rule in labelled pages."""
    found = []
    for index, page in enumerate(pages):
        document = Document(page.text)
        cases = panel.cases(document)
        stray = {label.start for label in page.labels if label.kind in RULES.values()}
        own = {label.start for label in page.labels if label.kind == RULES[rule]}
        sure = (case for mark in stray for case in cases.get(mark, ()) if is_known(case.candidate.name))
        words = FoundWords(frozenset(), sure)
        own_cases = [case for some in cases.values() for case in some if case.judge.rule == rule]
        same = collections.Counter(case.candidate.name for case in own_cases)
        closers = {case.candidate.closer for mark in stray for case in cases.get(mark, ())}
        for mark in cases:
            for case in cases[mark]:
                if case.judge.rule != rule or mark in closers:
                    continue
                others = words.others(case)
                is_stray = mark in own
                share = 1.0 if page.labels else 1 / same[case.candidate.name]
                text = page.text[max(mark - 12, 0) : mark + 20].replace("\n", " ")
                for number, counts in ((others, 1.0), (0.0, ALONE)):
                    values = case.values(case.view(number))
                    weight = counts * (1.0 if is_stray else WRONG * share)
                    found.append(
                        Sample(index, values, is_stray, weight, f"{page.path.name}: {text}", counts == 1.0)
                    )
                    if others == 0:
                        break
    return found


def fit(training: list[Sample], names: list[str]) -> dict[str, float]:
    """The weights that make the labels most likely, with the penalty.

    Measures speak for a stray mark by what they mean: one that would speak against it counts nothing.
    """
    rows = [Row(one.values, one.is_stray, one.counts) for one in training]
    return regression.fit(rows, names, _FOR)


def cross_validate(every: list[Sample], names: list[str]) -> list[tuple[float, Sample]]:
    """Each candidate as it is in its page, with its score by weights fitted to other pages."""
    scored = []
    for fold in range(FOLDS):
        weights = fit([one for one in every if one.page % FOLDS != fold], names)
        seen: set[tuple[int, str]] = set()
        for one in every:
            if one.page % FOLDS == fold and one.own and (one.page, one.text) not in seen:
                seen.add((one.page, one.text))
                scored.append((sum(weights[name] * value for name, value in one.values.items()), one))
    return scored


def main() -> int:
    """Fits and prints, and with `--write` changes the pack."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--gold", nargs=2, type=Path)
    parser.add_argument("--clean", action="append", default=[], type=Path)
    parser.add_argument("--lines", action="append", default=[], type=Path)
    parser.add_argument("folders", nargs="+", type=Path)
    options = parser.parse_args()
    pages = [read(path) for folder in options.folders for path in sorted(folder.glob("*.md"))]
    pages += read_gold(*options.gold) if options.gold else []
    clean = sorted(path for folder in options.clean for path in folder.rglob("*.md"))
    pages += [Page(path, path.read_text(encoding="utf-8")) for path in clean]
    pages += [page for path in options.lines for page in read_lines(path)]
    panel = _panel()
    for rule in RULES:
        every = samples(pages, panel, rule)
        judge = next(judge for judge in panel.judges if judge.rule == rule)
        names = list(judge.forms[0].weights)
        scored = cross_validate(every, names)
        total = sum(one.is_stray for _, one in scored)
        sys.stdout.write(
            f"{rule}: {total} stray marks and {len(scored) - total} others in {len(pages)} pages" + "\n"
        )
        for least in (0.0, 0.5, 1.0, 1.5, 2.0, 3.0):
            hits = sum(one.is_stray for score, one in scored if score >= least)
            reported = sum(score >= least for score, _ in scored)
            sys.stdout.write(
                f"  from {least}: precision {hits / max(reported, 1):.3f}, recall {hits / total:.3f}" + "\n"
            )
        for score, one in sorted(scored, key=lambda pair: pair[0] * (1 if pair[1].is_stray else -1))[
            : options.show
        ]:
            sys.stdout.write(f"    {score:6.2f} {'stray' if one.is_stray else 'right'} {one.text}" + "\n")
        weights = fit(every, names)
        sys.stdout.write("  " + ", ".join(f"{name}: {weight:.1f}" for name, weight in weights.items()) + "\n")
        if options.write:
            write(
                rule,
                weights,
                f"{dt.datetime.now(dt.UTC).date()}: {total} stray marks and {len(scored) - total} others",
            )
    return 0


def _panel() -> Panel:
    """The panel of the pack, with the judges of all its rules."""
    pack = next(pack for pack in gather(()) if pack.name == PACK.stem)
    for index, raw in enumerate(pack.value("rules", ())):
        rule = RuleSource(pack, raw, [Layer(pack.file, ("rules", index))])
        build_rule(rule, Options(), ExpressionCache())
    return pack.shared_resources().shared(f"evidence of {pack.name}", lambda: Panel(pack.name))


def write(rule: str, weights: dict[str, float], fitted: str) -> None:
    """Puts the weights of a rule into the pack."""
    text = PACK.read_text(encoding="utf-8")
    at = text.index(f"- id: {rule}\n")
    flow = ", ".join(f"{name}: {round(weight, 1):g}" for name, weight in weights.items())
    rest = re.sub(r"(?m)^      weights: .*", f"      weights: {{{flow}}}", text[at:], count=1)
    rest = re.sub(r"fitted: .*", f'fitted: "{fitted}"', rest, count=1)
    PACK.write_text(text[:at] + rest, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
