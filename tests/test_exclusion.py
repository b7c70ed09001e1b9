"""What the configuration leaves out, and who leaves it out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from linter.files.excludes import Exclusion
from linter.files.linear import linear
from tests.conftest import run

if TYPE_CHECKING:
    from collections.abc import Callable

    Write = Callable[[str, str | bytes], Path]
    Capture = pytest.CaptureFixture[str]

BAD = "在.rl中\n"


@pytest.fixture(autouse=True)
def tree(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write("seedlint.yaml", "exclude: [drafts/, '*.orig.md', '/notes/old.md', '!keep.orig.md']\n")
    for name in (
        "a.md",
        "drafts/b.md",
        "notes/drafts/c.md",
        "notes/d.orig.md",
        "notes/old.md",
        "keep.orig.md",
    ):
        write(name, BAD)
    (tmp_path / ".git").mkdir()  # else only the folder itself is looked into for the configuration
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(capsys: Capture) -> set[str]:
    return {
        line.partition(":")[0] for line in capsys.readouterr().out.splitlines() if ": stray-dot: " in line
    }


def test_folders_are_walked_without_it(capsys: Capture, monkeypatch: pytest.MonkeyPatch, tree: Path) -> None:
    assert run("check") == 1
    assert found(capsys) == {"a.md", "keep.orig.md"}
    # Patterns count from the configuration, not from where the run starts.
    monkeypatch.chdir(tree / "notes")
    assert run("check", "..") == 1
    assert found(capsys) == {"../a.md", "../keep.orig.md"}


def test_a_file_that_is_named_is_checked_unless_a_hook_names_it(capsys: Capture) -> None:
    assert run("check", "drafts/b.md") == 1
    assert found(capsys) == {"drafts/b.md"}
    assert run("check", "--force-exclude", "drafts/b.md", "notes/old.md") == 0
    assert capsys.readouterr().err == ""
    assert run("fix", "--force-exclude", "drafts/b.md", "a.md") == 0
    assert Path("drafts/b.md").read_text(encoding="utf-8") == BAD
    assert Path("a.md").read_text(encoding="utf-8") == "在 rl 中\n"


def test_a_folder_of_which_nothing_is_left_is_an_error(capsys: Capture) -> None:
    assert run("check", "drafts") == 2
    assert "no Markdown file" in capsys.readouterr().err


def test_the_other_commands(capsys: Capture, tree: Path) -> None:
    assert run("stats") == 0
    assert "drafts" not in capsys.readouterr().out
    assert run("clean", ".", "-o", "../clean") == 0
    clean = tree.parent / "clean"
    assert (clean / "a.md").read_text(encoding="utf-8") == "在 rl 中\n"
    assert (clean / "drafts/b.md").read_text(encoding="utf-8") == BAD
    assert run("check", "--isolated") == 1
    assert "drafts/b.md" in found(capsys)


@pytest.mark.parametrize("pattern", ["!", "[z-a]"])
def test_what_is_no_pattern(write: Write, capsys: Capture, pattern: str) -> None:
    write("seedlint.yaml", f"exclude:\n- drafts/\n- '{pattern}'\n")
    assert run("check") == 2
    assert f"seedlint.yaml:3: '{pattern}' is not a valid pattern" in capsys.readouterr().err


@given(
    st.lists(
        st.sampled_from(("a", "b", "*", "*", "**", "/", "/", "?", "[ab]", "a*b", "**/", "\\*")), max_size=9
    ),
    st.lists(st.text("ab*", min_size=1, max_size=3), min_size=1, max_size=6).map("/".join),
    st.sampled_from(("", "/")),
)
def test_linear_expressions_match_what_pathspec_matches(pattern: list[str], name: str, end: str) -> None:
    try:
        read = GitIgnoreSpec.from_lines(["".join(pattern)]).patterns
    except ValueError:
        return
    for each in read:
        if each.regex is None:
            continue
        wanted, found = (re.match(form(each.regex.pattern), name + end) for form in (str, linear))
        assert (wanted and wanted.groupdict()) == (found and found.groupdict())


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("*a" * 200 + "*b", "a" * 4000),
        ("**/a/" * 200 + "b", "a/" * 2000 + "c"),
        ("?*" * 200 + "b", "a" * 4000),
        ("[!b]*" * 200 + "b", "a" * 4000),
        ("*a*/**/" * 30 + "b", "aaaa/" * 800),
    ],
)
def test_no_pattern_takes_long(pattern: str, name: str) -> None:
    # With backtracking, none of these would end in a lifetime.
    assert not Exclusion("/x", (pattern,)).covers(Path("/x", name))


def test_a_set_of_characters_has_no_slash() -> None:
    assert not Exclusion("/x", ("/a[!b]c",)).covers(Path("/x/a/c"))
    assert Exclusion("/x", ("/a[!b]c",)).covers(Path("/x/adc"))
