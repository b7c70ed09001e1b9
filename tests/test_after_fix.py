"""A check after a fix finds nothing that the fix made: each finding was there before, by kind and place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from yaml import safe_load

from linter.diagnostics import Applicability
from linter.document import Document
from linter.engine import check
from linter.errors import FixError
from linter.fixing.origins import Pass, origin
from linter.fixing.passes import until_stable
from tests.conftest import ROOT, THOROUGH, load_rules
from tests.tools.labelled import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linter.packs import Rule

FIXTURES = ("legitimate.txt", "half-width-stops.txt", "repaired.tsv", "undecided.tsv")


@pytest.fixture(scope="module")
def every() -> tuple[Rule, ...]:
    """All rules, also those that only run when they are selected."""
    return load_rules(select=("default", "typography", "vocabulary", "structure", "words"))


def kinds() -> dict[str, str]:
    """The kinds of the rules, by rule id; a missing date and one that is known to be missing are of one kind."""
    packs = (safe_load(path.read_text(encoding="utf-8")) for path in (ROOT / "rules").glob("*.yaml"))
    return {rule["id"]: rule["kind"] for pack in packs for rule in pack.get("rules", ())}


KINDS = kinds()


def pages() -> Iterator[str]:
    for path in sorted(ROOT.glob("seeds/*/*.md")):
        yield path.read_text(encoding="utf-8")
    for path in sorted(ROOT.glob("tests/labelled/*/*.md"))[:: 1 if THOROUGH else 6]:
        yield read(path).text


def examples() -> Iterator[str]:
    for path in sorted((ROOT / "rules").glob("*.yaml")):
        for rule in safe_load(path.read_text(encoding="utf-8")).get("rules", ()):
            for example in rule.get("examples", ()):
                text = example.get("invalid") or example.get("valid") or ""
                yield text.replace("⟦", "").replace("⟧", "")


def lines() -> Iterator[str]:
    for name in FIXTURES:
        for line in (ROOT / "tests" / "fixtures" / name).read_text(encoding="utf-8").splitlines():
            yield line.partition("\t")[0]


def new_findings(text: str, rules: Sequence[Rule], least: Applicability) -> list[str]:
    """The findings after a fix that have no finding of their kind at the place before it."""
    # What a fence hides is not read before it is gone.
    fences = [rule for rule in rules if rule.id == "wrapped-summary"]
    document = until_stable(Document(text), fences, least).document
    before = check(document, rules).diagnostics
    if not any(diagnostic.fix for diagnostic in before):  # nothing will change
        return []
    known: dict[str, list[tuple[int, int]]] = {}
    for diagnostic in before:
        span = diagnostic.span
        known.setdefault(KINDS[diagnostic.rule], []).append((span.start, span.end))
    try:
        fixed = until_stable(document, rules, least)
    except FixError:
        return []
    if not fixed.edits:
        return []
    made = Pass(fixed.edits)
    found = []
    for diagnostic in check(Document(fixed.document.text), rules).diagnostics:
        rule, span = diagnostic.rule, diagnostic.span
        was = origin(span, [made])
        if not any(first <= was.end and was.start <= last for first, last in known.get(KINDS[rule], ())):
            found.append(f"{rule}: {span.text(fixed.document.text)}")
    return found


@pytest.mark.parametrize("least", [Applicability.SAFE, Applicability.UNSAFE])
@pytest.mark.parametrize("texts", [pages, examples, lines])
def test_a_fix_makes_no_findings(every: tuple[Rule, ...], texts: object, least: Applicability) -> None:
    assert callable(texts)
    assert {text: found for text in texts() if (found := new_findings(text, every, least))} == {}


def test_a_finding_that_a_fix_made_would_be_seen(every: tuple[Rule, ...]) -> None:
    pairs = [rule for rule in every if rule.id in ("mixed-terms", "simplified-in-traditional")]
    text = "这些数据很多。\n\n這些資料也很多。\n"
    assert [each.rule for each in check(Document(text), pairs).diagnostics].count("mixed-terms") == 1
    assert new_findings(text, pairs, Applicability.SAFE) == []
