"""What holds for every document, tried on documents that are hard."""

from __future__ import annotations

import csv
import io
import itertools
import json
from typing import TYPE_CHECKING, Any

import pytest
import regex
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from linter.diagnostics import Applicability
from linter.document import Document
from linter.engine import check
from linter.errors import DecodeError, FixError, LinterError
from linter.fixing.fixer import fix
from linter.formats import read_document
from linter.jobs.check import check_document
from linter.jobs.compared import compare_files
from linter.spans import NEWLINE
from tests.conftest import THOROUGH, protected, run
from tests.strategies import ADDRESSES, DEFECTS, MARKS, texts

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from linter.diagnostics import Diagnostic
    from linter.fixing.fixer import FixResult
    from linter.packs import Rule
    from tests.trying import Make

LEVELS = st.sampled_from([Applicability.SAFE, Applicability.UNSAFE])
TIMES = 10 if THOROUGH else 1
many = settings(max_examples=100 * TIMES, suppress_health_check=list(HealthCheck))
some = settings(max_examples=50 * TIMES, suppress_health_check=list(HealthCheck))


def fixed(text: str, rules: Iterable[Rule], least: Applicability) -> FixResult | None:
    """The result, or None for what is refused whole: that loses nothing either."""
    try:
        return fix(Document(text), tuple(rules), least)
    except FixError as error:
        event(f"refused: {error.phrase.template}")
        return None


def seen(diagnostic: Diagnostic) -> tuple[object, ...]:
    """What a reader sees of a finding; how sure it is depends on the rest of the document."""
    return diagnostic.rule, diagnostic.span, diagnostic.message


@many
@given(texts, LEVELS)
def test_fixing_twice_is_fixing_once(rules: tuple[Rule, ...], text: str, least: Applicability) -> None:
    once = fixed(text, rules, least)
    if once is None:
        return
    again = fix(once.document, rules, least)
    assert again.document.text == once.document.text
    assert again.applied == ()
    # What a check finds is left, and none of it could be fixed. More can be left: what was fixed is evidence
    # against what is left, and a check of the result does not see it.
    found = check(Document(once.document.text), rules).diagnostics
    left = once.left.diagnostics
    assert set(map(seen, found)) <= set(map(seen, left))
    assert {seen(one) for one in left if not one.evidence} <= set(map(seen, found))
    assert not [each for each in once.left.diagnostics if each.fix and each.fix.applicability >= least]


