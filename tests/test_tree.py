from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linter.diagnostics import Applicability
from linter.document import Document
from linter.errors import FixError
from linter.fixing import tree
from linter.fixing.fixer import fix
from linter.fixing.parsed_tree import TreeReader
from linter.fixing.tree import Lines, tree_difference
from linter.matching.cpu_time import CpuLimit
from linter.spans import NEWLINE
from tests.conftest import load_rules
from tests.strategies import parts, texts

if TYPE_CHECKING:
    from linter.fixing.parsed_tree import ParsedTree


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("甲 `a` *乙* [丙](u)\n", "丁 `a` *戊* [己](u)\n"),
        ("# 甲\n\n- 乙\n- 丙\n", "# 丁\n\n- 戊\n- 己\n"),
        ("<details>\n<summary>甲</summary>\n\n乙\n", "<details>\n<summary>丁</summary>\n\n戊\n"),
        ("|甲|乙|\n|-|-|\n|丙|丁|\n", "|甲|乙|\n|-|-|\n|戊|己|\n"),
        ("**重點：**說明", "**重點**：說明"),  # what did not render does now
        ("![甲](u)", "![乙](u)"),
        ("甲\\*&amp;", "乙\\*&amp;"),
        ("甲[^1]\n\n[^1]: 甲\n", "甲[^1]\n\n[^1]: 乙\n"),  # a footnote
    ],
)
def test_words_may_change(before: str, after: str) -> None:
    assert tree_difference(before, after) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# 甲\n", "## 甲\n"),
        ("- 甲\n", "1. 甲\n"),
        ("1. 甲\n", "2. 甲\n"),
        ("- 甲\n- 乙\n", "- 甲\n\n- 乙\n"),
        ("*甲*", "甲"),
        ("甲", "`甲`"),
        ("[甲](u)", "[甲](v)"),
        ("![甲](u)", "![甲](v)"),
        ("[甲]\n\n[甲]: u\n", "[甲]\n\n[甲]: v\n"),
        ("[甲]\n\n[甲]: u\n", "[乙]\n\n[甲]: u\n"),
        ("<b>甲</b>", "<i>甲</i>"),
        ("<div>\n<p a='b'>\n", "<div>\n<p a='c'>\n"),
        ("<div>\n<!-- 甲 -->\n", "<div>\n<!-- 乙 -->\n"),
        ("```a\n甲\n```\n", "```a\n乙\n```\n"),
        ("    甲\n", "    乙\n"),
        ("甲\n\n乙", "甲\n乙"),
        ("甲\n", "甲\n\n---\n"),
        ("甲\n乙\n", "甲\n===\n"),
        ("甲|乙\n-|-\n丙|丁\n", "甲|乙\n-|-\n丙、丁\n"),  # the parser pads rows
        ("甲|乙\n-|-\n丙|丁\n", "甲|乙\n-|-\n丙||丁\n"),
        ("甲|乙\n-|-\n丙|丁\n", "甲|乙\n-|-\n丙\\|丁\n"),
        ("甲  \n乙\n", "甲\n乙\n"),
    ],
)
def test_nothing_else_may(before: str, after: str) -> None:
    assert tree_difference(before, after) is not None
    assert (tree_difference(after, before) is None) == (before == "*甲*")  # emphasis may begin to render


def test_lines_that_were_taken_out_or_put_in_count_for_nothing() -> None:
    before, after = "甲\n\n*乙*\n\n丙\n", "甲\n\n丙\n\n丁\n"
    assert tree_difference(before, after) is not None
    assert tree_difference(before, after, gone=Lines({2}), new=Lines({4})) is None
    assert tree_difference("甲\n\n- 乙\n", "甲\n", gone=Lines({2})) is not None
    assert tree_difference("*甲*\n乙  \n丙\n", "乙  \n丙\n", gone=Lines({0})) is None
    assert tree_difference("*甲*\n乙  \n丙\n", "乙\n丙\n", gone=Lines({0})) is not None
    assert tree_difference("乙  \n丙\n", "乙\n", gone=Lines({1})) is None
    fenced = "```\n- 乙\n```\n"
    assert tree_difference(fenced, "\n- 乙\n", gone=Lines((), {0, 1, 2}), new=Lines((), {1})) is None


