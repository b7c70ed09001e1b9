from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest


def test_commands(report: Callable[..., str]) -> None:
    error, date, dot, end = report("github").splitlines()
    assert error.startswith("::error file=wrong.md,line=1::")
    assert date == (
        "::warning file=筆記%2C 1%3A%25/a b.md,line=2,endLine=2,col=1,endColumn=10,title=seedlint%3A missing-date"
        "::record 1: no date"
    )
    # Columns count code points: 𠮷 is one.
    assert "line=13,endLine=13,col=3,endColumn=6,title=seedlint%3A stray-dot::" in dot
    assert end.startswith("1 error, named above. Found 2 problems in 1 of 3 files")


def test_the_most_severe_come_first(report: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "seedlint.yaml").write_text(
        "rules: {stray-dot: {severity: error}, missing-date: {severity: info}}"
    )
    commands = [
        line.split(" ")[0] for line in report("github", "clean.md", "筆記, 1:%", status=1).splitlines()
    ]
    assert commands[:2] == ["::error", "::notice"]


def test_paths_count_from_the_top_of_the_checkout(
    report: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path.parent))
    assert f"::error file={tmp_path.name}/wrong.md,line=1::" in report("github")


def test_text_cannot_become_a_command(
    write: Callable[[str, str | bytes], Path], report: Callable[..., str]
) -> None:
    write("b.md", "在.rl中%0A::set-output name=x::y\r::stop-commands::z 的\n")
    lines = report("github", "b.md", status=1).splitlines()
    assert [line.partition(" ")[0] for line in lines if line.startswith("::")] == ["::warning"] * (
        len(lines) - 1
    )
