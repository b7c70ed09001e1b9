from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from linter.diagnostics import Applicability
from linter.document import Document
from linter.errors import PackError
from linter.fixing.fixer import fix
from linter.regions import literal_emphasis, read_structure
from linter.spans import LineIndex
from tests.conftest import load_rules
from tests.trying import record

if TYPE_CHECKING:
    from linter.packs import Rule
    from tests.trying import Make

UNSAFE = {"applicability": "unsafe"}


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("**重點：**說明", "**重點**：說明"),
        ("- **重點。**說明，**乙！**丙", "- **重點**。說明，**乙**！丙"),
        ("**甲：**乙與**丙！**丁", "**甲**：乙與**丙**！丁"),
        ("這是**「甲」**的", "這是「**甲**」的"),
        ("這是**「甲」與「乙」**的", "這是**「甲」與「乙」**的"),
        ("見**圖（一）**的", "見**圖（一）**的"),
        ("**。**甲", "**。**甲"),
        ("**甲：**\n乙", "**甲：**\n乙"),
        ("__重點：__說明，*也是：*乙", "__重點__：說明，*也是*：乙"),
        ("見**《論文》一書。**後面", "見**《論文》一書。**後面"),
        ("[甲][a**b] **重點：**說明\n\n[a**b]: http://x", "[甲][a**b] **重點**：說明\n\n[a**b]: http://x"),
        ("`**甲：**乙`", "`**甲：**乙`"),
    ],
)
def test_literal_emphasis(make: Make, text: str, fixed: str) -> None:
    tried = make("structure", {"report": "literal-emphasis"}, fix=UNSAFE)
    assert tried.fixes(text, Applicability.UNSAFE) == fixed
    assert tried.fixes(text) == text


def test_the_message_shows_the_emphasis_as_it_should_be(make: Make) -> None:
    tried = make("structure", {"report": "literal-emphasis"}, fix=UNSAFE, message="{correction}")
    assert tried.says("**重點：**說明") == ["'**重點：**' should be '**重點**：'"]
    assert tried.says("見**圖（一）**的") == ["'**圖（一）**'"]


@pytest.mark.parametrize(
    "text", ["呼叫 f(**kwargs)與g(**args)", "3*4，5*6", "a__b：__c__d", "**甲：**乙**丙"]
)
def test_what_was_not_meant_as_emphasis(make: Make, text: str) -> None:
    assert make("structure", {"report": "literal-emphasis"}).finds(text) == []


@functools.cache
def literal_emphasis_rule() -> Rule:
    (rule,) = load_rules(select=["literal-emphasis"])
    return rule


@given(st.text(alphabet="甲乙a。：「」《》*() ", max_size=30).filter(lambda text: "***" not in text))
def test_a_real_parser_agrees(text: str) -> None:
    """What is literal shows asterisks; once fixed, fewer of them, and nothing but emphasis is different."""
    rule = literal_emphasis_rule()
    before = f"甲{text}甲"
    result = fix(Document(before), [rule], Applicability.UNSAFE)
    shown, after = (MarkdownIt("commonmark").render(markdown) for markdown in (before, result.document.text))
    if any(literal_emphasis(read_structure(before, LineIndex(before)))):
        assert "*" in shown
    if result.applied:
        assert after.count("*") < shown.count("*")
        plain = re.compile(r"</?(?:strong|em)>|\*")
        assert plain.sub("", after) == plain.sub("", shown)


def test_headings(make: Make) -> None:
    text = "# 甲\n\n### 乙\n\n## \n\n## 丙 ##\n\n```\n#### 丁\n```\n"
    tried = make("structure", {"report": "heading-skip"}, message="{before}→{level}: {match}")
    assert tried.says(text) == ["1→3: ### 乙"]
    assert make("structure", {"report": "empty-heading"}).finds(text) == ["##"]


def test_underlined_headings(make: Make) -> None:
    tried = make("structure", {"report": "heading-skip"}, message="{before}→{level}")
    assert tried.says("甲\n===\n\n### 乙\n") == ["1→3"]
    assert tried.says("# 甲\n\n乙\n---\n\n### 丙\n\n---\n") == []


def test_every_record_starts_anew(make: Make) -> None:
    tried = make("structure", {"report": "heading-skip"})
    pages = record(body="# 甲\n\n文") + record("2.", body="### 乙\n\n文")
    assert tried.finds(f"# 總\n\n{pages}\n#### 後") == []


def test_only_emphasis_has_a_fix(make: Make) -> None:
    with pytest.raises(PackError, match="only literal emphasis and unpaired marks can be fixed"):
        make("structure", {"report": "heading-skip"}, fix=UNSAFE)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("重點**：說明", ["**"]),
        ("**甲**與**乙", ["**"]),
        ("執行 `pip install 之後", ["`"]),
        ("**甲**說，**乙**做", []),
        ("2 ** 3 與 f(**args) 的值", []),
        ("路徑 src/**/*.py 的檔", []),
        ("顏文字 (´・ω・`) 與 ` 鍵", []),
        ("**甲\n乙**丙", []),
        ("no Chinese ** here", []),
        ("類別裡的 __init__ 方法__", []),
    ],
)
def test_marks_without_a_partner(make: Make, text: str, found: list[str]) -> None:
    assert make("structure", {"report": "unpaired-mark"}).finds(text) == found


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("- ** SSL 的**說明", "- **SSL 的**說明"),
        ("**重點 **說明", "**重點**說明"),
        ("** 重點：**說明", "**重點**：說明"),
        ("** 重點： ** 說明", "**重點：** 說明"),
        ("2 ** 3 與 4 ** 5", "2 ** 3 與 4 ** 5"),
        ("** note ** here", "** note ** here"),
    ],
)
def test_bold_with_inner_spaces(make: Make, text: str, fixed: str) -> None:
    tried = make("structure", {"report": "literal-emphasis"}, fix=UNSAFE)
    assert tried.fixes(text, Applicability.UNSAFE) == fixed


def test_a_long_line_is_reported_and_not_fixed(make: Make) -> None:
    text = "前 **甲：**乙 " * 600
    assert len(make("structure", {"report": "literal-emphasis"}, fix=UNSAFE).finds(text)) > 100
    assert (
        make("structure", {"report": "literal-emphasis"}, fix=UNSAFE).fixes(text, Applicability.UNSAFE)
        == text
    )
