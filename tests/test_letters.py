from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linter.document import Document
from linter.fixing import verify
from linter.fixing.changed_parts import changed_parts
from linter.fixing.html_tags import tags_of
from linter.fixing.letters import are_words, only_han_changed
from linter.fixing.parsed_tree import TreeReader
from linter.fixing.record_heads import may_change_records
from linter.matching.cpu_time import CpuLimit
from linter.spans import NEWLINE
from tests.strategies import texts

#: What takes the place of letters: common Han letters, and one outside the BMP.
_OTHERS = "天地玄黃宇宙洪荒日月𠮷"


def _changed(text: str, places: list[int]) -> str:
    """A text with other Han letters at some places, where it has such letters."""
    made = list(text)
    for number in places:
        at = number % max(len(made), 1)
        if made and "\u4e00" <= made[at] <= "\u9fff":
            made[at] = _OTHERS[number % len(_OTHERS)]
    return "".join(made)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("数据", "數據", True),
        ("数据\n\n数", "數據\n\n數", True),
        ("数据 a", "數據 b", False),
        ("数据", "數據庫", False),
        ("数\n据", "數據\n", False),
        ("数，", "數,", False),
        ("[数]\n\n[数]: u", "[數]\n\n[數]: u", False),  # a definition is for the links with its letters
        ("⼈", "人", False),  # a radical is a symbol
        ("〇", "零", False),  # a number
        ("\uf9f6", "臨", False),
    ],
)
def test_only_letters_of_one_kind_count(before: str, after: str, *, expected: bool) -> None:
    assert only_han_changed(before, after) is expected


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(texts, st.lists(st.integers(0, 10_000), max_size=12))
def test_the_structure_is_the_same_whatever_the_letters(text: str, places: list[int]) -> None:
    before, after = Document(text), Document(_changed(text, places))
    if only_han_changed(before.text, after.text):
        shared = Document(after.text)
        shared.share_structure(before)
        assert [*shared.regions] == [*after.regions]
        assert [*shared.structure.blocks] == [*after.structure.blocks]
        assert shared.structure.headings == after.structure.headings
        assert shared.structure.titles == after.structure.titles
        assert shared.structure.delimiters == after.structure.delimiters
        assert [*before.without_markup] == [*after.without_markup]


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(texts, st.lists(st.integers(0, 10_000), max_size=12))
def test_the_proof_for_letters_says_what_the_whole_proof_says(text: str, places: list[int]) -> None:
    after = _changed(text, places)
    if only_han_changed(text, after):
        quick = verify.difference(Document(text), Document(after))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(verify, "only_han_changed", lambda *_: False)
            assert str(quick) == str(verify.difference(Document(text), Document(after)))


@settings(max_examples=500, suppress_health_check=list(HealthCheck))
@given(texts, st.lists(st.integers(0, 10_000), max_size=6))
def test_what_counts_as_words_is_words_to_the_parser(text: str, places: list[int]) -> None:
    old, new = NEWLINE.split(text), NEWLINE.split(_changed(text, places))
    if any("]:" in line for line in old):
        return
    limit = CpuLimit(60)
    reader = TreeReader(limit)
    for part in changed_parts(old, new, ()):
        if part.letters is None or part.opens:
            continue
        if not are_words(old, part.before, part.letters, [new[number] for number in part.letters]):
            continue
        one = reader.read(old[part.before.start : part.before.stop], part.before.start)
        two = reader.read(new[part.before.start : part.before.stop], part.before.start)
        for left, right in zip(one.blocks, two.blocks, strict=True):
            assert left.kind == right.kind
            if left.kind[0] == "inline":
                assert one.marks(left, ()) == two.marks(right, ())
            elif left.kind[0] == "html_block":
                assert tags_of(left.content, limit) == tags_of(right.content, limit)
            else:
                assert left.content == right.content


def _are_words(text: str, number: int | None = None) -> bool:
    """Whether the line with a number, or each line with one of some letters, changed only in words."""
    old, new = NEWLINE.split(text), NEWLINE.split(text.translate(str.maketrans("甲乙丙丁", "天地玄黃")))
    changed = [n for n in range(len(old)) if old[n] != new[n] and number in (n, None)]
    return are_words(old, range(len(old)), changed, [new[n] for n in changed])


@pytest.mark.parametrize(
    "text",
    [
        "    甲\n",
        "- 甲\n\n      乙\n",
        "-     甲\n",
        "# 甲\n    乙\n",
        "|甲|乙|\n|-|-|\n    丙\n",
        "甲\n---\n    乙\n",
        "- \n      甲\n",
        '<img src="a"\nalt="甲">\n',
        "<甲>\n",
        "<!-- 甲 -->\n",
        '<b title="甲">\n',
        "`甲\n乙`\n",
        "`a`甲`\n",
        "`甲`\n",
        "``a`甲`b``\n",
        "\\`a`甲`a`\n",
        "|`a|甲|`b`c`|\n|-|-|-|\n",
        "[a](甲)\n",
        "[a](b '甲')\n",
        "<https://甲>\n",
        '!!! note "甲"\n    乙\n',
        '!!! note "甲"\n\n        乙\n',
        "\t甲\n",
        "> \t甲\n",
    ],
)
def test_what_may_be_code_does_not(text: str) -> None:
    numbers = [number for number, line in enumerate(NEWLINE.split(text)) if any(c in line for c in "甲乙丙")]
    assert not all(_are_words(text, number) for number in numbers)


