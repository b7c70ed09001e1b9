"""Nothing takes more than linear time, and no input of ordinary size takes long."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

import pytest

from linter.document import Document
from linter.engine import check
from linter.matching import deadline as clock
from tests.conftest import page

if TYPE_CHECKING:
    from collections.abc import Callable

    from linter.packs import Rule
    from tests.trying import Make

SIZE = 45_000
#: Growth by four may cost this many times more; quadratic work costs sixteen times more.
ALLOWED = 9

SHAPES: dict[str, Callable[[int], str]] = {
    "front matter that never closes": lambda n: "---\r\n" + "a: b\r\n" * (n // 6),
    "one Latin word": lambda n: "a" * n,
    "Latin words": lambda n: "word " * (n // 5),
    "one Chinese line": lambda n: "文" * n,
    "stray dots on one line": lambda n: "在.rl中" * (n // 5),
    "affixes on one line": lambda n: "於_x y_的" * (n // 7),
    "intrusions on one line": lambda n: "增加ネット層" * (n // 6),
    "broken words on one line": lambda n: "避免幹擾" * (n // 4),
    "Simplified on one line": lambda n: "训练数据" * (n // 4),
    "records": lambda n: page() * (n // 280),
    "nested details": lambda n: page() + "<details>\n" * (n // 10),
    "unclosed fences": lambda n: page("```") * (n // 280),
    "unclosed comments": lambda n: "<!-- a\n\n" * (n // 8),
    "comments in a line": lambda n: "a <!-- " * (n // 7),
    "code tags in a line": lambda n: "a <code> " * (n // 9),
    "tags in a line": lambda n: "<a " * (n // 3),
    "displayed maths": lambda n: "\\[\n" * (n // 3),
    "back-ticks": lambda n: "".join("`" * (k % 50 + 1) + "a" for k in range(n // 26)),
    "emphasis": lambda n: "*a_ **b " * (n // 8),
    "brackets": lambda n: "[a](" * (n // 4),
    "opening brackets": lambda n: "[" * n,
    "nested brackets": lambda n: "[" * (n // 2) + "]" * (n // 2),
    "labels": lambda n: "[a]: b\n\n" + "[甲][" * (n // 8) + "[a]" * (n // 8),
    "footnotes": lambda n: "甲[^1] " * (n // 6) + "\n\n" + "[^1]: 註\n" * (n // 8),
    "literal emphasis on one line": lambda n: "**甲：**乙" * (n // 6),
    "literal emphasis of stops": lambda n: "**" + "，" * n + "甲。**說",
    "headings": lambda n: "# 甲\n\n乙\n---\n" * (n // 12),
    "literal emphasis": lambda n: "**甲：**乙\n" * (n // 7),
    "dollars": lambda n: "$a " * (n // 3),
    "a heading of blanks": lambda n: page("# a" + " " * n + "b"),
    "quotes": lambda n: "> " * (n // 2),
    "list markers": lambda n: "- " * (n // 2) + "a",
    "records with unclosed comments": lambda n: page("<!-- a") * (n // 280),
    "growing lists of comments": lambda n: page("<!-- a -->") * (n // 280),
    "tokens of a model": lambda n: "甲。<|im_end|>" * (n // 12),
    "struck out": lambda n: "<s>甲 " * (n // 5),
    "reasoning that never ends": lambda n: "<think>" * (n // 7),
    "calls of tools": lambda n: '{"arguments":{' * (n // 14),
    "citations": lambda n: "【4†source】" * (n // 10),
    "misread text": lambda n: "è®“é" * (n // 4),
    "escaped line breaks": lambda n: "第一段\\n\\n" * (n // 7),
    "invisible characters": lambda n: "words\x00" * (n // 6),
    "table": lambda n: "|a|b|\n|-|-|\n" + "|甲|乙|\n" * (n // 6),
}


def seconds(text: str, rules: tuple[Rule, ...]) -> float:
    """CPU seconds without those of the garbage collector, which reads what all other tests left in memory."""
    gc.collect()
    gc.disable()
    try:
        started = time.process_time()
        result = check(Document(text), rules)
        taken = time.process_time() - started
    finally:
        gc.enable()
    assert result.errors == ()
    return taken


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_text_takes_about_four_times_as_long(
    shape: str, rules: tuple[Rule, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "TIME_LIMIT", 60.0)
    make = SHAPES[shape]
    seconds(make(1000), rules)  # tables are read, patterns warm
    # The best of some runs, of texts that differ, because runs of Han that were seen are remembered.
    large = seconds(make(SIZE), rules)
    if large < 0.4:  # what takes no time to speak of has no ratio
        return
    small = min(seconds(make(SIZE // 4 + more), rules) for more in (0, 28))
    for more in (28, 56, 84):  # other work on the machine can only make it seem slower
        if large < ALLOWED * small:
            break
        large = min(large, seconds(make(SIZE + more), rules))
    assert large < max(ALLOWED * small, 0.4), f"{small:.2f} s, {large:.2f} s"


def test_defects_on_one_line_cost_what_they_cost_on_many(make: Make) -> None:
    """What looks at the whole line for each find is quadratic, and shows only where there are very many."""
    rule = make("pattern", {"pattern": "(?P<dot>\\.)"}, fix={"applicability": "safe", "replace": {"dot": ""}})

    def taken(text: str) -> float:
        started = time.process_time()
        assert text.replace(".", "") == rule.fixes(text)
        return time.process_time() - started

    taken("文字.")
    many, one = taken("一段文字.一段文字.\n" * 20_000), taken("一段文字." * 40_000)
    assert one < many + 0.1, f"{one:.2f} s on one line, {many:.2f} s on many"
