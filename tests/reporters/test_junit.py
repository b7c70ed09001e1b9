from __future__ import annotations

import xml.etree.ElementTree as ET  # what we wrote ourselves
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_case_for_each_file(report: Callable[..., str], write: Callable[[str, str | bytes], Path]) -> None:
    write("odd.md", "在.rl中<&>\"'\ufffe 的\n")
    root = ET.fromstring(report("junit", ".", "missing.md"))  # noqa: S314 - see above
    (suite,) = root
    assert suite.attrib == {"name": "seedlint", "tests": "5", "failures": "2", "errors": "2"}
    found = {case.get("name"): [child.tag for child in case] for case in suite}
    assert found == {
        "clean.md": [],
        "odd.md": ["failure"],
        "wrong.md": ["error"],
        "筆記, 1:%/a b.md": ["failure"],
        "missing.md": ["error"],
    }
    failure = next(case[0] for case in suite if case.get("name") == "筆記, 1:%/a b.md")
    assert (failure.text or "").splitlines()[1].startswith("筆記, 1:%/a b.md:13:3: stray-dot: ")
    assert (failure.get("message") or "").endswith("(+1)")


def test_what_does_not_fail_the_run_is_no_failure(report: Callable[..., str]) -> None:
    root = ET.fromstring(report("junit", "筆記, 1:%", "--fail-on", "error", status=0))  # noqa: S314 - see above
    ((case,),) = root
    assert root.attrib["failures"] == "0"
    (told,) = case
    assert told.tag == "system-out"
    assert "stray-dot" in (told.text or "")
