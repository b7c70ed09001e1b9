from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sarif_pydantic import Sarif

from linter.reporters import sarif

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest


def read(text: str) -> dict[str, Any]:
    """The log, as a reader of the standard understands it: it knows every key, and all that must be there is."""
    value: dict[str, Any] = json.loads(text)
    understood = Sarif.model_validate(value).model_dump_json(by_alias=True, exclude_unset=True)
    assert json.loads(understood) == value
    return value


def test_a_log(report: Callable[..., str]) -> None:
    (run,) = read(report("sarif"))["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["missing-date", "stray-dot"]
    date, dot = run["results"]
    assert run["tool"]["driver"]["rules"][dot["ruleIndex"]]["id"] == dot["ruleId"] == "stray-dot"
    (place,) = dot["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "%E7%AD%86%E8%A8%98%2C%201%3A%25/a%20b.md"},
        "region": {"startLine": 13, "startColumn": 3, "endLine": 13, "endColumn": 6},
    }
    (change,) = dot["fixes"][0]["artifactChanges"]
    assert change["replacements"]
    assert date["partialFingerprints"] != dot["partialFingerprints"]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (note,) = invocation["toolExecutionNotifications"]
    assert note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "wrong.md"


def test_an_inserting_fix_and_a_clean_run(report: Callable[..., str]) -> None:
    (run,) = read(report("sarif", "clean.md", status=0))["runs"]
    assert run["results"] == []
    assert run["invocations"][0]["executionSuccessful"] is True


def test_no_more_than_are_shown(
    report: Callable[..., str], write: Callable[[str, str | bytes], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sarif, "MOST_RESULTS", 3)
    write("many.md", "這裡有 數據 與資料。\n\n" + "在.rl中。\n\n" * 5)
    (run,) = read(report("sarif", "many.md", status=1))["runs"]
    assert [each["ruleId"] for each in run["results"]] == ["stray-dot"] * 3
    assert (
        "the 3 most severe are listed"
        in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    )
