from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from linter.errors import FileError
from linter.files import locks, writer
from linter.files.writer import replacing, write_atomically
from tests.conftest import ROOT, run
from tests.tools.kill import kill_again_and_again

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_a_new_file_gets_what_the_umask_leaves(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        write_atomically(tmp_path / "a", b"x")
    finally:
        os.umask(old)
    assert (tmp_path / "a").read_bytes() == b"x"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["a"]  # noqa: PTH208


def test_a_file_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"theirs")
    with pytest.raises(FileError, match="changed while seedlint was running"):
        write_atomically(path, b"ours", expected=b"as read")
    assert path.read_bytes() == b"theirs"
    assert len(list(tmp_path.iterdir())) == 1


def test_no_folder_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be written: No such file"):
        write_atomically(tmp_path / "no" / "a", b"x")


@pytest.fixture
def common() -> Iterator[Path]:
    """A folder that everybody may enter, as pytest's own is not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@contextlib.contextmanager
def nobody() -> Iterator[None]:
    """Runs a block as a user who owns nothing; does nothing unless it runs as root."""
    if os.geteuid() != 0:
        yield
        return
    try:
        os.seteuid(65534)
    except OSError:
        pytest.skip("this root has no other users, as in a container of a user's own")
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_read_only_folder(common: Path) -> None:
    path = common / "a"
    path.write_bytes(b"x")
    path.chmod(0o666)
    common.chmod(0o555)
    with nobody(), pytest.raises(FileError, match="cannot be written: Permission denied"):
        write_atomically(path, b"y")
    assert path.read_bytes() == b"x"
    assert os.listdir(common) == ["a"]  # noqa: PTH208


def test_a_read_only_file(common: Path) -> None:
    path = common / "a"
    path.write_bytes(b"x")
    path.chmod(0o444)
    common.chmod(0o777)
    with nobody(), pytest.raises(FileError, match="cannot be written: Permission denied"):
        write_atomically(path, b"y", expected=b"x")
    assert path.read_bytes() == b"x"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has files of others")
def test_a_file_of_somebody_else_stays_theirs(common: Path) -> None:
    path = common / "a"
    path.write_bytes(b"x")
    path.chmod(0o666)
    common.chmod(0o777)
    with nobody(), pytest.raises(FileError, match="its owner and group could not be kept"):
        write_atomically(path, b"y", expected=b"x")
    assert path.read_bytes() == b"x"
    os.chown(path, 12345, 54321)
    write_atomically(path, b"y")
    assert (path.stat().st_uid, path.stat().st_gid) == (12345, 54321)


def test_mode_and_attributes_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x")
    path.chmod(0o2640)
    with contextlib.suppress(OSError):
        os.setxattr(path, "user.note", b"n")
    kept = os.listxattr(path)
    write_atomically(path, b"y")
    assert path.stat().st_mode & 0o7777 == 0o2640
    assert os.listxattr(path) == kept


def test_a_link_stays_and_its_target_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    target, link = tmp_path / "deep" / "a", tmp_path / "link"
    target.write_bytes(b"x")
    link.symlink_to("deep/a")
    write_atomically(link, b"y", expected=b"x")
    assert link.readlink() == Path("deep/a")
    assert target.read_bytes() == b"y"


def test_only_regular_files_are_replaced(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to("loop")
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, loop, tmp_path / "pipe", Path(os.devnull)):
        with pytest.raises(FileError, match="is not a regular file and cannot be replaced"):
            write_atomically(path, b"x")


def test_a_file_that_vanished_does_not_come_back(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="was deleted while seedlint was running"):
        write_atomically(tmp_path / "a", b"y", expected=b"x")
    path = tmp_path / "b"
    path.write_bytes(b"x")
    with (
        pytest.raises(FileError, match="was deleted while seedlint was running"),
        replacing(path, expected=b"x"),
    ):
        path.unlink()
    assert os.listdir(tmp_path) == []  # noqa: PTH208


@pytest.mark.parametrize("name", ["a b.md", "-rf", "*?[", "中文\n.md", "\udcff.md", "é" * 127])
@pytest.mark.parametrize("nameless", [True, False])
def test_odd_names(tmp_path: Path, name: str, nameless: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001
    if not nameless:
        monkeypatch.setattr(writer, "_open_unnamed", lambda _: None)
    path = tmp_path / name
    write_atomically(path, b"x")
    write_atomically(path, b"y", expected=b"x")
    assert path.read_bytes() == b"y"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("nameless", [True, False])
def test_a_full_disk(tmp_path: Path, nameless: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001
    if not nameless:
        monkeypatch.setattr(writer, "_open_unnamed", lambda _: None)
    path = tmp_path / "a"
    path.write_bytes(b"x")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(FileError, match="cannot be written: File too large"):
            write_atomically(path, b"y" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == b"x"
    assert os.listdir(tmp_path) == ["a"]  # noqa: PTH208


@pytest.mark.parametrize("nameless", [True, False])
def test_what_a_killed_run_left_is_taken_away(
    tmp_path: Path,
    nameless: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "a"
    with monkeypatch.context() as patch:  # as if the process ended after the first name
        patch.setattr(Path, "replace", lambda *_: os._exit(9))
        if os.fork() == 0:
            write_atomically(path, b"x")
        os.wait()
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(".seedlint-")
    if not nameless:
        monkeypatch.setattr(writer, "_open_unnamed", lambda _: None)
    write_atomically(path, b"y")
    assert list(tmp_path.iterdir()) == [path]


def leave_draft(path: Path) -> Path:
    """What a run leaves that is killed between the name and the renaming."""
    if os.fork() == 0:
        Path.replace = lambda *_: os._exit(9)  # type: ignore[method-assign]
        write_atomically(path, b"x")
    os.wait()
    (left,) = path.parent.glob(".seedlint-*.tmp")
    return left


@pytest.mark.parametrize(
    "command",
    [["fix", "{tree}"], ["undo", "{tree}"], ["clean", "{tree}", "--in-place"], ["convert", "-i", "{tree}"]],
)
def test_every_run_takes_away_what_a_killed_one_left(tmp_path: Path, command: list[str]) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "a.md").write_text("在.rl中\n", encoding="utf-8")
    run("fix", tree)
    left = leave_draft(tree / "gone.md")
    assert left.exists()
    run(*(part.format(tree=tree) for part in command))
    assert [path.name for path in tree.iterdir()] == ["a.md"]


def test_a_mirror_holds_no_drafts(tmp_path: Path) -> None:
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree/a.md").write_text("好。\n", encoding="utf-8")
    leave_draft(tmp_path / "tree/gone.md")
    run("clean", tmp_path / "tree", "-o", tmp_path / "mirror")
    assert [path.name for path in (tmp_path / "mirror").iterdir()] == ["a.md"]


def test_the_draft_of_a_live_run_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "_open_unnamed", lambda _: None)
    with writer.replacing(tmp_path / "a") as stream:
        stream.write(b"x")
        writer.sweep([tmp_path / "a"])
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize("nameless", [True, False])
def test_a_file_system_without_locks(
    tmp_path: Path,
    nameless: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    if not nameless:
        monkeypatch.setattr(writer, "_open_unnamed", lambda _: None)
    write_atomically(tmp_path / "a", b"x")
    write_atomically(tmp_path / "a", b"y")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"y"]


def test_a_link_itself_can_be_replaced(tmp_path: Path) -> None:
    victim, link = tmp_path / "victim", tmp_path / "link"
    victim.write_bytes(b"mine")
    link.symlink_to(victim)
    write_atomically(link, b"new", follow=False)
    assert (victim.read_bytes(), link.read_bytes(), link.is_symlink()) == (b"mine", b"new", False)


def test_another_run_at_the_same_file_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    monkeypatch.setattr(locks, "_LOCK_TIMEOUT", 0.02)
    folder = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    with pytest.raises(FileError, match="another program is writing there"):
        write_atomically(path, b"x")
    os.close(folder)
    monkeypatch.setattr(writer, "_open_unnamed", lambda _: None)
    with (
        replacing(path),
        pytest.raises(FileError, match="another program is writing there"),
        replacing(path),
    ):
        pass
    assert list(tmp_path.iterdir()) == [path]


def test_a_killed_run_leaves_whole_files_and_the_next_finishes(tables: Path) -> None:
    """`make soak` does it hundreds of times."""
    outcome = kill_again_and_again(
        24, 0, tables, files=50, enough=1
    )  # the machine decides which moments are hit
    assert outcome.killed
    assert outcome.halfway


def test_two_runs_at_once_leave_a_valid_tree(tmp_path: Path) -> None:
    for n in range(40):
        (tmp_path / f"{n}.md").write_text("在.rl中，避免幹擾\n", encoding="utf-8")
    command = [sys.executable, "-m", "linter", "fix", "--isolated", str(tmp_path)]
    runs = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)
    ]
    outputs = [run.communicate()[1].decode() for run in runs]
    # Who comes second leaves alone what has changed since it was read.
    said = [line.split(": ")[-1] for output in outputs for line in output.splitlines()]
    assert set(said) <= {"changed while seedlint was running; it was left alone"}
    assert {run.returncode for run in runs} <= {0, 2}
    assert {path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {"在 rl 中，避免干擾\n"}
    assert len(list(tmp_path.iterdir())) == 40
