from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linter.errors import PackError
from tests.trying import record

if TYPE_CHECKING:
    from tests.trying import Make


def test_allow_finds_every_other_script(make: Make) -> None:
    tried = make("script", {"report": "intrusion", "allow": ["Han", "Latin"]}, message="{scripts}: {match}")
    assert tried.says("這個 模型 модель 與 ระบบ 的名字") == ["Cyrillic: модель", "Thai: ระบบ"]
    assert tried.says("這個新的ﾈｯﾄ層可以避免干擾") == ["Katakana: ﾈｯﾄ"]
    assert tried.finds("這是 naïve 的模型，溫度 20 °C，①②") == []


def test_where(make: Make) -> None:
    text = "「Война」\n\nмодель\n\n他說了「Война и мир」這本書"
    params = {"report": "intrusion", "scripts": ["Cyrillic"]}
    assert make("script", params).finds(text) == []
    assert make("script", {**params, "where": "anywhere"}).finds(text) == ["Война", "модель", "Война и мир"]


def test_ignore_least_and_unless_line(make: Make) -> None:
    params = {
        "report": "intrusion",
        "scripts": ["Greek", "Hangul"],
        "least": {"Greek": 3},
        "ignore": ["오빠"],
    }
    assert make("script", params).finds("角度 θ 與 αβγ 以及 오빠 和 언니 的用法") == ["αβγ", "언니"]
    assert make("script", {**params, "unless_line": ["用法"]}).finds("這個 언니 的用法") == []


def test_the_names_of_two_scripts(make: Make) -> None:
    params = {"report": "intrusion", "scripts": ["Hiragana", "Katakana"]}
    assert make("script", params, message="{scripts}").says("逐次增加新ネットだ的層") == [
        "Hiragana and Katakana"
    ]


def test_mixed_words(make: Make) -> None:
    params = {
        "report": "mixed-word",
        "scripts": ["Cyrillic"],
        "half_words": ["cision"],
        "look_alikes": {"о": "o"},
    }
    text = "解cision，mоdel\n特例：解cision"
    assert make("script", params).finds(text) == ["解cision", "mоdel", "解cision"]
    assert make("script", {**params, "unless_line": ["特例"], "ignore": ["mоdel"]}).finds(text) == [
        "解cision"
    ]
    for letter in ("", "ab"):
        with pytest.raises(PackError, match=f"'{letter}' is not one letter"):
            make("script", {**params, "look_alikes": {letter: "o"}})
    with pytest.raises(PackError, match="'where' is allowed only with 'report: intrusion'"):
        make("script", {**params, "where": "anywhere"})


def test_least_names_a_script_of_the_list(make: Make) -> None:
    with pytest.raises(PackError, match="'Hirgana' is not among the 'scripts'; did you mean 'Hiragana'"):
        make("script", {"report": "intrusion", "scripts": ["Hiragana"], "least": {"Hirgana": 3}})


HALVES = {
    "report": "mixed-word",
    "scripts": ["Cyrillic"],
    "half_words": ["ration"],
    "look_alikes": {"о": "o"},
    "dictionary": True,
    "known": ["config"],
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("大革lution之後，探索ration的成本", ["革lution", "索ration"]),
        ("粉絲commu群容易", ["commu群"]),
        ("改config檔與用softmax函數，做attention機制", []),
        ("中心ized的，`革lution` 與 革lution.py", ["心ized"]),
        ("避void模型死記", ["避void"]),  # the glossary knows it
    ],
)
def test_halves_of_words(make: Make, text: str, found: list[str]) -> None:
    fix = {"applicability": "safe", "glossary": {"避void": "避免"}}
    assert make("script", HALVES, fix=fix).finds(text) == found


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("用 механизм 激發", "用機制激發"),
        ("механизм（機制）的意思", "механизм（機制）的意思"),
        ("механизм，也就是機制", "механизм，也就是機制"),
        ("顏文字 ヽ(・∀・)ノ 很可愛", "顏文字 ヽ(・∀・)ノ 很可愛"),
        ("- механизм（名詞）：機制", "- механизм（名詞）：機制"),
    ],
)
def test_what_the_text_explains_stays(make: Make, text: str, fixed: str) -> None:
    fix = {"applicability": "safe", "glossary": {"механизм": "機制"}}
    tried = make("script", {"report": "intrusion", "scripts": ["Cyrillic", "Katakana"]}, fix=fix)
    assert tried.fixes(text) == fixed


def test_the_message_shows_what_it_means(make: Make) -> None:
    fix = {"applicability": "safe", "glossary": {"механизм": "機制"}}
    params = {"report": "intrusion", "scripts": ["Cyrillic"]}
    tried = make("script", params, fix=fix, message="{match}: {should}; {correction}")
    assert tried.says("用 механизм 激發") == ["механизм: 機制; 'механизм' should be '機制'"]
    assert tried.says("用 модель 激發") == ["модель: —; 'модель'"]


def test_titles_are_their_authors_words(make: Make) -> None:
    tried = make("script", {"report": "intrusion", "scripts": ["Hangul"]})
    page = record(title=" 專題가계부채", body="# 專題가계부채\n\n這個모델的準確率")
    assert tried.finds(page) == ["모델"]
