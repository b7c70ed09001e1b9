from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from linter.diagnostics import Applicability
from linter.document import Document
from linter.engine import check
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


@pytest.mark.parametrize(
    ("text", "found", "fixed"),
    [
        ("另外說明。\n\n好的，如下：\n\n正文。\n", ["另外說明。\n\n好的，如下："], "正文。\n"),
        ("好的，如下：\n\n另外如下：\n\n正文。\n", ["好的，如下：\n\n另外如下："], "正文。\n"),
        # half of it would be left, and not be found any more
        ("好的。\n\n另外「甲」。\n\n正文。\n", ["好的。\n\n另外「甲」。"], None),
        # what is left is still found
        ("好的。\n\n好的「甲」。\n\n正文。\n", ["好的。", "好的「甲」。"], "好的「甲」。\n\n正文。\n"),
        ("好的。這一句不是。好的！\n\n正文。\n", ["好的。", "好的！"], None),
        ("好的。\n\n這一句不是。好的！\n\n正文。\n", ["好的。", "好的！"], None),
        ("好的，如下：\n\n- 甲\n\n好的，全文：\n\n正文。\n", ["好的，如下：", "好的，全文："], None),
        ("好的，如下：\n\n- 甲\n\n另外一句。\n\n正文。\n", ["好的，如下："], None),
        ("好的。\n\n- 甲\n\n好的！\n\n正文。\n", ["好的。"], "- 甲\n\n好的！\n\n正文。\n"),
        ("另外說明。\n\n正文。\n", [], None),
    ],
)
def test_talk_at_the_start_is_taken_as_a_whole(
    make: Make, text: str, found: list[str], fixed: str | None
) -> None:
    tried = talk(make, "start")
    assert tried.finds(text) == found
    assert tried.fixes(text) == (text if fixed is None else fixed)


@pytest.mark.parametrize(
    ("text", "found", "fixed"),
    [
        ("正文。\n\n希望有用！\n\n另外一句。\n", ["希望有用！\n\n另外一句。"], "正文。\n"),
        ("正文。\n\n希望如下：\n\n- 甲\n", ["希望如下："], None),
        (
            "正文。\n\n希望如下：\n\n- 甲\n\n希望有用！\n",
            ["希望如下：", "希望有用！"],
            "正文。\n\n希望如下：\n\n- 甲\n",
        ),
        ("正文。\n\n希望有用！\n\n- 甲\n", [], None),
        ("正文。希望有用！這一句不是。希望如此！\n", ["希望有用！", "希望如此！"], None),
    ],
)
def test_talk_at_the_end_is_taken_as_a_whole(
    make: Make, text: str, found: list[str], fixed: str | None
) -> None:
    tried = talk(make, "end")
    assert tried.finds(text) == found
    assert tried.fixes(text) == (text if fixed is None else fixed)


def test_a_fix_may_need_a_pattern_in_all_of_the_talk(make: Make) -> None:
    tried = make("passage", {"at": "start", **TALK, "needs": ["您"]}, fix=SAFE)
    assert tried.fixes("好的。\n\n正文。\n") == "好的。\n\n正文。\n"
    assert tried.fixes("好的，您看。\n\n另外一句。\n\n正文。\n") == "正文。\n"


BODY = "## 睡眠\n\n深睡時，腦波又慢又高，身體在這時修復組織。"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("沒問題！這是為您整理的文字稿重點：", "有任何問題都歡迎問我！"),
        ("您好，很高興為您服務！\n\n謝謝您提供文稿。\n\n以下是整理後的文稿：", "希望能協助到您！"),
        ("我來為您濃縮這份逐字稿。我將會：", "這份整理更有條理，方便您閱讀。如有需要請再告訴我。"),
        ("根據您提供的字幕，我整理出以下要點：", "以上內容已依照您的要求精簡。"),
        ("當然可以！我會把文稿分段，並刪去贅詞。請您過目。", "可以根據您的需求，對以上版本進行修改。"),
        ("**整理後的文稿：**\n\n好的，以下為您整理如下：", "希望以上整理對您有幫助！\n\n需要我調整語氣嗎？"),
        ("Certainly! Below is an outline of the transcript.", "Let me know if you need any changes."),
    ],
)
def test_talk_of_several_sentences_is_deleted(before: str, after: str) -> None:
    rules = load_rules(select=["chat-preamble", "chat-postamble"])
    page = record(body=f"{before}\n\n{BODY}\n\n{after}")
    fixed = fix(Document(page), rules, Applicability.SAFE).document
    assert fixed.text == record(body=BODY)
    assert not check(fixed, rules).diagnostics


@pytest.mark.parametrize(
    "text",
    [
        "我將為你說明如何整理衣櫃，並把重點寫在門上。",
        "請您先整理收據，再分段填寫表格。",
        "根據你的需要整理工具，重點是分類。",
        "您好，我是助教，會帶您整理每週的重點。",
        "寫信給客戶時，您可以先說明重點，再提出要求。",
        "這個版本更快，也更方便使用。",
        "可以根據你的需要調整參數。",
        "我會再幫你檢查一次電路。",
        "我將信件改寫了三次。",
        "我把一天分成三個部分，重點是睡眠。",
        "這份筆記整理了三場演講。",
        "以下整理三個重點，方便記憶。",
    ],
)
def test_text_that_sounds_like_talk_is_not_found(text: str) -> None:
    rules = load_rules(select=["chat-preamble", "chat-postamble"])
    for body in (f"{text}\n\n{BODY}", f"{BODY}\n\n{text}"):
        assert not check(Document(record(body=body)), rules).diagnostics
