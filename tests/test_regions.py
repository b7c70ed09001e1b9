"""Regions, by hand and held against markdown-it-py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from linter.document import Document
from linter.regions import RegionKind
from linter.spans import Span
from tests.conftest import SEEDS, page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it.token import Token

ORACLE = MarkdownIt("commonmark", {"html": True}).enable("table")


def parts(text: str, kind: RegionKind) -> list[str]:
    return [region.span.text(text) for region in Document(text).regions if region.kind is kind]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("---\na: 1\n---\n文", RegionKind.FRONT_MATTER, ["---\na: 1\n---"]),
        ("甲\n\n---\n乙", RegionKind.FRONT_MATTER, []),
        ("---\r\na: 1\r\n...\r\n文", RegionKind.FRONT_MATTER, ["---\r\na: 1\r\n..."]),
        ("---\n\n<details>\n---\n", RegionKind.FRONT_MATTER, []),
        ("---\na: 1\n", RegionKind.FRONT_MATTER, []),
        ("```py\nx\n```\n乙", RegionKind.CODE_BLOCK, ["```py\nx\n```"]),
        ("~~~\n```\n~~~\n", RegionKind.CODE_BLOCK, ["~~~\n```\n~~~"]),
        ("- 甲\n  ```\n  x\n  ```\n- 乙", RegionKind.CODE_BLOCK, ["```\n  x\n  ```"]),
        ("甲\n\n    碼\n\n乙", RegionKind.CODE_BLOCK, ["碼"]),
        ("1. 甲\n\n    乙", RegionKind.CODE_BLOCK, []),
        ("> 甲\n>\n>     碼\n>\n> 乙", RegionKind.CODE_BLOCK, ["碼"]),
        ("> - ```\n>   x\n>   ```\n\n乙", RegionKind.CODE_BLOCK, ["```\n>   x\n>   ```"]),
        ("- > ```\n  > x\n  > ```\n", RegionKind.CODE_BLOCK, ["```\n  > x\n  > ```"]),
        ("> <div>\n```\n\nx\n```\n", RegionKind.CODE_BLOCK, ["```\n\nx\n```"]),
        ("```html\n</details>\nx\n```\n乙", RegionKind.CODE_BLOCK, ["```html\n</details>\nx\n```"]),
        ("```\n    ```\nx\n```\n", RegionKind.CODE_BLOCK, ["```\n    ```\nx\n```"]),
        ("甲\n---\n說 `a\nb` 完", RegionKind.CODE_SPAN, ["`a\nb`"]),
        ("甲 `a` ``b`c`` 乙", RegionKind.CODE_SPAN, ["`a`", "``b`c``"]),
        ("甲 ` 乙", RegionKind.CODE_SPAN, []),
        ("HTTP://x.org/在.rl中 甲", RegionKind.URL, ["HTTP://x.org/在.rl中"]),
        ("看https://x.org/a_b（註）", RegionKind.URL, ["https://x.org/a_b"]),
        ("看 https://x.org/a_(b). 完", RegionKind.URL, ["https://x.org/a_(b)"]),
        ("寄 a.b@x.org 或 <https://x.org>", RegionKind.URL, ["a.b@x.org", "<https://x.org>"]),
        ('[甲](https://x.org/_a_ "題") 乙', RegionKind.LINK_TARGET, ['](https://x.org/_a_ "題")']),
        ("![甲](a_(b).png)", RegionKind.LINK_TARGET, ["](a_(b).png)"]),
        ("[甲]: https://x.org/a\n", RegionKind.LINK_TARGET, ["[甲]: https://x.org/a"]),
        ('<img src="a"\n  alt="b>c" width="2">甲', RegionKind.HTML, ['<img src="a"\n  alt="b>c" width="2">']),
        ("才夠< 3，甲<乙>丙", RegionKind.HTML, []),
        ("甲 <CODE>x</code > 乙", RegionKind.HTML, ["<CODE>x</code >"]),
        ("<div>\n<pre>\na\n\nb\n</pre>\n乙", RegionKind.HTML, ["<div>", "<pre>\na\n\nb\n</pre>"]),
        ("甲 <code>在.rl中</code> 乙", RegionKind.HTML, ["<code>在.rl中</code>"]),
        ("<pre>\n\n在.rl中\n</pre>\n乙", RegionKind.HTML, ["<pre>\n\n在.rl中\n</pre>"]),
        ("甲 <!-- 乙 --> 丙", RegionKind.COMMENT, ["<!-- 乙 -->"]),
        ("<!-- 甲\n\n乙 -->\n丙", RegionKind.COMMENT, ["<!-- 甲\n\n乙 -->"]),
        ("式 $a_1$ 與 $$b$$ 與 \\(c\\)", RegionKind.MATH, ["$a_1$", "$$b$$", "\\(c\\)"]),
        ("$f(数据)$ 與 $数据 = x_1$", RegionKind.MATH, ["$f(数据)$", "$数据 = x_1$"]),
        ("$$\na\n$$\n", RegionKind.MATH, ["$$\na\n$$"]),
        ("賣 $100 與 $200 元，從 $5漲到$9", RegionKind.MATH, []),
        ("![甲](a.png) [乙](b) [丙][d] [丁] 戊[^1]\n\n[d]: u\n[丁]: v", RegionKind.LINK, ["![", "[", "["]),
        (
            "![甲](a.png) [丙][d] [丁] [其他] 戊[^1]\n\n[d]: u\n[丁]: v\n\n[^1]: 註",
            RegionKind.LINK_TARGET,
            ["](a.png)", "][d]", "[丁]", "[^1]", "[d]: u", "[丁]: v", "[^1]:"],
        ),
        ("\\[甲](b) [乙] [丙][無]", RegionKind.LINK, []),
        ("- [x] 甲\n- [ ] 乙 [x] 丙", RegionKind.STRUCTURE, ["-", "[x]", "-", "[ ]"]),
        ("# 甲 {#a.b}", RegionKind.ATTRIBUTES, ["{#a.b}"]),
        ("甲 _em_ **st** a_b 的_x_的", RegionKind.MARKUP, ["_", "**"]),
        ("甲 _em_ **st** a_b 的_x_的", RegionKind.MARKUP_END, ["_", "**"]),
    ],
)
def test_region(text: str, kind: RegionKind, expected: list[str]) -> None:
    assert parts(text, kind) == expected


def test_an_unclosed_fence_ends_with_its_record() -> None:
    text = page("```py\nx") + page()
    assert parts(text, RegionKind.CODE_BLOCK) == ["```py\nx\n"]
    assert len(Document(text).records.records) == 2


def test_an_unclosed_comment_ends_with_its_record() -> None:
    text = page("<!-- x") + page()
    assert len(Document(text).records.records) == 2


def test_regions_cover_everything() -> None:
    for path in sorted(SEEDS.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        assert "".join(region.span.text(text) for region in Document(text).regions) == text


@given(st.text(alphabet='甲a `*_~<>[]()!$\\{}#-|&;.:/@\n\t"1', max_size=60))
def test_regions_cover_any_text(text: str) -> None:
    assert "".join(region.span.text(text) for region in Document(text).regions) == text


MARKS = "甲 `*<b>[](a)\n"


@given(
    st.lists(st.sampled_from([*MARKS, "**", "<!--x-->", "&amp;", "`a`"]), max_size=30).map("".join), st.data()
)
def test_regions_are_found_as_in_a_list(text: str, data: st.DataObject) -> None:
    regions = Document(text).regions
    known = list(regions)
    assert [regions[index] for index in range(-len(known), len(known))] == known + known
    kinds = data.draw(st.sets(st.sampled_from(RegionKind), min_size=1))
    assert list(regions.of(*kinds)) == [region for region in known if region.kind in kinds]
    for _ in range(3):  # in any order: a search begins where the last one ended
        start, end = sorted(data.draw(st.tuples(*2 * [st.integers(0, len(text))])))
        inside = [region for region in known if region.start < end and region.end > start]
        assert list(regions.between(Span(start, end))) == (inside if start < end else [])
        if known:
            assert regions.at(start) == next((r for r in known if r.start <= start < r.end), known[-1])


def test_delimiters_are_kept_only_where_they_show() -> None:
    assert Document("**甲**乙\n\n_丙_\n").structure.delimiters == []
    [shown] = Document("**甲**乙\n\n甲**乙。**丙\n").structure.delimiters
    assert shown.runs == [(9, 11), (13, 15)]
    assert shown.rendered == []


# -- the oracle -----------------------------------------------------------------------------------


def flat(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from flat(token.children or ())


def code_lines(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    """The lines, counted from 0, of half-open line ranges, blank ones left out."""
    lines = text.split("\n")
    return {n for start, end in spans for n in range(start, min(end, len(lines))) if lines[n].strip(" \t>")}


def oracle_code_lines(text: str) -> set[int]:
    blocks = (token.map for token in ORACLE.parse(text) if token.type in ("fence", "code_block"))
    return code_lines(text, ((block[0], block[1]) for block in blocks if block is not None))


def our_code_lines(text: str) -> set[int]:
    document = Document(text)
    spans = [region.span for region in document.regions if region.kind is RegionKind.CODE_BLOCK]
    line = document.lines.position
    return code_lines(text, ((line(span.start).line - 1, line(span.end).line) for span in spans))


def oracle_literals(text: str, character: str) -> int:
    return sum(token.content.count(character) for token in flat(ORACLE.parse(text)) if token.type == "text")


def our_literals(text: str, character: str) -> int:
    prose = parts(text, RegionKind.PROSE)
    escaped = parts(text, RegionKind.MARKUP)
    return sum(part.count(character) for part in prose) + escaped.count(f"\\{character}")


@pytest.mark.parametrize("path", ["clean/lectures-001-020.md", "drafts/lectures-021-044.md"])
def test_seeds_read_as_markdown_it_reads_them(path: str) -> None:
    text = (SEEDS / path).read_text(encoding="utf-8")
    assert our_code_lines(text) == oracle_code_lines(text)
    spans = [token.content for token in flat(ORACLE.parse(text)) if token.type == "code_inline"]
    ours = [part.strip("`").strip() for part in parts(text, RegionKind.CODE_SPAN)]
    assert [span for span in spans if span not in ours] == []
    assert our_literals(text, "*") == oracle_literals(text, "*")


INLINE = [
    "*",
    "**",
    "***",
    "_",
    "__",
    "中",
    "文字",
    "a",
    "word",
    " ",
    "。",
    "，",
    "(",
    ")",
    "`",
    "``",
    "1",
    "\n",
    "!",
]


@settings(max_examples=400)
@given(st.lists(st.sampled_from(INLINE), max_size=30).map("".join))
def test_emphasis_renders_as_markdown_it_renders_it(text: str) -> None:
    paragraph = f"中{text}"
    assert our_literals(paragraph, "*") == oracle_literals(paragraph, "*")
    assert our_literals(paragraph, "_") == oracle_literals(paragraph, "_")


BLOCKS = [
    "- 甲",
    "  - 乙",
    "    - 丙",
    "1. 丁",
    "   戊",
    "    己",
    "",
    "# 庚",
    "文",
    "> 引",
    "---",
    "|甲|乙|",
]


@settings(max_examples=400)
@given(st.lists(st.sampled_from(BLOCKS), max_size=12).map("\n".join))
def test_indented_code_is_where_markdown_it_sees_it(text: str) -> None:
    text = f"文\n\n{text}"  # not at the top, where --- opens front matter
    missed = oracle_code_lines(text) - our_code_lines(text)
    assert missed == set(), "code must never be taken for prose"
