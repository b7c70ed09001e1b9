"""Several processes find what one does, print it in the same order, and end with the first."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT, page, run

if TYPE_CHECKING:
    from pathlib import Path

#: The command line with another way to start processes, and for files that are too small to pay.
#: A shell's job in the background ignores Ctrl-C, and so would what these tests start there.
_DRIVER = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from linter.jobs import pool, processors
processors.LEAST_BYTES = 1
pool.spread.__defaults__ = (sys.argv.pop(1),)
if __name__ == "__main__":
    from linter.cli import run
    run()
"""


@pytest.fixture
def here(tmp_path: Path, tables: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SEEDLINT_CACHE_DIR", str(shutil.copytree(tables, tmp_path / "cache")))
    (tmp_path / "driver.py").write_text(_DRIVER, encoding="utf-8")
    (tmp_path / "pages").mkdir()
    for number in range(6):
        body = f"在.rl中，這是第 {number} 句摘要。"
        (tmp_path / "pages" / f"{number}.md").write_text(
            page(body, head=f"{number}. [2024-01-02] 甲"), "utf-8"
        )
    (tmp_path / "pages" / "later.md").write_text(page(head="9. [2999-01-02] 乙"), encoding="utf-8")
    (tmp_path / "pages" / "broken.md").write_bytes("甲".encode("big5"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def start(method: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "driver.py", method, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )


def done(method: str, *arguments: str) -> tuple[bytes, bytes, int]:
    process = start(method, *arguments)
    out, err = process.communicate()
    return out, err, process.returncode


@pytest.mark.usefixtures("here")
def test_the_bytes_are_those_of_one_process() -> None:
    arguments = ("check", "pages", "--no-cache", "--output-format", "json", "--verbose")
    alone = done("fork", *arguments, "--jobs", "1")
    assert b"broken.md" in alone[1]
    assert alone[2] == 2
    for method, jobs in (("fork", "2"), ("fork", "5"), ("spawn", "2")):
        assert done(method, *arguments, "--jobs", jobs) == alone


def test_fixes_are_those_of_one_process(here: Path) -> None:
    pages = {path.name: path.read_bytes() for path in (here / "pages").iterdir()}
    results = []
    for method, jobs in (("fork", "1"), ("fork", "3"), ("spawn", "2")):
        for name, data in pages.items():
            (here / "pages" / name).write_bytes(data)
        ran = done(method, "fix", "pages", "--no-cache", "--jobs", jobs)
        results.append((ran, {path.name: path.read_bytes() for path in (here / "pages").iterdir()}))
        assert b"1 fixed" in ran[0]
    assert results[0] == results[1] == results[2]
    assert results[0][1] != pages
    assert done("fork", "undo")[2] == 0
    assert {path.name: path.read_bytes() for path in (here / "pages").iterdir()} == pages
    alone = done("fork", "stats", "pages", "--jobs", "1")
    assert done("fork", "stats", "pages", "--no-cache", "--jobs", "2") == alone


@pytest.mark.usefixtures("here")
def test_what_other_processes_found_is_remembered() -> None:
    first = done("fork", "check", "pages/1.md", "pages/2.md", "--jobs", "2")
    shown = done("fork", "cache")[0]
    assert b"findings of files: 2 files" in shown
    assert done("fork", "check", "pages/1.md", "pages/2.md", "--jobs", "1") == first


def children(process: subprocess.Popen[bytes]) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, check=False
    )
    return [int(pid) for pid in listed.stdout.split()]


def lives(pid: int) -> bool:
    """Whether a process is there, and no zombie, which nobody here can reap."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, check=False)
    return state.stdout.strip()[:1] not in (b"", b"Z")


@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_all_processes_end_with_the_first(here: Path, sent: signal.Signals, status: int) -> None:
    for number in range(60):
        (here / "pages" / f"{number}.md").write_text(page("這是一句很長的摘要。" * 3000), encoding="utf-8")
    process = start("fork", "check", "pages", "--no-cache", "--jobs", "2")
    while len(started := children(process)) < 2:
        assert process.poll() is None
        time.sleep(0.02)
    time.sleep(0.3)
    process.send_signal(sent)
    process.communicate(timeout=60)
    assert process.returncode == status
    for _ in range(500):
        if not any(map(lives, started)):
            break
        time.sleep(0.02)
    assert not any(map(lives, started))


def test_a_process_that_is_killed_is_an_error(here: Path) -> None:
    for number in range(60):
        (here / "pages" / f"{number}.md").write_text(page("這是一句很長的摘要。" * 3000), encoding="utf-8")
    process = start("fork", "check", "pages", "--no-cache", "--jobs", "2")
    while len(started := children(process)) < 2:
        assert process.poll() is None
        time.sleep(0.02)
    os.kill(started[0], signal.SIGKILL)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert err == b"seedlint: a process was ended from outside; with --jobs 1 there is only one\n"


@pytest.mark.parametrize("jobs", ["0", "-1", "x", "1000", "٣", ""])
def test_what_is_no_number_of_jobs(jobs: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "--jobs", jobs) == 2
    assert f"--jobs is a number from 1 to 256, or auto, not '{jobs}'" in capsys.readouterr().err
