from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.conftest import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest


def test_issues(report: Callable[..., str]) -> None:
    error, date, dot = json.loads(report("gitlab"))
    assert (error["check_name"], error["severity"]) == ("error", "blocker")
    assert date.keys() == {"check_name", "description", "severity", "fingerprint", "location"}
    assert (dot["check_name"], dot["severity"]) == ("stray-dot", "minor")
    assert dot["location"] == {"path": "筆記, 1:%/a b.md", "lines": {"begin": 13}}
    assert len({each["fingerprint"] for each in (error, date, dot)}) == 3


def test_no_findings_are_an_empty_list(report: Callable[..., str]) -> None:
    assert json.loads(report("gitlab", "clean.md", status=0)) == []


def test_fingerprints_stay_when_lines_move_and_are_never_the_same(
    write: Callable[[str, str | bytes], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    def marks(text: str) -> list[str]:
        path = write("a.md", text)
        run("check", "--isolated", "--output-format", "gitlab", path)
        return [each["fingerprint"] for each in json.loads(capsys.readouterr().out)]

    one = marks("在.rl中，在.rl中。\n\n在.rl中\n")
    assert len(set(one)) == 3
    assert marks("一句話。\n\n在.rl中，在.rl中。\n\n\n在.rl中\n") == one
