"""`seedlint clean`: the one-shot job over a folder."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from linter.data.schemas import load_schema
from tests.conftest import SEEDS, run

if TYPE_CHECKING:
    from collections.abc import Callable

    Write = Callable[[str, str | bytes], Path]


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_clean_mirrors_the_tree(write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("in/a.md", "在.rl中\n")
    write("in/sub/圖 1.png", b"\x89PNG")
    write("in/.hidden/b.md", "幹擾\n")
    write("in/sub/c.md", "幹擾\n")
    write("in/bad.md", b"\xff")
    (tmp_path / "in" / "link").symlink_to("a.md")
    before = tree(tmp_path / "in")
    report = tmp_path / "r.json"
    assert run("clean", tmp_path / "in", "-o", tmp_path / "out", "--report", report) == 2
    assert tree(tmp_path / "in") == before
    assert tree(tmp_path / "out") == {
        ".hidden/b.md": "幹擾\n".encode(),  # not ours to touch
        "a.md": "在 rl 中\n".encode(),
        "bad.md": b"\xff",
        "link": "在 rl 中\n".encode(),
        "sub/c.md": "干擾\n".encode(),
        "sub/圖 1.png": b"\x89PNG",
    }
    assert (tmp_path / "out" / "link").readlink() == Path("a.md")
    captured = capsys.readouterr()
    assert "over-converted      1     0" in captured.out
    assert "3 other files copied." in captured.out
    assert "bad.md:1: not UTF-8" in captured.err
    written = json.loads(report.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(load_schema("report")).validate(written)
    assert [row["rule"] for row in written["applied"]] == ["stray-dot", "over-converted"]
    assert written["summary"]["files"] == 3


DATA = {
    "a.jsonl": '{"no": 1, "summary_markdown": "在.rl中"}\r\n\n{"summary_markdown": null, "x": "在.rl中"}\n',
    "b.json": '[{"summary_markdown": "幹擾", "title": "t"}]',
    "c.csv": 'id,summary_markdown\n1,"在.rl中, 好"\n2,\n',
    "notes/d.md": "在.rl中\n",
}
OTHERS = {
    "package.json": '{"name": "幹擾"}\n',
    "list.json": '["幹擾"]\n',
    "videos.csv": "idx,title\n1,幹擾\n",
    "events.ndjson": '{"event": "幹擾"}\n',
}


@pytest.mark.parametrize("in_place", [False, True])
def test_clean_takes_data_along(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, in_place: bool
) -> None:
    for name, text in (DATA | OTHERS).items():
        write(f"in/{name}", text)
    where = ("--in-place",) if in_place else ("-o", tmp_path / "out")
    assert run("clean", tmp_path / "in", "--select", "stray-dot", "--select", "over-converted", *where) == 0
    fixed = {
        "a.jsonl": DATA["a.jsonl"].replace("在.rl中", "在 rl 中", 1),
        "b.json": DATA["b.json"].replace("幹擾", "干擾"),
        "c.csv": DATA["c.csv"].replace("在.rl中", "在 rl 中"),
        "notes/d.md": "在 rl 中\n",
    }
    found = tree(tmp_path / ("in" if in_place else "out"))
    assert {name: data.decode() for name, data in found.items()} == fixed | OTHERS
    lines = capsys.readouterr().err.splitlines()
    done = "left alone" if in_place else "copied as it is"
    assert len(lines) == len(OTHERS)
    for name in OTHERS:
        assert any(name in line and line.endswith(done) for line in lines), name


def test_a_broken_line_of_data_costs_one_record(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (
        '{"summary_markdown": "在.rl中"}',
        '{"summary_markdown": ',
        "5",
        '{"summary_markdown": "在.rl中"} x',
    )
    text = "\n".join((*lines, "", lines[0], "not JSON"))
    write("in/a.jsonl", text)
    write("in/b.jsonl", '{"summary_markdown": \n')
    write("in/c.md", "在.rl中\n")
    assert run("clean", tmp_path / "in", "-o", tmp_path / "out", "--report", tmp_path / "r.json") == 2
    assert tree(tmp_path / "out") == {
        "a.jsonl": text.replace(
            '{"summary_markdown": "在.rl中"}\n', '{"summary_markdown": "在 rl 中"}\n'
        ).encode(),
        "b.jsonl": b'{"summary_markdown": \n',
        "c.md": "在 rl 中\n".encode(),
    }
    errors = capsys.readouterr().err.splitlines()
    assert [line.partition("jsonl:")[2].partition(": ")[0] for line in errors] == ["2", "3", "4", "7", "1"]
    written = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert [(row["path"][-7:], row["line"]) for row in written["applied"]] == [
        ("a.jsonl", 1),
        ("a.jsonl", 6),
        ("in/c.md", 1),
    ]


def test_data_without_records_alone_are_nothing_to_clean(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("in/package.json", OTHERS["package.json"])
    assert run("clean", tmp_path / "in", "-o", tmp_path / "out") == 2
    assert "neither a Markdown file" in capsys.readouterr().err
    assert tree(tmp_path / "out") == {"package.json": OTHERS["package.json"].encode()}


def test_clean_in_place_and_again(tmp_path: Path) -> None:
    shutil.copytree(SEEDS, tmp_path / "s")
    metadata = ("--metadata", SEEDS / "video_list.csv")
    assert run("clean", tmp_path / "s", "--in-place", *metadata) == 1
    once = tree(tmp_path / "s")
    assert run("clean", tmp_path / "s", "--in-place", *metadata) == 1
    assert tree(tmp_path / "s") == once
    assert run("clean", SEEDS, "-o", tmp_path / "t", *metadata) == 1
    assert tree(tmp_path / "t") == once


def test_clean_never_writes_through_links_of_the_target(write: Write, tmp_path: Path) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    write("in/a.md", "在.rl中\n")
    write("in/sub/b.md", "幹擾\n")
    target.mkdir()
    (target / "a.md").symlink_to(source / "a.md")
    (target / "sub").symlink_to(source / "sub")
    before = tree(source)
    assert run("clean", source, "-o", target) == 2
    assert tree(source) == before
    assert not (target / "a.md").is_symlink()
    assert (target / "a.md").read_text(encoding="utf-8") == "在 rl 中\n"


def test_clean_says_in_place_by_name(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("in/a.md", "在.rl中\n")
    assert run("clean", tmp_path / "in", "-o", tmp_path / "x" / ".." / "in") == 2
    assert "use --in-place" in capsys.readouterr().err


def test_one_obstacle_does_not_stop_the_clean_up(write: Write, tmp_path: Path) -> None:
    write("in/a.md", "在.rl中\n")
    write("in/b.png", b"x")
    write("in/c.md", "幹擾\n")
    (tmp_path / "out" / "b.png").mkdir(parents=True)
    (tmp_path / "out" / "a.md").mkdir()
    assert run("clean", tmp_path / "in", "-o", tmp_path / "out") == 2
    assert (tmp_path / "out" / "c.md").read_text(encoding="utf-8") == "干擾\n"


def test_clean_refuses_a_folder_in_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("clean", tmp_path, "-o", tmp_path / "out") == 2
    assert "is inside the other" in capsys.readouterr().err


def test_a_link_does_not_take_the_place_of_a_file(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("s/a.md", "文。\n")
    (tmp_path / "s" / "n.txt").symlink_to("nowhere")
    (tmp_path / "s" / "l.txt").symlink_to("there")
    mine = write("t/n.txt", "mine")
    (tmp_path / "t" / "l.txt").symlink_to("elsewhere")
    assert run("clean", "--isolated", tmp_path / "s", "-o", tmp_path / "t") == 2
    assert f"{mine}: this file is where a link would go; it was left alone" in capsys.readouterr().err
    assert mine.read_text(encoding="utf-8") == "mine"
    assert str((tmp_path / "t" / "l.txt").readlink()) == "there"
    assert sorted(path.name for path in (tmp_path / "t").iterdir()) == ["a.md", "l.txt", "n.txt"]


def test_a_copy_runs_as_nobody_else(write: Write, tmp_path: Path) -> None:
    """Who cleans a stranger's tree becomes the owner of the copies."""
    for name in ("s/a.md", "s/tool"):
        write(name, "文。\n").chmod(0o6755)
    assert run("clean", "--isolated", tmp_path / "s", "-o", tmp_path / "t") == 0
    assert {path.stat().st_mode & 0o7777 for path in (tmp_path / "t").iterdir()} == {0o755}


@pytest.mark.parametrize("name", ["a.md", "d.json"])
def test_the_report_is_no_file_of_the_mirror(write: Write, tmp_path: Path, name: str) -> None:
    write("s/a.md", "文。\n")
    write("s/d.json", "1")
    assert (
        run("clean", "--isolated", tmp_path / "s", "-o", tmp_path / "t", "--report", tmp_path / "t" / name)
        == 2
    )
    assert not (tmp_path / "t").exists()
