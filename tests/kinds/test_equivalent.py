from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from linter.characters.equivalents import GROUPS, equivalent

if TYPE_CHECKING:
    from tests.trying import Make, Try

FIX = {"applicability": "safe"}


@pytest.fixture
def rule(make: Make) -> Try:
    return make("equivalent", {"characters": list(GROUPS)}, message="{match} {should}", fix=FIX)


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("這⼀集介紹⽅法", "這一集介紹方法"),
        ("⼈⼯智慧", "人工智慧"),
        ("語⾔", "語言"),
        ("⻑期的⻛險", "長期的风險"),
        ("\uf901新與\u8c48\uf900", "更新與豈豈"),
        ("de\ufb01ne a \ufb02ow, o\ufb03ce", "define a flow, office"),
        ("部⾨", "部門"),
        ("⼤部分、⼩部門", "大部分、小部門"),
    ],
)
def test_what_becomes_of_it(rule: Try, text: str, fixed: str) -> None:
    assert rule.fixes(text) == fixed


@pytest.mark.parametrize(
    "text",
    [
        "⼈",
        "部首⼈、⼝、⼟各有不同",
        "由⼈ ⼝ ⼟組成",
        "⼈部與⽔字旁",
        "| ⼀ | ⼁ |\n| --- | --- |\n| 甲 | 乙 |\n",
        "「⼈⼯」與（⼈）",
        "\ufa19の神社",
        "\ufa11、人工、\u2e8c",
        "`⼈⼯`",
    ],
)
def test_radicals_that_are_meant(rule: Try, text: str) -> None:
    assert rule.finds(text) == []


def test_groups_and_lines(make: Make) -> None:
    tried = make("equivalent", {"characters": ["kangxi-radicals"], "unless_line": ["康熙"]})
    assert tried.finds("⼈工\n⻑期 ﬁ\n康熙的⼈工\n") == ["⼈"]
    assert tried.fixes("⼈工") == "⼈工"


def test_every_character_becomes_what_unicode_says() -> None:
    for code in range(0x2F00, 0x2FD6):
        assert equivalent(chr(code)) == unicodedata.normalize("NFKC", chr(code)) != chr(code)
    assert equivalent("⺠⻳\u2e80\ufa0e人") == "民龟\u2e80\ufa0e人"
