"""The cache belongs to this user, and what else is in its folder stays as it is."""

from __future__ import annotations

import os
import socket
import stat
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from linter.doctor.cache import examine
from linter.doctor.examination import Surroundings
from linter.files import cache, writer
from linter.files.journal import Journal, replace_file
from linter.files.past_runs import past_runs
from tests.conftest import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]
    Write = Callable[[str, str | bytes], Path]

TAG = sys.implementation.cache_tag
SAID = "others can write to {folder}; `chmod go-w` on it changes that"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SEEDLINT_CACHE_DIR", str(tmp_path / "deep" / "cache"))
    return tmp_path / "deep" / "cache"


def modes(folder: Path) -> set[str]:
    return {f"{path.is_dir():d} {path.stat().st_mode & 0o777:o}" for path in (folder, *folder.rglob("*"))}


@pytest.mark.parametrize("umask", [0o000, 0o077, 0o777])
def test_everything_is_for_this_user_alone(folder: Path, write: Write, umask: int) -> None:
    page = write("a.md", "old")
    old = os.umask(umask)
    try:
        cache.store("words", 1)
        with closing(Journal("fix")) as journal:
            replace_file(page, b"new", journal)
        run_, *_ = past_runs()
        run_.keep(list(run_.changes()))
    finally:
        os.umask(old)
    assert modes(folder.parent) == {"1 700", "0 600"}
    assert cache.load("words") == 1
    cache.store("words", 2)  # in its place
    assert (cache.load("words"), modes(folder.parent)) == (2, {"1 700", "0 600"})


def test_only_what_the_manifest_lists_is_removed(folder: Path, write: Write) -> None:
    names = ("backup-v2", f"notes-{TAG}", f"words-fr-{TAG}.marshal", "undo.txt", "a.marshal")
    for name in names:
        write(f"deep/cache/{name}", "mine")
    for mine in ("words-en", "words-de"):
        cache.store(mine, 1)
    (folder / f"words-de-{TAG}.marshal").unlink()
    (folder / f"words-de-{TAG}.marshal").symlink_to("backup-v2")
    assert {path.name for path in cache.files()} == {f"words-en-{TAG}.marshal"}
    cache.clear()
    left = {path.name for path in folder.iterdir()} - {"seedlint-manifest"}
    assert left == {*names, f"words-de-{TAG}.marshal"}
    assert {(folder / name).read_text(encoding="utf-8") for name in left} == {"mine"}
    cache.store("words-en", 2)  # what was removed can be stored again
    assert cache.load("words-en") == 2


def test_a_manifest_names_nothing_elsewhere(folder: Path, write: Write) -> None:
    cache.store("words", 1)
    victim = write("deep/x.marshal", "mine")
    with (folder / "seedlint-manifest").open("a", encoding="ascii") as stream:
        stream.write("\n../x.marshal\nundo\n.\n")
    cache.clear()
    assert victim.exists()


def test_clearing_makes_no_cache(folder: Path) -> None:
    cache.clear()
    assert not folder.exists()


def occupy(path: Path, what: str) -> None:
    match what:
        case "a pipe":
            os.mkfifo(path)
        case "a socket":
            with socket.socket(socket.AF_UNIX) as server:
                server.bind(os.path.relpath(path))  # the name of a socket must be short
        case "a folder":
            path.mkdir()
        case "a link":
            path.symlink_to("../victim")
        case "a dangling link":
            path.symlink_to("../../nothing")
        case _:
            path.write_bytes(b"mine")


