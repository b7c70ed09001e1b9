"""Runs the steps in turn, round after round, and reads what the system says that they took."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.tools.bench.rows import MissingError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.tools.bench.inputs import Inputs
    from tests.tools.bench.rows import Programs, Step

_SINGLE = Path(__file__).with_name("single.py")
#: What the system counts memory in: bytes, or KiB.
_TO_MEBIBYTES = 2**20 if sys.platform == "darwin" else 2**10


class FailedError(Exception):
    """A command did not do its job; the text says why."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a run took: CPU seconds, wall seconds, MiB of memory at the peak of the largest process."""

    cpu: float
    wall: float
    memory: float


@dataclass(slots=True)
class Readings:
    """What all rounds measured: a reading a round for each step, and why others have none."""

    rounds: int = 0
    steps: dict[str, list[Reading]] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bench:
    """Where and what to measure.

    `folder` is for what runs write, and `tables` for a cache that is kept: its tables take a quarter of a minute.
    """

    folder: Path
    tables: Path
    programs: Programs
    inputs: Inputs
    said: Callable[[str], object] = lambda _: None

    def measure(self, steps: Mapping[str, Step], rounds: int, seconds: float = float("inf")) -> Readings:
        """Runs each step once a round.

        Args:
            steps: the steps by name, those that follow others after these.
            rounds: how many rounds.
            seconds: no round starts that would end later than this, but for the first.
        """
        readings = Readings(steps={name: [] for name in steps})
        self._fill_tables()
        begun = time.monotonic()
        while readings.rounds < rounds:
            self._round(steps, readings)
            readings.rounds += 1
            taken = time.monotonic() - begun
            if taken + taken / readings.rounds > seconds:
                break
        return readings

    def _round(self, steps: Mapping[str, Step], readings: Readings) -> None:
        for name, step in steps.items():
            if step.follows in readings.missing:
                readings.missing[name] = readings.missing[step.follows]
            if name in readings.missing:
                continue
            try:
                reading = self._step(step, readings.rounds)
            except (MissingError, FailedError) as error:
                readings.missing[name] = str(error)
                self.said(f"{name}: not measured: {error}")
            else:
                readings.steps[name].append(reading)
                self.said(f"{readings.rounds + 1} {name}: {reading.cpu:.3f} s, {reading.memory:.0f} MiB")

    def _step(self, step: Step, number: int) -> Reading:
        command = step.command(self.programs, self.inputs)
        taken = []
        for _ in range(step.times):
            if step.before is not None:
                step.before(self.inputs, number)
            if step.follows is None:
                self._fresh_cache()
            taken.append(self._run(command, step.statuses, self._cache))
        return Reading(
            *(
                statistics.median(values)
                for values in zip(*((t.cpu, t.wall, t.memory) for t in taken), strict=True)
            )
        )

    def _fill_tables(self) -> None:
        """Makes a cache that knows everything but the texts that are measured: tables, expressions, rules."""
        seedlint, page = str(self.programs.seedlint), str(self.inputs.everything)
        for command in (
            [seedlint, "check", page],
            [seedlint, "check", page, "--rules", str(self.inputs.rules)],
            [seedlint, "convert", page],
            [seedlint, "fix", page],
        ):
            self._run(command, (0, 1, 2), self.tables)  # not all of this page can be fixed

    def _fresh_cache(self) -> None:
        shutil.rmtree(self._cache, ignore_errors=True)
        shutil.copytree(self.tables, self._cache)

    @property
    def _cache(self) -> Path:
        return self.folder / "cache"

    def _run(self, command: list[str], statuses: tuple[int, ...], cache: Path) -> Reading:
        environment = {**os.environ, "SEEDLINT_CACHE_DIR": str(cache), "SEEDLINT_LOCALE": "en"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # compiling is no part of what is compared
        done = subprocess.run(
            [sys.executable, "-I", "-S", _SINGLE, *command],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise FailedError(f"{command[0]} cannot be started")
        status, cpu, wall, memory = done.stdout.split()
        if int(status) not in statuses:
            raise FailedError(_reason(done.stderr) or f"exit status {status}")
        return Reading(float(cpu), float(wall), float(memory) / _TO_MEBIBYTES)


def _reason(errors: str) -> str:
    """The line of an error message that says what is wrong."""
    lines = [line.strip() for line in errors.splitlines() if line.strip()]
    return next((line for line in lines if "rror" in line), lines[-1] if lines else "")[:200]
