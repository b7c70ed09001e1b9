from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from linter.document import Document
from linter.engine import compare, facts_of
from linter.errors import PackError
from tests.trying import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.trying import Make, Try

LONG = "這一講說明注意力機制的原理，以及它在機器翻譯、語音辨識與影像描述裡的用途，最後談到計算量與序列長度的平方成正比。"
OTHER = "這一講從最小平方法談到正則化，說明為什麼需要驗證集，並用三個例子比較脊迴歸與套索迴歸在特徵很多的時候各有什麼好處。"


def across(tried: Try, *texts: str, names: Sequence[str] = ("a.md", "b.md", "c.md")) -> list[list[str]]:
    """What a rule says of documents together, for each of them."""
    documents = [Document(text, path=name) for text, name in zip(texts, names, strict=False)]
    facts = [facts_of(document, [tried.rule]) for document in documents]
    found = compare(documents, [tried.rule], facts)
    assert not any(result.errors for result in found)
    return [[diagnostic.message for diagnostic in result.diagnostics] for result in found]


def linked(number: str, video: str) -> str:
    return record(f"{number}.", body=f"[看](https://youtu.be/{video})\n\n# 甲\n\n文。")


def test_index(make: Make) -> None:
    tried = make("duplicate", {"report": "index"}, message="{record} as {other}: {match}")
    assert tried.says(record("1.") + record("2.") + record("01.")) == ["01 as record 1: 01"]
    assert across(tried, record("1."), record("1.")) == [[], []]


def test_video_within_and_across(make: Make) -> None:
    tried = make("duplicate", {"report": "video_id"}, message="{record} as {other}")
    one, two = linked("1", "aB3_dE6-hI9"), linked("2", "aB3_dE6-hI9")
    assert tried.says(one + two) == ["2 as record 1"]
    assert across(tried, one, two) == [[], ["2 as record 1 (a.md:2)"]]
    assert across(tried, one + two) == [[]]
    # Found within the file already.
    assert across(tried, one, two + linked("3", "aB3_dE6-hI9")) == [[], ["2 as record 1 (a.md:2)"]]


def test_the_order_of_files_does_not_matter(make: Make) -> None:
    tried = make("duplicate", {"report": "video_id"}, message="{record} as {other}")
    one, two = linked("1", "aB3_dE6-hI9"), linked("2", "aB3_dE6-hI9")
    assert across(tried, two, one, names=("b.md", "a.md")) == [["2 as record 1 (a.md:2)"], []]


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [
        (LONG, LONG, ["100%"]),
        (LONG, LONG.replace("，", " ").upper(), ["100%"]),
        (LONG, f"- **{LONG}**", ["100%"]),
        (LONG, LONG.replace("原理", "原則"), ["81%"]),
        (LONG, OTHER, []),
        (LONG, LONG[: len(LONG) // 2], []),
        ("短文。", "短文。", []),
        (f"```\n{LONG}\n```", f"```\n{LONG}\n```", []),
    ],
)
def test_summaries(make: Make, first: str, second: str, share: list[str]) -> None:
    tried = make("duplicate", {"report": "summary", "at_least": 30}, message="{share}")
    pages = record("1.", body=first), record("2.", body=second)
    assert tried.says("".join(pages)) == share
    assert across(tried, *pages) == [[], share]


def test_share_is_a_choice(make: Make) -> None:
    pages = record("1.", body=LONG) + record("2.", body=LONG.replace("原理", "原則"))
    assert make("duplicate", {"report": "summary", "share": 0.9, "at_least": 30}).says(pages) == []


def test_each_is_compared_with_the_first(make: Make) -> None:
    tried = make("duplicate", {"report": "summary", "at_least": 30}, message="{record}: {other}")
    pages = "".join(record(f"{n}.", body=LONG) for n in range(1, 5))
    assert tried.says(pages) == ["2: record 1", "3: record 1", "4: record 1"]


def test_exceptions_hold_across_files(make: Make) -> None:
    tried = make("duplicate", {"report": "summary", "at_least": 30}, exceptions=["重播"])
    pages = record("1.", body=LONG), record("2.", title=" 重播", body=LONG)
    assert across(tried, *pages) == [[], []]


def test_copies_cost_no_square(make: Make) -> None:
    """Ten times the copies take about ten times as long, not a hundred times."""
    tried = make("duplicate", {"report": "summary", "at_least": 30})

    def seconds(count: int) -> float:
        document = Document("".join(record(f"{n}.", body=f"{LONG}{n % 7}") for n in range(count)))
        assert document.records.records
        start = time.process_time()
        assert len(tried.finds_in(document)) == count - 1
        return time.process_time() - start

    seconds(50)
    assert seconds(2000) < 40 * seconds(200)


@pytest.mark.parametrize(
    "params",
    [
        {"report": "index", "share": 0.9},
        {"report": "video_id", "at_least": 9},
        {"report": "summary", "share": 2},
    ],
)
def test_parameters_that_do_not_fit(make: Make, params: dict[str, Any]) -> None:
    with pytest.raises(PackError):
        make("duplicate", params)
