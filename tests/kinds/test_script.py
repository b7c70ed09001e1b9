from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linter.errors import PackError

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
    with pytest.raises(PackError, match="'where' goes with 'report: intrusion' only"):
        make("script", {**params, "where": "anywhere"})


def test_least_names_a_script_of_the_list(make: Make) -> None:
    with pytest.raises(PackError, match="'Hirgana' is not among the 'scripts'; did you mean 'Hiragana'"):
        make("script", {"report": "intrusion", "scripts": ["Hiragana"], "least": {"Hirgana": 3}})
