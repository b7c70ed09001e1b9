"""What counts as a summary, and what a record has in place of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linter.document import Document
from linter.engine import check
from linter.errors import PackError
from linter.packs import load_summary_judge
from tests.conftest import page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from linter.matching.summaries import SummaryJudge
    from linter.packs import Rule


@pytest.fixture(scope="module")
def judge() -> SummaryJudge:
    return load_summary_judge([])


def status(judge: SummaryJudge, body: str, title: str = "談推論") -> str:
    document = Document(page(body, head=f"3. [2024-01-02] {title}"))
    (record,) = document.records.records
    return judge.status(document, record).value


SAYING_NOTHING = {
    "missing": [
        "&nbsp; &#8203;",
        "<p>&emsp;</p><br/>",
        "<!-- 之後再寫 -->",
        "\u3000\u200b",
        "```markdown\n```",
        "### 重點整理",
        "**摘要：**",
        "Key Points:",
        "## Overview\n\n## Takeaways",
        "## 一個沒有下文的小標",
        "[點此觀看](https://youtu.be/aB3_dE6-hI9)",
        "影片連結：<https://youtu.be/aB3_dE6-hI9>",
        "![](https://i.ytimg.com/vi/aB3_dE6-hI9/0.jpg)",
        "談推論",
        "谈推论。",
        "標題：《談推論》",
        "3. [2024-01-02] 談推論",
    ],
    "placeholder": [
        "Ｎ／Ａ",
        "- tbd",
        "> (none)",
        "（從缺）",
        "undefined",
        "[object Object]",
        "⋯⋯",
        "&hellip;",
        "## 摘要\n\n无",
        "**重點：** 暫無",
        "这个视频暂时没有简介",
        "字幕與摘要整理中……",
        "内容稍后补充",
        "There is no description for this episode yet.",
        "The summary has not been written yet.",
        "沒有提供摘要",
        "重點：待補\n結論：待補",
        "TODO: write the summary",
        "```\nnull\n```",
    ],
    "template": [
        "{{ item.summary }}",
        "${abstract}",
        "<summary here>",
        "<在此輸入重點>",
        "[請填寫摘要]",
        "【摘要】",
        "<%= text %>",
        "## 重點\n\n- {point}\n- {point}",
        "Your notes here",
        "Lorem ipsum dolor sit amet.",
    ],
    "error": [
        "Error 503: Service Unavailable",
        "502 Bad Gateway",
        "The operation timed out. Please try again in a minute.",
        "json.decoder.JSONDecodeError: Expecting value: line 1 column 1",
        "Traceback (most recent call last):\n  File \"x.py\", line 3, in run\n    raise KeyError(name)\nKeyError: 'text'",
        '{"error": {"message": "Rate limit reached", "type": "tokens"}}',
        "Failed to download the subtitles",
        "找不到逐字稿",
        "字幕下载失败，请检查网络后重试。",
        "系統忙碌中，請稍後再試。",
        "這部影片的字幕無法取得",
        "生成摘要時發生錯誤",
        "API 呼叫失敗：429",
        "net::ERR_CONNECTION_RESET",
    ],
    "refusal": [
        "您好，您還沒有貼上逐字稿喔！貼上之後，我會馬上為您整理。",
        "抱歉，我无法观看视频。如果您能提供文字稿，我很乐意帮您整理。",
        "Sorry, I can't open links. Please paste the transcript, and I'll summarize it.",
        "You forgot to attach the transcript.",
        "我需要文字稿才能整理。",
        "No transcript was provided. Please share it so I can help.",
    ],
}
SAYING_SOMETHING = [
    "推論要快，也要省。",
    "無損壓縮與有損壓縮。",
    "NaN 與 None 的差別。",
    "暫無摘要的影片，由觀眾投票決定要不要補。",
    "沒有字幕也看得懂的電影。",
    "TODO：清單怎麼排，才做得完。",
    "`N/A`",
    "```python\nnull = None\n```",
    "`{{ name }}` 由樣板代換。",
    "樣板用 {{ name }} 標出要填的地方。",
    "429 的意思是請求太多。",
    "No data, no problem.",
    "The model is overloaded with parameters.",
    "影片的後半談評分。",
    "內容為王",
    "無聊。",
    "Error bars show the spread.",
    "連線失敗時要先看記錄檔。",
    "錯誤：以為越大越好。",
    "抱歉是一門學問。",
    "請提供兩個反例。",
    "## 快取\n\n## 批次",
    "# 這一集說明快取，也談批次。",
    "談推論的兩個重點：快取、批次。",
    "談推論\n\n快取最要緊。",
    "![架構圖](https://example.com/a.png)",
    "[快取存的是鍵與值，不必重算。](https://example.com/)",
    "$O(n^2)$",
]


@pytest.mark.parametrize(
    ("wanted", "body"), [(name, body) for name, bodies in SAYING_NOTHING.items() for body in bodies]
)
def test_what_says_nothing(judge: SummaryJudge, wanted: str, body: str) -> None:
    assert status(judge, body) == wanted


@pytest.mark.parametrize("body", SAYING_SOMETHING)
def test_what_says_something(judge: SummaryJudge, body: str) -> None:
    assert status(judge, body) == "present"


@pytest.mark.parametrize("body", [body for bodies in SAYING_NOTHING.values() for body in bodies])
def test_text_after_it_makes_it_a_summary(judge: SummaryJudge, body: str) -> None:
    assert status(judge, f"{body}\n\n推論要快，也要省記憶體，所以要有快取。") == "present"


def test_a_greeting_or_advice_alone_is_not_a_refusal(judge: SummaryJudge) -> None:
    assert status(judge, "您好！") == status(judge, "請稍後再試。") == "present"


def test_a_refusal_in_a_quotation_is_shown(judge: SummaryJudge) -> None:
    assert status(judge, "> 抱歉，我無法存取影片內容。") == "present"


def test_users_extend_the_words(tmp_path: Path) -> None:
    """A pack that extends ours, and a configuration, add patterns; the status follows them everywhere."""
    pack = tmp_path / "house.yaml"
    pack.write_text(
        "schema: 1\nname: house\nversion: 1.0.0\nextends: [records]\n"
        "overrides:\n  empty-summary: {params: {placeholder+: ['本集略過', '(?:客座|校外)不錄']}}\n",
        encoding="utf-8",
    )
    judge = load_summary_judge([pack])
    assert status(judge, "（本集略过）") == status(judge, "校外不錄。") == "placeholder"
    assert status(load_summary_judge([]), "（本集略過）") == "present"


def test_a_pattern_that_is_wrong_is_named(tmp_path: Path) -> None:
    pack = tmp_path / "house.yaml"
    pack.write_text(
        "schema: 1\nname: house\nversion: 1.0.0\nextends: [records]\n"
        "overrides:\n  empty-summary:\n    params: {error+: ['fine', '(open']}\n",
        encoding="utf-8",
    )
    with pytest.raises(PackError, match="not a regular expression") as raised:
        load_summary_judge([pack])
    assert raised.value.path == str(pack)
    assert raised.value.line == 7


def test_other_rules_leave_such_summaries_alone(rules: Sequence[Rule]) -> None:
    text = page(
        "Error: the request timed out after 60 seconds, because the server did not respond: code 504,"
    )
    found = [diagnostic.rule for diagnostic in check(Document(text), rules).diagnostics]
    assert found == ["empty-summary"]
