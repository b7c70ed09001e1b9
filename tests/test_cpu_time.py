from __future__ import annotations

import time

import pytest

from linter.matching.cpu_time import CpuLimit


class Clocks:
    """Both clocks, set by hand."""

    wall = cpu = 100.0


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> Clocks:
    made = Clocks()
    monkeypatch.setattr(time, "monotonic", lambda: made.wall)
    monkeypatch.setattr(time, "process_time", lambda: made.cpu)
    return made


def test_a_busy_machine_takes_no_time_away(clocks: Clocks) -> None:
    limit = CpuLimit(10)
    clocks.wall += 1000
    assert limit.left() == 10
    limit.check()


def test_cpu_time_is_counted(clocks: Clocks) -> None:
    limit = CpuLimit(10)
    clocks.wall += 4
    clocks.cpu += 4
    assert limit.left() == 6
    clocks.wall += 7
    clocks.cpu += 7
    with pytest.raises(TimeoutError):
        limit.check()


def test_what_is_left_is_never_too_much(clocks: Clocks) -> None:
    limit = CpuLimit(10)
    clocks.wall += 0.5
    clocks.cpu += 0.5
    assert 0 < limit.left() <= 9.5
