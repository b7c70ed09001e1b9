from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.chinese.language import language_and_variant
from linter.cli import main
from linter.data.schemas import load_schema
from linter.errors import ExportError
from linter.formats import read_document
from linter.formats.csv import flattened
from linter.formats.details import prove, record_page
from linter.formats.front_matter import record_notes
from linter.formats.rows import VERSION, rows
from linter.matching.summaries import SummaryJudge
from linter.records.names import FIELDS
from tests.conftest import ROOT, SEEDS, page, run
from tests.strategies import texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from linter.formats import Row

    Write = Callable[[str, str | bytes], Path]
    Capture = pytest.CaptureFixture[str]


def export(output: Path, *arguments: object) -> list[dict[str, Any]]:
    assert main(["export", *map(str, arguments), "-o", str(output)]) == 0
    found = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    validator = jsonschema.Draft202012Validator(load_schema("record"))
    for row in found:
        validator.validate(row)
    return found


def test_a_row_holds_what_the_page_says(write: Write, tmp_path: Path) -> None:
    path = write("a.md", page("## 節\n\n這是摘要。"))
    assert export(tmp_path / "r.jsonl", path) == [
        {
            "schema_version": 3,
            "index": 1,
            "video_id": "aB3_dE6-hI9",
            "url": "https://www.youtube.com/watch?v=aB3_dE6-hI9",
            "thumbnail": "https://img.youtube.com/vi/aB3_dE6-hI9/maxresdefault.jpg",
            "title": "甲",
            "heading": "甲",
            "date": "2024-01-02",
            "date_status": "known",
            "date_written": None,
            "language": "zh",
            "variant": "zh-Hant",
            "summary_markdown": "## 節\n\n這是摘要。",
            "summary_status": "present",
            "summary_written": None,
            "source": {"path": str(path), "line": 2},
        }
    ]


def test_dates_say_where_they_are_from(write: Write, tmp_path: Path) -> None:
    path = write(
        "a.md", page(head="1. 甲") + page(head="2. 乙", video="zzzzzzzzzzz") + page(head="3. [2024-02-30] 丙")
    )
    metadata = write("v.csv", "id,date\naB3_dE6-hI9,2024-05-06\nzzzzzzzzzzz,unknown\n")
    found = export(tmp_path / "r.jsonl", path, "--metadata", metadata)
    assert [(row["date"], row["date_status"]) for row in found] == [
        ("2024-05-06", "from-metadata"),
        (None, "missing"),
        (None, "invalid"),
    ]


def test_our_seeds_export(tmp_path: Path) -> None:
    found = export(tmp_path / "r.jsonl", SEEDS / "clean", SEEDS / "drafts" / "lectures-021-044.md")
    assert [row["index"] for row in found] == list(range(1, 45))
    assert sum(row["summary_status"] == "missing" for row in found) == 6
    assert sum(row["date_status"] == "missing" for row in found) == 8


def test_an_invalid_record_stops_the_export_and_nothing_is_written(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    earlier = '{"schema_version": 1, "index": 1, "source": {}}\n'
    output = write("r.jsonl", earlier)
    path = write("a.md", page() + page(head="沒有編號"))
    assert main(["export", str(path), "-o", str(output)]) == 2
    assert output.read_text(encoding="utf-8") == earlier
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


# -- formats and round trips --------------------------------------------------------------------

FORMS = ("jsonl", "json", "csv", "parquet")
AWKWARD = (
    page(
        "## 節\n\n這是「摘要」, 用 \"引號\"、逗號, 與\n\n換行。\n\n```python\nprint('<details>')\n```",
        head="1. [2024-01-02] 甲 &amp; 乙",
    )
    + page("", head="2. 沒有日期", video="aB3_dE6-hI8").replace("# 甲", "# 沒有日期")
    + page("（本集尚無摘要）", head="3. [日期不詳] 丙", video="aB3_dE6-hI7").replace("# 甲", "# 另一個")
    + page("(No summary yet)", head="4. [unknown] 丁", video="aB3_dE6-hI6").replace("# 甲\n\n", "")
    + "<details>\n<summary>5. [2024-02-30] 戊</summary>\n\n沒有連結。\n\n</details>\n"
    + '<details>\n<summary>6. [2024-03-01] 己</summary>\n\n<img src="https://i.ytimg.com/vi/aB3_dE6-hI5/0.jpg">\n\n文。\n</details>\n'
)


def without_source(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in row.items() if key != "source"} for row in rows]


