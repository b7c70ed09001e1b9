"""Sentences nobody tuned the rules to: what must be left alone, and what must come out right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from linter.diagnostics import Applicability
from linter.document import Document
from linter.engine import check
from linter.fixing.fixer import fix

if TYPE_CHECKING:
    from linter.packs import Rule

FIXTURES = Path(__file__).parent / "fixtures"


def lines(name: str) -> list[str]:
    return (FIXTURES / name).read_text(encoding="utf-8").splitlines()


def test_legitimate_lines_are_left_alone(rules: tuple[Rule, ...]) -> None:
    """One document a line, so that no line lends another its evidence; some list two spellings on purpose."""
    others = [rule for rule in rules if rule.pack != "consistency"]
    wrong = {
        line: [(each.rule, each.message) for each in found]
        for line in lines("legitimate.txt")
        if (found := check(Document(line), others).diagnostics)
    }
    assert wrong == {}


def test_legitimate_lines_are_left_alone_together(rules: tuple[Rule, ...]) -> None:
    text = "\n\n".join(line for line in lines("legitimate.txt") if not line.startswith(("    ", "<")))
    result = fix(Document(text), rules, Applicability.SAFE)
    assert result.document.text == text


@pytest.mark.parametrize("line", lines("half-width-stops.txt"))
def test_what_could_end_a_sentence_is_no_stray_dot(line: str, rules: tuple[Rule, ...]) -> None:
    found = check(Document(line), rules).diagnostics
    assert {each.rule for each in found} == {"half-width-stop"}
    assert fix(Document(line), rules, Applicability.SAFE).document.text == line


@pytest.mark.parametrize("row", lines("repaired.tsv"))
def test_line_is_repaired(row: str, rules: tuple[Rule, ...]) -> None:
    before, after = row.split("\t")
    result = fix(Document(before), rules, Applicability.SAFE)
    assert result.document.text == after
    assert result.left.diagnostics == ()
