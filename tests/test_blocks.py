"""Blocks: what one reading hands out, compared with markdown-it-py."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from linter.document import Document
from linter.regions import BlockKind
from linter.spans import NEWLINE
from tests.conftest import SEEDS, page

ORACLE = MarkdownIt("commonmark", {"html": True}).enable("table")


def blocks(text: str, kind: BlockKind) -> list[tuple[str, str, str]]:
    """What a block covers, what it holds, and its marker."""
    found = Document(text).structure.blocks.of(kind)
    return [(block.span.text(text), block.content.text(text), block.marker) for block in found]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("## 甲 ##\n", BlockKind.HEADING, [("## 甲 ##", "甲", "##")]),
        ("# C#\n", BlockKind.HEADING, [("# C#", "C#", "#")]),
        ("#\n", BlockKind.HEADING, [("#", "", "#")]),
        ("#甲\n", BlockKind.HEADING, []),
        ("甲\n===\n", BlockKind.HEADING, [("甲\n===", "甲", "===")]),
        ("甲\n乙 \n--\n", BlockKind.HEADING, [("甲\n乙 \n--", "甲\n乙", "--")]),
        ("\n===\n", BlockKind.HEADING, []),
        ("- 甲\n===\n", BlockKind.HEADING, []),
        ("- 甲\n  ===\n", BlockKind.HEADING, [("甲\n  ===", "甲", "===")]),
        ("```\n# 甲\n乙\n---\n```\n", BlockKind.HEADING, []),
        ("- 甲\n---\n", BlockKind.THEMATIC_BREAK, [("---", "", "")]),
        ("甲\n\n***\n", BlockKind.THEMATIC_BREAK, [("***", "", "")]),
        ("甲\n***\n", BlockKind.THEMATIC_BREAK, [("***", "", "")]),
        ("甲\n---\n", BlockKind.THEMATIC_BREAK, []),
        ("- 甲\n2) 乙\n", BlockKind.LIST_ITEM, [("- 甲", " 甲", "-"), ("2) 乙", " 乙", "2)")]),
        ("- - 甲", BlockKind.LIST_ITEM, [("- - 甲", " - 甲", "-"), ("- 甲", " 甲", "-")]),
        ("- 甲\n-\n", BlockKind.LIST_ITEM, [("- 甲", " 甲", "-"), ("-", "", "-")]),
        ("甲\n*\n", BlockKind.LIST_ITEM, []),
        ("-甲\n1.乙\n", BlockKind.LIST_ITEM, []),
        ("> 甲\n> 乙\n", BlockKind.QUOTE, [("> 甲", " 甲", ">"), ("> 乙", " 乙", ">")]),
        ("```py\nx\ny\n```\n", BlockKind.FENCE, [("```py\nx\ny\n```", "x\ny\n", "```")]),
        ("~~~~\n~~~~", BlockKind.FENCE, [("~~~~\n~~~~", "", "~~~~")]),
        ("```\nx", BlockKind.FENCE, [("```\nx", "x", "```")]),
        ("```", BlockKind.FENCE, [("```", "", "```")]),
        ("甲|乙\n-|-\n丙|丁\n\n戊", BlockKind.TABLE_ROW, [("甲|乙",) * 2 + ("",), ("丙|丁",) * 2 + ("",)]),
        ("甲|乙\n-|-\n", BlockKind.TABLE_RULE, [("-|-", "-|-", "")]),
        ("文\n甲|乙\n-|-\n", BlockKind.TABLE_ROW, [("甲|乙", "甲|乙", "")]),
        ("[a]: https://x.org\n", BlockKind.DEFINITION, [("[a]: https://x.org", " https://x.org", "")]),
    ],
)
def test_block(text: str, kind: BlockKind, expected: list[tuple[str, str, str]]) -> None:
    assert blocks(text, kind) == expected


def test_what_a_fence_and_a_definition_say() -> None:
    fence, definition = Document("``` py x\n1\n```\n\n[^a]: 註\n").structure.blocks
    assert (fence.info, fence.closed, definition.info) == ("py x", True, "^a")
    (fence,) = Document("```\n甲\n").structure.blocks.of(BlockKind.FENCE)
    assert not fence.closed


def test_levels_and_words_of_headings() -> None:
    text = "# 甲\n\n乙\n丙\n===\n\n丁\n---\n\n###### 戊"
    found = [
        (heading.level, heading.text, heading.is_underlined) for heading in Document(text).structure.headings
    ]
    assert found == [(1, "甲", False), (1, "乙 丙", True), (2, "丁", True), (6, "戊", False)]


def test_an_underlined_heading_is_the_heading_of_its_record() -> None:
    (found,) = Document(page().replace("# 甲", "別的題\n===")).records.records
    assert found.heading is not None
    assert (found.heading.value, found.summary.value) == ("別的題", "一句摘要。")


def of_oracle(text: str) -> list[tuple[int, int, str]]:
    """The headings as markdown-it-py sees them: level, line of the start (from 0), text in one line."""
    tokens = ORACLE.parse(text)
    return [
        (int(opening.tag[1:]), opening.map[0], " ".join(inline.content.split()))
        for opening, inline in itertools.pairwise(tokens)
        if opening.type == "heading_open" and opening.map
    ]


def of_ours(text: str) -> list[tuple[int, int, str]]:
    document = Document(text)
    return [
        (heading.level, document.lines.position(heading.span.start).line - 1, " ".join(heading.text.split()))
        for heading in document.structure.headings
    ]


@pytest.mark.parametrize("path", ["clean/lectures-001-020.md", "drafts/lectures-021-044.md"])
def test_headings_of_seeds_are_those_of_a_real_parser(path: str) -> None:
    text = (SEEDS / path).read_text(encoding="utf-8")
    assert of_ours(text) == of_oracle(text)


_LINES = (
    "甲",
    "乙丙",
    "===",
    "---",
    "--",
    "# 丁",
    "## 戊 ##",
    "#",
    "***",
    "- 己",
    "> 庚",
    "",
    "    辛",
    "a|b",
)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(_LINES), max_size=7).map(lambda lines: "\n".join(("文", "", *lines))))
def test_headings_are_those_of_a_real_parser(text: str) -> None:
    assert of_ours(text) == of_oracle(text)


@given(
    st.lists(st.sampled_from(("甲", "```", "~~~", "> 乙", "- 丙", "***", "", "# 丁", "[a]: b")), max_size=8)
)
def test_blocks_are_in_order_and_hold_their_content(parts: list[str]) -> None:
    document = Document("\n".join(parts))
    found = document.structure.blocks
    assert [block.span.start for block in found] == sorted(block.span.start for block in found)
    for block in found:
        assert block.span.start <= block.content.start <= block.content.end <= block.span.end
        assert NEWLINE.search(block.marker) is None