@pytest.mark.parametrize("manifest", ["ours", "as well"])
@pytest.mark.parametrize("what", ["a pipe", "a socket", "a folder", "a link", "a dangling link", "a file"])
def test_what_is_not_ours_is_neither_opened_nor_replaced(
    folder: Path, write: Write, monkeypatch: pytest.MonkeyPatch, what: str, manifest: str
) -> None:
    listed = manifest == "ours"
    victim = write("deep/victim", b"i\x05\x00\x00\x00")  # what `marshal` would read as a number
    names = [f"words-{TAG}.marshal"] if listed else [f"words-{TAG}.marshal", "seedlint-manifest"]
    if listed:
        cache.store("words", 1)
        (folder / names[0]).unlink()
    else:
        folder.mkdir()
    monkeypatch.chdir(folder)
    for name in names:
        occupy(folder / name, what)
    before = {name: os.lstat(name).st_ino for name in names}
    assert cache.load("words") is None
    cache.store("words", 2)
    is_ours = listed and what == "a file"  # damaged: stored anew
    assert cache.load("words") == (2 if is_ours else None)
    assert victim.read_bytes() == b"i\x05\x00\x00\x00"
    assert is_ours or {name: os.lstat(name).st_ino for name in names} == before
    found = [] if is_ours else names
    assert sorted(path.name for path in cache.strangers()) == sorted(found)
    cache.clear()
    assert is_ours or {name: os.lstat(name).st_ino for name in names} == before


@pytest.mark.parametrize("mode", [0o770, 0o702, 0o1777])
def test_a_folder_that_others_can_write_is_not_used(folder: Path, write: Write, mode: int) -> None:
    cache.store("words", 1)
    page = write("a.md", "old")
    before = {path.name for path in folder.iterdir()}
    folder.chmod(mode)
    assert cache.load("words") is None
    cache.store("more", 1)
    cache.clear()
    assert not cache.is_writable()
    with closing(Journal("fix")) as journal:
        replace_file(page, b"new", journal)
    assert str(journal.problem) == SAID.format(folder=folder)
    assert past_runs() == []
    assert {path.name for path in folder.iterdir()} == before
    folder.chmod(0o755)
    assert cache.load("words") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--isolated", "--metadata", "nowhere"],
        ["fix", "--isolated", "--metadata", "nowhere"],
        ["stats", "--isolated", "--metadata", "nowhere"],
        ["export", "nowhere", "-o", "x.jsonl"],
        ["convert", "nowhere"],
        ["undo", "nowhere"],
    ],
)
def test_that_it_is_not_used_is_said(folder: Path, capsys: Capture, arguments: list[str]) -> None:
    folder.mkdir(parents=True)
    folder.chmod(0o777)
    assert run(*arguments) == 2
    assert capsys.readouterr().err.startswith(f"seedlint: {SAID.format(folder=folder)}; no")


def test_the_doctor_says_so_too(folder: Path) -> None:
    folder.mkdir(parents=True)
    folder.chmod(0o777)
    (problem,) = examine(Surroundings(folder, {}, None)).problems
    assert str(problem).startswith(SAID.format(folder=folder))
    folder.chmod(0o700)
    (folder / "a.marshal").touch()
    (problem,) = examine(Surroundings(folder, {}, None)).problems
    assert str(problem).startswith(
        f"{folder}/a.marshal is not seedlint's, but has the name of a cached value"
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("undo", "is not a folder, so nothing can be undone; move it elsewhere"),
        ("seedlint-manifest", "is not seedlint's, but has the name of a cached value"),
    ],
)
@pytest.mark.parametrize("what", ["a pipe", "a link"])
def test_the_doctor_names_what_is_in_the_way(folder: Path, name: str, said: str, what: str) -> None:
    folder.mkdir(parents=True)
    occupy(folder / name, what)
    problems = [str(problem) for problem in examine(Surroundings(folder, {}, None)).problems]
    if (name, what) == ("undo", "a link"):
        said = "is a link, which is not followed"
    assert len(problems) == 1
    assert problems[0].startswith(f"{folder}/{name} {said}")