def test_most_hard_documents_can_be_fixed(rules: tuple[Rule, ...]) -> None:
    """Else the test above would show nothing. The others have what renders otherwise than it looks."""
    refused = total = 0

    @settings(
        max_examples=100 * TIMES, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(texts)
    def count(text: str) -> None:
        nonlocal refused, total
        total += 1
        refused += fixed(text, rules, Applicability.SAFE) is None

    count()
    assert refused < total / 10


#: What a reader takes for one word of Latin letters; format characters and marks do not end it.
WORD = regex.compile(r"[\p{Latin}\p{N}\p{Cf}\p{M}]+")


def glued(text: str, found: Iterable[Diagnostic]) -> list[tuple[str, str]]:
    """The rules whose safe fixes would make one Latin word of two, each with what it makes."""
    return [
        (each.rule, before + edit.content + after)
        for each in found
        if each.fix is not None and each.fix.applicability is Applicability.SAFE
        for edit in each.fix.edits
        for before, after in [(text[: edit.span.start][-1:], text[edit.span.end :][:1])]
        if WORD.fullmatch(before) and WORD.fullmatch(after)
        if WORD.fullmatch(before + edit.content + after)
        if not WORD.fullmatch(before + edit.span.text(text) + after)
    ]


@many
@given(texts)
def test_no_safe_fix_glues_two_words(rules: tuple[Rule, ...], text: str) -> None:
    assert glued(text, check(Document(text), rules).diagnostics) == []


@pytest.mark.parametrize("between", sorted({*DEFECTS, *MARKS} - {""}))
def test_no_safe_fix_glues_the_words_next_to_a_defect(rules: tuple[Rule, ...], between: str) -> None:
    sides = itertools.product(
        ("the last word", "word.", "模型 word", "在"), ("Next page", "rl 的", "2024 年")
    )
    text = "\n\n".join(f"我們用 {before}{between}{after}，再說明。" for before, after in sides)
    assert glued(text, check(Document(text), rules).diagnostics) == []


def test_gluing_is_seen(make: Make) -> None:
    tried = make("pattern", {"pattern": "(?P<x>_|甲|b)"}, fix={"applicability": "safe", "replace": {"x": ""}})
    found = check(Document(text := "a_c 1甲x abc _a甲 ，"), [tried.rule]).diagnostics
    assert glued(text, found) == [("try-it", "ac"), ("try-it", "1x")]


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


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("least", [Applicability.SAFE, Applicability.UNSAFE])
def test_an_address_is_what_it_was(rules: tuple[Rule, ...], address: str, least: Applicability) -> None:
    for text in (
        f"見 {address} 的說明，避免幹擾。",
        f"{address}\n",
        f"（{address}）",
        f"- {address}：在.rl中",
    ):
        result = fixed(text, rules, least)
        assert result is not None
        assert address in result.document.text


def test_a_heading_that_is_linked_to_keeps_its_words(rules: tuple[Rule, ...]) -> None:
    text = "[甲](#幹擾-的-原因)、[乙](#%E5%B9%B9%E6%93%BE)\n\n# 幹擾\n\n## 幹擾 的 原因 ##\n\n### 幹擾 別的\n\n幹擾\n"
    result = fixed(text, rules, Applicability.UNSAFE)
    assert result is not None
    head, _, rest = text.rpartition("### 幹擾 別的")
    assert result.document.text == f"{head}### 干擾 別的{rest.replace('幹擾', '干擾')}"


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

    @settings(
        max_examples=20 * TIMES, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
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


#: What a row of data holds: what rules may mend, and what is none of theirs.
rows = st.lists(
    st.fixed_dictionaries(
        {
            "index": st.integers(1, 999),
            "video_id": st.sampled_from(["aB3_dE6-hI9", "cD5_fG8-jK1", "xY7_zA1-bC2"]),
            "date": st.just("2024-01-02"),
            "title": texts,
            "summary_markdown": texts,
            "note": texts,
        }
    ),
    min_size=1,
    max_size=3,
)


def as_csv(values: list[dict[str, Any]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, values[0].keys())
    writer.writeheader()
    writer.writerows(values)
    return stream.getvalue().encode()


def from_csv(data: bytes) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


DATA: dict[str, tuple[Callable[[list[dict[str, Any]]], bytes], Callable[[bytes], list[dict[str, Any]]]]] = {
    "a.jsonl": (
        lambda values: b"".join(json.dumps(row).encode() + b"\n" for row in values),
        lambda data: [json.loads(line) for line in data.split(b"\n") if line],
    ),
    "a.json": (
        lambda values: json.dumps(values, ensure_ascii=False, indent=1).encode(),
        lambda data: list(json.loads(data)),
    ),
    "a.csv": (as_csv, from_csv),
}


@pytest.mark.parametrize("name", DATA)
def test_data_keeps_all_that_is_not_mended(rules: tuple[Rule, ...], name: str) -> None:
    write, read = DATA[name]

    @settings(max_examples=40 * TIMES, suppress_health_check=list(HealthCheck))
    @given(rows, LEVELS)
    def look(values: list[dict[str, Any]], least: Applicability) -> None:
        data = write(values)
        try:
            once = fix(read_document(data, name, {}), rules, least)
        except LinterError as error:
            event(f"refused: {error.phrase.template}")
            return
        after = once.document.to_bytes()
        if not once.applied:
            assert after == data
        assert fix(read_document(after, name, {}), rules, least).document.to_bytes() == after
        mended = {"title", "summary_markdown"}
        before, now = (
            [{k: v for k, v in row.items() if k not in mended} for row in read(each)]
            for each in (data, after)
        )
        assert now == before

    look()
