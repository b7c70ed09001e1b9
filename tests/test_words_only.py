from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linter.document import Document
from linter.records import sections
from linter.regions import MARKUP_KINDS, RegionKind, heading_links
from linter.regions.blocks.words_only import end_of_words
from tests.strategies import texts

_LETTER = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_MARKUP = MARKUP_KINDS | {RegionKind.LINK}
LINES = (
    "甲", "# 甲", "## 甲乙", "- 甲", "* 甲", "1. 甲", "12) 甲", "-    甲", "-     甲", "  甲", "    甲", "      - 甲", "\t甲",
    "**甲**", "* **甲**", "***", "- - -", "---", "===", "-", "1.", "2024 年", "3.5 倍", "甲：乙", "甲:: 乙", "(ref:a) 甲", "mailto:甲",
    "www.甲.com", "50% 甲", "%%甲%%", "甲 `乙` 丙", "`甲", "<b>甲</b>", "<div>", "</div>", "<details>", "</details>",
    "<summary>1. [2024-01-02] 甲</summary>", '<a href="#甲">', "<pre>", "甲</pre>", "<!-- 甲", "-->", "```", "~~~", "$$",
    "$甲$", "| 甲 | 乙 |", "|-|-|", "a|甲", "-|-", "> 甲", "> - 甲", "!!! note", "??? tip", '=== "甲"', "::: tip 甲", ":::",
    "@tab 甲", "(甲)=", "[甲]: 乙", "[甲](#乙)", "[^1]: 甲", "- [ ] 甲", "{甲}", "甲 #乙", "＃甲", "^甲", "import a from 'b'", "", "", " ",
)  # fmt: skip
pages = st.lists(st.sampled_from(LINES), max_size=14).map(lambda lines: "\n".join(lines) + "\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲\n\n乙", "甲\n\n"),
        ("# 甲\n## 乙\n- 丙：1.5 倍\n  丁\n\n> 戊\n", "# 甲\n## 乙\n- 丙：1.5 倍\n  丁\n\n"),
        ("甲\n\n- 乙\n    - 丙\n \n\n", "甲\n\n- 乙\n    - 丙\n \n\n"),
        ("甲\n\n- 乙\n\n  丙\n", "甲\n\n"),  # the item is not over
        ("甲 `乙`\n\n", ""),
        ("甲\n- 丙\n# 丁\n\n", ""),
    ],
)
def test_stretches_of_words(text: str, expected: str) -> None:
    assert text[: end_of_words(text, 0)] == expected


@settings(max_examples=1500, suppress_health_check=list(HealthCheck))
@given(st.one_of(pages, texts))
def test_without_markup_letters_are_protected_where_they_are_with_it(text: str) -> None:
    document = Document(text)
    kinds = dict[int, RegionKind]()
    for kind, start, end in document.regions:
        kinds.update(dict.fromkeys(range(start, end), RegionKind.PROSE if kind in _MARKUP else kind))
    quick = dict[int, RegionKind]()
    for kind, start, end in document.without_markup:
        quick.update(dict.fromkeys(range(start, end), kind))
    for letter in _LETTER.finditer(text):
        assert kinds[letter.start()] == quick[letter.start()]
    assert sections(text, document.regions) == sections(text, document.without_markup)
    assert [*heading_links(text, document.regions)] == [*heading_links(text, document.without_markup)]