def test_a_file_that_others_can_write_is_not_read(folder: Path) -> None:
    cache.store("words", 1)
    (folder / f"words-{TAG}.marshal").chmod(0o620)
    assert cache.load("words") is None
    cache.store("words", 2)
    assert (cache.load("words"), modes(folder)) == (2, {"1 700", "0 600"})


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_somebody_else_is_not_used(folder: Path) -> None:
    cache.store("words", 1)
    os.chown(folder, 12345, -1)
    assert cache.load("words") is None
    assert f"{folder} belongs to another user" in str(cache.refused())


# -- journals ------------------------------------------------------------------------------------


def test_a_folder_of_journals_that_leads_elsewhere_is_not_used(
    folder: Path, write: Write, capsys: Capture, tmp_path: Path
) -> None:
    page = write("a.md", "old")
    (tmp_path / "elsewhere").mkdir()
    folder.mkdir(parents=True)
    (folder / "undo").symlink_to(tmp_path / "elsewhere")
    with closing(Journal("fix")) as journal:
        replace_file(page, b"new", journal)
    said = f"{folder}/undo is a link, which is not followed"
    assert str(journal.problem) == said
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert run("undo", page) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("what", ["a pipe", "a link", "a folder"])
def test_what_is_no_journal_is_passed_over(
    folder: Path, write: Write, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr("linter.files.journal.MOST_RUNS", 1)
    page = write("a.md", "old")
    (folder / "undo").mkdir(parents=True)
    names = ("20991231T235959.000000001-1.jsonl", "00001231T235959.000000001-1.jsonl")
    for name in names:
        occupy(folder / "undo" / name, what)
    with closing(Journal("fix")) as journal:
        replace_file(page, b"new", journal)
    assert run("undo", page) == 0
    assert page.read_bytes() == b"old"
    assert {path.name for path in (folder / "undo").iterdir()} == set(names)


def test_no_file_but_a_journal_is_removed_to_make_room(
    folder: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linter.files.journal.MOST_RUNS", 1)
    names = ("notes.jsonl", "00001231T235959.000000001-1.jsonl", "2020.jsonl")
    for name in names:
        write(f"deep/cache/undo/{name}", '{"mine": 1}\n')
    page = write("a.md", "0")
    for number in range(1, 4):
        with closing(Journal("fix")) as journal:
            replace_file(page, str(number).encode(), journal)
    assert len(past_runs()) == 1
    assert all((folder / "undo" / name).exists() for name in names)


# -- pipes anywhere ------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["fix", "a.md"], ["clean", "--in-place", "."], ["convert", "-i", "."]])
def test_a_pipe_with_the_name_of_a_draft_is_passed_by(write: Write, command: list[str]) -> None:
    page = write("w/a.md", "在.rl中，避免幹擾\n")
    pipe = page.with_name(".seedlint-0123456789abcdef.tmp")
    os.mkfifo(pipe)
    assert run(*command[:-1], page if command[-1] == "a.md" else page.parent) == 0
    assert "幹" not in page.read_text(encoding="utf-8")
    assert stat.S_ISFIFO(pipe.lstat().st_mode)
    assert run("undo", page) == 0


@pytest.mark.parametrize("draft", ["unnamed", "named"])
def test_a_pipe_in_place_of_the_very_draft_is_named(
    write: Write, monkeypatch: pytest.MonkeyPatch, capsys: Capture, draft: str
) -> None:
    if draft == "named":
        monkeypatch.setattr(writer, "_open_unnamed", lambda _: None)
    page, other = write("a.md", "在.rl中\n"), write("b.md", "在.rl中\n")
    pipe = writer._draft_of(page)  # noqa: SLF001
    os.mkfifo(pipe)
    assert run("fix", "--isolated", page, other) == 2
    assert f"{pipe}: is in the way: seedlint's drafts have this name" in capsys.readouterr().err
    assert page.read_text(encoding="utf-8") == "在.rl中\n"
    assert other.read_text(encoding="utf-8") == "在 rl 中\n"
    assert pipe.exists()
