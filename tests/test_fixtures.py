"""Sentences nobody tuned the rules to: what must be left alone, and what must come out right."""

from __future__ import annotations

import re
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


def test_lines_are_repaired_together(rules: tuple[Rule, ...]) -> None:
    """One page, since a line alone often does not tell; some is only certain enough for an unsafe fix."""
    rows = [line.split("\t") for line in lines("repaired.tsv")]
    page = Document("\n\n".join(before for before, _ in rows))
    unsafely = fix(page, rules, Applicability.UNSAFE).document.text.split("\n\n")
    assert unsafely == [after for _, after in rows]
    safely = fix(page, rules, Applicability.SAFE).document.text.split("\n\n")
    assert sum(after == line for line, (_, after) in zip(safely, rows, strict=True)) >= 40


@pytest.mark.parametrize("row", lines("repaired.tsv") + lines("undecided.tsv"))
def test_a_line_alone_is_repaired_or_left(row: str, rules: tuple[Rule, ...]) -> None:
    before, after = row.split("\t")
    result = fix(Document(before), rules, Applicability.SAFE).document.text
    assert re.sub(r"[\s.]", "", result) == re.sub(r"[\s.]", "", after)
    assert result.count(".") in range(after.count("."), before.count(".") + 1)
