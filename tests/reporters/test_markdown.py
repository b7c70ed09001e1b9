from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_tables_that_show_as_they_are(
    report: Callable[..., str], write: Callable[[str, str | bytes], Path]
) -> None:
    write("b|`<b>.md", "建立新ネ`ット`ワーク|層<script>，Рус*ский* 的\n")
    text = report("markdown")
    html = MarkdownIt("commonmark").enable("table").render(text)
    assert "<h2>seedlint</h2>" in html
    assert "<script" not in html
    assert "<b>" not in html
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    # A table by rule, and one by place, each with its two lines of head.
    assert rows[0] == "| rule | severity | findings |"
    assert sum(line.startswith("| `筆記, 1:%/a b.md:") for line in rows) == 2
    assert html.count("<tr>") == len(rows) - 2


def test_only_so_many_places(report: Callable[..., str], write: Callable[[str, str | bytes], Path]) -> None:
    write("many.md", "".join(f"第 {n} 次在.rl中。\n\n" for n in range(60)))
    text = report("markdown", "many.md", status=1)
    assert text.count("| `many.md:") == 50
    assert text.endswith("\n10 more are not listed here.\n")


def test_nothing_found(report: Callable[..., str]) -> None:
    assert report("markdown", "clean.md", status=0) == "## seedlint\n\nNo problems in 1 file.\n"
