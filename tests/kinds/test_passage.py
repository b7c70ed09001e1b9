from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from linter.diagnostics import Applicability
from linter.document import Document
from linter.fixing.fixer import fix
from tests.conftest import load_rules
from tests.trying import record

if TYPE_CHECKING:
    from tests.trying import Make

SAFE = {"applicability": "safe"}
TALK: dict[str, Any] = {
    "sentence": ["^好的", "^希望"],
    "next_to": ["^另外"],
    "carries": ["「"],
    "past": ["^簽名"],
}


def talk(make: Make, at: str) -> Any:  # noqa: ANN401 - a Try
    return make("passage", {"at": at, **TALK}, fix=SAFE)


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("好的，如下：\n\n正文。\n", "正文。\n"),
        ("# 題\n\n好的。另外說明。\n\n---\n\n正文。\n", "# 題\n\n---\n\n正文。\n"),
        ("# 題\n好的，如下。\n正文。\n", "# 題\n正文。\n"),
        ("好的。正文在此。\n", "正文在此。\n"),
        ("好的。\n正文在此。\n", "正文在此。\n"),
        ("**好的**，如下：\n\n正文。\n", "正文。\n"),
        ("好的。\r\n\r\n正文。\r\n", "正文。\r\n"),
        ("---\na: b\n---\n\n好的。\n\n正文。", "---\na: b\n---\n\n正文。"),
        ("好的。\n\n另外一句。\n\n正文。\n", "正文。\n"),
        ("正文。\n\n好的，如下：\n\n文。\n", None),  # not at the start
        ("- 好的\n\n正文。\n", None),
        ("> 好的\n\n正文。\n", None),
        ("「好的」是開頭。\n", None),
        ("| 好的 |\n| --- |\n\n正文。\n", None),
        ("好的\n===\n\n正文。\n", None),  # a heading
        ("    好的\n\n正文。\n", None),  # code
        ("好的。\n", None),  # nothing would be left
        ("# 題\n\n好的。\n", None),
    ],
)
def test_at_the_start(make: Make, text: str, fixed: str | None) -> None:
    assert talk(make, "start").fixes(text) == (text if fixed is None else fixed)


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("正文。\n\n希望有用！\n", "正文。\n"),
        ("正文。\n\n希望有用！", "正文。\n"),
        ("正文。\n\n另外一句。希望有用！\n\n簽名：甲\n\n---\n", "正文。\n\n簽名：甲\n\n---\n"),
        ("正文。希望有用！\n", "正文。\n"),
        ("正文。\n\n希望有用！\n***\n", "正文。\n\n***\n"),
        ("正文。\n\n```\n碼\n```\n希望有用！\n", "正文。\n\n```\n碼\n```\n"),
        ("- 甲\n- 乙\n\n**希望有用！**\n", "- 甲\n- 乙\n"),
        ("希望有用！\n\n正文。\n", None),
        ("正文。\n\n- 希望有用！\n", None),
        ("正文。\n\n## 題\n\n希望有用！\n", "正文。\n\n## 題\n"),
        ("- 甲\n  希望有用！\n", None),  # goes on in the list
    ],
)
def test_at_the_end(make: Make, text: str, fixed: str | None) -> None:
    assert talk(make, "end").fixes(text) == (text if fixed is None else fixed)


def test_anywhere_and_what_is_in_quotes(make: Make) -> None:
    tried = talk(make, "anywhere")
    assert tried.finds("甲。好的。乙。\n\n希望如此。丙。\n") == ["好的。", "希望如此。"]
    assert tried.finds("他答：「不行。好的。」然後走了。\n") == []


def test_the_message_shows_what_to_delete(make: Make) -> None:
    tried = make("passage", {"at": "start", **TALK}, fix=SAFE, message="{should}; {correction}")
    assert tried.says("好的。\n\n正文。\n") == ["—; delete '好的。'"]
    assert tried.says("好的。\n") == ["—; '好的。'"]


def test_each_summary_of_a_page_is_looked_at(make: Make) -> None:
    page = (
        record("1.", body="好的。\n\n正文。")
        + "\n"
        + record("2.", body="文。\n\n好的。")
        + "\n"
        + record("3.", body="好的。")
    )
    tried = talk(make, "start")
    assert tried.finds(page) == ["好的。", "好的。"]
    fixed = (
        record("1.", body="正文。")
        + "\n"
        + record("2.", body="文。\n\n好的。")
        + "\n"
        + record("3.", body="好的。")
    )
    assert tried.fixes(page) == fixed  # a summary is never emptied


@pytest.mark.parametrize(
    "text",
    [
        "好的，「注意力」如下。\n\n正文。\n",
        "好的，如下：\n\n- 甲\n\n正文。\n",
        "好的，如下：\n\n```\n甲\n```\n\n正文。\n",
    ],
)
def test_what_may_say_something_is_unsafe(make: Make, text: str) -> None:
    tried = talk(make, "start")
    assert tried.fixes(text) == text
    assert tried.fixes(text, Applicability.UNSAFE).endswith("正文。\n")
    assert "好的" not in tried.fixes(text, Applicability.UNSAFE)


def test_our_own_rules_take_a_summary_out_of_a_chat() -> None:
    body = (
        "好的，我幫您整理如下：\n\n## 重點\n\n- 在.rl中\n\n**希望這份整理能幫助您！**\n\n[model=x-1,0]\n\n---"
    )
    result = fix(Document(record(body=body)), load_rules(), Applicability.SAFE)
    assert result.document.text == record(body="## 重點\n\n- 在 rl 中\n\n---")


def test_what_a_colon_announces_may_be_quoted(make: Make) -> None:
    text = "正文。他寫道：\n\n希望有用！\n"
    assert talk(make, "end").fixes(text) == text
    assert talk(make, "end").finds(text) == ["希望有用！"]
