"""Records of any schema are cleaned one by one."""

from __future__ import annotations

import math
import multiprocessing
import pickle
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import linter
from linter import Cleaner, Status
from linter.diagnostics import apply_edits
from linter.errors import FixError, LinterError, PackError, RuleError, UsageError
from linter.fixing.fixer import fix
from linter.jobs import cleaner as module
from tests.strategies import texts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from linter import Result
    from linter.diagnostics import Applicability
    from linter.document import Document
    from linter.fixing.fixer import FixResult
    from linter.packs import Rule

DEFECT, FIXED = "這個在.rl中的結果很好。", "這個在 rl 中的結果很好。"
CLEAN = "這句話沒有要改的地方。"
PACK = """\
schema: 1
name: house
version: 1.0.0
rules:
  - id: house-word
    summary: A word
    why: For a test.
    kind: pattern
    params: {pattern: '甲(?P<word>乙)'}
    message: found
    fix: {applicability: safe, because: a test, replace: {word: 丙}}
"""


class NAType:
    """Compares as the missing value of pandas does."""

    __hash__ = None  # type: ignore[assignment]

    def __ne__(self, other: object) -> NAType:  # type: ignore[override]
        return self

    def __eq__(self, other: object) -> NAType:  # type: ignore[override]
        return self

    def __bool__(self) -> bool:
        raise TypeError("boolean value of NA is ambiguous")


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner(identity="key")


def test_a_record_is_cleaned_and_nothing_else_of_it(cleaner: Cleaner) -> None:
    record = {"key": 7, "text": DEFECT, "tags": ["在.rl中"], "more": None}
    (result,) = cleaner.clean_batch([record])
    assert result.record == {"key": 7, "text": FIXED, "tags": ["在.rl中"], "more": None}
    assert (result.status, result.text, result.identity) == (Status.FIXED, FIXED, 7)
    assert [found.rule for found in result.fixed] == ["stray-dot"]
    assert apply_edits(DEFECT, result.edits) == FIXED
    assert record["text"] == DEFECT


@pytest.mark.parametrize("text", ["", CLEAN, "行\r\n列\r\n", "\n\n", "壞\ud800字"])
def test_a_text_without_defects_stays(cleaner: Cleaner, text: str) -> None:
    result = cleaner.clean({"key": 1, "text": text})
    assert (result.status, result.text, result.record["text"], result.edits) == (
        Status.UNCHANGED,
        text,
        text,
        (),
    )


@pytest.mark.parametrize("value", [None, math.nan, NAType()])
def test_no_text_is_a_status(cleaner: Cleaner, value: object) -> None:
    result = cleaner.clean({"key": 1, "text": value})
    assert (result.status, result.text) == (Status.NO_TEXT, None)
    assert result.record["text"] is value
    assert cleaner.clean({}).status is Status.NO_TEXT


@pytest.mark.parametrize("value", [5, b"text", ["text"], {"text": 1}, 1.5, True])
def test_what_is_not_a_text_fails(cleaner: Cleaner, value: object) -> None:
    result = cleaner.clean({"key": 1, "text": value})
    assert result.status is Status.FAILED
    assert result.record["text"] == value
    assert result.errors == (f"the field 'text' has a value of type {type(value).__name__}, not a text",)


