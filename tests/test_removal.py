"""Edits that take out whole lines, and blocks that lose their fences."""

from __future__ import annotations

import pytest

from linter.diagnostics import Applicability, Edit, EditKind, Refusal
from linter.document import Document
from linter.edits.whole_lines import fenced_block, refuse_lines, takes_lines, unwraps
from linter.fixing.fixer import fix
from linter.fixing.verify import difference
from linter.regions import LineKind
from linter.spans import Span
from linter.values import replace
from tests.conftest import load_rules
from tests.trying import record

FENCED = "甲\n\n```md\n## 乙\n```\n\n丙\n"


def edit(text: str, part: str, kind: EditKind = EditKind.WORDS) -> Edit:
    return Edit(Span(text.index(part), text.index(part) + len(part)), "", kind)


@pytest.mark.parametrize(
    ("part", "whole"), [("```md\n", True), ("丙\n", True), ("丙", True), ("md\n", False), ("甲\n\n", True)]
)
def test_takes_lines(part: str, whole: bool) -> None:  # noqa: FBT001 - a column of the table
    assert takes_lines(Document(FENCED), edit(FENCED, part)) is whole


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_end_with_any_newline(newline: str) -> None:
    text = newline.join("甲乙丙")
    assert [
        takes_lines(Document(text), edit(text, part)) for part in (f"乙{newline}", f"{newline}乙", "乙")
    ] == [
        True,
        False,
        True,
    ]
    at = text.index("乙")
    assert takes_lines(Document(text), Edit(Span(at, at), "")) is False  # it takes nothing


@pytest.mark.parametrize(
    ("below", "joined"),
    [
        ("\n" * 49 + "- 乙", True),
        ("\n" * 50 + "- 乙", False),  # nothing is looked for that far away
        ("\n  # 乙", True),  # a heading of the item
        ("\n \t# 乙", True),
        ("\n\t# 乙", True),
        ("\n # 乙", False),
        ("\n# 乙", False),
    ],
)
def test_what_would_join_the_item_above(below: str, joined: bool) -> None:  # noqa: FBT001 - a column of the table
    text = f"- 甲\n\n丙\n{below}\n"
    assert refuse_lines(Document(text), edit(text, "丙\n")) is (Refusal.JOINED_BLOCKS if joined else None)


def test_unwraps() -> None:
    document = Document(FENCED)
    opening, closing = edit(FENCED, "```md\n"), edit(FENCED, "```\n")
    assert unwraps(document, [opening, closing])
    assert unwraps(document, [opening]) is False
    assert unwraps(document, [opening, edit(FENCED, "丙\n")]) is False
    assert unwraps(document, [opening, Edit(closing.span, "x\n")]) is False
    assert unwraps(document, [edit(FENCED, "甲\n"), edit(FENCED, "丙\n")]) is False


@pytest.mark.parametrize(
    ("text", "opening", "closing", "whole"),
    [
        ("  ```md\n乙\n  ```\n", "  ```md\n", "  ```\n", True),
        ("~~~md\r\n乙\r\n~~~ \t\r\n", "~~~md\r\n", "~~~ \t\r\n", True),
        ("- ```md\n  乙\n  ```\n", "- ```md\n", "  ```\n", False),  # the item would go, too
        ("> ```md\n> 乙\n> ```\n", "> ```md\n", "> ```\n", False),
        ("```md\n乙\n```\n丙\n", "```md\n", "```\n丙", False),
        ("```md\n乙\n```\n\n丙\n", "```md\n", "```\n\n", False),
        ("```md\n乙\n```\n\n~~~\n丙\n~~~\n", "```md\n", "~~~\n", False),  # of two blocks
        ("```md\n乙\n```\n\n~~~\n丙\n~~~\n", "```md\n乙\n", "```\n", False),
        (record(body="```md\n乙\n"), "```md\n", "\n</details>", False),  # it is not closed
        (f"```md\n{record()}```\n", "```md\n", "```\n", False),  # a record would appear
        ("```md\n---\nindex: 1\ntitle: [\n---\n\n文\n```\n", "```md\n", "```\n", False),  # a broken one
    ],
)
def test_only_whole_fences_unwrap(text: str, opening: str, closing: str, whole: bool) -> None:  # noqa: FBT001
    at = text.rindex(closing)
    last = Edit(Span(at, at + len(closing.removesuffix("</details>"))), "")
    assert unwraps(Document(text), [edit(text, opening), last]) is whole


def test_what_was_taken_out_on_purpose_is_no_damage() -> None:
    before = "**甲**\n\n乙\n"
    gone = edit(before, "**甲**\n\n", EditKind.WHOLE_LINES)
    assert difference(Document(before), Document("乙\n"), [gone]) is None
    assert str(difference(Document(before), Document("乙\n"))) == "it would change emphasis"
    code = "`甲`\n\n乙\n"
    taken = edit(code, "`甲`\n\n", EditKind.WHOLE_LINES)
    assert difference(Document(code), Document("乙\n"), [taken]) is not None


