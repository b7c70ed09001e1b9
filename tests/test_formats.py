"""Records in files of data: read, placed, and fixed where they stand."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import json
import time
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from linter.cli import main
from linter.diagnostics import Applicability, Edit
from linter.document import Document
from linter.engine import check
from linter.errors import DecodeError, LinterError
from linter.fixing.fixer import fix
from linter.formats import read_document
from linter.kinds import Options
from linter.metadata import from_dates
from linter.records.names import OWN_NAMES
from linter.spans import Span
from tests.conftest import load_rules, page, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from linter.packs import Rule
    from linter.records.names import FieldNames

    Write = Callable[[str, str | bytes], Path]

BAD = "## 節\n\n在.rl中，可能幹擾結果，也就是原始.reward的部分。"
GOOD = "## 節\n\n在 rl 中，可能干擾結果，也就是原始 reward 的部分。"
LINK = "https://www.youtube.com/watch?v=aB3_dE6-hI9"


def read(name: str, text: str | bytes, names: FieldNames = OWN_NAMES) -> Document:
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    return read_document(data, name, names)


def row(**more: object) -> dict[str, Any]:
    return {"index": 1, "title": "甲", "url": LINK, "date": "2024-01-02", "summary_markdown": "文。", **more}


def table(*rows: dict[str, Any], **how: Any) -> str:  # noqa: ANN401 - options of csv.writer
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), **{"lineterminator": "\n", **how})
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def fixed(document: Document, rules: tuple[Rule, ...], least: Applicability = Applicability.SAFE) -> str:
    return fix(document, rules, least).document.to_bytes().decode("utf-8")


def places(document: Document, rules: tuple[Rule, ...]) -> list[tuple[str, int, int]]:
    found = check(document, rules).diagnostics
    return [(each.rule, *document.position(each.span.start)) for each in found]


# -- JSON -----------------------------------------------------------------------------------


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    "shape",
    [
        lambda one: json.dumps(one, ensure_ascii=False),
        lambda one: json.dumps([one], ensure_ascii=False, indent=4) + "\n",
        lambda one: json.dumps([one, one | {"index": 2}], ensure_ascii=False, separators=(",", ":")),
        lambda one: json.dumps({"made": "by us", "records": [one]}, ensure_ascii=False, indent="\t"),
        lambda one: f"  [ {json.dumps(one, ensure_ascii=False)} ,\n {json.dumps(one, ensure_ascii=False)}\n]",
    ],
)
def test_json_keeps_every_byte_but_the_fixed(
    shape: Callable[[dict[str, Any]], str], mark: str, newline: str, rules: tuple[Rule, ...]
) -> None:
    rules = tuple(rule for rule in rules if rule.id in ("stray-dot", "over-converted"))
    before, after = (
        (mark + shape(row(summary_markdown=summary, extra={"b": 1.50, "a": [None]}))).replace("\n", newline)
        for summary in (BAD, GOOD)
    )
    assert fixed(read("a.json", before), rules) == after


@pytest.mark.parametrize(
    ("raw", "after"),
    [
        (r"\u5728.rl\u4e2d", r"\u5728 rl \u4e2d"),
        (r"甲\/乙\t丙\n\n在.rl中\ud83d\ude00", r"甲\/乙\t丙\n\n在 rl 中\ud83d\ude00"),
        (r"\"在.rl中\"", r"\"在 rl 中\""),
        (r"\ud83d\ude00\ud83d\ude00可能幹擾結果", r"\ud83d\ude00\ud83d\ude00可能干擾結果"),
    ],
)
def test_escapes_around_a_fix_stay(raw: str, after: str, rules: tuple[Rule, ...]) -> None:
    rules = tuple(rule for rule in rules if rule.id in ("stray-dot", "over-converted"))
    text = '{"index": 1, "title": "甲", "summary_markdown": "%s"}\n'
    assert fixed(read("a.jsonl", text % raw), rules) == text % after


def test_what_is_written_into_ascii_stays_ascii(rules: tuple[Rule, ...]) -> None:
    rules = tuple(rule for rule in rules if rule.id == "over-converted")
    before, after = (
        json.dumps(row(summary_markdown=summary)) for summary in ("可能幹擾結果", "可能干擾結果")
    )
    assert fixed(read("a.json", before), rules) == after


def test_json_positions_are_those_of_the_file(rules: tuple[Rule, ...]) -> None:
    rules = tuple(rule for rule in rules if rule.id in ("stray-dot", "missing-date"))
    lines = [
        '{"title": "甲", "summary_markdown": "\\u6587\\n\\n在.rl中", "index": 1}',
        "",
        '{"index": 2, "title": "在.rl中", "date": null, "summary_markdown": "文"}',
    ]
    assert places(read("a.jsonl", "\n".join(lines)), rules) == [
        ("missing-date", 1, 1),
        ("stray-dot", 1, lines[0].index(".rl") + 1),
        ("missing-date", 3, 1),
        ("stray-dot", 3, lines[2].index(".rl") + 1),
    ]


@pytest.mark.parametrize(
    ("name", "text", "line", "reason"),
    [
        ("a.json", " \n", 1, "the file is empty"),
        ("a.json", "[1]", 1, "a record is a map"),
        ("a.json", '"x"', 1, "records are a list of maps, or one map"),
        ("a.json", '[{"index": 1}]', None, "no field 'summary_markdown', only: index"),
        ("a.json", '[\n{"summary_markdown": ["x"]}]', 2, "'summary_markdown' must be a text, not a list"),
        ("a.json", '{"summary_markdown": "x", "title": true}', 1, "'title' must be a text, not true or"),
        ("a.jsonl", '{"summary_markdown":\n"x"}', 1, "a record must be on one line"),
        ("a.json", '[\n{"summary_markdown": "x"}\n{"a": 1}]', 3, "Expecting ',' delimiter"),
        ("a.json", '[{"summary_markdown": "x"},]', 1, "Expecting value"),
        ("a.json", '{"summary_markdown": "x",}', 1, "Expecting property name"),
        ("a.json", '{"summary_markdown": "x"} y', 1, "there is more after the value"),
        ("a.json", '[{"summary_markdown": "x"}]\n]', 2, "there is more after the value"),
        ("a.json", '{"records": [{"summary_markdown": "x"}]} y', 1, "there is more after the value"),
        ("a.json", '{"summary_markdown": NaN}', 1, "NaN is not a number in JSON"),
        ("a.json", '{"summary_markdown": "x\ny"}', 1, "Invalid control character"),
        ("a.json", '{"summary_markdown":\n"\\ud83d"}', 2, "contains U\\+D83D, which is half a character"),
        ("a.json", '{"title": "a", "title": "b", "summary_markdown": ""}', 1, "'title' occurs twice"),
        ("a.json", '{"summary_markdown": ' + "[" * 100_000, 1, "nested too deeply"),
        ("a.jsonl", '{"summary_markdown": \n', 1, "the line ends too early"),
        ("a.jsonl", "5\n\n[1]\n", 1, "a record is a map"),
        (
            "a.jsonl",
            '{"summary_markdown": "x"} {"summary_markdown": "y"}',
            1,
            "there is more after the value",
        ),
        ("a.jsonl", b'{"summary_markdown": "\xff"}', 1, "not UTF-8"),
        ("a.csv", "", None, "no field 'summary_markdown', only: -"),
        ("a.csv", "id,date\nx,y\n", None, "no field 'summary_markdown', only: date, id"),
        ("a.csv", 'index,summary_markdown\n1,"x\n', 2, "not CSV"),
        ("a.csv", 'index,summary_markdown\n1,"x"y\n', 2, "not CSV"),
        ("a.csv", "index,summary_markdown\n1,x,y\n", 2, "a row has 3 cells, the header 2"),
        ("a.csv", "index,index,summary_markdown\n1,2,x\n", 1, "two columns are called 'index'"),
        ("a.parquet", "PAR1", None, "not Parquet"),
    ],
)
def test_what_cannot_be_read_is_named(name: str, text: str | bytes, line: int | None, reason: str) -> None:
    with pytest.raises(DecodeError, match=reason) as caught:
        read(name, text)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        (
            "a.json",
            '[{"summary_markdown": "甲"},\n5,\n{"summary_markdown": "乙"}]',
            (2, "no records: a record is a map"),
        ),
        (
            "a.json",
            '[{"summary_markdown": "甲"},\n{"summary_markdown": []},\n{"summary_markdown": "乙"}]',
            (2, "'summary_markdown' must be a text, not a list"),
        ),
        ("a.csv", "summary_markdown,n\n甲,1\n丙\n乙,2\n", (3, "a row has 1 cells, the header 2")),
    ],
)
def test_a_row_that_cannot_be_read_costs_one_record(name: str, text: str, problem: tuple[int, str]) -> None:
    document = read_document(text.encode(), name, OWN_NAMES)
    assert [record.summary.value for record in document.records.records] == ["甲", "乙"]
    assert [record.row for record in document.records.records] == [1, 3]
    assert [(error.line, str(error.phrase)) for error in document.problems] == [problem]
    assert document.to_bytes() == text.encode()


def test_a_broken_line_costs_one_record() -> None:
    lines = (
        '{"summary_markdown": "甲"}',
        '{"summary_markdown": ',
        '{"summary_markdown": ["x"]}',
        '{"summary_markdown": "乙"}',
    )
    document = read_document("\n".join(lines).encode(), "a.jsonl", OWN_NAMES)
    assert [record.summary.value for record in document.records.records] == ["甲", "乙"]
    assert [record.row for record in document.records.records] == [1, 4]
    assert [(error.line, str(error.phrase).partition(":")[0]) for error in document.problems] == [
        (2, "not valid JSON"),
        (3, "'summary_markdown' must be a text, not a list"),
    ]
    assert document.to_bytes() == "\n".join(lines).encode()


# -- CSV ------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", [{}, {"quoting": csv.QUOTE_ALL}, {"lineterminator": "\r\n"}])
def test_csv_keeps_every_byte_but_the_fixed(how: dict[str, Any], rules: tuple[Rule, ...]) -> None:
    rules = tuple(rule for rule in rules if rule.id in ("stray-dot", "over-converted"))
    before, after = (
        codecs.BOM_UTF8.decode() + table(row(summary_markdown=f'"{summary}", x', more="a,b"), **how)
        for summary in (BAD, GOOD)
    )
    assert fixed(read("a.csv", before), rules) == after


def test_a_cell_gets_quotes_when_it_needs_them() -> None:
    document = read("a.csv", "index,title,summary_markdown\n1,甲,文乙\n2,丙,丁\n")
    start = document.text.index("文乙")
    edited = document.with_edits([Edit(Span(start, start), '"'), Edit(Span(start + 1, start + 2), ",乙")])
    assert edited.to_bytes().decode() == 'index,title,summary_markdown\n1,甲,"""文,乙"\n2,丙,丁\n'


