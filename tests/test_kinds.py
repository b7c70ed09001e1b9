"""What holds for every kind: a rule to start from that proves itself, and a place in schema and manual."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linter.document import Document
from linter.engine import check
from linter.jobs.pages import stale_pages
from linter.jobs.starter import starter
from linter.kinds import kinds, load_kind
from linter.matching.spec import Scope
from tests.conftest import ROOT, page, run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.trying import Make


@pytest.mark.parametrize("kind", kinds())
def test_the_rule_to_start_from_proves_itself(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "house.yaml"
    path.write_text(starter(path.name, "house", kind, "my-own"), encoding="utf-8")
    assert run("test", path) == 0, capsys.readouterr().out
    assert "my-own" in path.read_text(encoding="utf-8")


def test_a_match_counts_only_if_all_of_it_is_in_scope(make: Make) -> None:
    tried = make("pattern", {"pattern": "(?s)甲.+?乙"}, scope=["heading"])
    assert tried.finds("# 甲丙乙\n\n## 甲\n乙\n") == ["甲丙乙"]


@pytest.mark.parametrize("kind", kinds())
def test_a_kind_has_its_test_file(kind: str) -> None:
    assert (ROOT / "tests" / "kinds" / f"test_{kind}.py").is_file()
    assert (load_kind(kind).__doc__ or "").strip()


def test_the_kinds_of_the_issue_are_there() -> None:
    assert set(kinds()) >= {"pattern", "terms", "script", "metric", "record", "structure", "convert", "check"}


def test_pages_and_schemas_are_fresh() -> None:
    stale = [str(path) for path, _ in stale_pages(ROOT)]
    assert not stale, f"`make pages` writes them anew: {stale}"


def test_a_stale_page_is_reported(tmp_path: Path) -> None:
    names = [path.name for path, _ in stale_pages(tmp_path)]
    assert "stray-dot.md" in names
    assert "rulepack.schema.json" in names
    assert run("pages", tmp_path) == 0
    assert run("pages", tmp_path, "--check") == 0
    page = (tmp_path / "docs" / "rules" / "stray-dot.md").read_text(encoding="utf-8")
    (tmp_path / "docs" / "rules" / "gone.md").write_text(page, encoding="utf-8")
    (tmp_path / "docs" / "rules" / "ours.md").write_text("not made by seedlint", encoding="utf-8")
    (tmp_path / "docs" / "rules" / "stray-dot.md").write_text("x", encoding="utf-8")
    assert run("pages", tmp_path, "--check") == 1
    assert [path.name for path, _ in stale_pages(tmp_path)] == ["gone.md", "stray-dot.md"]


@pytest.mark.parametrize(
    ("scope", "lines"),
    [
        (Scope.PROSE, "12345678"),
        (Scope.HEADING, "4"),
        (Scope.TITLE, "2"),
        (Scope.SUMMARY, "5678"),
        (Scope.TABLE, "78"),
        (Scope.LIST, "6"),
        (Scope.HTML, "9"),
    ],
)
def test_scopes(make: Make, scope: Scope, lines: str) -> None:
    text = page("字5\n\n- 字6\n\n| 字7 |\n| --- |\n| 字8 |\n", head="1. [2024-01-02] 字2").replace(
        "# 甲", "# 字4"
    )
    text = f"字1\n\n字3 `字0` <code>字0</code> <i title=字9>\n\n{text}"
    tried = make("pattern", {"pattern": r"字(?P<n>\d)"}, message="{n}", scope=[str(scope)])
    messages = [found.message for found in check(Document(text), [tried.rule]).diagnostics]
    assert "".join(sorted(messages)) == lines


def test_tags_and_entities_are_seen_if_the_scope_asks_for_them(make: Make) -> None:
    text = "甲 <x-a>乙</x-a> &amp;lt; `<x-b>` <code><x-c></code> <!-- <x-d> --> <https://x.org> **<x-e>**\n"
    params = {"pattern": r"</?x[^<>]*>|&\w+;(?:\w+;)?"}
    assert make("pattern", params).finds(text) == []
    assert make("pattern", params, scope=["html"]).finds(text) == ["<x-a>", "</x-a>", "<x-e>"]
    shown = make("pattern", params, scope=["prose", "html"])
    assert shown.finds(text) == ["<x-a>", "</x-a>", "&amp;lt;", "<x-e>"]
    assert shown.finds("no tag") == []


def test_a_view_with_tags_is_dropped_with_its_document() -> None:
    document = Document("甲 <b>乙</b>")
    view = document.with_tags
    assert (view.prose, view.regions) == (document.text, document.regions)
    assert document.prose != document.text
    assert view.analysis is not document.analysis
    assert document.with_tags is view
    document.release()
    assert document.with_tags is not view
    assert (plain := Document("甲")).with_tags is plain
