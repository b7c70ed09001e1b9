"""What `editing-report` reaches on texts to which nothing was fitted, and whose findings nobody has read."""

from __future__ import annotations

import json

from linter.diagnostics import Applicability
from linter.document import Document
from linter.engine import check
from tests.conftest import ROOT, load_rules

FILE = ROOT / "tests/labelled/reports/held-1.jsonl"


def test_reports_on_the_editing() -> None:
    rules = load_rules(select=["editing-report"])
    rows = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    found = {index: check(Document(row["text"]), rules).diagnostics for index, row in enumerate(rows)}
    reports = [found[index] for index, row in enumerate(rows) if row["kind"] == "report"]
    others = [found[index] for index, row in enumerate(rows) if row["kind"] == "near"]
    assert (len(reports), len(others)) == (80, 60)
    assert sum(map(bool, reports)) >= 60
    assert sum(map(bool, others)) <= 7  # lectures on editing, written to be mistaken
    assert not any(
        one.fix is not None and one.fix.applicability is Applicability.SAFE for some in others for one in some
    )