def test_csv_positions_are_those_of_the_file(rules: tuple[Rule, ...]) -> None:
    rules = tuple(rule for rule in rules if rule.id == "stray-dot")
    text = 'index,summary_markdown,title\n1,"說""好""。\n在.rl中",甲\n\n2,在.rl中,乙\n'
    assert places(read("a.csv", text), rules) == [("stray-dot", 3, 2), ("stray-dot", 5, 4)]


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=8)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=4))
def test_cells_are_what_the_module_csv_reads(values: list[tuple[str, str]]) -> None:
    rows = [{"title": title, "summary_markdown": summary, "index": 1} for title, summary in values]
    document = read("a.csv", table(*rows))
    shown = [each.body.text(document.text) for each in document.records.records]
    assert [each.strip() for each in shown] == [summary.strip() for _, summary in values]


# -- what all of them share --------------------------------------------------------------------


texts = st.text(st.sampled_from("文字.-_ rl在中\n`<>\"',\\/*#é😀\u202e"), max_size=30)


@given(
    st.lists(st.tuples(texts, texts), min_size=1, max_size=3),
    st.sampled_from(["json", "jsonl", "csv"]),
    st.data(),
)
def test_edits_arrive_in_the_file(values: list[tuple[str, str]], form: str, data: st.DataObject) -> None:
    """An edit of a field is the edit of its value, whatever the format needs around it."""
    rows = [row(title=title or "甲", summary_markdown=summary) for title, summary in values]
    text = {
        "json": json.dumps(rows, ensure_ascii=data.draw(st.booleans())),
        "jsonl": "".join(f"{json.dumps(each)}\n" for each in rows),
        "csv": table(*rows),
    }[form]
    document = read(f"a.{form}", text)
    which = data.draw(st.integers(0, len(rows) - 1))
    body = document.records.records[which].body
    start = data.draw(st.integers(body.start, body.end))
    end = data.draw(st.integers(start, body.end))
    new = data.draw(texts)
    edited = document.with_edits([Edit(Span(start, end), new)])
    assert edited.text == document.text[:start] + new + document.text[end:]
    back = edited.to_bytes().decode()
    if form == "json":
        again = json.loads(back)
    elif form == "jsonl":
        again = [json.loads(line) for line in back.split("\n") if line]
    else:
        again = list(csv.DictReader(io.StringIO(back, newline="")))
    for place, (old, now) in enumerate(zip(rows, again, strict=True)):
        assert now["title"] == old["title"]
        if place != which:
            assert now["summary_markdown"] == old["summary_markdown"]


