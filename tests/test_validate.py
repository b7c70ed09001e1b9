from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from linter.data.json_loader import JsonText
from tests.conftest import page, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str, str | bytes], Path]

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def good(write: Write, tmp_path: Path) -> dict[str, Any]:
    """A record as an export has it."""
    output = tmp_path / "good.jsonl"
    assert run("export", write("good.md", page()), "-o", output) == 0
    record: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
    return record


@pytest.mark.parametrize("name", ["r.jsonl", "r.json", "r.csv", "r.parquet"])
def test_what_we_export_is_valid(write: Write, tmp_path: Path, capsys: Capture, name: str) -> None:
    pages = page() + page("", head="2. 乙", video="aB3_dE6-hI8")
    assert run("export", write("a.md", pages), "-o", tmp_path / name) == 0
    capsys.readouterr()
    assert run("validate", tmp_path / name) == 0
    assert capsys.readouterr().out == "2 records in 1 file, all valid.\n"


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        ({"index": "7"}, 5, "#2: /index: must be a whole number, not '7'"),
        ({"date": "2024-02-30"}, 11, "1: /date: '2024-02-30' is not valid here"),
        ({"date_status": "guessed"}, 12, "1: /date_status: 'guessed' is not one of known, from-metadata"),
        ({"date": None}, 11, "1: /date: must be a text, not nothing"),
        ({"source": {"path": "a.md", "line": 0}}, 21, "1: /source/line: must be at least 1"),
        ({"titel": "甲"}, 23, "1: /titel: unknown key 'titel'; did you mean 'title'?"),
    ],
)
def test_an_error_names_everything(
    write: Write, capsys: Capture, good: dict[str, Any], change: dict[str, Any], line: int, said: str
) -> None:
    first = json.dumps(good, ensure_ascii=False)
    path = write("r.json", f"[\n{first},\n{json.dumps(good | change, ensure_ascii=False, indent=1)}]\n")
    assert run("validate", path, "--schema", "record") == 1
    out = capsys.readouterr().out
    assert f"{path}:{line}: record {said}" in out
    assert "Not valid: 1 of 2 records in 1 file." in out


def test_a_missing_key_is_named(write: Write, capsys: Capture, good: dict[str, Any]) -> None:
    del good["title"]
    path = write("r.jsonl", f"\n{json.dumps(good)}\n")
    assert run("validate", path) == 1
    assert f"{path}:2: record 1: /: the key 'title' is missing" in capsys.readouterr().out


def test_a_row_of_csv_is_read_as_the_schema_wants_it(write: Write, capsys: Capture) -> None:
    path = write("r.csv", 'index,title,date,source.line\nx,甲,,3\n2,"乙\n丙",,4\n')
    schema = {
        "properties": {
            "index": {"type": "integer"},
            "date": {"type": ["string", "null"], "minLength": 1},
            "source": {"properties": {"line": {"type": "integer", "maximum": 3}}},
        }
    }
    assert run("validate", path, "--schema", write("s.json", json.dumps(schema))) == 1
    assert capsys.readouterr().out.splitlines()[:-1] == [
        f"{path}:2: record #1: /index: must be a whole number, not 'x'",
        f"{path}:3: record 2: /source/line: must be at most 3",
    ]


def test_a_list_is_one_value_to_a_schema_of_lists(write: Write, capsys: Capture) -> None:
    schema = write("s.json", '{"type": "array", "minItems": 3}')
    assert run("validate", write("r.json", "[1, 2]"), "--schema", schema) == 1
    assert "record #1: /: needs at least 3 items" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        ("recrod", "no schema is called 'recrod', and no such file exists; did you mean 'record'?"),
        ("nowhere.json", "nowhere.json: cannot be read: No such file or directory"),
        ({"type": "nonsense"}, "is not a JSON Schema: 'nonsense' is not valid"),
        ([], "a JSON Schema is a map"),
        (
            {"$ref": "https://example.com/s.json"},
            "refers to 'https://example.com/s.json', which is not in it",
        ),
        ({"$ref": "#/$defs/gone"}, "the schema refers to "),
        ({"$ref": "#"}, "the schema refers to itself without end"),
        ({"$schema": "http://json-schema.org/draft-03/schema#", "type": [{"type": "text"}]}, "the schema"),
    ],
)
def test_a_schema_that_is_none(write: Write, capsys: Capture, schema: object, reason: str) -> None:
    name = schema if isinstance(schema, str) else write("s.json", json.dumps(schema))
    assert run("validate", write("r.jsonl", "{}\n"), "--schema", name) == 2
    assert reason in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.md", "文", "only .jsonl, .json, .csv and .parquet files can be validated"),
        ("a.jsonl", "{\n", "a.jsonl:2: not valid JSON"),
        ("a.json", b"\xff", "not UTF-8"),
        ("a.csv", 'a\n"x', "not CSV"),
        ("a.csv", "a,b\n1,2,3\n", "a.csv:2: a row has 3 cells, the header 2"),
        (
            "a.csv",
            "source,source.path\n1,2\n",
            "there is a column 'source', and there are columns of its parts",
        ),
        ("a.jsonl", '{"a": 1, "a": 2}', "the key 'a' occurs twice in one map"),
    ],
)
def test_a_file_that_cannot_be_read(
    write: Write, capsys: Capture, name: str, text: str | bytes, reason: str
) -> None:
    assert run("validate", write(name, text)) == 2
    assert reason in capsys.readouterr().err


