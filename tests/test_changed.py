"""`--since`: only files that differ from a commit."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.conftest import run
from tests.integration.checkouts import Repository

if TYPE_CHECKING:
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]

BAD = "在.rl中\n"


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    repository = Repository(tmp_path / "notes")
    repository.commit({"old.md": BAD, "同 一/old.md": BAD})
    monkeypatch.chdir(repository.folder)
    return repository


def test_only_what_differs(notes: Repository, capsys: Capture) -> None:
    assert run("check", "--since", "HEAD") == 0
    assert capsys.readouterr().out == "No problems in 0 files.\n"
    notes.write(
        {"同 一/new.md": BAD, "old.md": f"{BAD}{BAD}", ".gitignore": "ignored.md\n", "ignored.md": BAD}
    )
    notes.git("add", "old.md")
    assert run("check", "--since", "HEAD") == 1
    said = capsys.readouterr().out
    assert "old.md:2:2" in said
    assert "同 一/new.md:1:2" in said
    assert "in 2 of 2 files" in said
    assert run("fix", "同 一", "--since", "HEAD") == 0
    assert notes.read("同 一/new.md") == "在 rl 中\n"
    assert notes.read("同 一/old.md") == BAD


def test_what_changed_on_the_other_branch_does_not_count(notes: Repository, capsys: Capture) -> None:
    notes.git("switch", "--quiet", "--create", "topic")
    notes.commit({"topic.md": BAD})
    notes.git("switch", "--quiet", "main")
    notes.commit({"old.md": "好。\n"})
    notes.git("switch", "--quiet", "topic")
    assert run("check", "--since", "main") == 1
    assert "in 1 of 1 file" in capsys.readouterr().out


def test_a_shallow_clone_compares_with_the_commit_itself(
    notes: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    base = notes.head
    notes.commit({"new.md": BAD})
    notes.git("clone", "--quiet", "--depth=1", f"file://{notes.folder}", tmp_path / "clone")
    monkeypatch.chdir(tmp_path / "clone")
    assert run("check", "--since", base) == 2
    assert "in a shallow clone, `git fetch` gets it" in capsys.readouterr().err
    notes.git("-C", tmp_path / "clone", "fetch", "--quiet", "--depth=1", "origin", base)
    assert run("check", "--since", base) == 1
    assert "in 1 of 1 file" in capsys.readouterr().out


@pytest.mark.parametrize("commit", ["nowhere", "--help", "--output=x", "HEAD:old.md", "", "HEAD^{tree}"])
def test_no_such_commit(notes: Repository, capsys: Capture, commit: str) -> None:
    assert run("check", f"--since={commit}") == 2
    assert f"the commit '{commit}' does not exist here" in capsys.readouterr().err
    assert not (notes.folder / "x").exists()


def test_no_repository_and_no_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, notes: Repository
) -> None:
    (tmp_path / "a.md").write_text(BAD, encoding="utf-8")
    assert run("check", tmp_path / "a.md", "--since", "HEAD") == 2
    assert "this is not in one" in capsys.readouterr().err
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run("check", notes.folder, "--since", "HEAD") == 2
    assert "--since needs git, which cannot be started" in capsys.readouterr().err


def test_git_that_fails_opens_no_gate(notes: Repository, capsys: Capture) -> None:
    (notes.folder / ".git/index").write_bytes(b"broken")
    assert run("check", "--since", "HEAD") == 2
    assert "git cannot tell what differs from 'HEAD'" in capsys.readouterr().err


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A program that leaves a sign when it is started; the sign is `started` beside it."""
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/started\nexit 1\n")
    program.chmod(0o755)
    return program


def test_nothing_of_the_repository_is_run(notes: Repository, trap: Path) -> None:
    """A checkout may be a stranger's: neither its hooks nor its filters may be started."""
    for name in (
        "core.fsmonitor",
        "diff.external",
        "diff.own.textconv",
        "diff.own.command",
        "filter.own.clean",
    ):
        notes.git("config", name, str(trap))
    notes.write({".gitattributes": "*.md diff=own filter=own\n", "old.md": f"{BAD}{BAD}"})
    assert run("check", "--since", "HEAD") == 1
    assert not trap.with_name("started").exists()
    # The trap is one: git itself would start it.
    subprocess.run(["git", "-C", notes.folder, "diff"], check=False, capture_output=True)
    assert trap.with_name("started").exists()


def test_nothing_is_fetched(notes: Repository, trap: Path, capsys: Capture) -> None:
    """git would look for an object that a partial clone lacks where it came from."""
    missing = "1" * 40
    for name, value in (
        ("core.repositoryformatversion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.url", "host:notes"),
        ("remote.origin.promisor", "true"),
        ("core.sshCommand", str(trap)),
    ):
        notes.git("config", name, value)
    assert run("check", "--since", missing) == 2
    assert f"the commit '{missing}' does not exist here" in capsys.readouterr().err
    assert not trap.with_name("started").exists()
    subprocess.run(["git", "-C", notes.folder, "show", missing], check=False, capture_output=True)
    assert trap.with_name("started").exists()


def test_a_repository_of_the_newer_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    repository = Repository(tmp_path / "notes")
    repository.git("init", "--quiet", "--object-format=sha256", "new")
    monkeypatch.chdir(repository.folder / "new")
    (repository.folder / "new/a.md").write_text(BAD, encoding="utf-8")
    for arguments in (
        ["add", "--all"],
        ["-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-qm", "a"],
    ):
        repository.git("-C", "new", *arguments)
    assert run("check", "--since", "HEAD") == 0
    (repository.folder / "new/b.md").write_text(BAD, encoding="utf-8")
    assert run("check", "--since", "HEAD") == 1
    assert "in 1 of 1 file" in capsys.readouterr().out
