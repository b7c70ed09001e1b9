from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from linter.chinese.language import language_and_variant
from linter.cli import main
from linter.validation import load_schema
from tests.conftest import SEEDS, page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str, str | bytes], Path]


def export(output: Path, *arguments: object) -> list[dict[str, Any]]:
    assert main(["export", *map(str, arguments), "-o", str(output)]) == 0
    rows = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    validator = jsonschema.Draft202012Validator(load_schema("record"))
    for row in rows:
        validator.validate(row)
    return rows


def test_a_row_holds_what_the_page_says(write: Write, tmp_path: Path) -> None:
    path = write("a.md", page("## 節\n\n這是摘要。"))
    assert export(tmp_path / "r.jsonl", path) == [
        {
            "index": 1,
            "video_id": "aB3_dE6-hI9",
            "url": "https://www.youtube.com/watch?v=aB3_dE6-hI9",
            "title": "甲",
            "date": "2024-01-02",
            "date_status": "known",
            "language": "zh",
            "variant": "zh-Hant",
            "summary_markdown": "## 節\n\n這是摘要。",
            "summary_status": "present",
            "source": {"path": str(path), "line": 2},
        }
    ]


def test_dates_say_where_they_are_from(write: Write, tmp_path: Path) -> None:
    path = write(
        "a.md", page(head="1. 甲") + page(head="2. 乙", video="zzzzzzzzzzz") + page(head="3. [2024-02-30] 丙")
    )
    metadata = write("v.csv", "id,date\naB3_dE6-hI9,2024-05-06\nzzzzzzzzzzz,unknown\n")
    rows = export(tmp_path / "r.jsonl", path, "--metadata", metadata)
    assert [(row["date"], row["date_status"]) for row in rows] == [
        ("2024-05-06", "from-metadata"),
        (None, "missing"),
        (None, "invalid"),
    ]


def test_our_seeds_export(tmp_path: Path) -> None:
    rows = export(tmp_path / "r.jsonl", SEEDS / "clean", SEEDS / "drafts" / "lectures-021-044.md")
    assert [row["index"] for row in rows] == list(range(1, 45))
    assert sum(row["summary_status"] == "empty" for row in rows) == 6
    assert sum(row["date_status"] == "missing" for row in rows) == 8


def test_an_invalid_record_stops_the_export_and_nothing_is_written(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    output = write("r.jsonl", "as it was")
    path = write("a.md", page() + page(head="沒有編號"))
    assert main(["export", str(path), "-o", str(output)]) == 2
    assert output.read_text(encoding="utf-8") == "as it was"
    message = capsys.readouterr().err
    assert f"{path}:15: record ? is not valid: /index: " in message


def test_an_unreadable_file_stops_the_export(write: Write, tmp_path: Path) -> None:
    write("d/a.md", page())
    write("d/b.md", b"\xff")
    assert main(["export", str(tmp_path / "d"), "-o", str(tmp_path / "r.jsonl")]) == 2
    assert not (tmp_path / "r.jsonl").exists()


def test_no_records_is_an_error(write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(write("a.md", "文")), "-o", str(tmp_path / "r.jsonl")]) == 2
    assert "no records found" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("這個模型很準確", ("zh", "zh-Hant")),
        ("这个模型很准确，数据不够", ("zh", "zh-Hans")),
        ("这个模型很准确，這個數據不夠多", ("zh", "mixed")),
        ("山水人口", ("zh", None)),
        ("The model is the best of all of them.", ("en", None)),
        ("El modelo mejora con los datos.", ("und", None)),
        ("これはモデルの説明です。", ("ja", None)),
        ("이것은 모델입니다", ("ko", None)),
        ("", (None, None)),
        ("123 — ！", (None, None)),
    ],
)
def test_language_and_variant(text: str, expected: tuple[str | None, str | None]) -> None:
    assert language_and_variant(text) == expected
