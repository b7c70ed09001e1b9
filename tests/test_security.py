"""What SECURITY.md promises."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT, SEEDS, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str, str | bytes], Path]

#: Ends the process at whatever opens a connection or starts a program.
GUARD = """
import os, sys
def guard(event, arguments):
    if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "ctypes.")):
        os.write(2, f"FORBIDDEN {event} {arguments}".encode())
        os._exit(99)
sys.addaudithook(guard)
from linter.cli import main
raise SystemExit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["check", "--isolated", "s"], 1),
        (["check", "--isolated", "s", "--output-format", "json", "-o", "r.json"], 1),
        (["fix", "--isolated", "--diff", "s"], 1),
        (["fix", "--isolated", "s"], 0),
        (["undo", "--list"], 0),
        (["clean", "--isolated", "s", "-o", "t"], 0),
        (["convert", "-i", "s"], 0),
        (["export", "--isolated", "s", "-o", "a.jsonl"], 0),
        (["validate", "--isolated", "v.jsonl"], 1),
        (["stats", "--isolated", "s"], 0),
        (["rules"], 0),
        (["explain", "stray-dot"], 0),
        (["schema", "record"], 0),
        (["test", "--isolated", "--select", "stray-dot"], 0),
    ],
)
def test_no_run_connects_or_starts_anything(
    write: Write, tmp_path: Path, arguments: list[str], status: int
) -> None:
    write("s/a.md", "<details>\n<summary>1. [2024-01-02] 甲</summary>\n\n在.rl中\n\n</details>\n")
    write("v.jsonl", '{"title": "甲"}\n')
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", GUARD, *arguments]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert b"FORBIDDEN" not in done.stderr
    assert done.returncode == status, done.stderr


