from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from linter.errors import FileError
from linter.writer import write_atomically
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


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
    with pytest.raises(FileError, match="changed while seedlint was at work"):
        write_atomically(path, b"ours", expected=b"as read")
    assert path.read_bytes() == b"theirs"
    assert len(list(tmp_path.iterdir())) == 1


def test_no_folder_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be written: No such file"):
        write_atomically(tmp_path / "no" / "a", b"x")


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x")
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(FileError, match="Permission denied"):
            write_atomically(path, b"y")
    finally:
        tmp_path.chmod(0o700)
    assert path.read_bytes() == b"x"


def test_a_killed_run_leaves_whole_files(tmp_path: Path) -> None:
    before, after = "在.rl中\n" * 50, "在 rl 中\n" * 50
    for n in range(60):
        (tmp_path / f"{n}.md").write_text(before, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "linter", "fix", tmp_path], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 20
    while (tmp_path / "0.md").read_text(encoding="utf-8") == before and time.monotonic() < deadline:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert {path.read_text(encoding="utf-8") for path in tmp_path.glob("*.md")} <= {before, after}


def test_two_runs_at_once_leave_a_valid_tree(tmp_path: Path) -> None:
    for n in range(40):
        (tmp_path / f"{n}.md").write_text("在.rl中，避免幹擾\n", encoding="utf-8")
    command = [sys.executable, "-m", "linter", "fix", str(tmp_path)]
    runs = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)
    ]
    outputs = [run.communicate()[1].decode() for run in runs]
    assert all("Traceback" not in output for output in outputs)
    assert {path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {"在 rl 中，避免干擾\n"}
    assert len(list(tmp_path.iterdir())) == 40
