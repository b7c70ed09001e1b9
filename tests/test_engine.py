from __future__ import annotations

import random
import re
import time
from typing import TYPE_CHECKING

import pytest

from linter.diagnostics import Applicability, Edit, Fix, Severity
from linter.document import Document
from linter.engine import check
from linter.fixing.fixer import fix
from linter.jobs.fix import FixJob, fix_file
from linter.kinds import Match
from linter.packs import Rule
from linter.spans import Span
from tests.conftest import SEEDS, page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def broken(rule: Rule) -> Rule:
    """The rule with a finder that crashes."""

    def find(_document: Document) -> list[None]:
        raise ZeroDivisionError

    values = {name: getattr(rule, name) for name in rule.__slots__}
    return Rule(**{**values, "find": find})


def test_findings_come_in_order_whatever_the_order_of_rules(rules: tuple[Rule, ...]) -> None:
    document = Document((SEEDS / "drafts" / "lectures-021-044.md").read_text(encoding="utf-8"))
    expected = check(document, rules).diagnostics
    assert list(expected) == sorted(expected, key=lambda each: (each.span, each.rule))
    shuffled = list(rules)
    random.Random(3).shuffle(shuffled)  # noqa: S311 - no secret
    assert check(document, shuffled).diagnostics == expected


def test_a_file_that_a_rule_could_not_finish_is_not_written(rules: tuple[Rule, ...], tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("在.rl中", encoding="utf-8")
    some = [broken(rule) if rule.id == "foreign-script" else rule for rule in rules]
    report = fix_file(path, some, FixJob(Applicability.SAFE))
    assert path.read_text(encoding="utf-8") == "在.rl中"
    assert [each.rule for each in report.diagnostics] == ["stray-dot"]
    assert "rule 'foreign-script' failed" in str(report.errors[0])


def test_no_placeholder_goes_into_a_record_without_an_end(rules: tuple[Rule, ...]) -> None:
    text = page("").replace("</details>\n", "") + page(head="2. [2024-01-02] 乙")
    found = {
        each.span.start: each.fix
        for each in check(Document(text), rules).diagnostics
        if each.rule == "empty-summary"
    }
    assert list(found.values()) == [None]


def test_the_same_document_gives_the_same_result_after_release(rules: tuple[Rule, ...]) -> None:
    document = Document("在.rl中，避免幹擾")
    before = check(document, rules)
    document.release()
    assert check(document, rules) == before


@pytest.mark.parametrize(
    ("text", "old", "new", "kept"),
    [
        ("甲；乙", "；", "，\n", False),
        ("# 甲；乙", "；", "\n\n", False),
        ("甲\n\n乙", "\n\n", "\n", False),
        ("甲\n\n乙", "\n", "", False),
        ("甲\n乙", "\n", "", False),
        ("甲\n\n\n\n乙", "\n\n\n\n", "\n\n", True),
        ("好的：\n\n乙", "好的：\n\n", "", True),
        ("甲\n\n好的：\n\n乙", "好的：\n\n", "", True),
        ("甲\n\n好的：\n\n乙", "\n好的：\n\n", "", False),
        ("甲\n好的：\n乙", "好的：\n", "", True),
        ("甲\n\n好的：", "\n\n好的：", "", True),
        ("甲\r\n\r\n好的：\r\n\r\n乙", "好的：\r\n\r\n", "", True),
        ("甲\n\n乙", "\n\n", "\n\n丙\n\n", True),
        ("甲乙", "乙", "丙", True),
        ("\n\n甲", "\n\n", "", True),
        ("甲\n ~\n\n乙", " ~\n", "", True),
        ("甲\n\n~\n乙", "\n~\n", "", False),
        ("甲\n", "\n", "", False),
    ],
)
def test_a_fix_takes_lines_only_as_a_whole(text: str, old: str, new: str, kept: bool) -> None:  # noqa: FBT001
    def find(document: Document) -> Iterator[Match]:
        at = document.text.index(old)
        span = Span(at, at + len(old))
        yield Match(span, {}, Fix((Edit(span, new),), Applicability.SAFE))

    (found,) = check(Document(text), [Rule("r", Severity.INFO, "m", find, "test")]).diagnostics
    assert (found.fix is not None) == kept


def test_superfluous_blank_lines_can_be_taken() -> None:
    def find(document: Document) -> Iterator[Match]:
        for match in re.finditer(r"(?<=\n\n)\n+", document.text):
            span = Span(*match.span())
            yield Match(span, {}, Fix((Edit(span, ""),), Applicability.SAFE))

    rule = Rule("r", Severity.INFO, "m", find, "test")
    assert fix(Document("甲\n\n\n\n乙\n\n\n"), [rule], Applicability.SAFE).document.text == "甲\n\n乙\n\n"


@pytest.mark.parametrize(
    "match",
    [
        Match(Span(0, 99), {}),
        Match(Span(0, 1), {}, Fix((Edit(Span(9, 99), "x"),), Applicability.SAFE)),
    ],
)
def test_a_find_outside_the_document_is_the_rules_failure(match: Match) -> None:
    result = check(Document("甲"), [Rule("r", Severity.INFO, "m", lambda _: [match], "test")])
    assert str(result.errors[0]).endswith(
        "rule 'r' failed (ValueError: a finding lies outside the document); the other rules ran"
    )


def test_a_check_that_exits_does_not_end_the_run() -> None:
    def find(_document: Document) -> list[Match]:
        raise SystemExit(3)

    assert "rule 'r' failed (SystemExit: 3)" in str(
        check(Document("甲"), [Rule("r", Severity.INFO, "m", find, "test")]).errors[0]
    )


def test_messages_are_short_whatever_was_found() -> None:
    rule = Rule("r", Severity.INFO, "{a}", lambda _: [Match(Span(0, 1), {"a": "甲" * 1000})], "test")
    assert len(check(Document("甲"), [rule]).diagnostics[0].message) == 200


def test_all_rules_together_have_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(time, "process_time", lambda: now[0])
    ran: list[str] = []

    def slow(name: str) -> Rule:
        def find(_: Document) -> Iterator[Match]:
            now[0] += 25.0
            ran.append(name)
            return iter(())

        return Rule(name, Severity.INFO, "m", find, "test")

    result = check(Document("文"), [slow(name) for name in "abcdef"])
    (error,) = result.errors
    assert ran == ["a", "b", "c"]
    assert str(error) == (
        "<text>: the rules together took more than 60 seconds of CPU time; "
        "'d' and the rules after it did not run"
    )