def test_a_schema_that_refers_elsewhere_fetches_nothing(write: Write) -> None:
    schema = write("s.json", '{"$ref": "http://127.0.0.1:9/x.json"}')
    data = write("a.jsonl", '{"title": "甲"}\n')
    command = [sys.executable, "-c", GUARD, "validate", "--schema", str(schema), str(data)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"FORBIDDEN" not in done.stderr


@pytest.mark.parametrize(
    "value", ["!!python/object/apply:os.mkdir [owned]", "!!python/name:os.system", "&a [*a]"]
)
@pytest.mark.parametrize("kind", ["pack", "configuration", "front matter", "metadata"])
def test_no_yaml_runs_code(
    write: Write,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    value: str,
    kind: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    page = write("a.md", f"---\ntitle: {value}\n---\n\n文。\n" if kind == "front matter" else "文。\n")
    text = {
        "pack": f"schema: 1\nname: x\nversion: 0.1.0\nsummary: {value}\nrules: []\n",
        "configuration": f"ignore: {value}\n",
        "metadata": f"aB3_dE6-hI9: {value}\n",
        "front matter": "",
    }[kind]
    option = {"pack": "--rules", "configuration": "--config", "metadata": "--metadata"}.get(kind)
    status = run("check", page, *([option, write("x.yaml", text)] if option else ["--isolated"]))
    said = capsys.readouterr().err
    assert (status, bool(said)) == ((0, False) if kind == "front matter" else (2, True))
    assert not option or re.search("tag|anchor|alias", said), said
    assert not (tmp_path / "owned").exists()


def test_no_yaml_grows(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    pack = write("bomb.yaml", "\n".join(lines))
    assert run("check", "--isolated", "--rules", pack, SEEDS) == 2
    assert "alias" in capsys.readouterr().err


EVIL = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e"


def test_a_terminal_is_not_steered(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By what stands in a file, nor by its name, in any format."""
    monkeypatch.chdir(tmp_path)
    write(f"{EVIL.replace('/', '')}\n.md", f"# 在.rl中{EVIL}\n\n在.rl中\n")
    for arguments in (
        ["check", "--isolated", "."],
        ["check", "--isolated", ".", "--output-format", "json"],
        ["check", "--isolated", ".", "--statistics"],
        ["check", "--isolated", f"no{EVIL}"],
        ["fix", "--isolated", "--diff", "."],
        ["stats", "--isolated", "."],
        ["stats", "--isolated", ".", "--format", "json"],
        ["fix", "--isolated", "."],
        ["undo", "--list"],
        ["undo"],
    ):
        shown = on_a_terminal(arguments)
        assert shown
        assert not [
            c for c in shown if c not in "\r\n" and (ord(c) < 32 or 127 <= ord(c) < 160 or c == "\u202e")
        ]


def on_a_terminal(arguments: list[str]) -> str:
    """What a run writes to a terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "linter", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    parts = []
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        parts.append(part)
    process.wait()
    os.close(ours)
    return b"".join(parts).decode()


def test_a_diff_in_a_file_is_exact(write: Write, capfd: pytest.CaptureFixture[str]) -> None:
    path = write("a.md", "在.rl中\x07\n")
    assert run("fix", "--isolated", "--diff", "--select", "stray-dot", path) == 1
    assert "-在.rl中\x07\n" in capfd.readouterr().out


@pytest.mark.parametrize("command", ["check", "export", "clean"])
def test_no_output_replaces_what_is_read_or_leads_elsewhere(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    path = write("s/a.md", "<details>\n<summary>1. [2024-01-02] 甲</summary>\n\n在.rl中\n\n</details>\n")
    other = write("t/b.md", "mine")
    link = tmp_path / "link"
    link.symlink_to(other)
    before = path.read_bytes()
    where = {
        "check": ["check", "--isolated", path, "-o"],
        "export": ["export", "--isolated", path, "--to", "details", "-o"],
        "clean": ["clean", "--isolated", path.parent, "--in-place", "--report"],
    }[command]
    for output, said in (
        (path, "is a file that is read or written"),
        (link, "is a link; name the file itself"),
    ):
        assert run(*where, output) == 2
        assert f"{output} {said}" in capsys.readouterr().err
    if command != "export":
        assert run(*where, other) == 2
        assert f"{other} is a Markdown file, which a report would replace" in capsys.readouterr().err
    assert (path.read_bytes(), other.read_text(encoding="utf-8")) == (before, "mine")
    for option, name in (("--metadata", "m.csv"), ("--config", "c.yaml")):
        known = write(name, "id,date\n" if name == "m.csv" else "ignore: [stray-dot]\n")
        arguments = [each for each in where if option != "--config" or each != "--isolated"]
        assert run(*arguments[:-1], option, known, arguments[-1], known) == 2
        assert f"{known} is a file that is read or written" in capsys.readouterr().err
    folder = ["export", "--isolated", path, "--to", "front-matter", "-o", path.parent]
    assert run(*folder) == 2
    assert f"{path.parent} contains files that are read" in capsys.readouterr().err


def test_an_expression_that_never_ends_is_stopped(
    write: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linter.matching.deadline.TIME_LIMIT", 0.2)
    rule = {
        "id": "slow", "summary": "s", "why": "w", "severity": "info", "kind": "pattern", "message": "m",
        "params": {"pattern": "(?P<span>(a|aa)+)$"}, "examples": [{"invalid": "⟦a⟧"}, {"valid": "b"}],
    }  # fmt: skip
    pack = write("p.json.yaml", json.dumps({"schema": 1, "name": "p", "version": "0.1.0", "rules": [rule]}))
    path = write("a.md", "a" * 5000 + "!\n在.rl中\n")
    assert run("fix", "--isolated", "--rules", pack, path) == 2
    said = capsys.readouterr()
    assert "rule 'slow' did not finish within" in said.err
    assert path.read_text(encoding="utf-8").endswith("在.rl中\n")


def test_an_export_into_a_folder_follows_no_link_in_it(write: Write, tmp_path: Path) -> None:
    page = write("s/a.md", "<details>\n<summary>1. [2024-01-02] 甲</summary>\n\n文。\n\n</details>\n")
    assert run("export", "--isolated", page, "--to", "front-matter", "-o", tmp_path / "t") == 0
    (name,) = (path.name for path in (tmp_path / "t").iterdir())
    victim = write("victim", "mine")
    (tmp_path / "t" / name).unlink()
    (tmp_path / "t" / name).symlink_to(victim)
    assert run("export", "--isolated", page, "--to", "front-matter", "-o", tmp_path / "t") == 0
    assert victim.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "t" / name).is_symlink()
