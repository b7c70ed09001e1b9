from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema

from linter.data.schemas import load_schema
from tests.conftest import SEEDS, page, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    Write = Callable[[str, str | bytes], Path]
    Capture = pytest.CaptureFixture[str]


def corpus(write: Write, tmp_path: Path) -> Path:
    write("d/a.md", page("在.rl中") + page("", head="2. 乙", video="aB3_dE6-hI8"))
    write(
        "d/b.md",
        page("（本集尚無摘要）", head="3. [日期不詳] 丙", video="aB3_dE6-hI7")
        + page(head="4. [2024-02-30] 丁", video="aB3_dE6-hI6"),
    )
    return tmp_path / "d"


def test_numbers(write: Write, tmp_path: Path, capsys: Capture) -> None:
    metadata = write("v.csv", "id,date\naB3_dE6-hI8,2024-02-01\n")
    folder = corpus(write, tmp_path)
    assert run("stats", folder, "--metadata", metadata, "--format", "json") == 0
    stats = json.loads(capsys.readouterr().out)
    jsonschema.validate(stats, load_schema("stats"))
    wanted = {
        "records": 4,
        "dated": 1,
        "datable": 1,
        "undated": 2,
        "known_undated": 1,
        "invalid_dates": 1,
        "summarised": 2,
        "unsummarised": 2,
        "known_unsummarised": 1,
    }
    assert {name: stats["total"][name] for name in wanted} == wanted
    assert [each["path"] for each in stats["files"]] == [str(folder / "a.md"), str(folder / "b.md")]
    assert [each["records"] for each in stats["files"]] == [2, 2]
    rules = {each["rule"]: each["findings"] for each in stats["rules"]}
    assert rules["stray-dot"] == rules["known-missing-date"] == rules["empty-summary"] == 1
    assert sum(rules.values()) == stats["total"]["findings"]
    assert [(each["month"], each["records"], each["summarised"]) for each in stats["months"]] == [
        ("2024-01", 1, 1),
        ("2024-02", 1, 0),
    ]


def test_a_table_for_people(write: Write, tmp_path: Path, capsys: Capture) -> None:
    folder = corpus(write, tmp_path)
    assert run("stats", folder) == 0
    out = capsys.readouterr().out
    assert "Without a summary: 2 of 4; marked as such: 1." in out
    assert "Without a date that can be used: 3 of 4; marked as such: 1." in out
    assert out.splitlines()[3].split()[:5] == ["all", "4", "1", "0", "2"]
    assert run("stats", folder, "--locale", "zh-TW") == 0
    assert "紀錄" in capsys.readouterr().out


def test_what_cannot_be_read_is_said_and_the_rest_counted(
    write: Write, tmp_path: Path, capsys: Capture
) -> None:
    folder = corpus(write, tmp_path)
    write("d/c.md", b"\xff")
    assert run("stats", folder, "--format", "json") == 2
    captured = capsys.readouterr()
    stats = json.loads(captured.out)
    jsonschema.validate(stats, load_schema("stats"))
    assert "not UTF-8" in captured.err
    assert "not UTF-8" in stats["errors"][0]["message"]
    assert stats["total"]["records"] == 4


def test_many_months_are_shown_by_year(write: Write, capsys: Capture) -> None:
    pages = "".join(
        page(head=f"{n}. [{2020 + n // 12}-{n % 12 + 1:02}-01] 甲", video=f"{n:011}") for n in range(30)
    )
    assert run("stats", write("a.md", pages)) == 0
    tail = capsys.readouterr().out.splitlines()[-4:]
    assert [line.split() for line in tail] == [
        ["year", "records", "summarised"],
        ["2020", "12", "12"],
        ["2021", "12", "12"],
        ["2022", "6", "6"],
    ]


def test_statistics_count_by_rule(write: Write, tmp_path: Path, capsys: Capture) -> None:
    assert run("check", "--statistics", corpus(write, tmp_path)) == 1
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == ["rule", "severity", "findings", "safe", "unsafe"]
    assert ["stray-dot", "warning", "1", "1", "0"] in lines
    assert ["known-missing-summary", "info", "1", "0", "0"] in lines
    assert run("check", "--statistics", "--output-format", "json", write("x.md", "文")) == 2


def test_files_of_a_run_are_compared(write: Write, tmp_path: Path, capsys: Capture) -> None:
    write("d/a.md", page())
    write("d/b.md", page(head="2. [2024-01-03] 甲"))
    assert run("check", tmp_path / "d") == 1
    out = capsys.readouterr().out
    where = f"record 1 ({tmp_path / 'd' / 'a.md'}:2)"
    assert f"b.md:2:1: duplicate-record: record 2 has the same video as {where}" in out
    assert out.count("duplicate-record") == 1
    assert run("fix", tmp_path / "d") == 1
    assert run("check", tmp_path / "d" / "a.md") == run("check", tmp_path / "d" / "b.md") == 0


def test_metadata_of_the_configuration_serve_all_commands(
    write: Write, capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(
        "videos.json", json.dumps([{"id": "aB3_dE6-hI9", "upload_date": "20240506", "title": "另一個標題"}])
    )
    write("seedlint.yaml", "metadata: videos.json\n")
    path = write("a.md", page(head="1. 甲"))
    monkeypatch.chdir(tmp_path)
    assert run("fix", "a.md") == 1
    assert "1. [2024-05-06] 甲" in path.read_text(encoding="utf-8")
    assert run("check", "a.md") == 1
    assert "the metadata call the video '另一個標題'" in capsys.readouterr().out
    path.write_text(page(), encoding="utf-8")
    assert run("fix", "a.md") == 1
    assert path.read_text(encoding="utf-8") == page()
    assert run("check", "a.md") == 1
    assert "the date is 2024-01-02, the metadata have 2024-05-06" in capsys.readouterr().out


def test_our_drafts_count_as_they_say(capsys: Capture) -> None:
    assert run("stats", SEEDS, "--format", "json", "--isolated") == 0
    stats = json.loads(capsys.readouterr().out)
    assert stats["total"]["records"] == 63
    assert stats["total"]["known_unsummarised"] == stats["total"]["known_undated"] == 1
