"""Kills `fix` at random moments and looks at what is left: `python -m tests.tools.kill ROUNDS [SEED]`.

Each round starts a run over a tree of pages, kills it, and checks that every file is what it was or what it is
to become, to the byte. Then the next run finishes the job, or `undo` takes back what the killed one did.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES = 150
_PAGE = """<details>
<summary>{number}. [2024-01-02] 第{number}講：數據</summary><br>

# 第{number}講：數據

在.rl中，第 {number} 節避免幹擾，依賴於_sampling_ 的方法。

</details>
"""
_SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT)


@dataclass(slots=True)
class Outcome:
    """What the rounds came to.

    `killed` runs did not end by themselves; in `halfway` of them some files were written and others not.
    `leftovers` are temporary files that lay there after a kill; every next run took them away.
    """

    rounds: int = 0
    killed: int = 0
    halfway: int = 0
    leftovers: int = 0
    undone: int = 0


class _Tree:
    """A folder of pages, before and after a fix."""

    def __init__(self, folder: Path, tables: Path | None, files: int) -> None:
        self.folder = folder / "tree"
        if tables is not None:
            shutil.copytree(tables, folder / "cache")
        self.environment = {**os.environ, "SEEDLINT_CACHE_DIR": str(folder / "cache")}
        pages = [_PAGE.format(number=number) * (number % 5 + 1) for number in range(files)]
        self.old = {f"{n:03}.md": page.encode() for n, page in enumerate(pages)}
        for _ in range(2 if tables is None else 1):  # the first run may have tables to make
            self.fill()
            started = time.monotonic()
            self.run("fix")
            self.seconds = time.monotonic() - started
        self.new = self.read()
        assert all(self.new[name] != self.old[name] for name in self.old)

    def fill(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        for name, data in self.old.items():
            (self.folder / name).write_bytes(data)

    def read(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}

    def start(self, command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [
                sys.executable,
                "-m",
                "linter",
                command,
                *(["--isolated"] if command == "fix" else []),
                self.folder,
            ],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def run(self, command: str) -> None:
        process = self.start(command)
        _, errors = process.communicate()
        assert process.returncode in (0, 1), errors.decode()


def kill_again_and_again(
    rounds: int, seed: int = 0, tables: Path | None = None, *, files: int = FILES, enough: int | None = None
) -> Outcome:
    """Kills runs, which start with a copy of the given cache, if any.

    Args:
        rounds: how many to start at most.
        seed: decides when each is killed, and how.
        tables: the cache.
        files: how many pages the tree has.
        enough: how many that were killed halfway are enough; None for as many as there are.

    Raises:
        AssertionError: a file is neither old nor new, or the next run does not finish the job.
    """
    chance, outcome = random.Random(seed), Outcome()  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as folder:
        tree = _Tree(Path(folder), tables, files)
        for _ in range(rounds):
            _round(tree, chance, outcome)
            if enough is not None and outcome.halfway >= enough:
                break
    return outcome


def _round(tree: _Tree, chance: random.Random, outcome: Outcome) -> None:
    tree.fill()
    process = tree.start("fix")
    _wait(tree, process, chance)
    process.send_signal(chance.choice(_SIGNALS))
    process.communicate()
    outcome.rounds += 1
    outcome.killed += process.returncode not in (0, 1)
    left = tree.read()
    extra = left.keys() - tree.old.keys()
    assert all(name.startswith(".seedlint-") for name in extra), extra
    outcome.leftovers += len(extra)
    for name, old in tree.old.items():
        assert left[name] in (old, tree.new[name]), f"{name} is neither old nor new"
    changed = sum(left[name] != old for name, old in tree.old.items())
    outcome.halfway += 0 < changed < len(tree.old)
    if changed and chance.random() < 0.3:
        tree.run("undo")
        outcome.undone += 1
        assert tree.read() == tree.old, "undo does not bring back what was"
    tree.run("fix")
    assert tree.read() == tree.new, "the next run does not finish the job"


def _wait(tree: _Tree, process: subprocess.Popen[bytes], chance: random.Random) -> None:
    """Waits for any moment of the run, or for the one at which some file is replaced."""
    end = time.monotonic() + tree.seconds * (chance.random() if chance.random() < 0.5 else 3)
    name = f"{chance.randrange(len(tree.old)):03}.md"
    watched = tree.folder / name
    number = watched.stat().st_ino
    while time.monotonic() < end and process.poll() is None and watched.stat().st_ino == number:
        time.sleep(chance.random() / 2000)


def main() -> None:
    """Runs as many rounds as the command line says, and prints what they came to."""
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**6)  # noqa: S311
    started = time.monotonic()
    outcome = kill_again_and_again(int(sys.argv[1]), seed)
    sys.stdout.write(f"{outcome}, seed {seed}, {time.monotonic() - started:.0f} s\n")


if __name__ == "__main__":
    main()
