from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linter.document import Document
from linter.matching.summaries import SummaryJudge
from linter.records import SummaryStatus
from tests.conftest import page

if TYPE_CHECKING:
    from linter.records import Record


def only(text: str) -> Record:
    (record,) = Document(text).records.records
    return record


def problems(text: str) -> list[str]:
    return [str(block.problem) for block in Document(text).records.broken]


def test_every_field_has_its_value_and_span() -> None:
    text = page("## 小節\n\n文。")
    record = only(text)
    fields = [
        record.index,
        record.date,
        record.title,
        record.video_id,
        record.heading,
        record.link,
        record.thumbnail,
    ]
    assert [field.value if field else None for field in fields] == [
        "1",
        "2024-01-02",
        "甲",
        "aB3_dE6-hI9",
        "甲",
        "https://www.youtube.com/watch?v=aB3_dE6-hI9",
        "https://img.youtube.com/vi/aB3_dE6-hI9/maxresdefault.jpg",
    ]
    assert all(field is not None and field.span.text(text) == field.value for field in fields)
    assert record.body.text(text) == "## 小節\n\n文。"
    assert record.span.text(text) == text.rstrip("\n")


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_other_newlines(newline: str) -> None:
    record = only(page().replace("\n", newline))
    assert record.heading is not None
    assert record.date is not None


@pytest.mark.parametrize(
    ("head", "date", "title"),
    [
        ("7. [ML 2021] Lecture 1", None, "[ML 2021] Lecture 1"),
        ("7. [2024-02-30] 甲", "2024-02-30", "甲"),
        ("7. [unknown] 甲", "unknown", "甲"),
        ("7. [2024/01/02] [ML] 甲", "2024/01/02", "[ML] 甲"),
        ("7. 甲 [2024-01-02]", None, "甲 [2024-01-02]"),
    ],
)
def test_only_a_date_before_the_title_is_one(head: str, date: str | None, title: str) -> None:
    record = only(page(head=head))
    assert (record.date.value if record.date else None) == date
    assert record.title is not None
    assert record.title.value == title


@pytest.mark.parametrize(
    ("address", "video"),
    [
        ("https://youtu.be/aB3_dE6-hI9?t=3", "aB3_dE6-hI9"),
        ("https://www.youtube.com/watch?list=x&amp;v=aB3_dE6-hI9", "aB3_dE6-hI9"),
        ("https://www.youtube.com/shorts/aB3_dE6-hI9", "aB3_dE6-hI9"),
        ("https://vimeo.com/123456", None),
    ],
)
def test_video_id_by_link(address: str, video: str | None) -> None:
    record = only(
        f'<details>\n<summary>1. 甲</summary>\n\n<a href="{address}">看</a>\n\n# 甲\n\n文\n\n</details>\n'
    )
    assert (record.video_id.value if record.video_id else None) == video


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (page().replace("</details>", ""), "has no closing tag"),
        (page().replace("</details>", "") + page(), "has no closing tag before the next record"),
        (page("<details>\n<summary>細節</summary>\n\n文\n\n</details>"), "a <details> inside a record"),
        (page() + "<details>\n\n文\n\n</details>\n", "has no <summary>"),
        (page() + "<details>\n<summary>點我</summary>\n\n文\n\n</details>\n", "does not start with a number"),
        (page().replace("<details>", "<details open>"), "attributes on <details>: open"),
        (page().replace("<summary>", '<summary class="a">'), 'attributes on <summary>: class="a"'),
        (page(head="1. [2024-01-02] 甲\n乙"), "spans several lines"),
        (page().replace("</summary>", ""), "<summary> has no closing tag"),
        (page() + "</details>\n", "closes nothing"),
        (page("<summary>x</summary>"), "a second <summary>"),
    ],
)
def test_broken_blocks_are_diagnosed(text: str, problem: str) -> None:
    assert any(problem in each for each in problems(text)), problems(text)


@pytest.mark.parametrize("slot", ["<summary here>", "<summary of the video goes here>"])
def test_a_slot_of_a_template_is_no_second_summary(slot: str) -> None:
    assert not problems(page(slot))


def test_a_broken_block_hides_no_neighbour() -> None:
    text = page(head="1. 甲").replace("</details>", "") + page(head="2. 乙") + page(head="3. 丙")
    assert [record.index.value for record in Document(text).records.records if record.index] == [
        "1",
        "2",
        "3",
    ]


def test_ten_thousand_nested_tags_are_read() -> None:
    text = page() + "<details>\n" * 10_000
    assert len(Document(text).records.records) == 2


def test_ordinary_details_are_no_records() -> None:
    document = Document("<details>\n<summary>點我看答案</summary>\n\n文\n\n</details>\n")
    assert document.records.records == ()
    assert document.records.broken == ()


def test_a_page_as_it_should_be_is_not_broken() -> None:
    assert problems(page() + "\n" + page(head="2. 乙")) == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", SummaryStatus.MISSING),
        ("---", SummaryStatus.MISSING),
        ("<!-- 待補 -->", SummaryStatus.MISSING),
        ("&nbsp;", SummaryStatus.MISSING),
        ("（本集尚無摘要）", SummaryStatus.PLACEHOLDER),
        ("文", SummaryStatus.PRESENT),
        ("```\nx\n```", SummaryStatus.PRESENT),
    ],
)
def test_summary_status(body: str, status: SummaryStatus) -> None:
    document = Document(page(body))
    assert SummaryJudge().status(document, document.records.records[0]) is status


@pytest.mark.parametrize(
    ("body", "summary"),
    [
        ("文。\n\n---", "文。"),
        ("<!-- a -->\n\n文。\n\n<!-- b -->", "文。"),
        ("小節\n---\n文", "小節\n---\n文"),
        ("文\n---", "文\n---"),
        ("```\n<!-- c -->\n---\n```", "```\n<!-- c -->\n---\n```"),
        ("<!-- a -->\n\n    code()", "    code()"),
        ("**重點**：文", "**重點**：文"),
    ],
)
def test_the_summary_loses_nothing_but_what_is_around_it(body: str, summary: str) -> None:
    assert only(page(body)).summary.value == summary


@pytest.mark.parametrize(
    "body",
    [
        "<pre>code</pre>\n\n文。",
        "<code>x</code> 是變數。",
        "<b>重點</b>：文",
        "摘要一 <b>重</b> 摘要二",
        '<a href="https://example.com">看</a> 說明',
        "簡介文字。\n\n# 第一章\n\n文。",
        "## 節\n\n文。",
    ],
)
def test_a_summary_without_the_title_above_it_is_whole(body: str) -> None:
    assert only(page(body).replace("# 甲\n\n", "")).summary.value == body


@pytest.mark.parametrize(("heading", "expected"), [("# C#", "C#"), ("# 甲 #", "甲"), ("#  乙  ##  ", "乙")])
def test_headings_lose_only_closing_hashes(heading: str, expected: str) -> None:
    text = page().replace("# 甲", heading)
    record = only(text)
    assert record.heading is not None
    assert record.heading.value == expected
    assert record.body.text(text) == "一句摘要。"
