"""Folders that are nested deeply, and names that are long."""

from __future__ import annotations

import inspect
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from linter.files.folders import make as make_folders
from linter.files.folders import walk
from tests.conftest import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Capture = pytest.CaptureFixture[str]
BAD, FIXED = "在.rl中\n", "在 rl 中\n"


def nest(top: Path, name: str, levels: int) -> None:
    """Makes folders inside each other, even where no path leads any more, and writes into some."""
    top.mkdir()
    os.chdir(top)
    for level in range(levels):
        if level in {0, 2}:
            Path("a.md").write_text(BAD, encoding="utf-8")
        Path(name).mkdir()
        os.chdir(name)
    os.chdir("/")


def remove(top: Path) -> None:
    """Removes them, also those that no path leads to."""
    os.chdir(top)
    names: list[str] = []
    while folders := [path.name for path in Path().iterdir() if path.is_dir()]:
        names.append(folders[0])
        os.chdir(folders[0])
    for name in reversed(names):
        Path("a.md").unlink(missing_ok=True)
        os.chdir("..")
        Path(name).rmdir()
    os.chdir("/")


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, int], Path]]:
    """Makes the tree to work on."""
    monkeypatch.chdir("/")

    def made(name: str, levels: int) -> Path:
        nest(tmp_path / "in", name, levels)
        return tmp_path / "in"

    yield made
    remove(tmp_path / "in")


@pytest.fixture
def shallow_stack() -> Iterator[None]:
    """Lets functions call each other some fifty times at most."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 50)
    yield
    sys.setrecursionlimit(limit)


@pytest.mark.usefixtures("shallow_stack")
def test_the_depth_of_folders_needs_no_stack(tmp_path: Path) -> None:
    deepest = tmp_path / ("d/" * 150)
    make_folders(deepest)
    (deepest / "a.md").write_text(BAD, encoding="utf-8")
    make_folders(deepest)  # those that exist stay
    errors: list[OSError] = []
    walked = list(walk(tmp_path, errors.append))
    assert [files for _, _, files in walked] == [[]] * 150 + [["a.md"]]
    assert errors == []


def test_a_walk_is_that_of_the_library(tmp_path: Path) -> None:
    for name in ("b/c/x.md", "b/y.md", "a/z.md", "a/b/w.md"):
        make_folders((tmp_path / name).parent)
        (tmp_path / name).touch()
    (tmp_path / "link").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "broken").symlink_to(tmp_path / "none")
    assert list(walk(tmp_path, print)) == list(os.walk(tmp_path))


@pytest.mark.parametrize("command", [("check",), ("fix",), ("clean", "--in-place"), ("convert", "-i")])
def test_a_folder_that_is_too_deep_is_named(
    make: Callable[[str, int], Path], capsys: Capture, command: tuple[str, ...]
) -> None:
    name = "d" * 200
    top = make(name, 22)
    assert run(*command, top) == 2
    out, err = capsys.readouterr()
    assert err.startswith(f"seedlint: {top}/{name}/{name}")
    assert "File name too long" in err
    if command == ("check",):
        assert out.count(": stray-dot: ") == 2
    if command[0] in {"fix", "clean"}:
        assert (top / name / name / "a.md").read_text(encoding="utf-8") == FIXED


@pytest.mark.parametrize("option", ["--config", "--metadata", "--baseline", "--rules", "-o"])
def test_a_name_that_is_too_long_is_named(tmp_path: Path, capsys: Capture, option: str) -> None:
    (tmp_path / "a.md").write_text(BAD, encoding="utf-8")
    assert run("check", option, "x" * 5000, tmp_path / "a.md") == 2
    assert f"{'x' * 100}" in capsys.readouterr().err