def test_rows_are_apart(rules: tuple[Rule, ...]) -> None:
    """What one summary leaves open does not swallow the next."""
    rules = tuple(rule for rule in rules if rule.id == "stray-dot")
    for opener in ("```\n", "<!-- ", "<pre>", "$$\n", "<details>\n<summary>", "</details>"):
        rows = [row(summary_markdown=f"{opener}在.rl中"), row(index=2, summary_markdown="在.rl中")]
        found = places(read("a.jsonl", "\n".join(map(json.dumps, rows))), rules)
        assert [line for _, line, _ in found if line == 2] == [2], opener


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("好的，以下是為您整理的重點：\n\n## 節\n\n內容。", "## 節\n\n內容。"),
        ("## 節\n\n內容。\n\n希望這份整理對您有幫助！", "## 節\n\n內容。"),
        ("內容。\n\n[model=gemini-2.0-flash,0]", "內容。"),
        ("```markdown\n## 節\n\n- 內容\n```", "## 節\n\n- 內容\n"),
        ("```python\nf()\n```\n\n希望這份整理對您有幫助！", "```python\nf()\n```"),
    ],
)
def test_lines_go_from_fields_as_from_pages(before: str, after: str, rules: tuple[Rule, ...]) -> None:
    text = json.dumps([row(summary_markdown=before), row(index=2, date="2024-01-03")], ensure_ascii=False)
    assert json.loads(fixed(read("a.json", text), rules))[0]["summary_markdown"] == after