@pytest.mark.parametrize("error", [FixError("no"), RuleError("no"), ValueError("no"), RecursionError("no")])
def test_a_record_that_fails_costs_one_record(
    cleaner: Cleaner, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fails(document: Document, rules: Sequence[Rule], least: Applicability) -> FixResult:
        if "失敗" in document.text:
            raise error
        return fix(document, rules, least)

    monkeypatch.setattr(module, "fix", fails)
    results = cleaner.clean_batch(
        [{"key": n, "text": t} for n, t in enumerate((DEFECT, f"失敗{DEFECT}", DEFECT))]
    )
    assert [result.status for result in results] == [Status.FIXED, Status.FAILED, Status.FIXED]
    failed = results[1]
    assert failed.text == failed.record["text"] == f"失敗{DEFECT}"
    assert [found.rule for found in failed.left] == ["stray-dot"]
    assert "no" in failed.errors[0]


@given(st.lists(texts, max_size=4))
def test_the_batch_does_not_matter(some: Sequence[str]) -> None:
    cleaner = _shared()
    together = cleaner.clean_batch([{"text": text} for text in some])
    alone = [cleaner.clean({"text": text}) for text in some]
    assert [_seen(result) for result in together] == [_seen(result) for result in alone]
    for text, result in zip(some, alone, strict=True):
        assert result.text is not None
        assert apply_edits(text, result.edits) == result.text
        again = cleaner.clean({"text": result.text})
        assert again.status is Status.UNCHANGED or result.status is Status.FAILED


def _shared() -> Cleaner:
    if not _made:
        _made.append(Cleaner())
    return _made[0]


_made: list[Cleaner] = []


def _seen(result: Result) -> tuple[object, ...]:
    return result.status, result.text, result.fixed, result.left, result.edits, result.errors


def _clean_elsewhere(cleaner: Cleaner, record: dict[str, Any]) -> tuple[str | None, str]:
    return cleaner.clean(record).text, cleaner.fingerprint


def test_an_engine_can_send_it_to_another_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "house.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    cleaner = Cleaner(packs=["house.yaml"], text="body")
    monkeypatch.chdir(tmp_path / "elsewhere")
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        text, fingerprint = pool.apply(_clean_elsewhere, (cleaner, {"body": "甲乙。"}))
    assert (text, fingerprint) == ("甲丙。", cleaner.fingerprint)


def test_results_can_be_pickled(cleaner: Cleaner) -> None:
    result = cleaner.clean({"key": 1, "text": DEFECT})
    assert pickle.loads(pickle.dumps(result)) == result  # noqa: S301 - our own


def test_options(tmp_path: Path) -> None:
    pack, config = tmp_path / "house.yaml", tmp_path / "seedlint.yaml"
    pack.write_text(PACK, encoding="utf-8")
    config.write_text("packs: [house.yaml]\nselect: [house]\nvariant: zh-CN\n", encoding="utf-8")
    both = {"text": f"甲乙，{DEFECT}"}
    assert Cleaner(config=config).clean(both).text == f"甲丙，{DEFECT}"
    assert Cleaner(packs=[pack], ignore=["stray-dot"]).clean(both).text == f"甲丙，{DEFECT}"
    assert Cleaner(select=["stray-dot"]).clean(both).text == f"甲乙，{FIXED}"
    assert Cleaner(variant="zh-CN").clean({"text": "這個問題"}).text == "这个问题"
    assert Cleaner(locale="zh-TW").clean({"text": 5}).errors == ("「text」欄位的值型別是 int，不是文字",)


def test_no_configuration_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "seedlint.yaml").write_text("ignore: [stray-dot]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert Cleaner().clean({"text": DEFECT}).text == FIXED


def test_wrong_options(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is not a valid"):
        Cleaner(variant="zh")
    with pytest.raises(ValueError, match="is not a valid"):
        Cleaner(locale="xx")
    with pytest.raises(PackError, match="no-such-rule"):
        Cleaner(select=["no-such-rule"])
    with pytest.raises(LinterError, match=r"no\.yaml"):
        Cleaner(config=tmp_path / "no.yaml")


def test_the_fingerprint_is_of_what_decides(tmp_path: Path) -> None:
    for folder, version in (("a", "1.0.0"), ("b", "1.0.0"), ("c", "1.0.1")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "house.yaml").write_text(PACK.replace("1.0.0", version), encoding="utf-8")
    first, same, other = (Cleaner(packs=[tmp_path / folder / "house.yaml"]).fingerprint for folder in "abc")
    assert first == same
    others = [
        Cleaner(**options).fingerprint
        for options in ({}, {"unsafe": True}, {"variant": "zh-CN"}, {"text": "t"})
    ]
    assert len({first, other, *others}) == 6
    assert len(first) == 32


def test_the_fingerprint_is_of_all_that_the_configuration_names(tmp_path: Path) -> None:
    config, videos = tmp_path / "seedlint.yaml", tmp_path / "videos.yaml"
    config.write_text("metadata: videos.yaml\n", encoding="utf-8")
    found = set[str]()
    for day in ("2024-01-01", "2024-01-02"):
        videos.write_text(f"abcdefghijk: {day}\n", encoding="utf-8")
        found.add(Cleaner(config=config).fingerprint)
    config.write_text("metadata: videos.yaml\nignore: [stray-dot]\n", encoding="utf-8")
    found.add(Cleaner(config=config).fingerprint)
    assert len(found) == 3


def table(values: Sequence[str | None], kind: pa.DataType) -> pa.RecordBatch:
    schema = pa.schema(
        [("n", pa.int64()), pa.field("text", kind, metadata={"a": "b"}), ("z", pa.bool_())], {"c": "d"}
    )
    column = pa.array(values, pa.string()).cast(kind)
    return pa.RecordBatch.from_arrays(
        [pa.array(range(len(values))), column, pa.array([True] * len(values))], schema=schema
    )


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())])
def test_arrow(cleaner: Cleaner, kind: pa.DataType) -> None:
    batch = table([CLEAN, DEFECT, None, "", DEFECT], kind)
    cleaned = cleaner.clean_arrow(batch)
    assert cleaned.column("text").to_pylist() == [CLEAN, FIXED, None, "", FIXED]
    assert cleaned.schema.field("text").equals(batch.schema.field("text"), check_metadata=True)
    assert cleaned.schema.metadata == batch.schema.metadata
    assert cleaned.column("n") == batch.column("n")
    assert cleaned.column("seedlint_status").to_pylist() == [
        "unchanged",
        "fixed",
        "no-text",
        "unchanged",
        "fixed",
    ]
    assert cleaned.column("seedlint_fixed").to_pylist() == [[], ["stray-dot"], [], [], ["stray-dot"]]
    assert cleaned.column("seedlint_error").null_count == 5
    again = cleaner.clean_arrow(cleaned)
    assert again.schema == cleaned.schema
    assert again.column("text") == cleaned.column("text")


