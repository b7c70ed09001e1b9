"""Our own seeds: as many and as bad as they say."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

from linter.document import Document
from linter.engine import check
from linter.kinds import Options
from linter.metadata import read_metadata
from tests.conftest import SEEDS, load_rules

if TYPE_CHECKING:
    from linter.packs import Rule


def read(path: str) -> Document:
    return Document.from_bytes((SEEDS / path).read_bytes(), path)


def test_clean_pages_are_clean(rules: tuple[Rule, ...]) -> None:
    document = read("clean/lectures-001-020.md")
    assert check(document, rules).diagnostics == ()
    assert len(document.records.records) == 20


def test_drafts_hold_every_defect(rules: tuple[Rule, ...]) -> None:
    counts = Counter(each.rule for each in check(read("drafts/lectures-021-044.md"), rules).diagnostics)
    counts += Counter(each.rule for each in check(read("drafts/broken-045-050.md"), rules).diagnostics)
    options = Options(metadata=read_metadata(SEEDS / "video_list.csv"))
    counts += Counter(
        each.rule for each in check(read("drafts/records-052-062.md"), load_rules(options)).diagnostics
    )
    without = {"traditional-in-simplified"}  # that one is for --variant zh-CN
    assert counts.keys() == {rule.id for rule in rules} - without
    assert counts["empty-summary"] == 6
    assert counts["missing-date"] == 8
    assert counts["broken-record"] == 6


def test_records_and_their_list_agree() -> None:
    pages = ["clean/lectures-001-020.md", "drafts/lectures-021-044.md", "drafts/broken-045-050.md"]
    records = [record for page in pages for record in read(page).records.records]
    records += read("drafts/records-052-062.md").records.records[:-1]  # the last one repeats a video
    assert len(records) >= 40
    with (SEEDS / "video_list.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["id"]: row for row in csv.DictReader(stream)}
    videos = [record.video_id.value for record in records if record.video_id is not None]
    assert len(set(videos)) == len(videos) == len(rows)
    for record in records:
        assert record.video_id is not None
        row = rows[record.video_id.value]
        if record.index is not None and record.title is not None:
            assert row["idx"] == record.index.value
            assert row["title"] == record.title.value
