from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from linter.diagnostics import Applicability
from linter.document import Document
from linter.engine import check
from tests.trying import record

if TYPE_CHECKING:
    from tests.trying import Make, Try

UNSAFE = {"applicability": "unsafe"}


def loops(make: Make, times: int = 5, length: int = 24, **more: int) -> Try:
    return make("repetition", {"times": times, "length": length, **more}, fix=UNSAFE)


SENTENCE = "這一步很重要。"
PARAGRAPH = "先看資料有沒有缺漏，再決定要不要訓練模型，最後比較結果的差別。"


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        (f"開頭。{SENTENCE * 9}\n", f"開頭。{SENTENCE}\n"),
        (f"開頭。{SENTENCE * 9}結尾。\n", f"開頭。{SENTENCE}結尾。\n"),
        ("甲。\n\n" + "- 資料要乾淨\n" * 9 + "\n乙。\n", "甲。\n\n- 資料要乾淨\n\n乙。\n"),
        ("".join(f"{n}. 資料要乾淨\n" for n in range(1, 9)), "1. 資料要乾淨\n"),
        ("- 模型\n- 資料來源\n- 訓練\n" * 7, "- 模型\n- 資料來源\n- 訓練\n"),
        (f"甲。\n\n{PARAGRAPH}\n" + f"\n{PARAGRAPH}\n" * 5, f"甲。\n\n{PARAGRAPH}\n"),
        ("資料要乾淨\n" * 9, "資料要乾淨\n"),
        ("## 資料要乾淨\n\n" * 9 + "文。\n", "## 資料要乾淨\n\n文。\n"),
        ("他說" + "好的，" * 20 + "就走了。\n", "他說好的，就走了。\n"),
        ("結果越來越好" + "越來越好" * 6 + "。\n", "結果越來越好。\n"),
        ("and then " * 9 + "it ended\n", "and then it ended\n"),
        ("哈" * 30 + "\n", "哈\n"),
    ],
)
def test_only_the_first_is_kept(make: Make, text: str, fixed: str) -> None:
    tried = loops(make)
    assert len(tried.finds(text)) == 1
    assert tried.fixes(text) == text
    assert tried.fixes(text, Applicability.UNSAFE) == fixed


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE * 4,
        "好的，" * 11,  # not long enough in all
        "".join(f"{n}. 第{c}步要整理資料\n" for n, c in enumerate("一二三四五六", 1)),
        "| 資料要乾淨 | 資料要乾淨 |\n| - | - |\n" + "| 資料要乾淨 | 資料要乾淨 |\n" * 9,
        f"> {SENTENCE * 9}\n",
        f"```\n{SENTENCE * 9}\n```\n",
        "序列是 " + "CAG" * 20,
        "1.0 " * 40,
        "0" * 60,
    ],
)
def test_what_texts_do(make: Make, text: str) -> None:
    assert loops(make).finds(text) == []


@pytest.mark.parametrize(("long_times", "found"), [(4, 1), (5, 0)])
def test_of_long_units_fewer_are_enough(make: Make, long_times: int, found: int) -> None:
    assert len(loops(make, long=20, long_times=long_times).finds(PARAGRAPH * 4)) == found


@pytest.mark.parametrize("before", range(40))
def test_it_is_found_wherever_it_begins(make: Make, before: int) -> None:
    start = "".join(chr(0x4E00 + n) for n in range(before))
    assert loops(make).finds(f"{start}，{'甲乙丙丁戊' * 5}。\n") == ["甲乙丙丁戊" * 5]


def test_each_record_is_looked_at_by_itself(make: Make) -> None:
    page = record("1.", body=SENTENCE * 3) + "\n" + record("2.", body=SENTENCE * 3)
    assert loops(make).finds(page) == []
    assert loops(make).finds(record(body=SENTENCE * 6)) == [SENTENCE * 6]


def test_words_that_differ_by_one_are_no_loop(make: Make) -> None:
    text = "".join(f"資料要乾淨{chr(0x4E00 + n)}" for n in range(50))
    assert loops(make).finds(text) == []


def test_two_loops_are_two_findings(make: Make) -> None:
    text = f"甲。{SENTENCE * 9}乙丙丁。{'資料要乾淨，' * 9}\n"
    assert loops(make).finds(text) == [SENTENCE * 9, "資料要乾淨，" * 9]


@pytest.mark.parametrize(
    "text",
    ["甲" * 200_000, "甲乙" * 100_000, "".join("甲乙丙丁戊己" * 3 + chr(0x4E00 + n) for n in range(9000))],
)
def test_hostile_texts_take_linear_time(make: Make, text: str) -> None:
    tried, document = loops(make), Document(text)
    start = time.process_time()
    check(document, [tried.rule])
    assert time.process_time() - start < 5


def test_the_message_names_what_comes_again(make: Make) -> None:
    tried = make("repetition", {"times": 5, "length": 24}, message="{unit} {times}")
    assert tried.says(SENTENCE * 9) == [f"{SENTENCE} 9"]
    assert tried.says(f"{PARAGRAPH}\n\n" * 6) == [f"{PARAGRAPH[:30]}… 6"]