def test_arrow_tables(cleaner: Cleaner) -> None:
    batches = [table([DEFECT, None], pa.string()), table([], pa.string()), table(["", CLEAN], pa.string())]
    cleaned = cleaner.clean_arrow(pa.Table.from_batches(batches))
    assert cleaned.column("text").to_pylist() == [FIXED, None, "", CLEAN]
    assert cleaned.column("seedlint_status").to_pylist() == ["fixed", "no-text", "unchanged", "unchanged"]
    assert cleaner.clean_arrow(pa.Table.from_batches(batches[:0], batches[0].schema)).num_rows == 0


def test_arrow_without_rows_or_texts(cleaner: Cleaner) -> None:
    assert cleaner.clean_arrow(table([], pa.string())).num_rows == 0
    cleaned = cleaner.clean_arrow(pa.RecordBatch.from_pydict({"text": pa.nulls(2)}))
    assert cleaned.column("seedlint_status").to_pylist() == ["no-text"] * 2


@pytest.mark.parametrize(("columns", "reason"), [({"a": ["x"]}, "only: a"), ({"text": [5]}, "type int64")])
def test_arrow_without_a_column_of_text(cleaner: Cleaner, columns: dict[str, list[Any]], reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        cleaner.clean_arrow(pa.RecordBatch.from_pydict(columns))


def test_the_package_offers_it() -> None:
    assert linter.Cleaner is Cleaner
    with pytest.raises(AttributeError, match="'linter' has no attribute 'Cleanup'"):
        _ = linter.Cleanup