def test_the_place_is_said() -> None:
    found = tree_difference("甲\n\n乙\n", "甲\n\n# 乙\n", skipped=3)
    assert str(found) == "it would change how Markdown reads the text around line 6"


def test_it_gives_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "TIME_LIMIT", -1.0)
    with pytest.raises(TimeoutError):
        tree_difference("甲", "乙")


def test_a_file_whose_proof_takes_too_long_is_not_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "TIME_LIMIT", -1.0)
    with pytest.raises(
        FixError, match="<text>: not fixed: there was not enough time to prove that only words change"
    ):
        fix(Document("在.rl中"), load_rules(), Applicability.SAFE)


def test_what_is_no_html_may_not_change() -> None:
    assert tree_difference("<div>\n<![甲](u)\n", "<div>\n<![乙](u)\n") is not None


def compared(before: str, after: str, moved: tuple[tuple[range, range], ...] = ()) -> tuple[bool, bool]:
    """Whether two texts are the same as far as the parts that changed say, and as wholes."""
    comparison = tree.Comparison(CpuLimit(60), Lines(moved=moved), Lines(), 0)
    old, new = NEWLINE.split(before), NEWLINE.split(after)
    return comparison.is_same_in_parts(old, new), comparison.difference(old, new) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("```\n\n甲\n\n乙\n\n```\n", "```\n\n甲\n\n丙\n\n```\n"),
        ("<!--\n\n甲\n\n乙\n\n-->\n", "<!--\n\n甲\n\n丙\n\n-->\n"),
        ("甲\n\n乙\n\n丙\n", "甲\n\n~~~\n\n丙\n"),
        ("- 甲\n\n乙\n\n  丙\n", "甲\n\n乙\n\n  丙\n"),
        ("1. 甲\n\n1. 乙\n\n丙\n", "1. 甲\n\n1) 乙\n\n丙\n"),
        ("`甲\n乙`\n\n丙\n", "`甲\n丁`\n\n丙\n"),
        ("甲\n\n[乙]\n\n[乙]: u\n", "甲\n\n[丁]\n\n[乙]: u\n"),
        ('!!! 甲 "乙"\n    丙\n\n丁\n', '!!! 戊 "乙"\n    丙\n\n丁\n'),
    ],
)
def test_parts_show_what_the_whole_shows(before: str, after: str) -> None:
    assert compared(before, after) == (False, False)


def test_only_parts_that_changed_are_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    read = TreeReader.read

    def watched(self: TreeReader, lines: list[str], first: int = 0) -> ParsedTree:
        seen.append("|".join(lines))
        return read(self, lines, first)

    monkeypatch.setattr(TreeReader, "read", watched)
    text = "# 甲\n\n乙\n\n- 丙``a``\n- 丁\n\n戊\n\n己\n"
    assert compared(text, text.replace("丙", "庚"))[0]
    assert seen[0] == "乙||- 丙``a``|- 丁||戊"
    seen.clear()
    assert tree_difference(text, text.replace("丁", "**丁**")) is None
    assert seen == ["乙||- 丙``a``|- 丁||戊", "乙||- 丙``a``|- **丁**||戊"]
    seen.clear()
    assert tree_difference(text, text.replace("己", "己。")) is None
    assert seen == ["戊||己|", "戊||己。|"]
    seen.clear()
    assert tree_difference(text, text.replace("戊", "庚")) is None
    assert seen == []


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(texts, st.lists(st.tuples(st.integers(0, 400), st.integers(0, 3), parts), max_size=4))
def test_parts_never_hide_a_difference(text: str, edits: list[tuple[int, int, str]]) -> None:
    after = text
    for start, length, content in edits:
        after = after[:start] + content + after[start + length :]
    old, new = NEWLINE.split(text), NEWLINE.split(after)
    first = next((n for n, (one, two) in enumerate(zip(old, new, strict=False)) if one != two), None)
    first = min(len(old), len(new)) if first is None else first
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    moved = ((range(first, len(old) - last), range(first, len(new) - last)),)
    for known in ((), moved):
        in_parts, whole = compared(text, after, known)
        assert whole or not in_parts
