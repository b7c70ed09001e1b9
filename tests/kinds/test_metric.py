from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from linter.errors import PackError
from linter.kinds.metric import chinese_share, han_share
from tests.trying import record

if TYPE_CHECKING:
    from tests.trying import Make


@pytest.mark.parametrize(
    ("params", "body", "said"),
    [
        ({"report": "length", "max": 3}, "甲乙 丙丁", "4//3"),
        ({"report": "length", "min": 5}, "甲乙 丙丁", "4/5/"),
        ({"report": "length", "min": 4, "max": 4}, "甲乙 丙丁 `codecode`", None),
        ({"report": "han-share", "min": 0.5}, "甲 abc", "25%/50%/"),
        ({"report": "han-share", "min": 0.5}, "甲乙 ab 123", None),
        ({"report": "latin-share", "max": 0.5}, "甲 abc", "75%//50%"),
        ({"report": "simplified-share", "max": 0.1}, "这个软件與網路", "42.9%//10%"),
        ({"report": "simplified-share", "max": 0.1}, "這個軟體", None),
        ({"report": "han-share", "min": 0.5, "at_least": 10}, "甲 abc", None),
        ({"report": "han-share", "min": 0.5, "at_least": 4}, "甲 abc", "25%/50%/"),
        ({"report": "han-share", "min": 0.5, "at_least": 5}, "甲 abc", None),
        ({"report": "han-share", "min": 0.5}, "`abc`", None),
        ({"report": "han-share", "min": 0.5}, "", None),
    ],
)
def test_of_a_record(make: Make, params: dict[str, Any], body: str, said: str | None) -> None:
    tried = make("metric", {"per": "record", **params}, message="{value}/{min}/{max}")
    assert tried.says(record(body=body)) == ([said] if said is not None else [])


def test_of_a_document(make: Make) -> None:
    tried = make("metric", {"report": "length", "per": "document", "max": 3})
    assert tried.finds("甲乙\n丙丁") == ["甲乙"]
    assert tried.finds("") == []


def test_it_is_reported_at_the_summary_line(make: Make) -> None:
    tried = make("metric", {"report": "length", "per": "record", "min": 5}, message="{record}")
    assert tried.finds(record()) == ["<summary>"]
    assert tried.says(record(number="7.")) == ["7"]


def test_exceptions_are_compared_with_the_title(make: Make) -> None:
    tried = make(
        "metric", {"report": "length", "per": "record", "min": 5}, exceptions=["預告"], message="{record}"
    )
    assert tried.says(record(title=" 預告片") + record("2.")) == ["2"]


def test_limits_must_make_sense(make: Make) -> None:
    with pytest.raises(PackError, match="a share is between 0 and 1"):
        make("metric", {"report": "han-share", "per": "record", "min": 30})
    with pytest.raises(PackError, match="take no scope"):
        make("metric", {"report": "length", "per": "record", "min": 3}, scope=["title"])
    with pytest.raises(PackError, match="'min' is greater than 'max'"):
        make("metric", {"report": "length", "per": "record", "min": 3, "max": 2})


def test_the_key_that_was_called_of_is_named(make: Make) -> None:
    with pytest.raises(PackError, match="the key 'report' is missing") as raised:
        make("metric", {"of": "length", "per": "record", "min": 3})
    assert "unknown key 'of'; choose from: at_least, max, min, per, report" in str(raised.value)


@given(st.text(alphabet="中文字aé，あ한ㄅㇰ\U0001b000\U00020000 \ufdd0", max_size=30))
def test_the_lowest_number_is_not_above_the_number(text: str) -> None:
    for mode in (han_share, chinese_share):
        number = mode.measure(text)
        assert number is None or mode.lowest(text) <= number


def test_what_may_not_be_chinese_is_all_that_is_not() -> None:
    characters = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000))))
    found = regex.findall(r"[\p{Hiragana}\p{Katakana}\p{Hangul}]", characters)
    assert found
    assert all(chinese_share.lowest(f"字{character}") == 0.0 for character in found)