def test_foreign_schemas_and_odd_values(write: Write, capsys: Capture) -> None:
    schema = {
        "properties": {
            "n": {"type": "number"},
            "yes": {"type": "boolean"},
            "any": True,
            "long": {"minLength": 5},
            "i": {"type": "integer"},
        },
        "patternProperties": {"^x": {}},
        "additionalProperties": False,
    }
    name = write("s.json", json.dumps(schema))
    table = f"n,yes,any,long,i\n1.5,true,x,12345,7\n\n--5,TRUE,{'y' * 200_000},1234,{'9' * 5000}\n"
    assert run("validate", write("a.csv", table), "--schema", name) == 1
    out = capsys.readouterr().out
    assert "Not valid: 1 of 2 records" in out
    assert ":4: record #2: /n: must be a number, not '--5'" in out
    assert "/long: needs at least 5 characters" in out
    assert (
        run("validate", write("a.json", '{"x1": 1, "y": 2, "i": ' + "9" * 5000 + "}"), "--schema", name) == 1
    )
    out = capsys.readouterr().out
    assert "unknown key 'y'" in out
    assert "x1" not in out
    choice = write("c.json", '{"anyOf": [false, {"type": "integer"}]}')
    assert run("validate", write("b.json", '"x"'), "--schema", choice) == 1
    assert "must be a whole number, not 'x'" in capsys.readouterr().out


def test_a_file_that_cannot_be_read_hides_no_other(
    write: Write, tmp_path: Path, capsys: Capture, good: dict[str, Any]
) -> None:
    bad = write("bad.jsonl", json.dumps(good | {"date": "yesterday"}) + "\n")
    files = [tmp_path / "missing.jsonl", write("empty.json", ""), write("odd.jsonl", b"\xff"), bad]
    assert run("validate", *files) == 2
    said = capsys.readouterr()
    assert [line.split(": ")[1].rpartition("/")[2].split(":")[0] for line in said.err.splitlines()] == [
        "missing.jsonl",
        "empty.json",
        "odd.jsonl",
    ]
    assert "bad.jsonl:1: record 1: /date: " in said.out
    assert said.out.endswith("Not valid: 1 of 1 record in 4 files.\n")


@pytest.mark.parametrize(
    "inner", [{f"k{n}": n for n in range(50)}, {"source": {f"k{n}": n for n in range(50)}}]
)
def test_a_record_is_read_once_for_all_that_is_wrong_with_it(
    write: Write, monkeypatch: pytest.MonkeyPatch, inner: dict[str, Any]
) -> None:
    read: list[int] = []
    parts = JsonText.parts

    def counted(self: JsonText, at: int) -> dict[str | int, int]:
        read.append(at)
        return parts(self, at)

    monkeypatch.setattr(JsonText, "parts", counted)
    assert run("validate", write("a.jsonl", json.dumps(inner))) == 1
    assert len(read) == len(set(read)) <= 2


@pytest.mark.parametrize(
    ("schema", "record"),
    [
        ({"properties": {"name": {"pattern": "^(x+)+$"}}}, {"name": "x" * 40 + "!"}),
        ({"properties": {"names": {"uniqueItems": True}}}, {"names": [{"name": n} for n in range(5000)]}),
    ],
)
def test_a_schema_that_takes_too_long_is_stopped(
    write: Write, capsys: Capture, monkeypatch: pytest.MonkeyPatch, schema: object, record: object
) -> None:
    monkeypatch.setattr("linter.jobs.validate._RECORD_LIMIT", 0.2)
    path, data = write("s.json", json.dumps(schema)), write("r.jsonl", json.dumps(record) + "\n")
    assert run("validate", "--isolated", data, "--schema", path) == 2
    said = f"{data}:1: a record takes more than 0.2 s with this schema; simplify the schema"
    assert said in capsys.readouterr().err
