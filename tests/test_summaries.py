"""What counts as a summary, and what a record has in place of one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from linter.cli import main
from linter.data.validation import violations
from linter.document import Document
from linter.engine import check
from linter.errors import PackError
from linter.packs import load_summary_judge
from tests.conftest import page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from linter.matching.summaries import SummaryJudge
    from linter.packs import Rule

    Write = Callable[..., Path]


@pytest.fixture(scope="module")
def judge() -> SummaryJudge:
    return load_summary_judge([])


def status(judge: SummaryJudge, body: str, title: str = "談推論") -> str:
    document = Document(page(body, head=f"3. [2024-01-02] {title}"))
    (record,) = document.records.records
    return judge.status(document, record).value


ASKS_AT_LENGTH = (
    "很抱歉，由於我沒有辦法直接開啟您給我的連結，也沒有辦法收看或收聽這一集的內容，"
    "所以沒有辦法照您的要求寫出這一集的重點摘要。\n\n"
    "為了協助您完成整理，麻煩您提供下列任何一項：\n\n"
    "1. **逐字稿全文**：您可以直接貼在這裡。\n2. 字幕檔\n3. 影片的內容大綱\n\n"
    "收到之後，我會馬上依照您指定的格式替您整理出完整的摘要。期待您的回覆！"
)
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
        "[model=gpt-4o-mini,0]",
        "片長：1:02:33\n日期：2024/3/5",
        "（掌聲）",
        "以下是這集的重點整理：",
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
        "[請填寫摘要]",
        "Your notes here",
        "Lorem ipsum dolor sit amet.",
        "<null>",
        "Notes go up tomorrow",
        "等逐字稿出來再補重點",
        "這集缺字幕，所以暫時沒有筆記。",
        "No captions, so no notes.",
        "內容請看原影片",
        "用兩句話概述本集內容",
        "List the main points in 50 words.",
        "#REF!",
    ],
    "template": [
        "{{ item.summary }}",
        "${abstract}",
        "<summary here>",
        "<在此輸入重點>",
        "【摘要】",
        "<%= text %>",
        "## 重點\n\n- {point}\n- {point}",
        "- 主題：＿＿＿\n- 結語：＿＿＿",
        "主講：\n\n大綱：",
        "%s 的摘要，共 %d 字",
        "- 要點一\n- 要點二",
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
        "Error code: 400 - {'error': {'message': 'Unsupported parameter', 'code': 'invalid_value'}}",
        '{"type": "error", "error": {"type": "api_error"}}',
        "finishReason: RECITATION",
        "模型傳來的回應為空",
        "逐字稿過長，模型無法處理。",
        "<html><body><h1>504 Gateway Time-out</h1><hr>nginx</body></html>",
        "bash: whisper: command not found",
    ],
    "refusal": [
        "您好，您還沒有貼上逐字稿喔！貼上之後，我會馬上為您整理。",
        "抱歉，我无法观看视频。如果您能提供文字稿，我很乐意帮您整理。",
        "Sorry, I can't open links. Please paste the transcript, and I'll summarize it.",
        "You forgot to attach the transcript.",
        "我需要文字稿才能整理。",
        "No transcript was provided. Please share it so I can help.",
        "這個話題我暫時無法回答，我們換個話題吧。",
        "您只貼了標題，沒有內文。",
        "Which part would you like me to summarize?",
        ASKS_AT_LENGTH,
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
    "沒有字幕的影片也能有摘要。",
    "沒有逐字稿，就查不到原話。",
    "The API fails when the key is missing.",
    "請寫一篇摘要，並說明理由。",
    "重點一：快取\n重點二：批次",
    "系統維護",
    "錯誤處理與例外",
    "我無法忘記那個夏天。",
    "1984",
    "講者：黃老師談快取。",
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


BODIES = {
    "present": "推論要快。",
    "missing": "## 摘要",
    "placeholder": "N/A",
    "error": "Error: 429 Too Many Requests",
    "refusal": "您似乎忘了附上逐字稿，請貼上內容。",
    "template": "{{summary}}",
}


@pytest.fixture
def pages(write: Write) -> Path:
    """A page with a record of each status, in the normal form, and one with our own placeholder."""
    bodies = [*BODIES.values(), "（本集尚無摘要）"]
    return write(
        "a.md", "\n".join(page(body, head=f"{n}. [2024-01-02] 甲") for n, body in enumerate(bodies, 1))
    )


def test_reports_tell_them_apart(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    select = ["--select", "empty-summary", "--select", "known-missing-summary"]
    assert main(["check", "--isolated", "--output-format", "json", *select, str(pages)]) == 1
    report = json.loads(capsys.readouterr().out)
    assert not list(violations("report", report))
    assert [found["summary_status"] for found in report["diagnostics"]] == [*list(BODIES)[1:], "placeholder"]
    assert "only the placeholder 'N/A'" in report["diagnostics"][1]["message"]


def test_stats_tell_them_apart(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", "--isolated", "--format", "json", str(pages)]) == 0
    stats = json.loads(capsys.readouterr().out)
    assert not list(violations("stats", stats))
    assert stats["total"]["summarised"] == stats["total"]["known_unsummarised"] == 1
    assert stats["total"]["unsummarised"] == 6
    assert stats["total"]["placeholder_summaries"] == 2
    assert all(
        stats["total"][f"{name}_summaries"] == 1 for name in ("missing", "error", "refusal", "template")
    )


@pytest.mark.parametrize("suffix", ["jsonl", "json", "csv"])
def test_exports_tell_them_apart_and_come_back(pages: Path, tmp_path: Path, suffix: str) -> None:
    """What is in place of a summary is no summary, and is kept: a page comes back byte for byte."""
    records, normal, again = tmp_path / f"r.{suffix}", tmp_path / "normal.md", tmp_path / "again.md"
    assert main(["export", "--isolated", str(pages), "-o", str(tmp_path / "r.jsonl")]) == 0
    rows = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["summary_status"] for row in rows] == [*BODIES, "placeholder"]
    assert [row["summary_markdown"] for row in rows] == [BODIES["present"], *[""] * 6]
    written = [row["summary_written"] for row in rows]
    assert written == [None, *list(BODIES.values())[1:], "（本集尚無摘要）"]
    assert [row["language"] for row in rows] == ["zh", *[None] * 5, "zh"]
    assert main(["export", "--isolated", str(pages), "-o", str(normal)]) == 0
    assert main(["export", "--isolated", str(normal), "-o", str(records)]) == 0
    assert main(["export", "--isolated", str(records), "-o", str(again)]) == 0
    assert again.read_bytes() == normal.read_bytes()
    assert all(body in again.read_text(encoding="utf-8") for body in BODIES.values())


def test_what_data_have_in_place_of_a_summary_is_fixed_there(write: Write) -> None:
    row = {"index": 1, "title": "甲", "summary_markdown": "", "summary_status": "placeholder"}
    path = write("a.jsonl", json.dumps({**row, "summary_written": "暂无摘要"}, ensure_ascii=False) + "\n")
    assert main(["fix", "--isolated", "--select", "chinese", str(path)]) == 0
    fixed = json.loads(path.read_text(encoding="utf-8"))
    assert fixed == {**row, "summary_written": "暫無摘要"}


def test_a_configuration_changes_exports_too(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = "rules: {empty-summary: {params: {placeholder+: [推論要快]}}}\n"
    (tmp_path / "seedlint.yaml").write_text(words, encoding="utf-8")
    assert main(["export", str(pages), "-o", "r.jsonl"]) == 0
    first = json.loads((tmp_path / "r.jsonl").read_text(encoding="utf-8").partition("\n")[0])
    assert (first["summary_status"], first["summary_written"]) == ("placeholder", "推論要快。")
