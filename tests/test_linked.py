"""Headings to which links lead keep their words: links of the same file, and of other files of the run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from linter import convert
from linter.diagnostics import Applicability, Refusal
from linter.document import Document
from linter.fixing.fixer import fix
from linter.jobs.linked import linked_keys
from tests.conftest import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from linter.packs import Rule

    Write = Callable[[str, str | bytes], Path]

PAGE = "# 数据\n\n這裡有数据。\n"
KEPT, CHANGED = "# 数据\n\n這裡有數據。\n", "# 數據\n\n這裡有數據。\n"


@pytest.mark.parametrize(
    ("link", "heading"),
    [
        ("[[#数据]]", "数据"),
        ("[[#总览#数据|看]]", "数据"),
        ("[甲](#数据-1)", "数据"),
        ("[甲](#31-数据与-a)", "3.1 数据与 `A`？"),
        ("[甲](#数据)", "3.1 数据"),
        ("[甲](#数据)", "[数据](https://x.org/a)"),
        ("[甲](<#数据 一>)", "数据 一"),
        ("[甲]: #数据\n", "数据"),
        ('<a href="#数据">甲</a>', "数据"),
        ('{{< ref "#数据" >}}', "数据"),
    ],
)
def test_a_link_within_a_page(link: str, heading: str, rules: tuple[Rule, ...]) -> None:
    text = f"{link}\n\n## {heading}\n\n## 其他数据\n\n這裡有数据。\n"
    fixed = fix(Document(text), rules, Applicability.UNSAFE).document.text
    assert fixed == f"{link}\n\n## {heading}\n\n## 其他數據\n\n這裡有數據。\n"
    assert convert(text) == fixed


@pytest.mark.parametrize(
    "link", ["[[#^数据]]", "[甲](b.md#数据)", "[[另一篇#数据]]", "`[[#数据]]`", "[甲](#數據)"]
)
def test_other_links(link: str, rules: tuple[Rule, ...]) -> None:
    fixed = fix(Document(f"{link}\n\n{PAGE}"), rules, Applicability.SAFE).document.text
    assert fixed == f"{link}\n\n{CHANGED}"


def test_no_other_heading_takes_the_words_of_a_linked_one(rules: tuple[Rule, ...]) -> None:
    text = "[甲](#數據)\n\n# 数据\n\n# 數據\n"
    assert fix(Document(text), rules, Applicability.SAFE).document.text == text


@pytest.mark.parametrize(
    "link",
    [
        "[甲](b.md#数据)",
        "[甲](../docs/b.md#%E6%95%B0%E6%8D%AE)",
        "[甲](/guide/b/#数据)",
        "[甲](b.html?v=1#数据)",
        "[甲](https://example.org/tree/main/docs/b.md#数据)",
        "[甲]\n\n[甲]: <b.md#数据>",
        "[[b#数据]]",
        "![[docs/b#数据|看]]",
        "<a href='b.md#数据'>甲</a>",
    ],
)
@pytest.mark.parametrize("command", [("fix",), ("clean", "--in-place"), ("convert", "-i")])
def test_a_link_from_another_page(link: str, command: tuple[str, ...], write: Write, tmp_path: Path) -> None:
    page, other = write("docs/b.md", PAGE), write("docs/c.md", PAGE)
    write("docs/a.md", f"{link}\n")
    write("docs/sub/d.md", f"見 {link}\n" if "docs" not in link else "乙\n")
    run(*command, *(("--isolated",) if command[0] != "convert" else ()), tmp_path / "docs")
    assert page.read_text(encoding="utf-8") == KEPT
    assert other.read_text(encoding="utf-8") == CHANGED


@pytest.mark.parametrize(
    "link",
    ["[甲](https://x.org/b#数据)", "[甲](b.md)", "`[甲](b.md#数据)`", "b.md#数据", "[甲](sub/b.md#数据)"],
)
def test_a_link_to_elsewhere(link: str, write: Write, tmp_path: Path) -> None:
    page = write("docs/b.md", PAGE)
    write("docs/sub/b.md", "乙\n")
    write("docs/a.md", f"{link}\n")
    run("fix", "--isolated", tmp_path)
    assert page.read_text(encoding="utf-8") == CHANGED


def test_a_folder_is_linked_by_its_name(write: Write) -> None:
    page, source = write("guide/index.md", PAGE), write("a.md", "[甲](/x/guide/#数据)\n")
    unreadable = write("c.md", b"\xff\xfe#a")
    assert linked_keys([page, source, unreadable]) == {page: frozenset(("数据",))}


def test_a_check_says_that_a_link_leads_there(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("b.md", PAGE)
    write("a.md", "[甲](b.md#数据)\n")
    run("check", "--isolated", "--select", "simplified-in-traditional", "--verbose", tmp_path)
    assert str(Refusal.LINKED_HEADING.value) in capsys.readouterr().out
    run("check", "--isolated", "--select", "simplified-in-traditional", "--output-format", "json", tmp_path)
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    assert [bool(each.get("fix")) for each in found] == [False, True]


def test_a_linked_heading_is_not_removed(rules: tuple[Rule, ...]) -> None:
    text = "[甲](#修改說明)\n\n這一集說明數據的用法。\n\n## 修改說明\n\n希望這對你有幫助！如果還有問題，請告訴我。\n"
    assert "## 修改說明" in fix(Document(text), rules, Applicability.UNSAFE).document.text
