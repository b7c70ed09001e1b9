"""What holds for every document, tried on documents that are hard."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from linter.diagnostics import Applicability
from linter.document import Document
from linter.engine import check
from linter.errors import DecodeError, FixError
from linter.fixer import fix
from linter.jobs.check import check_document, compare_files
from linter.spans import NEWLINE
from tests.conftest import protected, run
from tests.strategies import texts

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable
    from pathlib import Path

    import pytest

    from linter.diagnostics import Diagnostic
    from linter.fixer import FixResult
    from linter.packs import Rule

LEVELS = st.sampled_from([Applicability.SAFE, Applicability.UNSAFE])
many = settings(max_examples=250, suppress_health_check=list(HealthCheck))
some = settings(max_examples=100, suppress_health_check=list(HealthCheck))


def fixed(text: str, rules: Iterable[Rule], least: Applicability) -> FixResult | None:
    """The result, or None for what is refused whole: that loses nothing either."""
    try:
        return fix(Document(text), tuple(rules), least)
    except FixError as error:
        event(f"refused: {error.phrase.template}")
        return None


@many
@given(texts, LEVELS)
def test_fixing_twice_is_fixing_once(rules: tuple[Rule, ...], text: str, least: Applicability) -> None:
    once = fixed(text, rules, least)
    if once is None:
        return
    again = fix(once.document, rules, least)
    assert again.document.text == once.document.text
    assert again.applied == ()
    # What is left is what a check finds, and none of it could be fixed.
    assert check(Document(once.document.text), rules).diagnostics == once.left.diagnostics
    assert not [each for each in once.left.diagnostics if each.fix and each.fix.applicability >= least]


def test_most_hard_documents_can_be_fixed(rules: tuple[Rule, ...]) -> None:
    """Else the test above would show nothing. The others have what renders otherwise than it looks."""
    refused = total = 0

    @settings(max_examples=300, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(texts)
    def count(text: str) -> None:
        nonlocal refused, total
        total += 1
        refused += fixed(text, rules, Applicability.SAFE) is None

    count()
    assert refused < total / 10


def kept_pieces(text: str, applied: Iterable[Diagnostic]) -> list[str]:
    """What stands between the edits that were reported."""
    pieces, done = [], 0
    for span in sorted(edit.span for each in applied if each.fix is not None for edit in each.fix.edits):
        if span.start > done:
            pieces.append(text[done : span.start])
        done = max(done, span.end)
    return [*pieces, text[done:]]


@many
@given(texts, LEVELS)
def test_what_is_not_reported_does_not_change(
    rules: tuple[Rule, ...], text: str, least: Applicability
) -> None:
    result = fixed(text, rules, least)
    if result is None:
        return
    if not result.applied:
        assert result.document.text == text
    at = 0
    for piece in kept_pieces(text, result.applied):
        found = result.document.text.find(piece, at)
        assert found >= 0, piece
        at = found + len(piece)


@many
@given(texts)
def test_what_is_protected_stays_to_the_byte(rules: tuple[Rule, ...], text: str) -> None:
    others = [rule for rule in rules if rule.id != "wrapped-summary"]  # takes fences away
    result = fixed(text, others, Applicability.SAFE)
    if result is not None:
        assert protected(result.document) == protected(Document(text))


@many
@given(st.one_of(st.binary(max_size=60), texts.map(str.encode), st.text().map(str.encode)))
def test_bytes_survive(data: bytes) -> None:
    try:
        document = Document.from_bytes(data, "a.md")
    except DecodeError:
        return
    assert document.to_bytes() == data
    assert fix(document, (), Applicability.UNSAFE).document.to_bytes() == data


@some
@given(texts, st.randoms(use_true_random=False), LEVELS)
def test_the_order_of_rules_does_not_matter(
    rules: tuple[Rule, ...], text: str, chance: random.Random, least: Applicability
) -> None:
    shuffled = list(rules)
    chance.shuffle(shuffled)
    assert check(Document(text), shuffled) == check(Document(text), rules)
    one, two = fixed(text, rules, least), fixed(text, shuffled, least)
    assert (one and (one.document.text, one.applied)) == (two and (two.document.text, two.applied))


@some
@given(st.lists(texts, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter(
    rules: tuple[Rule, ...], pages: list[str], chance: random.Random
) -> None:
    order = list(range(len(pages)))
    chance.shuffle(order)
    found = []
    for places in (range(len(pages)), order):
        reports = [check_document(Document(pages[place], path=str(place)), rules) for place in places]
        compared = compare_files(reports, rules)
        found.append({report.path: report.diagnostics for report in compared})
    assert found[0] == found[1]


@many
@given(texts)
def test_positions_lead_back_to_the_text(rules: tuple[Rule, ...], text: str) -> None:
    document = Document(text)
    lines = NEWLINE.split(text)
    breaks = NEWLINE.findall(text)
    starts = [0]
    for line, end in zip(lines, breaks, strict=False):
        starts.append(starts[-1] + len(line) + len(end))
    for diagnostic in check(document, rules).diagnostics:
        for offset in (diagnostic.span.start, diagnostic.span.end):
            line, column = document.position(offset)
            assert starts[line - 1] + column - 1 == offset


def test_the_report_leads_back_to_the_file(
    write: Callable[[str, bytes], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Lines and columns of the JSON report, read as an editor reads them, name what the message quotes."""

    @settings(max_examples=40, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(texts)
    def look(text: str) -> None:
        path = write("a.md", text.encode())
        capsys.readouterr()
        run("check", "--isolated", "--select", "over-converted", path, "--output-format", "json")
        report: dict[str, Any] = json.loads(capsys.readouterr().out)
        lines = NEWLINE.split(text)
        for each in report["diagnostics"]:
            assert each["line"] == each["end_line"]
            quoted = lines[each["line"] - 1][each["column"] - 1 : each["end_column"] - 1]
            assert f"'{quoted}'" in each["message"]

    look()