@pytest.mark.parametrize("form", [*FORMS, "md", "front-matter"])
def test_records_come_back_from_every_format(write: Write, tmp_path: Path, form: str) -> None:
    path = write("a.md", AWKWARD)
    found = export(tmp_path / "a.jsonl", path)
    there = tmp_path / ("notes" if form == "front-matter" else f"there.{form}")
    assert run("export", path, "-o", there, *(["--to", form] if form == "front-matter" else [])) == 0
    assert without_source(export(tmp_path / "b.jsonl", there)) == without_source(found)
    assert run("export", there, "-o", tmp_path / "back.md") == 0
    assert without_source(export(tmp_path / "c.jsonl", tmp_path / "back.md")) == without_source(found)


@pytest.mark.parametrize("form", FORMS)
def test_a_normal_page_comes_back_byte_for_byte(tmp_path: Path, form: str) -> None:
    normal = SEEDS / "drafts" / "records-052-062.md"
    there, back = tmp_path / f"there.{form}", tmp_path / "back.md"
    assert run("export", normal, "-o", there) == 0
    assert run("export", there, "--to", "details", "-o", back) == 0
    assert back.read_bytes() == normal.read_bytes()


def test_a_page_in_another_form_becomes_normal_once(write: Write, tmp_path: Path) -> None:
    once, twice = tmp_path / "once.md", tmp_path / "twice.md"
    assert run("export", write("a.md", AWKWARD.replace("\n", "\r\n")), "-o", once) == 0
    assert run("export", once, "-o", twice) == 0
    assert twice.read_bytes() == once.read_bytes()
    assert b"\r" not in once.read_bytes()


def one_row(data: dict[str, Any]) -> Row:
    """The row of a record of data."""
    (row,) = rows(read_document(json.dumps(data).encode(), "a.json", {}), None, SummaryJudge())
    return row


def csv_of(row: Row) -> bytes:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns := dict(flattened(row, {})))
    writer.writeheader()
    writer.writerow(columns)
    return stream.getvalue().encode()


def lines_of(summary: str) -> str:
    """A summary as records hold it: lines end with a line feed, and no white space is around it."""
    return re.sub(r"\A(?:[ \t]*\n)*", "", re.sub(r"\r\n?", "\n", summary)).rstrip()


#: What stands at the beginning or the end of a summary and looks like something around it.
EDGES = (
    "---", "***\n", "- - -", "\n---\n\n", "---\nindex: 7\ntitle: 乙\n---\n", "<!-- 備註 -->\n\n", "<!--", "```\n", "~~~",
    "</details>\n\n", "<details>\n<summary>2. 乙</summary>\n", "</summary>", "<br>\n\n", "# 題\n\n", "## 節\n", "    ", "\f",
    "[乙](https://youtu.be/aB3_dE6-hI8)\n\n", '<img src="https://i.ytimg.com/vi/aB3_dE6-hI8/0.jpg">\n', "（本集尚無摘要）",
)  # fmt: skip
edges = st.lists(st.sampled_from(EDGES), max_size=3).map("".join)


@settings(max_examples=60)
@given(
    st.text("甲乙 [](),.!&_*", min_size=1, max_size=8).map(lambda text: f"題{text.strip()}"),
    st.one_of(
        st.text("文字\n#-* `>|1.（）", max_size=30),
        texts,
        st.tuples(edges, st.one_of(st.just(""), st.just("文。"), texts), edges).map("".join),
    ),
)
def test_what_an_export_gives_is_what_is_read(title: str, summary: str) -> None:
    """Data hold a summary to the letter; a page and notes hold it, too, or it is refused."""
    row = one_row({"index": 1, "title": title, "summary_markdown": summary})
    assert (row["summary_markdown"] or row["summary_written"] or "") == lines_of(summary)
    row = one_row({"index": 1, "title": title, "summary_markdown": lines_of(summary)})
    as_data = {"a.jsonl": json.dumps(row).encode(), "a.csv": csv_of(row)}
    as_text = {"a.md": record_page(row), "notes.md": record_notes(row, {})}
    for name, text in as_text.items():
        with contextlib.suppress(ExportError):
            prove(row, text)
            as_data[name] = text.encode()
    for name, data in as_data.items():
        (again,) = rows(read_document(data, name, {}), None, SummaryJudge())
        assert without_source([again]) == without_source([row]), name