@pytest.mark.parametrize(
    "text",
    [
        "甲\n",
        "# 甲\n",
        "- 甲\n    - 乙\n        - 丙\n",
        "*   **甲**\n    *   乙\n",
        "> 甲\n> 乙\n",
        "|甲|乙|\n|-|-|\n|丙|丁|\n",
        "甲\n===\n".replace("=", "-"),
        "<div>\n甲\n</div>\n",  # letters between tags that stay
        "<summary>1. [2024-01-02] 甲</summary><br>\n",
        "甲`a`乙\n",
        "1. [a](b)甲`c`\n2. 乙\n",
        "![甲](a)乙[丙\n",
        "<!-- a -->\n甲\n",
    ],
)
def test_plain_words_are_known_without_parsing(text: str) -> None:
    assert _are_words(text)


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("<!-- 甲 -->\n", False),
        ("<!-- 甲\n", True),
        ("<!-->\n", True),
        ("<!DOCTYPE>\n", True),
        ("```\n", True),
        ("甲 <SCRIPT>\n", True),
        (" " * 10 + "甲\n", True),
        ("-" + " " * 10 + "甲\n", True),
        ("甲" + " " * 10 + "\n", False),
        ("- " * 20 + "\n", True),
        ("1 2 " * 20 + "\n", False),
        ("\n\n~~~\n", True),
    ],
)
def test_lines_that_open_something_make_parts(text: str, opens: bool) -> None:  # noqa: FBT001
    lines = NEWLINE.split("甲\n\n" + text)
    assert [part.opens for part in changed_parts(lines, lines, ())] == [True] * opens


def test_protected_letters_may_not_change() -> None:
    for text in ("`数`", "[a](数)", "```\n数\n```\n", "---\ntitle: 数\n---\n甲\n"):
        after = text.replace("数", "數")
        assert str(verify.difference(Document(text), Document(after))) == (
            "it would change code, an address, a tag, maths, front matter or a comment"
        )


PAGE = """<details>
<summary>1. [{date}] 数据</summary>

{heading}

{body}

</details>
"""


@pytest.mark.parametrize(
    ("heading", "old", "new", "expected"),
    [
        ("## 数据", "数", "數", False),  # both are converted alike
        ("## 数据", "\n\n## 数", "\n\n## 數", True),
        ("## 數据", "数", "數", True),  # they are equal only afterwards
        ("## 数据 ##", "数", "數", False),
        ("## 数据的", "\n\n## 数", "\n\n## 數", False),  # not a title
        ("## 据", "据", "據", False),
        ("## 据", "] 数据", "] 数據", True),  # it could end the title, for all that is known here
        ("数据\n---", "数", "數", False),
        ("数据\n---", "\n\n数", "\n\n數", True),
        ("> 甲\n> 数据\n> ---", "\n> 数", "\n> 數", True),
        ("---", "数", "數", False),
        ("# a\n[数](https://x.org/数)", "[数]", "[數]", False),
        ('<a href="数">数</a>', ">数", ">數", True),  # a link that shows its address
    ],
)
def test_titles_that_may_count_as_others(heading: str, old: str, new: str, *, expected: bool) -> None:
    before = PAGE.format(date="2024-01-02", heading=heading, body="数据")
    assert may_change_records(before, before.replace(old, new)) is expected


def test_dates_and_what_is_not_closed() -> None:
    before = PAGE.format(date="日期不详", heading="# 甲", body="数据")
    assert may_change_records(before, before.replace("详", "詳"))
    assert not may_change_records(before, before.replace("数", "數"))
    assert may_change_records(before.replace("</summary>", ""), before.replace("</summary>", ""))
    assert may_change_records("---\ntitle: 数\n---\n\n数\n", "---\ntitle: 数\n---\n\n數\n")
    assert not may_change_records("数\n\n# 数\n", "數\n\n# 數\n")


def test_a_title_that_becomes_another_is_said() -> None:
    before = PAGE.format(date="2024-01-02", heading="## 数据", body="甲")
    found = verify.difference(Document(before), Document(before.replace("\n\n## 数", "\n\n## 數")))
    assert str(found) == "it would change the heading of record 1"


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("数据", "[数] 据", "[日期不详] 甲", "据 <b>数</b>")),
            st.sampled_from(("# ", "## ", "> # ", "- # ", "", "\n", "甲 ")),
            st.sampled_from(("数据", "據", "数 据", "数\n据", "[数] 据")),
            st.sampled_from(("", " #", " ##", "\n---", "\n===", "\n- ---", "\n> ---")),
        ),
        max_size=3,
    ),
    st.lists(st.integers(0, 10_000), max_size=3),
)
def test_records_are_compared_where_they_may_change(
    pages: list[tuple[str, str, str, str]], places: list[int]
) -> None:
    text = "\n".join(
        f"<details>\n<summary>{number}. {title}</summary>\n\n{mark}{words}{end}\n\n甲\n\n</details>"
        for number, (title, mark, words, end) in enumerate(pages)
    )
    after = text
    for number in places:
        at = number % max(len(text), 1)
        if after[at : at + 1] in {"数", "据", "详"}:
            after = after[:at] + {"数": "數", "据": "據", "详": "詳"}[after[at]] + after[at + 1 :]
    before, changed = Document(text), Document(after)
    if not may_change_records(text, after):
        old, new = before.records, changed.records
        assert len(old.broken) == len(new.broken)
        for one, two in zip(old.records, new.records, strict=True):
            assert (one.heading is None) == (two.heading is None)
            assert one.date == two.date
            assert one.summary.span == two.summary.span
