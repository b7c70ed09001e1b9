from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linter.diagnostics import Applicability
from linter.document import Document
from linter.engine import check
from linter.fixing.fixer import fix
from linter.kinds import Options
from linter.metadata import Metadata, Video
from linter.packs import load_packs, select_rules

if TYPE_CHECKING:
    from tests.trying import Make


def page(
    *,
    number: str = "1",
    title: str = "甲",
    heading: str = "甲",
    link: str = "aB3_dE6-hI9",
    thumbnail: str = "aB3_dE6-hI9",
    date: str = "2024-01-02",
) -> str:
    return (
        f"<details>\n<summary>{number}. [{date}] {title}</summary>\n\n"
        f'<a href="https://youtu.be/{link}"><img src="https://i.ytimg.com/vi/{thumbnail}/0.jpg"></a>\n\n'
        f"# {heading}\n\n文。\n\n</details>\n"
    )


def known(*videos: Video) -> Options:
    return Options(metadata=Metadata("v.csv", {video.id: video for video in videos}))


def video(
    name: str = "aB3_dE6-hI9",
    *,
    date: str | None = None,
    title: str | None = None,
    index: int | None = None,
) -> Video:
    return Video(name, date, title, None, index, 1)


@pytest.mark.parametrize(
    ("title", "heading", "found"),
    [
        ("甲", "甲", []),
        ("甲  乙", "甲 乙", []),
        ("Q &amp; A", "Q & A", []),
        ("**甲**_乙_", "甲 乙", []),
        ("Ａｔｔｅｎｔｉｏｎ（一）", "attention(一)", []),
        (r"C\# 入門", "C# 入門", []),
        ("甲\u2068乙\u2069", "甲乙", []),
        ("snake_case 是什麼", "snake_case 是什麼", []),
        ("学习率怎么调整", "學習率怎麼調整", []),
        ("头发与后台", "頭髮與後臺", []),
        ("重點。接著談“訓練”", "重點.接著談「訓練」", []),
        ("甲 (上)", "甲 (下)", ["甲 (下)"]),
        ("C#", "C", ["C"]),
    ],
)
def test_title_and_heading(make: Make, title: str, heading: str, found: list[str]) -> None:
    assert make("mismatch", {"report": "title"}).finds(page(title=title, heading=heading)) == found


@pytest.mark.parametrize(
    ("title", "listed", "said"),
    [
        ("最簡單的方法！", "最簡單的方法！【頻道】", []),
        ("關鍵時刻曝光！", "關鍵時刻【錄音】曝光！", []),
        ("甲：乙", "【系列】甲 - 乙", []),
        ("甲", None, []),
        ("【頻道】", "【頻道】", []),
        ("學習率怎麼調整", "【频道】学习率怎么调整！", []),
        ("第1講：裡面", "第１讲 里面", []),
        ("第一講", "第二講", ["the metadata call the video '第二講'"]),
        ("學習率", "学习力", ["the metadata call the video '学习力'"]),
    ],
)
def test_title_and_metadata(make: Make, title: str, listed: str | None, said: list[str]) -> None:
    tried = make("mismatch", {"report": "title"}, message="{problem}", options=known(video(title=listed)))
    assert tried.says(page(title=title, heading=title)) == said


def test_a_fix_makes_no_title_differ() -> None:
    """A page is converted, the metadata are not: their titles are the same as before."""
    title = "深度学习里的优化器：后来怎么样了"
    rules = select_rules(load_packs([], known(video(title=title))), (), ())
    fixed = fix(Document(page(title=title, heading=title)), rules, Applicability.SAFE).document
    assert "深度學習裡的優化器：後來怎麼樣了" in fixed.text
    assert not [found for found in check(fixed, rules).diagnostics if found.rule == "title-mismatch"]


def test_video(make: Make) -> None:
    tried = make("mismatch", {"report": "video"}, message="{record}: {problem}")
    assert tried.says(page()) == []
    assert tried.says(page(thumbnail="zzzzzzzzzzz")) == [
        "1: the thumbnail is of zzzzzzzzzzz, the link leads to aB3_dE6-hI9"
    ]


def test_video_by_number(make: Make) -> None:
    there, other = video(index=2), video("zzzzzzzzzzz", index=1)
    tried = make("mismatch", {"report": "video"}, message="{problem}", options=known(there, other))
    assert tried.says(page(number="2")) == []
    assert tried.says(page(number="3")) == []
    assert tried.says(page(number="1")) == [
        "the video is aB3_dE6-hI9, the metadata have zzzzzzzzzzz under this number"
    ]


def test_a_list_of_another_channel_is_not_asked(make: Make) -> None:
    tried = make("mismatch", {"report": "video"}, options=known(video("zzzzzzzzzzz", index=1)))
    assert tried.finds(page()) == []


@pytest.mark.parametrize(
    ("date", "listed", "said"),
    [
        ("2024-01-02", "2024-01-02", []),
        ("2024-01-02", None, []),
        ("unknown", "2024-01-02", []),
        ("2024-01-03", "2024-01-02", ["the date is 2024-01-03, the metadata have 2024-01-02"]),
    ],
)
def test_date(make: Make, date: str, listed: str | None, said: list[str]) -> None:
    tried = make("mismatch", {"report": "date"}, message="{problem}", options=known(video(date=listed)))
    assert tried.says(page(date=date)) == said


def test_exceptions_are_compared_with_the_title(make: Make) -> None:
    tried = make("mismatch", {"report": "title"}, exceptions=["預告"])
    assert tried.finds(page(title="預告", heading="乙")) == []