@pytest.mark.parametrize(
    ("part", "block"),
    [("```md\n", "```md\n## 乙\n```"), ("## 乙\n", None), ("```\n", "```md\n## 乙\n```"), ("甲\n", None)],
)
def test_a_line_of_a_fence_is_of_its_block(part: str, block: str | None) -> None:
    found = fenced_block(Document(FENCED), edit(FENCED, part))
    assert (found and found.text(FENCED)) == block


def test_a_block_of_one_line_has_no_fences() -> None:
    text = "甲\n\n    乙\n"
    assert fenced_block(Document(text), edit(text, "    乙\n")) is None


# What is in the front matter is no Markdown, so it opens nothing.
@pytest.mark.parametrize("head", ["", "---\nnote: |\n  ```\n---\n\n"])
@pytest.mark.parametrize(
    ("body", "pieces"),
    [
        ("甲\n\n乙\n\n丙\n", {"乙\n\n": ""}),
        ("甲\n\n乙\n\n丙\n", {"\n\n乙": ""}),
        ("甲\n\n乙\n\n丙\n", {"丙": "丙\n\n丁"}),
        ("甲\n\n  乙\n", {"乙": ""}),  # all words of a line
        ("甲\n\n \n\n丙\n", {" ": "乙"}),  # words in a blank line
        ("甲\n\n乙\n\n \n\n丙\n", {"乙\n\n": "", " ": "丁"}),
    ],
)
def test_paragraphs_may_come_and_go(head: str, body: str, pieces: dict[str, str]) -> None:
    """The second opinion is asked about the lines that the edits touch, and about no other line."""
    before = Document(head + body)
    places = {len(head) + body.index(old): (old, new) for old, new in pieces.items()}
    edits = [Edit(Span(at, at + len(old)), new) for at, (old, new) in places.items()]
    assert difference(before, before.with_edits(edits), edits) is None


def test_a_date_in_front_matter_and_other_lines_may_change_together() -> None:
    before = Document("---\nindex: 1\ntitle: 甲\ndate:\n---\n\n**乙**\n\n文\n")
    gap = before.records.records[0].date_gap
    assert gap is not None
    date = replace(gap.filled("2024-01-02"), kind=EditKind.DATE)
    edits = [date, edit(before.text, "**乙**\n\n", EditKind.WHOLE_LINES)]
    assert difference(before, before.with_edits(edits), edits) is None


def test_an_empty_document_may_be_filled() -> None:
    before, added = Document(""), Edit(Span(0, 0), "甲")
    assert difference(before, before.with_edits([added]), [added]) is None


def test_a_block_below_front_matter_may_lose_its_fences() -> None:
    text = "---\ntitle: 題\n---\n\n" + FENCED
    edits = [edit(text, part, EditKind.FENCE) for part in ("```md\n", "```\n")]
    before = Document(text)
    assert difference(before, before.with_edits(edits), edits) is None


@pytest.mark.parametrize("inside", ["~~~", "<!-- 註", "<pre>"])
def test_a_block_that_keeps_something_closed_keeps_its_fence(inside: str) -> None:
    page = record("1.", body=f"```markdown\n## 甲\n\n- 文\n\n{inside}\n```") + "\n" + record("2.")
    result = fix(Document(page), load_rules(select=["wrapped-summary"]), Applicability.SAFE)
    assert result.document.text == page
    assert [each.fix for each in result.left.diagnostics] == [None]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_wrapped_summary_is_unwrapped_and_what_it_held_is_fixed(newline: str) -> None:
    page = record(body="```markdown\n## 甲\n\n- 在.rl中\n```").replace("\n", newline)
    result = fix(Document(page), load_rules(), Applicability.SAFE)
    assert result.document.text == record(body="## 甲\n\n- 在 rl 中").replace("\n", newline)


@pytest.mark.parametrize("code", ["# 安裝套件\napt update", "- 刪去\n+ 新增", "print('摘要')"])
def test_code_stays_code(code: str) -> None:
    page = record(body=f"```\n{code}\n```")
    assert fix(Document(page), load_rules(), Applicability.UNSAFE).document.text == page


def test_line_kinds() -> None:
    text = "---\na: b\n\n---\n文\n續\n\n# 題\n\n題\n===\n\n- 項\n  續\n\n> 引\n\n***\n<!-- x -->\n```\n\nx\n```\n\n"
    text += "甲|乙\n-|-\n丙|丁\n\n<div>\n文\n\n 縮\n> 引"
    kinds = Document(text).structure.line_kinds
    letters = {
        LineKind.BLANK: ".",
        LineKind.TEXT: "t",
        LineKind.HEADING: "h",
        LineKind.SEPARATOR: "r",
        LineKind.LIST: "l",
        LineKind.CODE: "c",
        LineKind.QUOTE: "q",
        LineKind.TABLE: "a",
        LineKind.HTML: "x",
        LineKind.OTHER: "o",
    }
    assert "".join(letters[kind] for kind in kinds) == "rrrrtt.h.hh.ll.q.rrcccc.aaa.xx.oq"