@pytest.mark.parametrize("edge", ["---", "***", "<!-- 備註 -->"])
@pytest.mark.parametrize("form", FORMS)
def test_breaks_and_comments_in_data_are_content(write: Write, tmp_path: Path, edge: str, form: str) -> None:
    for summary in (f"{edge}\n\n文。", f"文。\n\n{edge}", edge):
        path = write("a.json", json.dumps({"index": 1, "title": "甲", "summary_markdown": summary}))
        assert run("export", path, "-o", tmp_path / f"b.{form}") == 0
        (row,) = export(tmp_path / "c.jsonl", tmp_path / f"b.{form}")
        assert (row["summary_markdown"] or row["summary_written"]) == summary


def test_a_heading_of_two_lines_is_refused(write: Write, tmp_path: Path, capsys: Capture) -> None:
    path = write(
        "a.json", json.dumps({"index": 1, "title": "甲", "heading": "乙\n丙", "summary_markdown": "文"})
    )
    assert run("export", path, "-o", tmp_path / "b.jsonl") == 2
    assert f"{path}:1: record 1 is not valid: /heading: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("record", "field"),
    [
        ({"summary_markdown": "甲\n\n</details>\n\n乙"}, "summary_markdown"),
        ({"summary_markdown": "---\n文"}, "summary_markdown"),
        ({"summary_markdown": "文\n\n***"}, "summary_markdown"),
        ({"title": "甲</summary>乙"}, "title"),
        ({"title": "[2024-01-02] 甲"}, "title"),
        ({"video_id": "aB3_dE6-hI9"}, "video_id"),
    ],
)
def test_what_a_page_cannot_hold_is_refused(
    write: Write, capsys: pytest.CaptureFixture[str], record: dict[str, str], field: str
) -> None:
    path = write("a.json", json.dumps({"index": 1, "title": "甲", "summary_markdown": "文", **record}))
    before = page("as it was")
    output = write("b.md", before)
    assert run("export", path, "-o", output) == 2
    assert output.read_text(encoding="utf-8") == before
    assert (
        f"{path}:1: record 1 cannot be written in this format: its {field} would be"
        in capsys.readouterr().err
    )


