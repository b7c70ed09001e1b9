from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from linter.diagnostics import Applicability
from linter.document import Document
from linter.fixing.fixer import fix
from tests.conftest import load_rules
from tests.trying import record

if TYPE_CHECKING:
    from pathlib import Path

    from tests.trying import Make, Try

SAFE = {"applicability": "safe"}
TALK: dict[str, Any] = {
    "lead": ["^改動$", "^我改了.*如下$"],
    "item": ["刪", "分段"],
    "unless": ["程式"],
    "follows": ["^希望"],
    "before": ["^好的"],
    "carries": ["風險"],
    "past": ["^簽名"],
}


def talk(make: Make, **more: Any) -> Try:  # noqa: ANN401 - any parameter
    return make("section", TALK | more, fix=SAFE)


LIST = "- 刪字\n- 我分段，刪句"


@pytest.mark.parametrize(
    ("section", "below"),
    [
        (f"**改動：**\n\n{LIST}", ""),
        (f"**改動**：\n{LIST}", ""),
        (f"1. 改動：\n\n{LIST}"[3:], ""),
        ("**改動：** 刪字。我刪句。", ""),
        ("**改動:**刪字。", ""),  # the emphasis does not render
        (f"## 改動\n\n{LIST}\n\n### 細目\n\n分段。", ""),
        (f"改動\n---\n\n{LIST}", ""),
        (f"**改動：**\n\n{LIST}\n\n希望有用！\n\n**希望。**", ""),
        (f"**改動：**\n\n{LIST}\n\n**再說：**\n\n- 分段", ""),
        (f"**改動：**\n\n刪字。分段如下：\n\n{LIST}", ""),
        (f"**改動：**\n\n{LIST}", "簽名：甲\n\n---\n"),
        (f"我改了這些，如下：\n\n{LIST}", ""),
        (f"好的。我改了這些，如下：\n\n{LIST}", ""),
        ("**改動：**\n- 刪 `x`\n  續\n\n  再續\n- 分段", ""),
        ("我刪了字。希望有用。", ""),  # without a label
        ("我刪了字。\n分段。", ""),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_last_section_is_removed_as_a_whole(make: Make, section: str, below: str, newline: str) -> None:
    text = f"# 題\n\n正文。\n\n{section}\n" + (f"\n{below}" if below else "")
    text, section = text.replace("\n", newline), section.replace("\n", newline)
    tried = talk(make)
    assert tried.finds(text) == [section]
    kept = "# 題\n\n正文。\n" + (f"\n{below}" if below else "")
    assert tried.fixes(text) == kept.replace("\n", newline)


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        (f"**改動：**\n\n{LIST}\n\n正文。\n", "正文。\n"),  # not the end
        (f"正文。\n\n## 改動\n\n{LIST}\n\n## 題\n\n文。\n", "正文。\n\n## 題\n\n文。\n"),
        ("正文。\n\n**改動：**\n\n- 刪字\n- 甲乙丙\n", "正文。\n"),  # something else
        ("正文。\n\n**改動：**\n\n- 刪字\n- 刪風險\n", "正文。\n"),
        ("正文。\n\n## 改動\n\n- 刪字\n\n> 甲\n", None),  # a quote stays
        ("正文。\n\n## 改動\n\n- 刪 [字](u)\n", None),
        (f"[甲](#改動)\n\n## 改動\n\n{LIST}\n", None),  # a link leads there
        (f"正文。我改了這些，如下：\n\n{LIST}\n", None),  # within a line
        (f"# 題\n\n**改動：**\n\n{LIST}\n", None),  # nothing would be left
    ],
)
def test_anything_else_is_unsafe(make: Make, text: str, fixed: str | None) -> None:
    tried = talk(make)
    assert len(tried.finds(text)) == 1
    assert tried.fixes(text) == text
    assert tried.fixes(text, Applicability.UNSAFE) == (text if fixed is None else fixed)


@pytest.mark.parametrize(
    "text",
    [
        "**改動：**\n\n- 甲\n- 乙\n",
        "**改動：**\n\n- 刪程式\n",
        "**改動方法：**\n\n- 刪字\n",
        "**說明：**\n\n- 刪字\n- 甲乙\n",
        "**說明：**\n\n- 刪字\n- 分段\n\n正文。\n\n## 題\n",  # neither start nor end
        "## 寫作\n\n刪字。刪句。分段。\n\n**說明：**\n\n- 刪字\n- 甲乙\n",
        "「我刪字。」他說。\n",
        "> **改動：**\n>\n> - 刪字\n\n正文。\n\n- 甲",  # a quote within the text
        "*甲*\n\n**刪字**\n\n乙\n",
        "```\n改動：\n\n- 刪字\n```\n",
        "**改動：**\n\n| 刪 |\n| - |\n",
    ],
)
def test_what_is_left_alone(make: Make, text: str) -> None:
    assert talk(make).finds(f"前言。\n\n{text}") == []