def test_dates_and_placeholders_are_filled_in_place() -> None:
    rules = load_rules(Options(metadata=from_dates({"aB3_dE6-hI9": "2024-05-06"})), select=["records"])
    rows = [
        row(date=None),
        row(index=2, date="unknown"),
        row(index=3, date=""),
        row(index=4, date="2024/5/6"),
    ]
    wanted = [each | {"date": "2024-05-06"} for each in rows]
    for form, write in (("json", json.dumps), ("csv", lambda rows: table(*rows))):
        assert fixed(read(f"a.{form}", write(rows)), rules) == write(wanted)
    empty = json.dumps(row(summary_markdown="", date=None, url=None), ensure_ascii=False)
    signs = json.dumps(
        row(summary_markdown="（本集尚無摘要）", date="日期不詳", url=None), ensure_ascii=False
    )
    assert fixed(read("a.json", empty), load_rules(select=["records"]), Applicability.UNSAFE) == signs


@pytest.mark.parametrize("form", ["jsonl", "json", "csv"])
@pytest.mark.parametrize("how", [[], ["--unsafe-fixes"]])
def test_exported_records_stay_valid(write: Write, tmp_path: Path, form: str, how: list[str]) -> None:
    """What follows from a date, a placeholder or another script is written along with it."""
    pages = (
        page("利用数据来训练", head="1. 甲")
        + page("", head="2. [unknown] 乙", video="aB3_dE6-hI8")
        + page("", head="3. [2024/5/6] 丙", video="aB3_dE6-hI7")
    )
    metadata = write("v.yaml", "aB3_dE6-hI9: 2024-05-06\n")
    there, direct = tmp_path / f"a.{form}", tmp_path / "b.jsonl"
    source = write("a.md", pages)
    assert run("export", source, "-o", there) == 0
    for path in (source, there):
        run("fix", path, "--metadata", metadata, "--variant", "zh-CN", *how)
        run("fix", path, "--metadata", metadata, *how)
    assert run("validate", there) == 0
    assert run("export", source, "-o", direct) == run("export", there, "-o", tmp_path / "c.jsonl") == 0
    rows = [
        [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for path in (direct, tmp_path / "c.jsonl")
    ]
    for one, other in zip(*rows, strict=True):
        assert one | {"source": None} == other | {"source": None}
    fixed_rows = json.loads(there.read_text(encoding="utf-8")) if form == "json" else None
    if fixed_rows is not None:
        assert [each["date_status"] for each in fixed_rows] == [
            "from-metadata",
            "placeholder" if how else "missing",
            "known",
        ]


def test_a_language_of_somebody_elses_is_left_alone(rules: tuple[Rule, ...]) -> None:
    text = json.dumps(
        [row(summary_markdown="利用数据来训练模型", language="zh-TW"), row(index=2, date="2024-01-03")]
    )
    assert json.loads(fixed(read("a.json", text), rules))[0]["language"] == "zh-TW"


def test_a_date_without_a_place_is_not_invented() -> None:
    rules = load_rules(Options(metadata=from_dates({"aB3_dE6-hI9": "2024-05-06"})), select=["missing-date"])
    text = json.dumps({"index": 1, "title": "甲", "url": LINK, "summary_markdown": "文。"})
    assert fixed(read("a.json", text), rules) == text


def test_names_of_fields_are_a_choice(write: Write, tmp_path: Path) -> None:
    write("seedlint.yaml", "fields: {summary_markdown: text, index: no}\n")
    config = ["--config", str(tmp_path / "seedlint.yaml")]
    path = write("a.jsonl", json.dumps({"no": 7, "title": "甲", "text": "在.rl中"}) + "\n")
    assert run("fix", path, *config) == 1
    assert json.loads(path.read_text(encoding="utf-8"))["text"] == "在 rl 中"
    output = tmp_path / "b.csv"
    assert run("export", path, *config, "-o", output) == 0
    header, line = csv.reader(io.StringIO(output.read_text(encoding="utf-8")))
    assert dict(zip(header, line, strict=True)) | {"no": "7", "text": "在 rl 中"} == dict(
        zip(header, line, strict=True)
    )
    assert run("validate", output, *config) == 0
    assert run("validate", output) == 1


def test_two_fields_of_one_name_are_refused(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("seedlint.yaml", "fields:\n  title: url\n")
    assert run("check", write("a.md", "文"), "--config", path) == 2
    assert f"{path}:2: the fields 'url' and 'title' are both called 'url'" in capsys.readouterr().err


def test_parquet_is_not_fixed_in_place(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.parquet"
    assert run("export", write("a.md", page("在.rl中")), "-o", path) == 0
    data = path.read_bytes()
    assert run("fix", path) == 1
    assert path.read_bytes() == data
    capsys.readouterr()
    assert run("check", path) == 1
    out = capsys.readouterr().out
    assert f"{path}:1:1: stray-dot" in out
    assert "can be fixed" not in out


def test_parquet_of_other_types(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    whole = {
        "index": [1.0, None],
        "title": ["a", "b"],
        "summary_markdown": ["x", "y"],
        "language": [["z"], None],
    }
    days = {"date": [dt.date(2024, 1, 2), None]}
    parquet.write_table(pa.table(whole | days), path)
    first, second = read(str(path), path.read_bytes()).records.records
    assert (first.name, first.date and first.date.value, second.name) == ("1", "2024-01-02", "#2")
    parquet.write_table(pa.table(whole | {"title": [["a"], ["b"]]}), path)
    with pytest.raises(DecodeError, match="'title' must be a text, not list"):
        read(str(path), path.read_bytes())


def test_nothing_is_no_records() -> None:
    for name, text in (
        ("a.json", "[]"),
        ("a.json", '{"records": []}'),
        ("a.csv", "index,summary_markdown\n"),
    ):
        assert read(name, text).records.records == ()


def test_a_json_report_places_edits_in_the_file(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    text = '{"index": 1, "title": "甲", "date": "2024-01-02", "summary_markdown": "\\u6587\\n在.rl中"}\n'
    path = write("a.jsonl", text)
    assert run("check", path, "--select", "stray-dot", "--output-format", "json") == 1
    (found,) = json.loads(capsys.readouterr().out)["diagnostics"]
    for edit in reversed(found["fix"]["edits"]):
        assert edit["line"] == edit["end_line"] == 1
        text = text[: edit["column"] - 1] + edit["content"] + text[edit["end_column"] - 1 :]
    assert json.loads(text)["summary_markdown"] == "文\n在 rl 中"


# -- front matter -------------------------------------------------------------------------------


def notes(matter: str, body: str = "文。") -> str:
    return f"---\n{matter}---\n\n{body}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("date: unknown\n", "date: 2024-05-06\n"),
        ("date: 'unknown'  # 待查\n", "date: '2024-05-06'  # 待查\n"),
        ('date: ""\n', 'date: "2024-05-06"\n'),
        ("date: null\n", "date: 2024-05-06\n"),
        ("date: ~\n", "date: 2024-05-06\n"),
        ("date:\n", "date: 2024-05-06\n"),
        ("date:   # 待查\n", "date: 2024-05-06   # 待查\n"),
        ("", "date: 2024-05-06\n"),
        ("date: 日期不詳\n", "date: 2024-05-06\n"),
        ("date: 2024-05-07\n", "date: 2024-05-07\n"),
        ("date: [2024]\n", "date: [2024]\n"),
        ("date:\n  seen: 2024\n", "date:\n  seen: 2024\n"),
        ("date: 2024/5/6\n", "date: 2024-05-06\n"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_dates_of_notes_are_filled(before: str, after: str, newline: str) -> None:
    rules = load_rules(Options(metadata=from_dates({"aB3_dE6-hI9": "2024-05-06"})), select=["records"])
    head = f"title: 甲\nindex: 1\nurl: {LINK}\n"
    text, wanted = (notes(head + each, "在.rl中").replace("\n", newline) for each in (before, after))
    assert fixed(Document(text, path="a.md"), rules) == wanted


def test_notes_are_one_record() -> None:
    text = notes(f"index: 7\ntitle: '甲: 乙'\ndate: 2024-01-02\nurl: {LINK}\n", "# 甲: 乙\n\n## 節\n\n文。")
    (record,) = Document(text).records.records
    assert (record.name, record.title and record.title.value) == ("7", "甲: 乙")
    assert record.summary.value == "## 節\n\n文。"
    assert record.video_id is not None
    assert record.video_id.value == "aB3_dE6-hI9"


@pytest.mark.parametrize(
    "matter",
    [
        "title: 甲\n",
        "title: 甲\ndate: 2024-01-02\n",
        "title: 甲\nurl: /posts/1\n",
        "index: 1\n",
        "title: [a\nindex: 1\n",
        "- title: 甲\n- index: 1\n",
        "page:\n  title: 甲\n  index: 1\n",
        "title: 甲\nindex: true\n",
    ],
)
def test_other_front_matter_is_somebody_elses(matter: str) -> None:
    assert Document(notes(matter)).records.records == ()


def test_keys_in_quotes_are_keys() -> None:
    (record,) = Document(notes('"index": 7\n"title" : 甲\n')).records.records
    assert record.name == "7"


def test_front_matter_is_left_alone(rules: tuple[Rule, ...]) -> None:
    text = notes(f"index: 7\ntitle: 在.rl中幹擾\ndate: 2024-01-02\nurl: {LINK}\n", "在.rl中")
    assert fixed(Document(text), rules) == text.replace("\n在.rl中\n", "\n在 rl 中\n")


def test_many_fixes_take_linear_time(rules: tuple[Rule, ...]) -> None:
    """Five times the rows take about five times as long, not twenty-five times."""
    rules = tuple(rule for rule in rules if rule.id == "stray-dot")

    def seconds(count: int) -> float:
        rows = [row(index=n, summary_markdown="在.rl中，在.gpu中，在.loss中。") for n in range(count)]
        document = read("a.json", json.dumps(rows, ensure_ascii=False))
        start = time.process_time()
        assert len(fix(document, rules, Applicability.SAFE).applied) == 3 * count
        return time.process_time() - start

    seconds(20)
    assert seconds(1000) < 15 * seconds(200)


def test_only_named_files_of_data_are_read(write: Write, tmp_path: Path) -> None:
    """A folder of documents may hold any JSON; a video list beside the pages has no summaries."""
    write("d/a.md", page())
    write("d/package.json", '{"name": "x"}')
    write("d/video_list.csv", "idx,id,title,url,date\n1,aB3_dE6-hI9,甲,,2024-01-02\n")
    assert run("check", tmp_path / "d") == 0
    assert run("check", tmp_path / "d" / "package.json") == 2


def test_a_format_that_is_not_there_is_no_traceback(
    write: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    assert main(["export", str(write("a.md", page())), "-o", "x.parquet"]) == 2
    assert "Parquet needs the package pyarrow" in capsys.readouterr().err


def test_a_document_of_data_is_one_like_any_other() -> None:
    document = read("a.json", json.dumps([row(), row(index=2, summary_markdown="二。")]))
    assert [each.name for each in document.records.records] == ["1", "2"]
    assert [each.summary.value for each in document.records.records] == ["文。", "二。"]
    assert document.records.broken == ()
    with pytest.raises(LinterError):
        read("b.json", "{")
