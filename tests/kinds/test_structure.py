from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from linter.diagnostics import Applicability
from linter.document import Document
from linter.errors import PackError
from linter.regions import literal_emphasis
from tests.trying import record

if TYPE_CHECKING:
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
        ("`**甲：**乙`", "`**甲：**乙`"),
    ],
)
def test_literal_emphasis(make: Make, text: str, fixed: str) -> None:
    tried = make("structure", {"report": "literal-emphasis"}, fix=UNSAFE)
    assert tried.fixes(text, Applicability.UNSAFE) == fixed
    assert tried.fixes(text) == text


@given(st.text(alphabet="甲乙a。：「」*() ", max_size=30).filter(lambda text: "***" not in text))
def test_what_is_literal_shows_asterisks_in_a_real_parser(text: str) -> None:
    document = Document(f"甲{text}甲")
    shown = MarkdownIt("commonmark").render(document.text)
    if any(literal_emphasis(document.text, document.lines)):
        assert "**" in shown


def test_headings(make: Make) -> None:
    text = "# 甲\n\n### 乙\n\n## \n\n## 丙 ##\n\n```\n#### 丁\n```\n"
    tried = make("structure", {"report": "heading-skip"}, message="{before}→{level}: {match}")
    assert tried.says(text) == ["1→3: ### 乙"]
    assert make("structure", {"report": "empty-heading"}).finds(text) == ["##"]


def test_every_record_starts_anew(make: Make) -> None:
    tried = make("structure", {"report": "heading-skip"})
    assert tried.finds(record(body="# 甲\n\n文") + record("2.", body="### 乙\n\n文")) == []


def test_only_emphasis_has_a_fix(make: Make) -> None:
    with pytest.raises(PackError, match="only literal emphasis can be fixed"):
        make("structure", {"report": "heading-skip"}, fix=UNSAFE)