@pytest.mark.parametrize(
    ("below", "found"),
    [
        ("\n\n正文一句。\n", f"**改動：**\n\n{LIST}"),
        ("\n\n**題：**\n\n- 甲\n", f"**改動：**\n\n{LIST}"),
        ("\n\n---\n\n甲乙。\n", f"**改動：**\n\n{LIST}"),
        ("\n\n| 甲 |\n| - |\n", f"**改動：**\n\n{LIST}"),
        ("\n\n# 題\n", f"**改動：**\n\n{LIST}"),
    ],
)
def test_where_a_section_ends(make: Make, below: str, found: str) -> None:
    assert talk(make).finds(f"正文。\n\n**改動：**\n\n{LIST}{below}") == [found]


@pytest.mark.parametrize(("bias", "found"), [(-5, 1), (-9, 0)])
def test_the_points_decide(make: Make, bias: float, found: int) -> None:
    text = "前言。\n\n**改動：**\n\n- 刪字\n- 甲乙丙\n"
    assert len(talk(make, points={"bias": bias}).finds(text)) == found


@pytest.mark.parametrize(
    ("before", "section", "after"),
    [
        ("", "## 改動\n\n| 項 | 法 |\n|---|---|\n| 字 | 刪字 |\n| 段 | 分段 |", ""),
        ("", "> **改動**\n> 我刪字。", ""),
        ("", "> 我刪字。", ""),
        ("", "✅ 我刪字\n✅ 分段", ""),
        ("", "（我刪字。）", "\n\n再一段。"),
        ("", "*分段，說明：我刪字。*", "\n\n再一段。"),
        ("# 題\n\n", "我刪字。", "\n\n---\n\n再一段。"),
    ],
)
def test_where_talk_is_found_besides(make: Make, before: str, section: str, after: str) -> None:
    body = "這裡是正文，字數夠多，與前面所寫的事情毫無關係，一句話而已。"
    text = f"{before}{section}{after}\n" if before else f"{body}\n\n{section}{after}\n"
    tried = talk(make)
    assert tried.finds(text) == [section]
    kept = f"{before}再一段。\n" if before else f"{body}{after}\n"
    assert tried.fixes(text, Applicability.UNSAFE) == kept


def test_the_last_sentences_are_found_alone(make: Make) -> None:
    tried = talk(make)
    assert tried.finds("甲乙丙。我刪字。分段。\n") == ["我刪字。分段。"]
    assert tried.fixes("甲乙丙。我刪字。分段。\n") == "甲乙丙。我刪字。分段。\n"
    assert tried.fixes("甲乙丙。我刪字。分段。\n", Applicability.UNSAFE) == "甲乙丙。\n"


@pytest.mark.parametrize(("greets", "found"), [("^不", 1), ("^我", 0)])
def test_a_greeting_is_left_to_other_rules(make: Make, greets: str, found: int) -> None:
    text = "我刪字。\n\n正文這裡寫了很長很長的一句話。\n"
    assert len(talk(make, greets=[greets]).finds(text)) == found


WEIGHTS = "# a comment\n*\t-2\n刪字\t4\n@did\t1\nremov_\t4\nremoved_\t4\nl:說明\t3\n"


def test_words_are_judged_by_the_weights_of_their_pieces(make: Make, tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(WEIGHTS, encoding="utf-8")
    tried = make("section", {"wording": "a.tsv"})
    assert tried.finds("正文。\n\n**說明：** 刪字。\n") == ["**說明：** 刪字。"]
    assert tried.finds("正文。\n\n**说明：** 删字。\n") == ["**说明：** 删字。"]  # the other variant
    assert tried.finds("正文。\n\nRemoved it.\n") == ["Removed it."]
    assert tried.finds("正文。\n\n**說明：** 「刪字」。\n") == []  # a quotation is about the subject
    assert tried.finds("正文。\n\n**甲：** 乙。\n") == []


@pytest.mark.parametrize(
    ("after", "kept"), [("", ""), ("\n\n簽名：甲", "\n\n---\n\n簽名：甲"), ("\n\n---", "\n\n---")]
)
def test_a_break_is_not_left_alone(make: Make, after: str, kept: str) -> None:
    page = record(body=f"正文。\n\n---\n\n**改動：**\n\n{LIST}{after}")
    assert talk(make).fixes(page) == record(body=f"正文。{kept}")


def test_our_own_rules_take_the_report_with_its_list() -> None:
    head = "好的，我會整理這份文稿。我主要做了以下調整：\n\n* 精簡語句\n* 修正錯字\n\n**以下是整理後的文稿：**\n\n"
    tail = "\n\n**整理說明：**\n\n1. 我把口語改成書面語。\n2. 依主題分段。\n\n希望這份整理對您有幫助！"
    page = record(body=f"{head}注意力是一種加權。{tail}")
    safe = fix(Document(page), load_rules(), Applicability.SAFE).document.text
    assert safe == record(body=f"{head}注意力是一種加權。")
    assert fix(Document(page), load_rules(), Applicability.UNSAFE).document.text == record(
        body="注意力是一種加權。"
    )