def test_what_notes_cannot_hold_is_refused(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(
        "a.json", json.dumps({"index": 1, "title": "甲", "heading": "乙 #", "summary_markdown": "文"})
    )
    assert run("export", path, "-o", tmp_path / "notes", "--to", "front-matter") == 2
    assert not (tmp_path / "notes").exists()
    assert "its heading would be read back differently" in capsys.readouterr().err


def test_a_link_without_a_picture_stands_on_a_page(write: Write, tmp_path: Path) -> None:
    record = {"index": 1, "title": "甲", "url": "https://youtu.be/aB3_dE6-hI9", "summary_markdown": "文"}
    assert run("export", write("a.json", json.dumps(record)), "-o", tmp_path / "a.md") == 0
    (row,) = export(tmp_path / "a.jsonl", tmp_path / "a.md")
    assert (row["url"], row["summary_markdown"]) == (record["url"], "文")


def test_notes_that_cannot_be_read_are_no_loss_in_silence(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("d/a.md", page())
    path = write("d/b.md", "---\nindex: 2\ntitle: Lecture 3: Attention\n---\n\n文。\n")
    assert run("check", tmp_path / "d") == 1
    assert f"{path}:1:1: broken-record: the front matter is not YAML" in capsys.readouterr().out
    assert run("export", tmp_path / "d", "-o", tmp_path / "r.jsonl") == 2
    assert f"{path}:1: a record cannot be read: the front matter is not YAML" in capsys.readouterr().err


def test_placeholders_are_marked(write: Write, tmp_path: Path) -> None:
    found = export(tmp_path / "a.jsonl", write("a.md", AWKWARD))
    assert [(row["summary_status"], row["summary_markdown"] != "") for row in found] == [
        ("present", True),
        ("missing", False),
        ("placeholder", False),
        ("placeholder", False),
        ("present", True),
        ("present", True),
    ]
    assert [(row["date_status"], row["date"], row["date_written"]) for row in found] == [
        ("known", "2024-01-02", None),
        ("missing", None, None),
        ("placeholder", None, "日期不詳"),
        ("missing", None, "unknown"),
        ("invalid", None, "2024-02-30"),
        ("known", "2024-03-01", None),
    ]


def test_an_independent_validator_agrees(tmp_path: Path) -> None:
    """Every record that we export is valid to check-jsonschema, and the schema is one to it."""
    output = tmp_path / "r.json"
    assert run("export", SEEDS / "clean", SEEDS / "drafts" / "records-052-062.md", "-o", output) == 0
    records = json.loads(output.read_text(encoding="utf-8"))
    for number, record in enumerate(records):
        (tmp_path / f"{number}.json").write_text(json.dumps(record), encoding="utf-8")
    schema = ROOT / "schemas" / "record.schema.json"
    tool = [sys.executable, "-m", "check_jsonschema"]
    ours = [str(path) for path in sorted((ROOT / "schemas").glob("*.json"))]
    subprocess.run([*tool, "--check-metaschema", *ours], check=True)
    files = [str(tmp_path / f"{number}.json") for number in range(len(records))]
    subprocess.run([*tool, "--schemafile", str(schema), *files], check=True)
    (tmp_path / "wrong.json").write_text(json.dumps(records[0] | {"date": "2024-1-2"}), encoding="utf-8")
    wrong = subprocess.run([*tool, "--schemafile", str(schema), str(tmp_path / "wrong.json")], check=False)
    assert wrong.returncode == 1


def test_the_schema_tells_all_about_its_fields() -> None:
    schema = load_schema("record")
    assert tuple(schema["properties"]) == FIELDS == tuple(schema["required"])
    assert schema["$id"] == f"urn:seedlint:schema:record:{VERSION}"
    assert schema["properties"]["schema_version"]["const"] == VERSION
    validator = jsonschema.Draft202012Validator(schema)
    for name, field in schema["properties"].items():
        assert field["description"]
        for example in field["examples"]:
            assert list(validator.evolve(schema=field).iter_errors(example)) == [], name


@pytest.mark.parametrize("form", ["jsonl", "md", "csv"])
def test_memory_stays_flat(write: Write, tmp_path: Path, form: str) -> None:
    """Ten times the records take no more memory to speak of: they pass one by one."""
    pages = [
        "".join(page("這是摘要。" * 200, head=f"{n}. [2024-01-02] 甲", video=f"{n:011}") for n in range(50))
    ]

    def peak(count: int) -> int:
        for number in range(count):
            write(f"d{count}/{number:03}.md", pages[0])
        script = (
            "import resource, sys; from linter.cli import main; status = main(sys.argv[1:]); "
            "print(status, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
        )
        arguments = ["export", f"{tmp_path}/d{count}", "-o", f"{tmp_path}/x.{form}", "--isolated"]
        done = subprocess.run(
            [sys.executable, "-c", script, *arguments], check=True, capture_output=True, text=True
        )
        status, size = done.stderr.split()
        assert status == "0", done.stderr
        return int(size)

    few, many = peak(6), peak(60)
    assert many < 1.1 * few, (few, many)


def test_an_export_that_fails_half_way_leaves_nothing(write: Write, tmp_path: Path) -> None:
    write("d/a.md", page())
    write("d/b.md", page(head="1. [2024-01-02] "))
    for name in ("r.jsonl", "r.json", "r.csv", "r.parquet", "r.md"):
        assert main(["export", str(tmp_path / "d"), "-o", str(tmp_path / name)]) == 2
    assert main(["export", str(tmp_path / "d"), "-o", str(tmp_path / "notes"), "--to", "front-matter"]) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d"]


def test_a_page_with_other_text_is_not_replaced(write: Write, capsys: Capture) -> None:
    source, target = write("a.md", page()), write("notes.md", "# 我的筆記\n\n" + page())
    assert run("export", source, "-o", target) == 2
    assert "notes.md contains text that is not part of a record; name another file" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8").startswith("# 我的筆記")
    again = write("b.md", page("別的。"))
    assert run("export", source, "-o", again) == 0
    assert "別的" not in again.read_text(encoding="utf-8")
