from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linter.diagnostics import Applicability
from linter.errors import PackError

if TYPE_CHECKING:
    from tests.trying import Make


def test_named_groups_in_message_and_fix(make: Make) -> None:
    tried = make(
        "pattern",
        {"pattern": r"(?P<a>甲)(?P<b>\d*)(?P<c>x)?"},
        message="{a} with {b}{c} in {match}",
        fix={"applicability": "safe", "replace": {"a": "乙{b}"}},
    )
    assert tried.says("甲12 甲x") == ["甲 with 12 in 甲12", "甲 with x in 甲x"]
    assert tried.fixes("甲12 甲x") == "乙1212 乙x"


def test_what_to_write_instead(make: Make) -> None:
    tried = make(
        "pattern",
        {"pattern": "(?P<a>甲)(?P<b>乙)?"},
        message="{match}: {should}; {correction}",
        fix={"applicability": "safe", "replace": {"a": "{b}", "b": ""}},
    )
    assert tried.says("丙甲乙") == ["甲乙: 乙; '甲乙' should be '乙'"]
    assert tried.says("丙甲丁") == ["甲: —; delete '甲'"]


def test_a_match_without_a_fix_has_nothing_to_write(make: Make) -> None:
    tried = make(
        "pattern",
        {"pattern": "(?P<a>甲|乙)"},
        message="{should}; {correction}",
        fix={"applicability": "safe", "replace": {"a": "甲"}},
    )
    assert tried.says("甲、乙") == ["—; '甲'", "甲; '乙' should be '甲'"]


def test_a_group_may_have_the_name_of_a_shared_field(make: Make) -> None:
    tried = make(
        "pattern",
        {"pattern": "(?P<should>甲)乙"},
        message="{should}",
        fix={"applicability": "safe", "replace": {"should": "丙"}},
    )
    assert tried.says("甲乙") == ["甲"]


@pytest.mark.parametrize("name", ["should", "correction"])
def test_what_to_write_needs_a_fix(make: Make, name: str) -> None:
    with pytest.raises(PackError, match=rf"'try-it': its message names {{{name}}}, which needs a fix"):
        make("pattern", {"pattern": "甲"}, message={"en": "found", "zh-TW": f"{{{name}}}"})


def test_the_span_group_is_what_is_reported(make: Make) -> None:
    assert make("pattern", {"pattern": "甲(?P<span>乙)丙"}).finds("甲乙丙") == ["乙"]


def test_unless_and_unless_line(make: Make) -> None:
    tried = make("pattern", {"pattern": "甲", "unless": ["甲乙", "丙甲"], "unless_line": ["^#"]})
    assert tried.finds("甲 甲乙 丙甲 甲") == ["甲", "甲"]
    assert tried.finds("甲\n乙\n") == ["甲"]
    assert make("pattern", {"pattern": "甲", "unless_line": ["引用"]}).finds("引用：甲\n甲") == ["甲"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("甲", 1),
        ("他寫「甲」", 0),
        ("他寫「乙」甲「丙」", 1),
        ("他說「寫甲才對」", 0),
        ('he wrote "甲"; "乙" 甲', 1),
        ("標記（甲）與（ 甲 ）", 0),
        ("標記（甲是對的）", 1),
        ("標記(甲)", 0),
        ("標記[甲]", 1),
        ("「\n甲\n」", 1),
        ("> 甲", 0),
        ("《甲》", 1),
        ("《甲乙》", 1),
        ("「" + "乙" * 300 + "甲」", 1),
    ],
)
def test_unless_quoted(make: Make, text: str, count: int) -> None:
    assert len(make("pattern", {"pattern": "甲"}).finds(text)) == text.count("甲")
    assert len(make("pattern", {"pattern": "甲", "unless_quoted": True}).finds(text)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("質量", 0),
        ("物理的質量", 1),
        ("質量的物理", 1),
        ("物理" + "。" * 6 + "質量", 0),
        ("物理。。質量。", 1),
    ],
)
def test_near(make: Make, text: str, count: int) -> None:
    tried = make("pattern", {"pattern": "質量", "near": {"pattern": "物理", "within": 5}})
    assert len(tried.finds(text)) == count


def test_it_sees_prose_only(make: Make) -> None:
    text = "甲 `甲` $甲$ <b title='甲'>甲</b> https://x.org/甲\n\n```\n甲\n```\n"
    assert make("pattern", {"pattern": "甲"}).finds(text) == ["甲", "甲"]


def test_protected_and_markup_can_be_named(make: Make) -> None:
    assert make("pattern", {"pattern": "(?<=%{protected})甲"}).finds("`x`甲 甲") == ["甲"]
    assert make("pattern", {"pattern": "(?<=%{closing})甲"}).finds("**x**甲") == ["甲"]


def test_a_group_inside_another_is_not_replaced_with_it(make: Make) -> None:
    fix = {"applicability": "safe", "replace": {"a": "x", "b": "y"}}
    assert make("pattern", {"pattern": "(?P<a>甲(?P<b>乙))"}, fix=fix).fixes("甲乙") == "甲乙"
    assert make("pattern", {"pattern": "(?P<a>(?P<b>甲))"}, fix=fix).fixes("甲") == "甲"
    assert make("pattern", {"pattern": "甲(?P<a>)(?P<b>)乙"}, fix=fix).fixes("甲乙") == "甲乙"


def test_a_span_group_need_not_take_part(make: Make) -> None:
    assert make("pattern", {"pattern": "甲(?P<span>乙)|丙"}).finds("甲乙丙") == ["乙", "丙"]


def test_what_begins_in_no_prose_is_not_found(make: Make) -> None:
    tried = make("pattern", {"pattern": r"(?s)\A.|%{protected}+|%{markup}\s*甲"})
    assert tried.finds("---\na: 甲\n---\n`甲` https://x.org/甲\n\n# 甲\n") == []


def test_a_condition_on_lines_holds_though_finds_jump(make: Make) -> None:
    tried = make("pattern", {"pattern": r"A(?=(?:.*\n)*(?P<span>Z))|(?P<span>B)", "unless_line": ["丁"]})
    assert tried.finds("A\nB\nZ丁\n") == ["B"]


def test_a_deletion_leaves_a_space_between_latin_and_han(make: Make) -> None:
    fix = {"applicability": "unsafe", "replace": {"x": ""}}
    tried = make("pattern", {"pattern": r"(?P<x>_)"}, fix=fix)
    assert tried.fixes("用_rl") == "用_rl"
    assert tried.fixes("用_rl", Applicability.UNSAFE) == "用 rl"


def test_a_doubtful_group_makes_a_fix_unsafe(make: Make) -> None:
    fix = {"applicability": "safe", "replace": {"gone": ""}, "doubtful": ["maybe"]}
    tried = make("pattern", {"pattern": "(?P<gone>甲)(?:乙|(?P<maybe>丙))"}, fix=fix)
    assert tried.fixes("甲乙，甲丙") == "乙，甲丙"
    assert tried.fixes("甲乙，甲丙", Applicability.UNSAFE) == "乙，丙"
    with pytest.raises(PackError, match="the pattern has no group 'mybe'; did you mean 'maybe'"):
        make("pattern", {"pattern": "(?P<gone>甲)(?P<maybe>丙)"}, fix=fix | {"doubtful": ["mybe"]})
