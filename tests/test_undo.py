from __future__ import annotations

import errno
import os
import stat
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from linter.errors import FileError, UsageError
from linter.files import journal
from linter.files.journal import Change, Journal, replace_file
from linter.files.past_runs import past_runs
from linter.jobs.undo import undo
from tests.conftest import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WRONG, RIGHT = "\ufeff在.rl中，避免幹擾\r\n".encode(), "\ufeff在 rl 中，避免干擾\r\n".encode()


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("SEEDLINT_CACHE_DIR", str(folder))
    return folder


def test_fix_is_undone_to_the_byte(
    write: Callable[[str, bytes], Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("notes/a 中.md", WRONG)
    path.chmod(0o600)
    right = write("notes/b.md", RIGHT)
    monkeypatch.chdir(path.parent)
    assert run("fix", "--isolated") == 0
    assert path.read_bytes() == RIGHT
    capsys.readouterr()
    assert run("undo", "--list") == 0
    assert " fix          1\n" in capsys.readouterr().out
    assert run("undo") == 0
    out = capsys.readouterr().out
    assert out.startswith("a 中.md: restored\nUndone: 1 file of the run at ")
    assert (path.read_bytes(), right.read_bytes()) == (WRONG, RIGHT)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert run("undo") == 2
    assert (
        capsys.readouterr().err == "seedlint: there is nothing to undo: no recorded run changed these files\n"
    )


def test_what_changed_since_is_left_alone_and_stays_remembered(
    write: Callable[[str, bytes], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    one, two, gone = (write(f"notes/{name}.md", WRONG) for name in "abc")
    assert run("fix", "--isolated", one.parent) == 0
    two.write_bytes(b"mine\n")
    gone.unlink()
    capsys.readouterr()
    assert run("undo", one.parent) == 2
    err = capsys.readouterr().err
    assert f"{two}: changed since; it was left alone\n" in err
    assert f"{gone}: was deleted since; it was not restored\n" in err
    assert (one.read_bytes(), two.read_bytes(), gone.exists()) == (WRONG, b"mine\n", False)
    (left,) = past_runs()
    assert {change.path for change in left.changes()} == {two, gone}
    two.write_bytes(RIGHT)
    gone.write_bytes(RIGHT)
    assert run("undo", one.parent) == 0
    assert two.read_bytes() == gone.read_bytes() == WRONG
    assert past_runs() == []


def test_only_what_lies_below_the_paths_is_undone(write: Callable[[str, bytes], Path]) -> None:
    one, two = write("x/a.md", WRONG), write("xy/a.md", WRONG)
    assert run("fix", "--isolated", one, two) == 0
    assert run("undo", one.parent) == 0
    assert (one.read_bytes(), two.read_bytes()) == (WRONG, RIGHT)
    assert run("undo", two) == 0
    assert two.read_bytes() == WRONG


def test_runs_are_undone_one_by_one(
    write: Callable[[str, bytes], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = write("a.md", WRONG)
    assert run("fix", "--isolated", path) == 0
    path.write_bytes(RIGHT + WRONG[3:])
    assert run("clean", "--isolated", path.parent, "--in-place") == 0
    assert run("undo", "--run", "2", path) == 2  # what came later is in the way
    assert "changed since" in capsys.readouterr().err
    assert run("undo", path) == 0
    assert path.read_bytes() == RIGHT + WRONG[3:]
    path.write_bytes(RIGHT)
    assert run("undo", path) == 0
    assert path.read_bytes() == WRONG
    assert run("undo", "--run", "3", path) == 2
    assert "run 3 does not exist; `seedlint undo --list` shows all" in capsys.readouterr().err


def test_a_mirror_is_undone(write: Callable[[str, bytes], Path], tmp_path: Path) -> None:
    write("s/a.md", WRONG)
    write("s/b.txt", b"new")
    other = write("t/b.txt", b"old")
    other.chmod(0o600)
    assert run("clean", "--isolated", tmp_path / "s", "-o", tmp_path / "t") == 0
    assert (tmp_path / "t" / "a.md").read_bytes() == RIGHT
    assert run("undo", tmp_path / "t") == 0
    assert not (tmp_path / "t" / "a.md").exists()
    assert other.read_bytes() == b"old"
    assert stat.S_IMODE(other.stat().st_mode) == 0o600


def test_convert_is_undone_and_a_link_leads_to_what_was_changed(
    write: Callable[[str, bytes], Path], tmp_path: Path
) -> None:
    path = write("a.md", "数据\n".encode())
    (tmp_path / "link.md").symlink_to("a.md")
    assert run("convert", "-i", tmp_path / "link.md") == 0
    assert path.read_text(encoding="utf-8") == "數據\n"
    assert run("undo", tmp_path / "link.md") == 0
    assert path.read_text(encoding="utf-8") == "数据\n"


def test_nothing_is_remembered_of_what_changes_nothing(write: Callable[[str, bytes], Path]) -> None:
    path = write("a.md", WRONG)
    assert run("check", "--isolated", path) == 1
    assert run("fix", "--isolated", "--diff", path) == 1
    right = write("b.md", RIGHT)
    assert run("fix", "--isolated", right) == 0
    assert past_runs() == []


def test_a_journal_that_cannot_be_kept_stops_nothing(
    write: Callable[[str, bytes], Path], own_cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write("a.md", WRONG)
    write("cache/undo", b"in the way")
    assert run("fix", "--isolated", path) == 0
    assert path.read_bytes() == RIGHT
    assert "what was changed cannot be undone later: File exists" in capsys.readouterr().err
    assert own_cache.is_dir()


def test_without_a_cache_nothing_is_remembered(
    write: Callable[[str, bytes], Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SEEDLINT_CACHE_DIR", "")
    path = write("a.md", WRONG)
    assert run("fix", "--isolated", path) == 0
    assert capsys.readouterr().err == ""
    assert run("undo", path) == 2


def test_a_torn_line_and_a_strange_file_do_no_harm(
    write: Callable[[str, bytes], Path], own_cache: Path
) -> None:
    path = write("a.md", b"old")
    with closing(Journal("fix")) as remembered:
        replace_file(path, b"new", remembered)
    (file,) = (own_cache / "undo").iterdir()
    with file.open("ab") as stream:
        stream.write(b'{"path": "/x", "before": "eJ')
    write("cache/undo/zzz.jsonl", b"\xff\x00")
    assert undo([path]).errors == []
    assert path.read_bytes() == b"old"


def test_a_run_that_was_killed_before_it_wrote_leaves_nothing_to_do(
    write: Callable[[str, bytes], Path],
) -> None:
    path = write("a.md", b"old")
    with closing(Journal("fix")) as remembered:
        remembered.record(path, b"old", b"new")
    done = undo([path])
    assert (done.restored, done.errors, path.read_bytes()) == ([], [], b"old")
    assert past_runs() == []


def test_old_runs_are_forgotten(
    write: Callable[[str, bytes], Path], own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "MOST_RUNS", 3)
    path = write("a.md", b"0")
    for number in range(5):
        with closing(Journal("fix")) as remembered:
            replace_file(path, str(number).encode(), remembered)
    runs = past_runs()
    assert len(runs) == 3
    assert [next(past.changes()).before for past in runs] == [b"3", b"2", b"1"]
    monkeypatch.setattr(journal, "MOST_BYTES", 0)
    with closing(Journal("fix")) as remembered:
        replace_file(path, b"x", remembered)
    assert len(past_runs()) == 1
    assert stat.S_IMODE((own_cache / "undo").stat().st_mode) == 0o700


def test_names_that_are_not_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / os.fsdecode(b"\xff\n.md")
    path.write_bytes(b"old")
    with closing(Journal("fix")) as remembered:
        replace_file(path, b"new", remembered)
    assert run("undo", path) == 0
    assert path.read_bytes() == b"old"
    first, _ = capsys.readouterr().out.split("\n", 1)
    assert first.endswith("\\xff\\x0a.md: restored")


def test_a_run_that_is_going_on_is_not_undone(write: Callable[[str, bytes], Path], own_cache: Path) -> None:
    one, two = write("a.md", b"old"), write("b.md", b"old")
    with closing(Journal("fix")) as going:
        replace_file(one, b"new", going)
        with pytest.raises(UsageError, match="the last run there has not ended, or is being undone"):
            undo([one])
        for _ in range(journal.MOST_RUNS + 2):  # others forget the oldest, but not this one
            with closing(Journal("fix")) as other:
                other.record(two, b"x", b"y")
        replace_file(two, b"new", going)
    (file,) = [run for run in past_runs() if len(list(run.changes())) == 2]
    assert stat.S_IMODE(file.file.stat().st_mode) == 0o600
    assert len(undo([one]).restored) == 1
    assert one.read_bytes() == b"old"
    assert own_cache.is_dir()


def test_what_was_not_written_is_not_remembered(write: Callable[[str, bytes], Path]) -> None:
    path, other = write("a.md", b"theirs"), write("b.md", b"old")
    with closing(Journal("fix")) as remembered, pytest.raises(FileError, match="changed while"):
        replace_file(path, b"new", remembered, expected=b"as read")
    assert past_runs() == []
    with closing(Journal("fix")) as remembered:
        replace_file(other, b"new", remembered)
        with pytest.raises(FileError, match="changed while"):
            replace_file(path, b"new", remembered, expected=b"as read")
    (run_,) = past_runs()
    assert [change.path for change in run_.changes()] == [other]


@pytest.mark.parametrize(
    "head",
    [
        '{"command": "x", "started": 1e300}',
        '{"command": "x", "started": Infinity}',
        "[" * 200_000,
        "[]",
        '{"command": 1}',
    ],
)
def test_a_journal_of_somebody_else_is_passed_over(
    write: Callable[[str, bytes], Path], capsys: pytest.CaptureFixture[str], head: str
) -> None:
    path = write("a.md", WRONG)
    assert run("fix", "--isolated", path) == 0
    write(
        "cache/undo/2099.jsonl",
        f'{head}\n{{"path": "{path}", "before": 5, "after": []}}\n{"[" * 100_000}\n'.encode(),
    )
    assert run("undo", "--list", "/") == 0
    assert run("undo", path) == 0
    assert path.read_bytes() == WRONG
    assert "mistake" not in capsys.readouterr().err


@pytest.mark.parametrize("now", ["a pipe", "a link", "a folder"])
def test_what_replaced_a_file_is_left_alone(
    write: Callable[[str, bytes], Path], tmp_path: Path, now: str
) -> None:
    path, victim = write("a.md", b"old"), write("victim", b"new")
    with closing(Journal("fix")) as remembered:
        replace_file(path, b"new", remembered)
    path.unlink()
    if now == "a pipe":
        os.mkfifo(path)
    elif now == "a link":
        path.symlink_to(victim)
    else:
        path.mkdir()
    (error,) = undo([tmp_path]).errors
    assert str(error) == f"{path}: changed since; it was left alone"
    assert victim.read_bytes() == b"new"


def test_a_journal_that_vanishes_is_empty(write: Callable[[str, bytes], Path]) -> None:
    path = write("a.md", b"old")
    with closing(Journal("fix")) as remembered:
        replace_file(path, b"new", remembered)
    (run_,) = past_runs()
    run_.file.unlink()
    assert list(run_.changes()) == []
    run_.keep([])
    with pytest.raises(UsageError, match="there is nothing to undo"):
        undo([path])


def test_a_damaged_line_says_so(write: Callable[[str, bytes], Path]) -> None:
    path = write("a.md", b"old")
    with closing(Journal("fix")) as remembered:
        replace_file(path, b"new", remembered)
    (run_,) = past_runs()
    run_.keep([Change(path, "AAAA", next(run_.changes()).after)])
    (error,) = undo([path]).errors
    assert str(error) == f"{path}: its former content is damaged in the undo journal"
    assert path.read_bytes() == b"new"


def test_a_journal_that_broke_off_keeps_what_it_has(
    write: Callable[[str, bytes], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = write("a.md", b"old"), write("b.md", b"old")
    with closing(Journal("fix")) as remembered:
        replace_file(one, b"new", remembered)

        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(journal, "_write_all", full)
            with pytest.raises(FileError):
                replace_file(two, b"new", remembered, expected=b"as read")
        assert str(remembered.problem) == "No space left on device"
        with pytest.raises(FileError):
            replace_file(two, b"new", remembered, expected=b"as read")
    assert len(undo([one]).restored) == 1
